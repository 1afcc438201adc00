// The tree: the division that lessens the squares most, again in both halves, then pruned from its weakest link.
#include <algorithm>
#include <functional>
#include <limits>
#include <thread>

#include "onepot/price/design.h"

namespace onepot::price {
namespace growing {

using Wide = __int128;

struct Sums {
  std::int64_t people = 0;
  std::int64_t pence = 0;
  double square_over() const {
    return people == 0 ? 0 : static_cast<double>(pence) * static_cast<double>(pence) / static_cast<double>(people);
  }
  double mean() const { return static_cast<double>(pence) / static_cast<double>(people); }
  Sums& operator+=(const Sums& b) {
    people += b.people;
    pence += b.pence;
    return *this;
  }
  friend Sums operator-(const Sums& a, const Sums& b) { return {a.people - b.people, a.pence - b.pence}; }
};

struct Division {
  double gain = 0;  ///< how much the sum of squares falls
  std::int64_t cut = 0;
  std::vector<bool> low_side;
  bool found = false;
};

/// What a monotone direction allows in a part of the tree: every mean within.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};

struct Part {
  std::size_t node = 0, from = 0, until = 0;  ///< of Grower::order
  Bounds bounds;
};

class Grower {
 public:
  Grower(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules)
      : costs_(costs), rules_(rules), order_(people) {
    units_.resize(costs.known.size());
    for (std::size_t k = 0; k < costs.known.size(); ++k) {
      units_[k].resize(costs.known[k].codes.size());
      for (std::uint32_t c = 0; c < units_[k].size(); ++c) units_[k][c] = c;
    }
    // Codes that stay together are one unit, named by the first of them.
    for (const Together& t : rules.together)
      for (const std::uint32_t c : t.codes) {
        const std::uint32_t from = units_[t.known][c], to = units_[t.known][t.codes.front()];
        for (auto& u : units_[t.known])
          if (u == from) u = to;
      }
    // One origin for all, so that the squares of large costs lose nothing.
    Wide sum = 0;
    for (const auto p : order_) sum += costs.pence[p];
    origin_ = order_.empty() ? 0 : static_cast<std::int64_t>(sum / static_cast<Wide>(order_.size()));
  }

  Tree grown() {
    std::vector<Part> open{{add(0, order_.size()), 0, order_.size(), {}}};
    while (!open.empty()) {
      const Part part = open.back();
      open.pop_back();
      divide(part, open);
    }
    return std::move(tree_);
  }

 private:
  std::int64_t value(std::uint32_t person) const { return costs_.pence[person] - origin_; }

  std::size_t add(std::size_t from, std::size_t until) {
    Sums sums;
    Wide squares = 0;
    for (std::size_t i = from; i < until; ++i) {
      const std::int64_t v = value(order_[i]);
      sums += {1, v};
      squares += static_cast<Wide>(v) * v;
    }
    Branch b;
    b.people = until - from;
    b.mean = sums.mean() + static_cast<double>(origin_);
    b.deviance = static_cast<double>(squares * sums.people - static_cast<Wide>(sums.pence) * sums.pence) /
                 static_cast<double>(sums.people);
    tree_.nodes.push_back(std::move(b));
    return tree_.nodes.size() - 1;
  }

  void divide(const Part& part, std::vector<Part>& open) {
    const std::size_t n = part.until - part.from;
    if (n < 2 * rules_.min_group || tree_.nodes[part.node].deviance <= 0) return;
    std::vector<Division> best(costs_.known.size());
    const auto work = [&](std::size_t first, std::size_t step) {
      for (std::size_t k = first; k < best.size(); k += step) best[k] = division(part, k);
    };
    // Small parts are done sooner than a thread is begun.
    const std::size_t threads = n < 20'000 ? 1 : std::min<std::size_t>(rules_.threads, best.size());
    std::vector<std::thread> helpers;
    for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(work, t, threads);
    work(0, std::max<std::size_t>(threads, 1));
    for (auto& t : helpers) t.join();
    std::size_t chosen = 0;
    for (std::size_t k = 1; k < best.size(); ++k)
      if (best[k].gain > best[chosen].gain) chosen = k;  // the earlier column wins where two lessen it alike
    // What is left of rounding is no gain (rpart passes over the same ten-thousand-millionth).
    if (!best[chosen].found || best[chosen].gain <= 1e-10 * tree_.nodes[part.node].deviance) return;
    split(part, chosen, std::move(best[chosen]), open);
  }

