#include "onepot/club/match.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "match/found.h"
#include "match/values.h"

namespace onepot::club {
namespace {

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
  return match_within(seeking, terms, effort, {});
}

Matching match_within(const Seeking& seeking, const Terms& terms, const Effort& effort, const GenerateLimits& limits) {
  Found found = find_groups(seeking, terms, effort, limits);
  Matching out;
  out.bound = found.bound;
  out.candidates = found.candidates;
  out.refined = found.refined;
  out.home_worth = std::move(found.home_worth);
  const std::set<Pair> mutual = mutual_likes(seeking);
  for (const Found::Group& group : found.groups) {
    out.groups.push_back(formed(seeking, terms, group.people, group.home));
    out.mutual_likes += likes_within(mutual, group.people);
  }
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
  const Candidates all = list_candidates(seeking, terms);
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return all.group(a).size() != all.group(b).size() ? all.group(a).size() > all.group(b).size() : a < b;
  });
  std::vector<char> housed(seeking.people.size(), 0), taken(seeking.homes.size(), 0);
  std::int64_t out = 0;
  for (const std::size_t g : order) {
    if (std::ranges::any_of(all.group(g), [&](std::uint32_t p) { return housed[p] != 0; })) continue;
    const auto& homes = all.home_lists[all.homes_of[g]];
    const auto home = std::ranges::find_if(homes, [&](std::uint32_t h) { return taken[h] == 0; });
    if (home == homes.end()) continue;
    taken[*home] = 1;
    for (const auto p : all.group(g)) housed[p] = 1;
    out += static_cast<std::int64_t>(all.group(g).size());
  }
  return out;
}

}  // namespace onepot::club
