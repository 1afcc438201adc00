#pragma once
// A decision table compiled into flat lookups: one look for each attribute that still matters, however many rules there
// are. The diagram is the ordered firewall decision diagram of Gouda and Liu (2007): attributes in a fixed order, equal
// ends shared. Building it goes through every case once, so it is also the proof that the table is whole.
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace onepot::price {

struct Attribute;
struct Rule;

class Decider {
 public:
  /// What is wrong with a table: no rule takes the record; two do and only one may; a rule never decides; or there are
  /// too many different cases to hold.
  struct Trouble {
    enum class Kind { gap, overlap, unreachable, too_large };
    Kind kind = Kind::gap;
    std::size_t rule = 0, other = 0;        ///< overlap: other is the earlier; unreachable: rule
    std::vector<std::int64_t> record;       ///< gap: one that no rule takes
    std::vector<std::size_t> asked;         ///< gap: the attributes that any rule asks about
    std::vector<std::size_t> taken_before;  ///< unreachable: the earlier rules that take its records, at most three
  };

  /// Builds the diagram. With `unique`, no two rules may fit one record.
  std::optional<Trouble> build(const std::vector<Attribute>& attributes, const std::vector<Rule>& rules, bool unique);

  /// The index of the rule that decides. Every value must be lawful for its attribute. No allocation.
  std::size_t rule_of(std::span<const std::int64_t> record) const {
    std::int32_t at = root_;
    while (at >= 0) {
      const Node& node = nodes_[static_cast<std::size_t>(at)];
      at = next_[node.first + stretch(node.attribute, record[node.attribute])];
    }
    return static_cast<std::size_t>(~at);
  }
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    std::uint32_t attribute = 0, first = 0;
  };
  /// The stretches of one attribute: between two edges all rules judge alike. Small ranges are a table, others are
  /// searched.
  struct Stretches {
    std::int64_t least = 0, last = 0;  ///< `last`: from here on all is one stretch
    std::vector<std::uint16_t> table;
    std::vector<std::int64_t> starts;
  };
  class Builder;

  std::uint32_t stretch(std::size_t attribute, std::int64_t value) const {
    const Stretches& s = stretches_[attribute];
    if (!s.table.empty()) return s.table[static_cast<std::size_t>((value < s.last ? value : s.last) - s.least)];
    return searched(s, value);
  }
  static std::uint32_t searched(const Stretches& s, std::int64_t value);

  std::int32_t root_ = -1;
  std::vector<Node> nodes_;
  std::vector<std::int32_t> next_;
  std::vector<Stretches> stretches_;
};

}  // namespace onepot::price
