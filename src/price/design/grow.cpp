// The tree: the division that lessens the squares most, again in both halves.
#include <algorithm>
#include <atomic>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <thread>

#include "onepot/price/design.h"
#include "prune.h"

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

/// What is known of people in one column, as it is scanned: few values are counted in a small table; of many, each
/// person stands in a list sorted by value, which every division keeps sorted.
struct Column {
  std::size_t values = 0;          ///< distinct ones
  std::vector<std::uint16_t> few;  ///< by place in the tree's order: unit of a code, or rank of a value
  struct Entry {
    std::uint32_t person = 0, rank = 0;
    std::int64_t pence = 0;
  };
  std::vector<Entry> many;
  bool counted() const { return many.empty(); }
};

constexpr std::size_t most_few = 1024;
/// Parts of so many people are divided by all threads together, smaller ones each by one.
constexpr std::size_t shared_part = 50'000;

/// What one thread writes while it divides.
struct Scratch {
  std::vector<Sums> table;
  std::vector<std::uint16_t> few;
  std::vector<std::uint32_t> people;
  std::vector<std::int64_t> pence;
  std::vector<Column::Entry> many;
  template <class T>
  static T* room(std::vector<T>& at, std::size_t n) {
    if (at.size() < n) at.resize(n);
    return at.data();
  }
};

/// Those of `side` 1 to the front, the others behind them, both in the order they had.
template <class T, class Side>
void part_stably(T* from, std::size_t n, T* kept, const Side& side) {
  std::size_t low = 0, high = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const T x = from[i];
    const std::size_t goes_low = side(i, x);
    from[low] = x;
    kept[high] = x;
    low += goes_low;
    high += 1 - goes_low;
  }
  std::copy_n(kept, high, from + low);
}

/// fn(column) for every column, on so many threads; the columns do not meet.
template <class Fn>
void each_column(std::size_t columns, std::size_t threads, const Fn& fn) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&](std::size_t thread) {
    for (std::size_t k = next++; k < columns; k = next++) fn(k, thread);
  };
  std::vector<std::thread> helpers;
  for (std::size_t t = 1; t < threads; ++t) helpers.emplace_back(work, t);
  work(0);
  for (auto& t : helpers) t.join();
}

class Grower {
 public:
  Grower(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules)
      : costs_(costs), rules_(rules), threads_(std::max(1U, rules.threads)), scratch_(threads_) {
    const std::size_t n = people.size();
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
    for (const auto p : people) sum += costs.pence[p];
    origin_ = people.empty() ? 0 : static_cast<std::int64_t>(sum / static_cast<Wide>(n));
    person_.resize(n);
    pence_.resize(n);
    low_.resize(n);
    low_at_.resize(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      person_[i] = i;
      pence_[i] = costs.pence[people[i]] - origin_;
    }
    columns_.resize(costs.known.size());
    each_column(columns_.size(), n < shared_part ? 1 : threads_,
                [&](std::size_t k, std::size_t) { lay_out(k, people); });
  }

  Tree grown() {
    std::vector<Part> open{{add(tree_, 0, person_.size()), 0, person_.size(), {}}}, apart;
    while (!open.empty()) {
      const Part part = open.back();
      open.pop_back();
      if (threads_ > 1 && part.until - part.from < shared_part)
        apart.push_back(part);
      else
        divide(tree_, part, open, 0, threads_);
    }
    // Each of the smaller parts is a tree of its own, whoever grows it; the largest first, so that nobody waits long.
    std::ranges::sort(apart, [](const Part& a, const Part& b) {
      return a.until - a.from != b.until - b.from ? a.until - a.from > b.until - b.from : a.from < b.from;
    });
    std::vector<Tree> trees(apart.size());
    each_column(apart.size(), std::min(threads_, apart.size()), [&](std::size_t i, std::size_t thread) {
      Part part = apart[i];
      part.node = add(trees[i], part.from, part.until);
      std::vector<Part> mine{part};
      while (!mine.empty()) {
        const Part next = mine.back();
        mine.pop_back();
        divide(trees[i], next, mine, thread, 1);
      }
    });
    for (std::size_t i = 0; i < apart.size(); ++i) graft(apart[i].node, std::move(trees[i]));
    return std::move(tree_);
  }

