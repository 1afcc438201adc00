#pragma once
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/money.h"
#include "share/nearest.h"

namespace onepot::club {

/// One rule that a division x must keep: the sum of x over `members` (a bit each) is at most `limit` pence.
struct Cap {
  unsigned members = 0;
  std::int64_t limit = 0;
  bool budget = false;
};

/// Shapley value of a table of coalition costs (at most 8 people).
std::vector<Exact> table_shapley(const std::vector<Pence>& cost, std::size_t people);
/// The core (every part but the whole) and the budgets, as caps.
std::vector<Cap> caps_of(const std::vector<Pence>& cost, std::size_t people,
                         const std::vector<std::optional<Pence>>& budgets);

struct Projection {
  std::vector<Exact> point;  ///< empty when no point keeps every cap
  std::vector<std::pair<std::size_t, Exact>>
      proof;  ///< weights on caps that cover everybody once and sum to under the total
};
/// The point nearest to `target` (whose sum is the total) that keeps every cap, exactly (project.h).
Projection nearest_within(const std::vector<Exact>& target, const std::vector<Cap>& caps);

/// Whole pence that sum to `total` near `exact` and keep every cap if any such point lies within two pence a head, else
/// the one with the smallest breach, returned in `breach`.
std::vector<std::int64_t> round_within(const std::vector<Exact>& exact, std::int64_t total,
                                       const std::vector<Cap>& caps, std::int64_t& breach);

}  // namespace onepot::club
