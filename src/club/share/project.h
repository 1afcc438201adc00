#pragma once
#include <cstdint>
#include <vector>

#include "share/nearest.h"

namespace onepot::club {

/// normal · x ≤ limit.
struct Halfspace {
  std::vector<int> normal;
  std::int64_t limit = 0;
};

struct Projected {
  std::vector<Exact> point;                          ///< empty when the halfspaces have no point in common
  std::vector<std::pair<std::size_t, Exact>> proof;  ///< positive weights on halfspaces …
  std::vector<Exact> equal_weights;  ///< … whose sum is this combination of the equalities, at a lower limit
};

/// The point nearest to `target` (least squares) in every halfspace, keeping equal[i] · x as it is at `target`: the
/// dual active-set method of Goldfarb and Idnani (Mathematical Programming 27, 1983) with the identity as its matrix,
/// in exact rationals, so that it ends and its proof is a proof. The equalities are independent.
Projected project(const std::vector<Exact>& target, const std::vector<std::vector<int>>& equal,
                  const std::vector<Halfspace>& halfspaces);

}  // namespace onepot::club
