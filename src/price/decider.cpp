#include "onepot/price/decider.h"

#include <algorithm>
#include <numeric>
#include <ranges>

#include "onepot/price/currency.h"

namespace onepot::price {

std::uint32_t Decider::searched(const Stretches& s, std::int64_t value) {
  return static_cast<std::uint32_t>(std::ranges::upper_bound(s.starts, value) - s.starts.begin() - 1);
}

/// Goes down attribute by attribute with the rules that are still alive. Lists of rules that are alike lead to one
/// node.
class Decider::Builder {
 public:
  Builder(Decider& out, const std::vector<Attribute>& attributes, const std::vector<Rule>& rules, bool unique)
      : out_(out), attributes_(attributes), rules_(rules), unique_(unique) {}

  std::optional<Trouble> run() {
    find_stretches();
    order_attributes();
    decides_.assign(rules_.size(), false);
    for (const Attribute& a : attributes_) path_.push_back(a.least);
    known_.resize(order_.size() + 1);
    List all(rules_.size());
    std::iota(all.begin(), all.end(), 0U);
    out_.root_ = node(0, trimmed(0, all));
    if (trouble_) return trouble_;
    for (std::size_t r = 0; r < rules_.size(); ++r)
      if (!decides_[r]) return unreachable(r);
    return std::nullopt;
  }

 private:
  using List = std::vector<std::uint32_t>;
  struct Hash {
    std::size_t operator()(const List& list) const {
      std::size_t h = 1469598103934665603ULL;
      for (const auto r : list) h = (h ^ r) * 1099511628211ULL;
      return h;
    }
  };
  static constexpr std::size_t most_entries = 30'000'000;

  void find_stretches() {
    for (std::size_t a = 0; a < attributes_.size(); ++a) {
      const Attribute& attribute = attributes_[a];
      Stretches s;
      s.least = attribute.least;
      s.starts = {attribute.least};
      if (attribute.kind == Attribute::Kind::code)
        for (std::int64_t c = 1; c <= attribute.most; ++c) s.starts.push_back(c);
      else
        for (const Rule& rule : rules_)
          for (const Condition& c : rule.conditions)
            if (c.attribute == a) {
              if (c.low > attribute.least && c.low <= attribute.most) s.starts.push_back(c.low);
              if (c.high < attribute.most && c.high + 1 > attribute.least) s.starts.push_back(c.high + 1);
            }
      std::ranges::sort(s.starts);
      s.starts.erase(std::ranges::unique(s.starts).begin(), s.starts.end());
      s.last = s.starts.back();
      if (s.last - s.least < 65536 && s.starts.size() < 65536)
        for (std::int64_t v = s.least; v <= s.last; ++v) s.table.push_back(static_cast<std::uint16_t>(searched(s, v)));
      out_.stretches_.push_back(std::move(s));
    }
  }

  /// Codes first, the most asked first: rules fall away soonest.
  void order_attributes() {
    std::vector<std::size_t> asked(attributes_.size());
    for (const Rule& rule : rules_)
      for (const Condition& c : rule.conditions) ++asked[c.attribute];
    for (std::size_t a = 0; a < attributes_.size(); ++a)
      if (asked[a] != 0) order_.push_back(a);
    const auto place = [&](std::size_t a) {
      return std::tuple(attributes_[a].kind != Attribute::Kind::code, -static_cast<std::int64_t>(asked[a]), a);
    };
    std::ranges::sort(order_, {}, place);
    level_.assign(attributes_.size(), order_.size());
    for (std::size_t l = 0; l < order_.size(); ++l) level_[order_[l]] = l;
    last_level_.resize(rules_.size());
    by_level_.resize(rules_.size());
    for (std::size_t r = 0; r < rules_.size(); ++r) {
      by_level_[r].assign(order_.size(), nullptr);
      for (const Condition& c : rules_[r].conditions) {
        by_level_[r][level_[c.attribute]] = &c;
        last_level_[r] = std::max(last_level_[r], level_[c.attribute] + 1);
      }
    }
  }

