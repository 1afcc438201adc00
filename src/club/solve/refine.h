#pragma once
// The later aims, once as many are served as can be: priority, then mutual likes, then money left.
#include "solve/exact.h"
#include "solve/search.h"

namespace onepot::club {

/// What a town's choice is worth for the later aims.
struct Aims {
  std::vector<std::int64_t> priority, likes;  ///< by group
  std::function<std::int64_t(std::uint32_t, std::uint32_t)>
      left;  ///< pence left over by a group in a home, of the town
};

struct Score {
  std::int64_t served = 0, priority = 0, likes = 0, left = 0;
  auto operator<=>(const Score&) const = default;
};
Score score_of(const Town& town, const Aims& aims, const Chosen& chosen);

/// Cheapest homes for the chosen groups (an exact assignment, where the town is not too large for it).
void house_cheaply(const Town& town, const Aims& aims, Chosen& chosen);

struct Refined {
  Chosen best;
  bool proven = false;
};
/// Improves the later aims without serving fewer: by search, and where `prove` says so by branch and cut, aim after
/// aim.
Refined refine(const Town& town, const Aims& aims, const Relaxed& relaxed, const Chosen& start, const Random& random,
               bool prove, const std::function<double()>& seconds_left);

}  // namespace onepot::club
