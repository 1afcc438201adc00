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

/// Why a person's share is what it is.
struct ShareReason {
  std::size_t person = 0;
  Pence share, alone;      ///< alone: what it would cost them on their own
  Pence by_adding;         ///< what they add to the cost, averaged over every order of arriving, to the nearest penny
  bool at_budget = false;  ///< they pay all they can
};
/// For each person, in order. `shares` are possible.
std::vector<ShareReason> reasons(const ShareGame& game, const Shares& shares,
                                 const std::vector<std::optional<Pence>>& budgets = {});
/// "Ali pays £4. On their own it would cost £9. By what each adds it would be £5; they pay £1 less, which is all they
/// can."
std::string sentence(const ShareReason& reason, const ShareGame& game);

/// People who together pay more than they would apart, and how much more.
struct Wronged {
  std::vector<std::size_t> people;
  Pence more;
};
/// For any shares, also ones that people chose themselves: who would do better apart, worst first (at most eight parts;
/// a part that holds one already named is left out). Empty means that the shares lie in the core.
std::vector<Wronged> wronged(const ShareGame& game, const std::vector<Pence>& share);
/// "This is not fair to Ann and Bob: together they pay £3 more than it would cost them apart."
std::string sentence(const Wronged& wronged, const ShareGame& game);

}  // namespace onepot::club
