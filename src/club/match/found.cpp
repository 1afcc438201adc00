#include "match/found.h"

#include <algorithm>
#include <limits>
#include <map>

#include "match/parts.h"
#include "solve/solve.h"

namespace onepot::club {
namespace {

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

/// The same people and homes by the numbers of the whole.
void take(Found& whole, Found&& part, const Part& where) {
  for (Found::Group& group : part.groups) {
    for (auto& p : group.people) p = where.people[p];
    group.home = where.homes[group.home];
    whole.groups.push_back(std::move(group));
  }
  whole.bound += part.bound;
  whole.candidates += part.candidates;
  whole.refined = whole.refined && part.refined;
  for (std::size_t h = 0; h < part.home_worth.size(); ++h) whole.home_worth[where.homes[h]] = part.home_worth[h];
}

/// As much time from now as is left to each of so many.
Effort share_of(const Effort& effort, std::size_t parts) {
  Effort out = effort;
  const double now = effort.elapsed_seconds();
  out.limit_seconds = now + (effort.limit_seconds - now) / static_cast<double>(std::max<std::size_t>(1, parts));
  return out;
}

}  // namespace

std::int64_t Found::served() const {
  std::int64_t out = 0;
  for (const Group& group : groups) out += static_cast<std::int64_t>(group.people.size());
  return out;
}

Found find_among(const Seeking& seeking, const Candidates& candidates, const Effort& effort, bool thorough) {
  const std::vector<Town> towns = towns_of(candidates, seeking.people.size(), seeking.homes.size());
  const std::set<Pair> mutual = mutual_likes(seeking);
  std::size_t columns = 0;
  for (std::size_t g = 0; g < candidates.size(); ++g) columns += candidates.home_lists[candidates.homes_of[g]].size();
  const std::vector<TownAnswer> answers =
      solve(towns,
            {thorough && columns <= most_columns_to_refine,
             [&](const Town& town) { return aims_of(town, seeking, candidates, mutual); }, thorough},
            effort);
  Found out;
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
      out.groups.push_back({{people.begin(), people.end()}, towns[t].homes[answers[t].best.homes[i]]});
    }
  }
  return out;
}

Found find_groups(const Seeking& seeking, const Terms& terms, const Effort& effort, const GenerateLimits& limits) {
  if (const Candidates all = list_all(seeking, terms, limits.listed); all.complete)
    return find_among(seeking, all, effort);
  std::vector<Part> parts = parts_of(seeking);
  std::vector<Part> large;
  std::vector<std::uint32_t> people, homes;  // of the parts that can be listed, together
  std::size_t left = limits.listed;
  for (Part& part : parts) {
    const Candidates listed = large.empty() ? list_all(part.seeking, terms, left) : Candidates{};
    if (large.empty() && listed.complete) {
      left -= std::min(left, listed.size());
      people.insert(people.end(), part.people.begin(), part.people.end());
      homes.insert(homes.end(), part.homes.begin(), part.homes.end());
    } else {
      large.push_back(std::move(part));
    }
  }
  parts.clear();
  Found out;
  out.home_worth.assign(seeking.homes.size(), 0);
  for (std::size_t i = 0; i < large.size(); ++i)
    take(out,
         find_by_generation(large[i].seeking, terms, share_of(effort, large.size() - i + (people.empty() ? 0 : 1)),
                            limits),
         large[i]);
  if (!people.empty()) {
    std::ranges::sort(people);
    std::ranges::sort(homes);
    const Part small = part_of(seeking, std::move(people), std::move(homes));
    const Candidates all = list_all(small.seeking, terms, std::numeric_limits<std::size_t>::max());
    take(out, find_among(small.seeking, all, effort), small);
  }
  return out;
}

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

}  // namespace onepot::club