 private:
  void lay_out(std::size_t k, const std::vector<std::uint32_t>& people) {
    const Known& known = costs_.known[k];
    Column& column = columns_[k];
    column.values = known.distinct();
    const std::size_t n = people.size();
    if (known.kind != Attribute::Kind::count || known.values.size() <= most_few) {
      column.few.resize(n);
      for (std::size_t i = 0; i < n; ++i) {
        const std::uint32_t at = known.at[people[i]];
        column.few[i] = static_cast<std::uint16_t>(known.kind == Attribute::Kind::count ? at : units_[k][at]);
      }
      return;
    }
    std::vector<std::uint32_t> begin(known.values.size() + 1, 0);  // where each value's people begin
    for (const auto p : people) ++begin[known.at[p] + 1];
    for (std::size_t r = 1; r < begin.size(); ++r) begin[r] += begin[r - 1];
    column.many.resize(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t rank = known.at[people[i]];
      column.many[begin[rank]++] = {i, rank, pence_[i]};
    }
  }

  /// Hangs a tree in the place of the leaf it was grown from.
  void graft(std::size_t leaf, Tree&& tree) {
    const std::size_t before = tree_.nodes.size();
    // Its root takes the leaf's place; the others follow in their order, so that parents come before their children.
    const auto moved = [&](std::size_t at) { return before + at - 1; };
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      Branch b = std::move(tree.nodes[i]);
      if (!b.leaf()) b.left = moved(b.left), b.right = moved(b.right);
      if (i == 0)
        tree_.nodes[leaf] = std::move(b);
      else
        tree_.nodes.push_back(std::move(b));
    }
  }

  std::size_t add(Tree& tree, std::size_t from, std::size_t until) const {
    Sums sums;
    Wide squares = 0;
    for (std::size_t i = from; i < until; ++i) {
      const std::int64_t v = pence_[i];
      sums += {1, v};
      squares += static_cast<Wide>(v) * v;
    }
    Branch b;
    b.people = until - from;
    b.mean = sums.mean() + static_cast<double>(origin_);
    b.deviance = static_cast<double>(squares * sums.people - static_cast<Wide>(sums.pence) * sums.pence) /
                 static_cast<double>(sums.people);
    tree.nodes.push_back(std::move(b));
    return tree.nodes.size() - 1;
  }

  void divide(Tree& tree, const Part& part, std::vector<Part>& open, std::size_t thread, std::size_t threads) {
    const std::size_t n = part.until - part.from;
    if (n < 2 * rules_.min_group || tree.nodes[part.node].deviance <= 0) return;
    Sums all;
    for (std::size_t i = part.from; i < part.until; ++i) all += {1, pence_[i]};
    std::vector<Division> best(columns_.size());
    each_column(columns_.size(), threads,
                [&](std::size_t k, std::size_t t) { best[k] = division(part, all, k, scratch_[thread + t]); });
    std::size_t chosen = 0;
    for (std::size_t k = 1; k < best.size(); ++k)
      if (best[k].gain > best[chosen].gain) chosen = k;  // the earlier column wins where two lessen it alike
    // What is left of rounding is no gain (rpart passes over the same ten-thousand-millionth).
    if (!best[chosen].found || best[chosen].gain <= 1e-10 * tree.nodes[part.node].deviance) return;
    split(tree, part, chosen, std::move(best[chosen]), open, thread, threads);
  }

  bool lawful(const Sums& low, const Sums& high, int direction, const Bounds& bounds) const {
    const auto least = static_cast<std::int64_t>(rules_.min_group);
    if (low.people < least || high.people < least) return false;
    if (rules_.direction.empty()) return true;
    const double a = low.mean(), b = high.mean();
    if ((direction > 0 && a > b) || (direction < 0 && a < b)) return false;
    return std::min(a, b) >= bounds.low && std::max(a, b) <= bounds.high;
  }

  Division division(const Part& part, const Sums& all, std::size_t k, Scratch& scratch) const {
    if (costs_.known[k].kind != Attribute::Kind::count) return by_code(part, all, k, scratch);
    return columns_[k].counted() ? by_table(part, all, k, scratch) : by_list(part, all, k);
  }

  /// True where a cut is better than the best so far.
  bool better(const Division& best, const Sums& low, const Sums& all, int direction, const Bounds& bounds,
              double& gain) const {
    const Sums high = all - low;
    if (!lawful(low, high, direction, bounds)) return false;
    gain = low.square_over() + high.square_over() - all.square_over();
    return gain > best.gain;
  }

  /// Sums by value of a part, from the front of scratch.table.
  std::span<const Sums> tabled(const Part& part, std::size_t k, Scratch& scratch) const {
    const Column& column = columns_[k];
    const std::size_t values = column.values, n = part.until - part.from;
    const std::uint16_t* few = column.few.data() + part.from;
    const std::int64_t* pence = pence_.data() + part.from;
    // Neighbours are often of the same value; four tables keep one addition from waiting for the last.
    constexpr std::size_t tables = 4;
    Sums* at = Scratch::room(scratch.table, tables * values);
    std::fill_n(at, tables * values, Sums{});
    const auto see = [&](std::size_t table, std::size_t i) {
      Sums& s = at[table * values + few[i]];
      ++s.people;
      s.pence += pence[i];
    };
    std::size_t i = 0;
    for (; i + tables <= n; i += tables)
      for (std::size_t t = 0; t < tables; ++t) see(t, i + t);
    for (; i < n; ++i) see(0, i);
    for (std::size_t t = 1; t < tables; ++t)
      for (std::size_t v = 0; v < values; ++v) at[v] += at[t * values + v];
    return {at, values};
  }

  Division by_table(const Part& part, const Sums& all, std::size_t k, Scratch& scratch) const {
    const Known& known = costs_.known[k];
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    const auto at = tabled(part, k, scratch);
    Division best;
    Sums low;
    std::optional<std::size_t> before;
    for (std::size_t r = 0; r < at.size(); ++r) {
      if (at[r].people == 0) continue;
      double gain = 0;
      if (before && better(best, low, all, direction, part.bounds, gain))
        if (const auto cut = cut_between(k, known.values[*before], known.values[r])) best = {gain, *cut, {}, true};
      low += at[r];
      before = r;
    }
    return best;
  }

  Division by_list(const Part& part, const Sums& all, std::size_t k) const {
    const Known& known = costs_.known[k];
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    const Column::Entry* list = columns_[k].many.data() + part.from;
    const std::size_t n = part.until - part.from, least = rules_.min_group;
    Division best;
    Sums low;
    for (std::size_t i = 0; i < least; ++i) low += {1, list[i].pence};
    // A cut is looked at closely where, but for rounding, low²÷n + high²÷m may exceed the best so far; multiplied out,
    // that takes no division.
    const double rest = all.square_over();
    for (std::size_t i = least; i + least <= n; ++i) {
      if (list[i].rank != list[i - 1].rank) {
        const auto people = static_cast<double>(i), others = static_cast<double>(n - i);
        const auto below = static_cast<double>(low.pence), above = static_cast<double>(all.pence - low.pence);
        const double worth = below * below * others + above * above * people;
        double gain = 0;
        if (worth * (1 + 1e-9) >= (best.gain + rest) * people * others &&
            better(best, low, all, direction, part.bounds, gain))
          if (const auto cut = cut_between(k, known.values[list[i - 1].rank], known.values[list[i].rank]))
            best = {gain, *cut, {}, true};
      }
      low += {1, list[i].pence};
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

  Division by_code(const Part& part, const Sums& all, std::size_t k, Scratch& scratch) const {
    const Known& known = costs_.known[k];
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    const auto at = tabled(part, k, scratch);
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
      double gain = 0;
      if (better(best, low, all, known.kind == Attribute::Kind::flag ? direction : 0, part.bounds, gain))
        best = {gain, i, {}, true};
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

  /// Moves everybody of the part to their side, in every column.
  std::size_t sides(const Part& part, std::size_t k, const Division& division, std::size_t thread,
                    std::size_t threads) {
    const Known& known = costs_.known[k];
    const std::size_t n = part.until - part.from;
    std::size_t low = 0;
    const auto mark = [&](std::uint32_t person, bool goes_low) {
      low_[person] = goes_low ? 1 : 0;
      low += goes_low ? 1 : 0;
    };
    if (columns_[k].counted()) {
      std::vector<char> goes(columns_[k].values, 0);
      for (std::size_t v = 0; v < goes.size(); ++v)
        goes[v] = division.low_side.empty() ? known.values[v] <= division.cut : division.low_side[v];
      for (std::size_t i = part.from; i < part.until; ++i) mark(person_[i], goes[columns_[k].few[i]] != 0);
    } else {
      for (std::size_t i = part.from; i < part.until; ++i) {
        const Column::Entry& e = columns_[k].many[i];
        mark(e.person, known.values[e.rank] <= division.cut);
      }
    }
    // Most columns stand in the order of people: their sides are looked up once, not once a column.
    unsigned char* goes_low = low_at_.data() + part.from;
    for (std::size_t i = 0; i < n; ++i) goes_low[i] = low_[person_[part.from + i]];
    each_column(columns_.size() + 1, threads, [&](std::size_t c, std::size_t t) {
      Scratch& scratch = scratch_[thread + t];
      if (c == columns_.size()) {
        part_stably(pence_.data() + part.from, n, Scratch::room(scratch.pence, n),
                    [&](std::size_t i, std::int64_t) { return goes_low[i]; });
      } else if (columns_[c].counted()) {
        part_stably(columns_[c].few.data() + part.from, n, Scratch::room(scratch.few, n),
                    [&](std::size_t i, std::uint16_t) { return goes_low[i]; });
      } else {
        part_stably(columns_[c].many.data() + part.from, n, Scratch::room(scratch.many, n),
                    [&](std::size_t, const Column::Entry& e) { return low_[e.person]; });
      }
    });
    part_stably(person_.data() + part.from, n, Scratch::room(scratch_[thread].people, n),
                [&](std::size_t i, std::uint32_t) { return goes_low[i]; });
    return part.from + low;
  }

  void split(Tree& tree, const Part& part, std::size_t k, Division&& division, std::vector<Part>& open,
             std::size_t thread, std::size_t threads) {
    const Known& known = costs_.known[k];
    const std::size_t middle = sides(part, k, division, thread, threads);
    const std::size_t left = add(tree, part.from, middle), right = add(tree, middle, part.until);
    Branch& b = tree.nodes[part.node];
    b.known = k;
    b.cut = division.cut;
    b.low_side = std::move(division.low_side);
    b.left = left;
    b.right = right;
    Part low{left, part.from, middle, part.bounds}, high{right, middle, part.until, part.bounds};
    const int direction = rules_.direction.empty() ? 0 : rules_.direction[k];
    if (direction != 0 && known.kind != Attribute::Kind::code) {
      const double half = (tree.nodes[left].mean + tree.nodes[right].mean) / 2 - static_cast<double>(origin_);
      (direction > 0 ? low.bounds.high : low.bounds.low) = half;
      (direction > 0 ? high.bounds.low : high.bounds.high) = half;
    }
    open.push_back(high);
    open.push_back(low);
  }

  const LinkedCosts& costs_;
  const DesignRules& rules_;
  std::size_t threads_;
  std::vector<Scratch> scratch_;       ///< by thread
  std::vector<std::uint32_t> person_;  ///< in the tree's order: a part is a stretch of it
  std::vector<std::int64_t> pence_;    ///< beside person_, from the origin
  std::vector<unsigned char> low_;     ///< by person: their side of the division at hand
  std::vector<unsigned char> low_at_;  ///< the same beside person_
  std::vector<Column> columns_;
  std::vector<std::vector<std::uint32_t>> units_;
  std::int64_t origin_ = 0;
  Tree tree_;
};

}  // namespace growing

Result<Tree> grow(const LinkedCosts& costs, const std::vector<std::uint32_t>& people, const DesignRules& rules) {
  if (people.size() < 2 * rules.min_group)
    return refuse("too-few", fmt::format("there are {} people; two groups of at least {} need {}", people.size(),
                                         rules.min_group, 2 * rules.min_group));
  return pruning::pruned(growing::Grower(costs, people, rules).grown(), std::max<std::size_t>(rules.max_groups, 1));
}

}  // namespace onepot::price
