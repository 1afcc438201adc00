#include "rule_words.h"

#include <algorithm>

#include "condition.h"
#include "onepot/base/text.h"

namespace onepot::price::design_words {

Path path_to(const Tree& tree, const LinkedCosts& costs, std::size_t leaf) {
  std::vector<std::size_t> above(tree.nodes.size(), 0);
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (!tree.nodes[i].leaf()) above[tree.nodes[i].left] = above[tree.nodes[i].right] = i;
  Path out;
  for (std::size_t at = leaf; at != 0; at = above[at]) {
    const Branch& b = tree.nodes[above[at]];
    const bool low = b.left == at;
    Asked& asked = out[b.known];
    if (b.low_side.empty()) {
      if (low)
        asked.high = std::min(asked.high, b.cut);
      else
        asked.low = std::max(asked.low, b.cut + 1);
    } else {
      if (asked.codes.empty()) asked.codes.assign(costs.known[b.known].codes.size(), true);
      for (std::size_t c = 0; c < asked.codes.size(); ++c)
        if (b.low_side[c] != low) asked.codes[c] = false;
    }
  }
  return out;
}

namespace {

std::vector<std::string> codes_of(const Asked& asked, const Known& known) {
  std::vector<std::string> out;
  for (std::size_t c = 0; c < asked.codes.size(); ++c)
    if (asked.codes[c]) out.push_back(known.codes[c]);
  return out;
}

bool has_low(const Asked& a) {
  return a.low != std::numeric_limits<std::int64_t>::min();
}
bool has_high(const Asked& a) {
  return a.high != std::numeric_limits<std::int64_t>::max();
}

}  // namespace

std::string in_words(const Path& path, const LinkedCosts& costs) {
  if (path.empty()) return "everybody";
  std::vector<std::string> parts;
  for (const auto& [k, asked] : path) {
    const Known& known = costs.known[k];
    if (!asked.codes.empty()) {
      const auto codes = codes_of(asked, known);
      parts.push_back(known.name + (codes.size() == 1 ? " is " : " is one of ") + join(codes, ", "));
    } else if (has_low(asked) && has_high(asked)) {
      parts.push_back(decimal_text(asked.low, known.places) + " <= " + known.name +
                      " <= " + decimal_text(asked.high, known.places));
    } else if (has_low(asked)) {
      parts.push_back(known.name + " >= " + decimal_text(asked.low, known.places));
    } else {
      parts.push_back(known.name + " <= " + decimal_text(asked.high, known.places));
    }
  }
  return join(parts, " and ");
}

std::string cell(const Asked& asked, const Known& known) {
  if (!asked.codes.empty()) return join(codes_of(asked, known), "|");
  if (has_low(asked) && has_high(asked))
    return decimal_text(asked.low, known.places) + ".." + decimal_text(asked.high, known.places);
  if (has_low(asked)) return ">=" + decimal_text(asked.low, known.places);
  return "<=" + decimal_text(asked.high, known.places);
}

}  // namespace onepot::price::design_words
