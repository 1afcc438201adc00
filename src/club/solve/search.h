#pragma once
// A lower bound: greedy by the relaxation, then local search with a tabu list (Glover 1986) that forms one group at a
// time, undoes those it collides with, and moves people between homes along augmenting paths.
#include <functional>

#include "onepot/base/random.h"
#include "solve/town.h"

namespace onepot::club {

using Wide = __int128;

struct SearchRules {
  std::vector<Wide> weight;    ///< of each group, above zero
  Wide target = 0;             ///< stop when it is reached
  std::int64_t steps = 0;      ///< and after so many steps
  std::function<bool()> stop;  ///< or when the caller's time is up
};

/// The best choice found, at least as good as `start`, which is lawful. `guide` orders the greedy filling of what is
/// free.
Chosen search(const Town& town, const SearchRules& rules, const Chosen& start, const std::vector<double>& guide,
              Random random);

/// Greedy: groups in the given order, each that still fits.
Chosen fill(const Town& town, const std::vector<std::uint32_t>& order);

}  // namespace onepot::club
