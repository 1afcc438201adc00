#pragma once
// Parts of a place that share nobody and no home: people are joined by the areas they chose.
#include <vector>

#include "onepot/club/match.h"

namespace onepot::club {

struct Part {
  Seeking seeking;
  std::vector<std::uint32_t> people, homes;  ///< their numbers in the whole, ascending
};

/// The parts that have a home, fewest people first.
std::vector<Part> parts_of(const Seeking& seeking);
/// These people and homes (ascending) as a place of their own.
Part part_of(const Seeking& seeking, std::vector<std::uint32_t> people, std::vector<std::uint32_t> homes);

}  // namespace onepot::club