  bool lawful(const Sums& low, const Sums& high, int direction, const Bounds& bounds) const {
    const auto least = static_cast<std::int64_t>(rules_.min_group);
    if (low.people < least || high.people < least) return false;
    if (rules_.direction.empty()) return true;
    const double a = low.mean(), b = high.mean();
    if ((direction > 0 && a > b) || (direction < 0 && a < b)) return false;
    return std::min(a, b) >= bounds.low && std::max(a, b) <= bounds.high;
  }

  Division division(const Part& part, std::size_t k) const {
    return costs_.known[k].kind == Attribute::Kind::count ? by_count(part, k) : by_code(part, k);
  }

  void consider(Division& best, const Sums& low, const Sums& all, std::int64_t cut, int direction,
                const Bounds& bounds) const {
    const Sums high = all - low;
    if (!lawful(low, high, direction, bounds)) return;
    const double gain = low.square_over() + high.square_over() - all.square_over();
    if (gain > best.gain) {
      best.gain = gain;
      best.cut = cut;
      best.found = true;
    }
  }

  Division by_count(const Part& part, std::size_t k) const {
    const Known& known = costs_.known[k];
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    Division best;
    Sums all, low;
    std::optional<std::uint32_t> before;
    const auto see = [&](std::uint32_t rank, const Sums& here) {
      if (before)
        if (const auto cut = cut_between(k, known.values[*before], known.values[rank]))
          consider(best, low, all, *cut, direction, part.bounds);
      low += here;
      before = rank;
    };
    const std::size_t n = part.until - part.from;
    if (known.values.size() <= 4 * n) {
      std::vector<Sums> at(known.values.size());
      for (std::size_t i = part.from; i < part.until; ++i) {
        Sums& s = at[known.at[order_[i]]];
        ++s.people;
        s.pence += value(order_[i]);
      }
      for (const Sums& s : at) all += s;
      for (std::uint32_t r = 0; r < at.size(); ++r)
        if (at[r].people > 0) see(r, at[r]);
    } else {
      std::vector<std::pair<std::uint32_t, std::int64_t>> sorted;
      sorted.reserve(n);
      for (std::size_t i = part.from; i < part.until; ++i) {
        sorted.emplace_back(known.at[order_[i]], value(order_[i]));
        all += {1, value(order_[i])};
      }
      std::ranges::sort(sorted);
      for (std::size_t i = 0; i < sorted.size();) {
        Sums here;
        const std::uint32_t rank = sorted[i].first;
        for (; i < sorted.size() && sorted[i].first == rank; ++i) here += {1, sorted[i].second};
        see(rank, here);
      }
    }
    return best;
  }

  /// The greatest value of the low side, for a cut between two values that follow each other in a part: halfway, as
  /// rpart cuts; where the rules keep that together, the nearest number between the two that they do not.
  std::optional<std::int64_t> cut_between(std::size_t k, std::int64_t low, std::int64_t high) const {
    const std::int64_t half = low + (high - low + 1) / 2 - 1;
    std::int64_t down = half, up = half;
    for (bool moved = true; moved;) {
      moved = false;
      for (const Together& t : rules_.together) {
        if (t.known != k || !t.codes.empty()) continue;
        if (t.low <= down && down < t.high) down = t.low - 1, moved = true;
        if (t.low <= up && up < t.high) up = t.high, moved = true;
      }
    }
    const bool down_fits = down >= low, up_fits = up < high;
    if (down_fits && (!up_fits || half - down <= up - half)) return down;
    return up_fits ? std::optional(up) : std::nullopt;
  }

