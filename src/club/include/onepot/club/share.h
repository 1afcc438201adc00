#pragma once
// Who pays what for something shared.
//
// The Shapley value ("A Value for n-Person Games", 1953) charges each what they add to the cost, averaged over every
// order of arriving. It is kept where no part of the group would pay more than it would cost apart (the core; Gillies
// 1959) and nobody more than their budget; else the nearest point that does (least squares); else it is impossible,
// with a proof.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/money.h"

namespace onepot::club {

/// What each group of people would pay apart.
struct ShareGame {
  std::vector<std::string> people;
  /// Nested needs (the airport game of Littlechild and Owen 1973): whoever needs more includes what the others need, so
  /// a group costs its largest need. Not negative. Empty when `cost` is given. At most 200 people.
  std::vector<Pence> need;
  /// cost[mask] of the coalition whose members are the set bits; cost[0] is zero. At most 8 people.
  std::vector<Pence> cost;
};

enum class ShareRule { shapley, nearest_in_core };

struct Shares {
  bool possible = false;
  ShareRule rule = ShareRule::shapley;
  std::vector<Pence> share;  ///< in the order of people; sums to the cost of all
  std::vector<Pence> alone;
  /// Where no division into whole pence near the exact one lies in the core: the most any group pays over its cost
  /// apart because of rounding. Zero otherwise.
  Pence rounding_breach;
  std::string why;  ///< when impossible: costs and budgets that cannot hold together
};

/// budgets: nullopt inside is no limit; empty is none for anybody. Exact; same input, same answer.
Shares divide_cost(const ShareGame& game, const std::vector<std::optional<Pence>>& budgets = {});

/// "Ali pays £4.00; on their own it would cost £9.00."
std::vector<std::string> sentences(const ShareGame& game, const Shares& shares);

}  // namespace onepot::club
