#include "onepot/price/admitted/admitted.h"

namespace onepot::price {

std::uint32_t CodeTable::add_node() {
  children_.resize(children_.size() + letters, 0);
  values_.resize(values_.size() + attributes_);
  return static_cast<std::uint32_t>(children_.size() / letters - 1);
}

bool CodeTable::add(std::string_view code, std::size_t attribute, Value value) {
  std::uint32_t at = 0;
  for (const char c : code) {
    const int letter = letter_of(c);
    if (letter < 0) return false;
    const std::size_t link = at * letters + static_cast<std::size_t>(letter);
    if (children_[link] == 0) {
      const std::uint32_t made = add_node();
      children_[link] = made;
    }
    at = children_[link];
  }
  Value& there = values_[at * attributes_ + attribute];
  if (code.empty() || there.value >= 0) return false;
  there = value;
  return true;
}

void CodeTable::finish() {
  // A child always stands after its parent, so one pass is enough.
  const std::size_t nodes = children_.size() / letters;
  for (std::size_t parent = 0; parent < nodes; ++parent)
    for (std::size_t l = 0; l < letters; ++l) {
      const std::uint32_t child = children_[parent * letters + l];
      if (child == 0) continue;
      for (std::size_t a = 0; a < attributes_; ++a)
        if (values_[child * attributes_ + a].value < 0)
          values_[child * attributes_ + a] = values_[parent * attributes_ + a];
    }
}

}  // namespace onepot::price
