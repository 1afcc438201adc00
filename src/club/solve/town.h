#pragma once
// One part of the matching that shares no person and no home with any other: it is solved alone.
#include <cstdint>
#include <vector>

#include "match/groups.h"

namespace onepot::club {

struct Town {
  std::vector<std::uint32_t> people, homes, groups;   ///< their numbers in the whole
  std::vector<std::vector<std::uint32_t>> members;    ///< by group of this town: people of this town
  std::vector<std::uint32_t> list;                    ///< by group: its set of homes
  std::vector<std::vector<std::uint32_t>> lists;      ///< the sets: homes of this town, ascending
  std::vector<std::vector<std::uint32_t>> groups_of;  ///< by person

  std::int64_t size_of(std::size_t group) const { return static_cast<std::int64_t>(members[group].size()); }
};

/// The independent parts, in the order of their first group.
std::vector<Town> towns_of(const Candidates& candidates, std::size_t people, std::size_t homes);

/// Groups formed, each with its home.
struct Chosen {
  std::vector<std::uint32_t> groups, homes;  ///< of the town, side by side
  std::int64_t served(const Town& town) const {
    std::int64_t out = 0;
    for (const auto g : groups) out += town.size_of(g);
    return out;
  }
};

/// A home for every one of `groups`, each home once, or empty when there are not enough. Augmenting paths.
std::vector<std::uint32_t> house(const Town& town, const std::vector<std::uint32_t>& groups);

}  // namespace onepot::club
