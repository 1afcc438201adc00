// allocate() against every way there is of paying: pennies few enough to try them all.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "onepot/pot/allocate.h"

namespace onepot::pot {
namespace {

using Way = std::vector<std::vector<std::int64_t>>;  ///< of each purchase, from each stream by rank

struct Small {
  std::vector<Purse> streams;
  std::vector<Purchase> purchases;
  std::vector<std::size_t> rank;  ///< streams, least flexible first, as INTERFACES words it
};

/// Fewest purposes, then earliest until; any purpose counts as the most, no end as the latest.
std::vector<std::size_t> ranked(const std::vector<Purse>& streams) {
  std::vector<std::size_t> out(streams.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  std::ranges::sort(out, [&](std::size_t a, std::size_t b) {
    const auto &x = streams[a].conditions, &y = streams[b].conditions;
    const auto count = [](const Conditions& c) { return c.any_purpose() ? std::size_t{1'000'000} : c.purposes.size(); };
    if (count(x) != count(y)) return count(x) < count(y);
    const Date last(9999, 12, 31);
    if (x.until.value_or(last) != y.until.value_or(last)) return x.until.value_or(last) < y.until.value_or(last);
    return a < b;
  });
  return out;
}

/// Calls `take` with every way of paying the demands in full.
template <class Take>
void every_way(const Small& s, const std::vector<std::pair<std::size_t, std::int64_t>>& demands, std::size_t at,
               std::size_t stream, std::int64_t open, std::vector<std::int64_t>& left, Way& way, Take&& take) {
  if (at == demands.size()) return take(way, left);
  if (stream == s.rank.size()) {
    if (open != 0) return;
    const std::int64_t next = at + 1 < demands.size() ? demands[at + 1].second : 0;
    return every_way(s, demands, at + 1, 0, next, left, way, take);
  }
  const Purchase& p = s.purchases[demands[at].first];
  const bool may = s.streams[s.rank[stream]].conditions.allows(p.purpose, p.date);
  for (std::int64_t part = 0; part <= (may ? std::min(open, left[stream]) : 0); ++part) {
    left[stream] -= part;
    way[at][stream] = part;
    every_way(s, demands, at, stream + 1, open - part, left, way, take);
    left[stream] += part;
  }
  way[at][stream] = 0;
}

/// The best way of paying the demands: least flexible streams used most, then purchase by purchase the same. None:
/// there is no way.
std::optional<std::pair<Way, std::vector<std::int64_t>>> best_way(
    const Small& s, const std::vector<std::pair<std::size_t, std::int64_t>>& demands) {
  std::optional<std::pair<Way, std::vector<std::int64_t>>> best;
  std::vector<std::int64_t> left;
  for (const auto r : s.rank) left.push_back(s.streams[r].available.count());
  Way way(demands.size(), std::vector<std::int64_t>(s.rank.size()));
  every_way(s, demands, 0, 0, demands.empty() ? 0 : demands[0].second, left, way,
            [&](const Way& w, const std::vector<std::int64_t>& l) {
              const bool better = !best || l < best->second || (l == best->second && w > best->first);
              if (better) best = {w, l};
            });
  return best;
}

Small a_small_case() {
  Small s;
  const auto purposes = std::vector<std::vector<std::string>>{{"*"}, {"taxi"}, {"visit"}, {"taxi", "visit"}, {"night"}};
  const auto streams = *rc::gen::inRange(1, 4), purchases = *rc::gen::inRange(1, 5);
  for (int i = 0; i < streams; ++i)
    s.streams.push_back({{"s" + std::to_string(i), *rc::gen::elementOf(purposes),
                          *rc::gen::element(std::optional<Date>(), std::optional<Date>(Date(2026, 5, 2))),
                          *rc::gen::element(std::optional<Date>(), std::optional<Date>(Date(2026, 5, 2)),
                                            std::optional<Date>(Date(2026, 5, 9)))},
                         Pence(*rc::gen::inRange<std::int64_t>(0, 6))});
  for (int i = 0; i < purchases; ++i)
    s.purchases.push_back({"p" + std::to_string(i), Pence(*rc::gen::inRange<std::int64_t>(1, 5)),
                           *rc::gen::elementOf(std::vector<std::string>{"taxi", "visit", "night"}),
                           *rc::gen::element(Date(2026, 5, 1), Date(2026, 5, 2), Date(2026, 5, 5))});
  s.rank = ranked(s.streams);
  return s;
}

RC_GTEST_PROP(allocate_brute, is_the_best_of_all_ways_there_are, ()) {
  const Small s = a_small_case();
  const bool partial = *rc::gen::arbitrary<bool>();
  std::vector<std::pair<std::size_t, std::int64_t>> granted;
  std::vector<std::pair<std::size_t, std::int64_t>> unpaid;
  for (std::size_t i = 0; i < s.purchases.size(); ++i) {
    const std::int64_t whole = s.purchases[i].amount.count();
    std::int64_t most = whole;
    for (; most > 0; --most) {
      auto with = granted;
      with.emplace_back(i, most);
      if (best_way(s, with)) break;
    }
    if (most < whole) unpaid.emplace_back(i, whole - most);
    if (most == whole || (partial && most > 0)) granted.emplace_back(i, most);
  }
  const auto best = best_way(s, granted);
  RC_ASSERT(best.has_value());

  const auto got = allocate(s.streams, s.purchases, partial);
  RC_ASSERT(got.unpaid.size() == unpaid.size());
  for (std::size_t i = 0; i < unpaid.size(); ++i) {
    RC_ASSERT(got.unpaid[i].purchase == unpaid[i].first);
    RC_ASSERT(got.unpaid[i].lacking.count() == unpaid[i].second);
    RC_ASSERT(!got.unpaid[i].why.empty());
  }
  std::vector<std::tuple<std::size_t, std::size_t, std::int64_t>> expected, payments;
  for (std::size_t g = 0; g < granted.size(); ++g)
    for (std::size_t r = 0; r < s.rank.size(); ++r)
      if (best->first[g][r] > 0) expected.emplace_back(granted[g].first, s.rank[r], best->first[g][r]);
  for (const auto& p : got.payments) {
    payments.emplace_back(p.purchase, p.stream, p.amount.count());
    // Every penny says from where and why.
    RC_ASSERT(p.why.starts_with(to_pounds(p.amount) + " of this comes from " + s.streams[p.stream].conditions.stream));
  }
  RC_ASSERT(payments == expected);
  for (std::size_t r = 0; r < s.rank.size(); ++r) RC_ASSERT(got.left[s.rank[r]].count() == best->second[r]);
}

}  // namespace
}  // namespace onepot::pot
