#pragma once
// The best matching of a little town by trying everything: every lawful (group, home) by the rules as docs/club.md has
// them, and dynamic programming over which people are housed. It shares with the matching only the test of money, which
// money_test.cpp compares with the linear programme.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "match/money.h"
#include "onepot/club/match.h"

namespace onepot::club {

/// The four aims, in order.
struct Worth {
  std::int64_t served = 0, priority = 0, likes = 0, left = 0;
  auto operator<=>(const Worth&) const = default;
};

inline Worth worth_of(const Matching& m) {
  return {m.served, m.priority, m.mutual_likes, m.left.count()};
}

/// The groups, as sets of people (bit i is person i), that may live in a home, with what each is worth.
inline std::vector<std::pair<std::uint32_t, Worth>> lawful_groups(const Seeking& seeking, const Terms& terms,
                                                                  const Home& home) {
  const std::size_t n = seeking.people.size();
  const auto has = [](const std::vector<std::string>& list, const std::string& name) {
    return std::ranges::find(list, name) != list.end();
  };
  const auto names = [&](const std::vector<Pair>& pairs, std::size_t a, std::size_t b) {
    return std::ranges::any_of(pairs, [&](const Pair& p) { return p == Pair{a, b} || p == Pair{b, a}; });
  };
  const auto likes = [&](std::size_t a, std::size_t b) { return has(seeking.people[a].likes, seeking.people[b].name); };
  std::vector<char> suits(n), share(n * n), mutual(n * n);
  std::vector<Lines> lines;
  for (std::size_t a = 0; a < n; ++a) {
    const Person& p = seeking.people[a];
    lines.push_back(lines_of(p, terms));
    suits[a] =
        has(p.areas, home.area) && std::ranges::all_of(p.must, [&](const auto& f) { return has(home.features, f); });
    for (std::size_t b = 0; b < n; ++b) {
      share[a * n + b] = !names(seeking.apart, a, b) && (!seeking.together || names(*seeking.together, a, b));
      mutual[a * n + b] = likes(a, b) && likes(b, a);
    }
  }
  std::vector<std::pair<std::uint32_t, Worth>> out;
  for (std::uint32_t mask = 1; mask < 1U << n; ++mask) {
    const auto k = static_cast<std::size_t>(__builtin_popcount(mask));
    if (k < terms.size_min || k > terms.size_max || home.bedrooms < static_cast<std::int64_t>(k)) continue;
    bool lawful = true;
    Worth worth{static_cast<std::int64_t>(k), 0, 0, -home.rent_week.count()};
    std::vector<Lines> money;
    for (std::size_t a = 0; a < n && lawful; ++a) {
      if ((mask >> a & 1U) == 0) continue;
      lawful = suits[a] != 0;
      for (std::size_t b = a + 1; b < n; ++b) {
        if ((mask >> b & 1U) == 0) continue;
        lawful = lawful && share[a * n + b] != 0;
        worth.likes += mutual[a * n + b];
      }
      money.push_back(lines[a]);
      worth.priority += seeking.people[a].priority;
      worth.left += lines[a].budget;
    }
    if (!lawful) continue;
    const GroupMoney together = money_of(money);
    const std::int64_t rent = home.rent_week.count();
    if (!can_pay(together, rent, rent_window(rent, k, terms.rent_spread))) continue;
    worth.left -= together.support;
    out.emplace_back(mask, worth);
  }
  return out;
}

/// Homes one after another, each left empty or given to every lawful group of people not yet housed. At most 20 people;
/// priority from 0 to 255 in all, money left within 2^24 pence either way.
inline Worth best_of_everything(const Seeking& seeking, const Terms& terms) {
  // One number that puts the aims in order: money left may be below zero, the others may not.
  constexpr std::int64_t like = std::int64_t{1} << 25, priority = like << 8, one_served = priority << 8;
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::min();
  const std::uint32_t everybody = (1U << seeking.people.size()) - 1;
  std::vector<std::int64_t> best(std::size_t{everybody} + 1, never);
  best[0] = 0;
  for (const Home& home : seeking.homes) {
    auto next = best;
    for (const auto& [group, w] : lawful_groups(seeking, terms, home)) {
      const std::int64_t gain = w.served * one_served + w.priority * priority + w.likes * like + w.left;
      const std::uint32_t others = everybody & ~group;
      for (std::uint32_t housed = others;; housed = (housed - 1) & others) {
        if (best[housed] != never) next[housed | group] = std::max(next[housed | group], best[housed] + gain);
        if (housed == 0) break;
      }
    }
    best = std::move(next);
  }
  std::int64_t rest = *std::ranges::max_element(best) + like / 2;
  Worth out;
  out.served = rest / one_served, rest %= one_served;
  out.priority = rest / priority, rest %= priority;
  out.likes = rest / like;
  out.left = rest % like - like / 2;
  return out;
}

}  // namespace onepot::club
