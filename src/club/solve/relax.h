#pragma once
// The linear relaxation of the matching of one town, over groups: each person at most once, and homes for all.
//
// Homes stand in it as Hall's condition, added only where it is broken: groups that can live only in homes of W are at
// most |W| (Hall 1935; the projection of the transport problem, Gale 1957). The bound is computed from the duals
// rounded to whole numbers, in whole numbers, so that it holds whatever the solver's tolerances.
#include <cstdint>
#include <functional>
#include <vector>

#include "solve/town.h"

namespace onepot::club {

struct HallRow {
  std::vector<std::uint32_t> groups;  ///< those that can live only in the homes of W
  std::int64_t homes = 0;             ///< |W|
  std::vector<std::uint32_t> within;  ///< W
};

struct Relaxed {
  std::vector<double> use;            ///< by group, between 0 and 1: a guide for the search, never an answer
  std::vector<std::int64_t> lacking;  ///< by group: by how much using it must fall short of the bound, in 2^-20 people
  std::int64_t bound_scaled = 0;      ///< the bound in 2^-20 people
  std::int64_t bound = 0;             ///< no choice of groups serves more people
  std::vector<HallRow> hall;
  std::vector<std::int64_t> home_price;  ///< by home: what one more like it adds to the bound, in 2^-20 people
};

inline constexpr std::int64_t one_person = std::int64_t{1} << 20;

/// Rows of Hall's condition that the amounts `use` break, most broken first; empty when homes suffice.
std::vector<HallRow> broken_hall(const Town& town, const std::vector<double>& use);

/// Solves the relaxation with Clp. `stop` is asked between rounds; a relaxation that is stopped still gives a valid
/// bound.
Relaxed relax(const Town& town, const std::function<bool()>& stop);

}  // namespace onepot::club
