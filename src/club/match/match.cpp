#include "onepot/club/match.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "match/values.h"
#include "solve/search.h"
#include "solve/solve.h"

namespace onepot::club {
namespace {

/// Priority, likes and money left are proven best where there are at most so many (group, home) columns in all; beyond
/// that they are improved by search, so that the proof of how many are served keeps its time.
constexpr std::size_t most_columns_to_refine = 8'000;

/// Pairs of people who name each other among their likes.
std::set<Pair> mutual_likes(const Seeking& seeking) {
  std::map<std::string, std::size_t> number;
  for (std::size_t i = 0; i < seeking.people.size(); ++i) number.emplace(seeking.people[i].name, i);
  std::set<Pair> likes, out;
  for (std::size_t i = 0; i < seeking.people.size(); ++i)
    for (const auto& name : seeking.people[i].likes)
      if (const auto it = number.find(name); it != number.end() && it->second != i) likes.emplace(i, it->second);
  for (const auto& [a, b] : likes)
    if (a < b && likes.contains({b, a})) out.emplace(a, b);
  return out;
}

std::int64_t likes_within(const std::set<Pair>& mutual, std::span<const std::uint32_t> group) {
  if (mutual.empty()) return 0;
  std::int64_t out = 0;
  for (std::size_t i = 0; i < group.size(); ++i)
    for (std::size_t j = i + 1; j < group.size(); ++j) out += mutual.contains({group[i], group[j]});
  return out;
}

Aims aims_of(const Town& town, const Seeking& seeking, const Candidates& candidates, const std::set<Pair>& mutual) {
  Aims out;
  for (const auto g : town.groups) {
    std::int64_t priority = 0;
    for (const auto p : candidates.group(g)) priority += seeking.people[p].priority;
    out.priority.push_back(priority);
    out.likes.push_back(likes_within(mutual, candidates.group(g)));
  }
  out.left = [&](std::uint32_t g, std::uint32_t h) {
    return candidates.to_spend[town.groups[g]] - seeking.homes[town.homes[h]].rent_week.count();
  };
  return out;
}

FormedGroup formed(const Seeking& seeking, const Terms& terms, std::span<const std::uint32_t> people,
                   std::size_t home) {
  FormedGroup out;
  out.home = home;
  std::vector<Lines> lines;
  for (const auto p : people) {
    out.people.push_back(p);
    lines.push_back(lines_of(seeking.people[p], terms));
  }
  const std::int64_t rent = seeking.homes[home].rent_week.count();
  GroupShares shares;
  if (seeking.values) {
    const auto plan = rooms_within_budgets(seeking, people, lines, home);
    ONEPOT_ASSERT(plan.has_value());
    shares = {plan->rent, fair_support(lines, plan->rent)};
    const auto rooms = std::ranges::find(*seeking.values, home, &HomeRooms::home);
    for (const std::size_t room : plan->room) out.rooms.push_back(rooms->rooms[room]);
  } else {
    shares = fair_shares(lines, rent, rent_window(rent, people.size(), terms.rent_spread));
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    out.rent.emplace_back(shares.rent[i]);
    out.support.emplace_back(shares.support[i]);
    out.left.push_back(seeking.people[people[i]].budget_week - out.rent.back() - out.support.back());
    ONEPOT_ASSERT(out.left.back() >= Pence(0));
  }
  return out;
}

}  // namespace

Matching match(const Seeking& seeking, const Terms& terms, const Effort& effort) {
  const Candidates candidates = list_candidates(seeking, terms);
  const std::vector<Town> towns = towns_of(candidates, seeking.people.size(), seeking.homes.size());
  const std::set<Pair> mutual = mutual_likes(seeking);
  std::size_t columns = 0;
  for (std::size_t g = 0; g < candidates.size(); ++g) columns += candidates.home_lists[candidates.homes_of[g]].size();
  const std::vector<TownAnswer> answers = solve(
      towns,
      {columns <= most_columns_to_refine, [&](const Town& town) { return aims_of(town, seeking, candidates, mutual); }},
      effort);

  Matching out;
  out.candidates = static_cast<std::int64_t>(candidates.size());
  out.refined = candidates.complete;
  out.home_worth.assign(seeking.homes.size(), 0);
  for (std::size_t t = 0; t < towns.size(); ++t) {
    out.bound += answers[t].bound;
    for (std::size_t h = 0; h < answers[t].relaxed.home_price.size(); ++h)
      out.home_worth[towns[t].homes[h]] = answers[t].relaxed.home_price[h] * 1000 / one_person;
    out.refined = out.refined && answers[t].refined;
    for (std::size_t i = 0; i < answers[t].best.groups.size(); ++i) {
      const auto people = candidates.group(towns[t].groups[answers[t].best.groups[i]]);
      out.groups.push_back(formed(seeking, terms, people, towns[t].homes[answers[t].best.homes[i]]));
      out.mutual_likes += likes_within(mutual, people);
    }
  }
  if (!candidates.complete) out.bound = plain_bound(seeking, terms);
  std::ranges::sort(out.groups, {}, &FormedGroup::people);
  for (const FormedGroup& group : out.groups) {
    out.served += static_cast<std::int64_t>(group.people.size());
    for (const Pence left : group.left) out.left += left;
    for (const auto p : group.people) out.priority += seeking.people[p].priority;
  }
  const Interned names = intern(seeking);
  for (std::size_t p = 0; p < seeking.people.size(); ++p) {
    const Pence for_rent = seeking.people[p].budget_week - support_alone(seeking.people[p], terms);
    const auto pays = [&](std::uint32_t h) {
      const Home& home = seeking.homes[h];
      return home.bedrooms >= 1 && home.rent_week <= for_rent && suits(names, p, h);
    };
    out.alone_possible += std::ranges::any_of(
        names.areas[p], [&](std::uint32_t area) { return std::ranges::any_of(names.homes_in[area], pays); });
  }
  out.optimal = out.served == out.bound;
  return out;
}

std::int64_t served_by_largest_first(const Seeking& seeking, const Terms& terms) {
  const Candidates candidates = list_candidates(seeking, terms);
  std::int64_t out = 0;
  for (const Town& town : towns_of(candidates, seeking.people.size(), seeking.homes.size()))
    out += fill(town, largest_first(town)).served(town);
  return out;
}

}  // namespace onepot::club