  Division by_code(const Part& part, std::size_t k) const {
    const Known& known = costs_.known[k];
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    std::vector<Sums> at(known.codes.size());
    Sums all;
    for (std::size_t i = part.from; i < part.until; ++i) {
      const Sums here{1, value(order_[i])};
      at[units_[k][known.at[order_[i]]]] += here;
      all += here;
    }
    std::vector<std::uint32_t> sorted;
    for (std::uint32_t c = 0; c < at.size(); ++c)
      if (at[c].people > 0) sorted.push_back(c);
    // Ordered by mean, the best division of codes into two is a cut (Fisher 1958); a flag keeps its own order, no
    // before yes, so that it can have a direction.
    if (known.kind == Attribute::Kind::code)
      std::ranges::sort(sorted, [&](std::uint32_t a, std::uint32_t b) {
        const Wide x = static_cast<Wide>(at[a].pence) * at[b].people, y = static_cast<Wide>(at[b].pence) * at[a].people;
        return x != y ? x < y : a < b;
      });
    Division best;
    Sums low;
    for (std::uint32_t i = 0; i + 1 < sorted.size(); ++i) {
      low += at[sorted[i]];
      consider(best, low, all, i, known.kind == Attribute::Kind::flag ? direction : 0, part.bounds);
    }
    if (!best.found) return best;
    std::vector<char> side(at.size(), 0);  // 1: low, 2: high
    Sums below;
    for (std::uint32_t i = 0; i < sorted.size(); ++i) {
      side[sorted[i]] = i <= best.cut ? 1 : 2;
      if (i <= best.cut) below += at[sorted[i]];
    }
    const bool most_go_low = below.people * 2 >= all.people;
    best.low_side.resize(at.size());
    for (std::uint32_t c = 0; c < at.size(); ++c) {
      const char s = side[units_[k][c]];
      best.low_side[c] = s == 1 || (s == 0 && most_go_low);
    }
    return best;
  }

  void split(const Part& part, std::size_t k, Division&& division, std::vector<Part>& open) {
    const Known& known = costs_.known[k];
    const auto goes_low = [&](std::uint32_t person) {
      return division.low_side.empty() ? known.values[known.at[person]] <= division.cut
                                       : division.low_side[known.at[person]];
    };
    const auto first = order_.begin() + static_cast<std::ptrdiff_t>(part.from);
    const auto last = order_.begin() + static_cast<std::ptrdiff_t>(part.until);
    kept_.clear();
    auto to = first;
    for (auto it = first; it != last; ++it) {
      if (goes_low(*it))
        *to++ = *it;
      else
        kept_.push_back(*it);
    }
    std::ranges::copy(kept_, to);
    const auto middle = part.from + static_cast<std::size_t>(to - first);
    const std::size_t left = add(part.from, middle), right = add(middle, part.until);
    Branch& b = tree_.nodes[part.node];
    b.known = k;
    b.cut = division.cut;
    b.low_side = std::move(division.low_side);
    b.left = left;
    b.right = right;
    Part low{left, part.from, middle, part.bounds}, high{right, middle, part.until, part.bounds};
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    if (direction != 0 && known.kind != Attribute::Kind::code) {
      const double half = (tree_.nodes[left].mean + tree_.nodes[right].mean) / 2 - static_cast<double>(origin_);
      (direction > 0 ? low.bounds.high : low.bounds.low) = half;
      (direction > 0 ? high.bounds.low : high.bounds.high) = half;
    }
    open.push_back(high);
    open.push_back(low);
  }

