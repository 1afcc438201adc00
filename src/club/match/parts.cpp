#include "match/parts.h"

#include <algorithm>
#include <numeric>

#include "match/groups.h"

namespace onepot::club {

Part part_of(const Seeking& seeking, std::vector<std::uint32_t> people, std::vector<std::uint32_t> homes) {
  constexpr std::size_t elsewhere = static_cast<std::size_t>(-1);
  std::vector<std::size_t> person(seeking.people.size(), elsewhere), home(seeking.homes.size(), elsewhere);
  Part out;
  for (const auto p : people) person[p] = out.seeking.people.size(), out.seeking.people.push_back(seeking.people[p]);
  for (const auto h : homes) home[h] = out.seeking.homes.size(), out.seeking.homes.push_back(seeking.homes[h]);
  const auto within = [&](const std::vector<Pair>& pairs) {
    std::vector<Pair> here;
    for (const auto& [a, b] : pairs)
      if (person[a] != elsewhere && person[b] != elsewhere) here.emplace_back(person[a], person[b]);
    return here;
  };
  if (seeking.together) out.seeking.together = within(*seeking.together);
  out.seeking.apart = within(seeking.apart);
  if (seeking.values) {
    out.seeking.values.emplace();
    for (const HomeRooms& rooms : *seeking.values) {
      if (home[rooms.home] == elsewhere) continue;
      HomeRooms here{home[rooms.home], rooms.rooms, {}};
      for (const auto& [p, worth] : rooms.worth)
        if (person[p] != elsewhere) here.worth.emplace_back(person[p], worth);
      out.seeking.values->push_back(std::move(here));
    }
  }
  out.people = std::move(people);
  out.homes = std::move(homes);
  return out;
}

std::vector<Part> parts_of(const Seeking& seeking) {
  const Interned names = intern(seeking);
  std::vector<std::uint32_t> parent(names.homes_in.size());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto root = [&](std::uint32_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  };
  std::vector<std::vector<std::uint32_t>> with_homes(seeking.people.size());
  for (std::size_t p = 0; p < with_homes.size(); ++p)
    for (const auto area : names.areas[p])
      if (!names.homes_in[area].empty()) {
        with_homes[p].push_back(area);
        const auto a = root(area), b = root(with_homes[p].front());
        parent[std::max(a, b)] = std::min(a, b);
      }
  std::vector<std::vector<std::uint32_t>> people(parent.size()), homes(parent.size());
  for (std::uint32_t p = 0; p < with_homes.size(); ++p)
    if (!with_homes[p].empty()) people[root(with_homes[p].front())].push_back(p);
  for (std::uint32_t h = 0; h < seeking.homes.size(); ++h) homes[root(names.area[h])].push_back(h);
  std::vector<Part> out;
  for (std::size_t area = 0; area < parent.size(); ++area)
    if (!people[area].empty()) out.push_back(part_of(seeking, std::move(people[area]), std::move(homes[area])));
  std::ranges::sort(out, {}, [](const Part& part) { return std::pair(part.people.size(), part.people.front()); });
  return out;
}

}  // namespace onepot::club
