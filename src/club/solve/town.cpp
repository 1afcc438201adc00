#include "solve/town.h"

#include <algorithm>
#include <numeric>

namespace onepot::club {
namespace {

constexpr std::uint32_t nothing = static_cast<std::uint32_t>(-1);

struct Joined {
  std::vector<std::uint32_t> parent;
  explicit Joined(std::size_t n) : parent(n) { std::iota(parent.begin(), parent.end(), 0U); }
  std::uint32_t root(std::uint32_t x) {
    while (parent[x] != x) x = parent[x] = parent[parent[x]];
    return x;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a), b = root(b);
    parent[std::max(a, b)] = std::min(a, b);
  }
};

bool seek_home(const Town& town, const std::vector<std::uint32_t>& groups, std::uint32_t at, std::vector<char>& seen,
               std::vector<std::uint32_t>& holder) {
  for (const auto h : town.lists[town.list[groups[at]]]) {
    if (seen[h]) continue;
    seen[h] = 1;
    if (holder[h] == nothing || seek_home(town, groups, holder[h], seen, holder)) {
      holder[h] = at;
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<Town> towns_of(const Candidates& c, std::size_t people, std::size_t homes) {
  Joined all(people + homes);
  const auto home_node = [&](std::uint32_t h) { return static_cast<std::uint32_t>(people) + h; };
  for (const auto& list : c.home_lists)
    for (const auto h : list) all.join(home_node(list.front()), home_node(h));
  for (std::size_t g = 0; g < c.size(); ++g)
    for (const auto p : c.group(g)) all.join(p, home_node(c.home_lists[c.homes_of[g]].front()));

  std::vector<Town> out;
  std::vector<std::uint32_t> town_of(people + homes, nothing), local(people + homes, nothing),
      local_list(c.home_lists.size(), nothing);
  for (std::size_t g = 0; g < c.size(); ++g) {
    const auto root = all.root(c.group(g).front());
    if (town_of[root] == nothing) town_of[root] = static_cast<std::uint32_t>(out.size()), out.emplace_back();
    Town& town = out[town_of[root]];
    const auto place = [&](std::uint32_t node, std::uint32_t number, std::vector<std::uint32_t>& list) {
      if (local[node] == nothing) local[node] = static_cast<std::uint32_t>(list.size()), list.push_back(number);
      return local[node];
    };
    const auto list = c.homes_of[g];
    if (local_list[list] == nothing) {
      local_list[list] = static_cast<std::uint32_t>(town.lists.size());
      auto& to = town.lists.emplace_back();
      for (const auto h : c.home_lists[list]) to.push_back(place(home_node(h), h, town.homes));
    }
    auto& members = town.members.emplace_back();
    for (const auto p : c.group(g)) members.push_back(place(p, p, town.people));
    town.groups_of.resize(town.people.size());
    for (const auto p : members) town.groups_of[p].push_back(static_cast<std::uint32_t>(town.groups.size()));
    town.list.push_back(local_list[list]);
    town.groups.push_back(static_cast<std::uint32_t>(g));
  }
  return out;
}

std::vector<std::uint32_t> house(const Town& town, const std::vector<std::uint32_t>& groups) {
  std::vector<std::uint32_t> holder(town.homes.size(), nothing), out(groups.size());
  for (std::uint32_t at = 0; at < groups.size(); ++at) {
    std::vector<char> seen(town.homes.size(), 0);
    if (!seek_home(town, groups, at, seen, holder)) return {};
  }
  for (std::uint32_t h = 0; h < holder.size(); ++h)
    if (holder[h] != nothing) out[holder[h]] = h;
  return out;
}

}  // namespace onepot::club