  const LinkedCosts& costs_;
  const DesignRules& rules_;
  std::vector<std::uint32_t> order_, kept_;
  std::vector<std::vector<std::uint32_t>> units_;
  std::int64_t origin_ = 0;
  Tree tree_;
};

/// Only what can be reached, in the order it was grown.
Tree compact(const Tree& tree) {
  Tree out;
  std::vector<std::size_t> place(tree.nodes.size(), 0);
  std::vector<bool> reached(tree.nodes.size(), false);
  reached[0] = true;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    if (!reached[i]) continue;
    place[i] = out.nodes.size();
    out.nodes.push_back(tree.nodes[i]);
    if (!tree.nodes[i].leaf()) reached[tree.nodes[i].left] = reached[tree.nodes[i].right] = true;
  }
  for (Branch& b : out.nodes)
    if (!b.leaf()) b.left = place[b.left], b.right = place[b.right];
  return out;
}

/// How much each division must lessen the squares, for every leaf it adds, to be kept: Breiman's α, worked out from the
/// leaves up as rpart works it out (Therneau and Atkinson 1997, section 4), so that the same groups come of it. A half
/// that would be given up before its whole counts as given up; none is worth more than the one above it.
std::vector<double> strengths(const Tree& tree) {
  struct Kept {
    double deviance = 0, divisions = 0;
  };
  std::vector<double> strength(tree.nodes.size(), 0);
  std::vector<Kept> kept(tree.nodes.size());
  for (std::size_t i = tree.nodes.size(); i-- > 0;) {
    const Branch& b = tree.nodes[i];
    kept[i] = {b.deviance, 0};
    if (b.leaf()) continue;
    std::size_t weaker = b.right, stronger = b.left;
    if (strength[b.right] > strength[b.left]) std::swap(weaker, stronger);
    Kept one = kept[weaker], other = kept[stronger];
    const auto worth = [&] {
      return (b.deviance - one.deviance - other.deviance) / (one.divisions + other.divisions + 1);
    };
    if (worth() > strength[weaker]) {
      one = {tree.nodes[weaker].deviance, 0};
      if (worth() > strength[stronger]) other = {tree.nodes[stronger].deviance, 0};
    }
    strength[i] = worth();
    kept[i] = {one.deviance + other.deviance, one.divisions + other.divisions + 1};
  }
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)  // parents come before their children
    if (!tree.nodes[i].leaf())
      for (const std::size_t half : {tree.nodes[i].left, tree.nodes[i].right})
        strength[half] = std::min(strength[half], strength[i]);
  return strength;
}

/// The largest of the nested trees that has few enough leaves.
Tree pruned(Tree tree, std::size_t most) {
  const auto strength = strengths(tree);
  std::vector<double> kept;
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (!tree.nodes[i].leaf()) kept.push_back(strength[i]);
  std::ranges::sort(kept, std::greater());
  // A division adds one leaf. Those as weak as the first that is too many go with it.
  const bool none_kept = most == 0 || kept.empty();
  const double least = none_kept || kept.size() < most ? 0 : kept[most - 1];
  for (std::size_t i = 0; i < tree.nodes.size(); ++i)
    if (!tree.nodes[i].leaf() && strength[i] <= least) tree.nodes[i].left = tree.nodes[i].right = 0;
  return compact(tree);
}

}  // namespace growing

std::size_t Tree::leaves() const {
  return static_cast<std::size_t>(std::ranges::count_if(nodes, [](const Branch& b) { return b.leaf(); }));
}

std::size_t Tree::leaf_of(const LinkedCosts& costs, std::size_t person) const {
  std::size_t at = 0;
  while (!nodes[at].leaf()) {
    const Branch& b = nodes[at];
    const Known& known = costs.known[b.known];
    const std::uint32_t value = known.at[person];
    at = (b.low_side.empty() ? known.values[value] <= b.cut : b.low_side[value]) ? b.left : b.right;
  }
  return at;
}

std::vector<std::size_t> Tree::in_order() const {
  std::vector<std::size_t> out, open{0};
  while (!open.empty()) {
    const std::size_t at = open.back();
    open.pop_back();
    if (nodes[at].leaf()) {
      out.push_back(at);
    } else {
      open.push_back(nodes[at].right);
      open.push_back(nodes[at].left);
    }
  }
  return out;
}

Result<Tree> grow(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules) {
  if (people.size() < 2 * rules.min_group)
    return refuse("too-few", fmt::format("there are {} people; two groups of at least {} need {}", people.size(),
                                         rules.min_group, 2 * rules.min_group));
  return growing::pruned(growing::Grower(costs, people, rules).grown(), std::max<std::size_t>(rules.max_groups, 1));
}

}  // namespace onepot::price