  /// What stands after a rule that asks for nothing more can never decide here.
  List trimmed(std::size_t level, List list) const {
    if (unique_) return list;
    for (std::size_t i = 0; i < list.size(); ++i)
      if (last_level_[list[i]] <= level) {
        list.resize(i + 1);
        break;
      }
    return list;
  }

  std::int32_t node(std::size_t level, List list) {
    if (trouble_) return -1;
    if (list.empty()) return gap();
    const bool settled = last_level_[list[0]] <= level;
    if (settled && (!unique_ || list.size() == 1)) {
      decides_[list[0]] = true;
      return ~static_cast<std::int32_t>(list[0]);
    }
    while (level < order_.size() && std::ranges::none_of(list, [&](auto r) { return by_level_[r][level] != nullptr; }))
      ++level;
    if (level == order_.size()) {
      trouble_ = Trouble{Trouble::Kind::overlap, list[1], list[0], {}, {}, {}};
      return -1;
    }
    if (const auto known = known_[level].find(list); known != known_[level].end()) return known->second;
    const std::size_t a = order_[level];
    const Stretches& s = out_.stretches_[a];
    if (out_.next_.size() + s.starts.size() > most_entries) {
      trouble_ = Trouble{Trouble::Kind::too_large, 0, 0, {}, {}, {}};
      return -1;
    }
    const auto first = out_.next_.size();
    const auto here = static_cast<std::int32_t>(out_.nodes_.size());
    out_.nodes_.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(first)});
    out_.next_.resize(first + s.starts.size());
    for (std::size_t i = 0; i < s.starts.size(); ++i) {
      path_[a] = s.starts[i];
      List alive;
      for (const auto r : list) {
        const Condition* c = by_level_[r][level];
        if (c != nullptr && !c->admits(s.starts[i])) continue;
        alive.push_back(r);
        if (!unique_ && last_level_[r] <= level + 1) break;
      }
      const std::int32_t child = node(level + 1, std::move(alive));
      out_.next_[first + i] = child;
    }
    path_[a] = s.starts[0];
    if (!trouble_) known_[level].emplace(std::move(list), here);
    return here;
  }

  std::int32_t gap() {
    Trouble t{Trouble::Kind::gap, 0, 0, path_, {}, {}};
    for (std::size_t a = 0; a < attributes_.size(); ++a) {
      if (out_.stretches_[a].starts.size() > 1 && level_[a] < order_.size()) t.asked.push_back(a);
    }
    trouble_ = std::move(t);
    return -1;
  }

  Trouble unreachable(std::size_t rule) const {
    Trouble t{Trouble::Kind::unreachable, rule, 0, {}, {}, {}};
    for (std::size_t r = 0; r < rule && t.taken_before.size() < 3; ++r) {
      const bool meets = std::ranges::all_of(std::views::iota(std::size_t{0}, order_.size()), [&](std::size_t l) {
        const Condition *x = by_level_[r][l], *y = by_level_[rule][l];
        return x == nullptr || y == nullptr ||
               std::ranges::any_of(out_.stretches_[order_[l]].starts,
                                   [&](std::int64_t v) { return x->admits(v) && y->admits(v); });
      });
      if (meets) t.taken_before.push_back(r);
    }
    return t;
  }

  Decider& out_;
  const std::vector<Attribute>& attributes_;
  const std::vector<Rule>& rules_;
  bool unique_;
  std::vector<std::size_t> order_, level_, last_level_;
  std::vector<std::vector<const Condition*>> by_level_;
  std::vector<std::unordered_map<List, std::int32_t, Hash>> known_;
  std::vector<bool> decides_;
  std::vector<std::int64_t> path_;
  std::optional<Trouble> trouble_;
};

std::optional<Decider::Trouble> Decider::build(const std::vector<Attribute>& attributes, const std::vector<Rule>& rules,
                                               bool unique) {
  *this = Decider();
  return Builder(*this, attributes, rules, unique).run();
}

}  // namespace onepot::price
