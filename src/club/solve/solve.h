#pragma once
// The whole way from independent parts to chosen groups: relaxation, search, proof, later aims.
#include "onepot/club/match.h"
#include "solve/refine.h"
#include "solve/relax.h"
#include "solve/town.h"

namespace onepot::club {

struct TownAnswer {
  Relaxed relaxed;
  Chosen best;
  std::int64_t bound = 0;  ///< no choice in this town serves more
  bool refined = false;    ///< the later aims are proven best as well
};

struct SolveRules {
  bool prove_later_aims = true;
  std::function<Aims(const Town&)> aims;
  bool thorough = true;  ///< false: a town is left open where a few thousand nodes of branching do not close it
};

/// Serves as many as can be in each town, then the later aims. The same answer for any number of threads, unless the
/// time limit cuts it short.
std::vector<TownAnswer> solve(const std::vector<Town>& towns, const SolveRules& rules, const Effort& effort);

/// A first answer: the largest groups first, the relaxation, and a search from both.
TownAnswer first_answer(const Town& town, const Random& random, const std::function<bool()>& stop);

/// The groups of a town, larger ones first.
std::vector<std::uint32_t> largest_first(const Town& town);

}  // namespace onepot::club
