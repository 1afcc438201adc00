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

/// Σ of these groups is at most `homes`.
struct HallRow {
  std::vector<std::uint32_t> groups;  ///< those that can live only in the homes of W; or of a cut (tighten.h)
  std::int64_t homes = 0;             ///< |W|; or the cut's limit
  std::vector<std::uint32_t> within;  ///< W; empty for a cut
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

/// Lowers out.bound (and replaces what goes with it) where the duals `price` of the rows – people, then out.hall –
/// prove a lower one. The duals are rounded to whole numbers and repaired, so the bound holds whatever the solver's
/// tolerances. Groups that are not `kept` are known not to be part of any answer that serves more than `served`.
struct Kept {
  std::vector<char> groups;  ///< empty: all
  std::int64_t served = 0;
};
void bound_from_duals(const Town& town, const double* price, const Kept& kept, Relaxed& out);

/// Rows of Hall's condition that the amounts `use` break, most broken first; empty when homes suffice.
std::vector<HallRow> broken_hall(const Town& town, const std::vector<double>& use);

/// Solves the relaxation with Clp. `stop` is asked between rounds; a relaxation that is stopped still gives a valid
/// bound.
Relaxed relax(const Town& town, const std::function<bool()>& stop);

}  // namespace onepot::club
