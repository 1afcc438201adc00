#pragma once
// Whether a group can pay for a home and its support together, decided exactly in whole pence without a linear
// programme.
//
// Support is charged in lines of whole pence (half to even): what each cannot share, each one's shareable day, each
// one's shareable night. A group costs Σ own + largest day + largest night: a submodular f. The rents that sum to the
// rent within [low, high] each are the base of another submodular function g, and the budgets must dominate a point of
// base(f) + base(g) = base(f + g). So shares exist exactly when, for every part T of the group,
//   budgets(T) ≥ (f(all) − f(all∖T)) + max(rent − (k − |T|)·high, |T|·low),
// and then whole-penny shares exist as well (Edmonds 1970; Frank and Tardos 1988). docs/club.md has the argument.
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "onepot/club/match.h"

namespace onepot::club {

inline constexpr std::size_t largest_group = 8;

/// One person's support in pence a week.
struct Lines {
  std::int64_t own = 0, day = 0, night = 0, budget = 0;
};
Lines lines_of(const Person& person, const Terms& terms);

/// The least and the most rent one of `size` people may pay.
struct RentWindow {
  std::int64_t low = 0, high = 0;
};
/// Within ± spread of an equal share; where pence do not allow that, the two whole pence around an equal share.
RentWindow rent_window(std::int64_t rent, std::size_t size, const Rational& spread);

/// What a group has to spend on rent.
struct GroupMoney {
  std::size_t size = 0;
  std::int64_t support = 0, budget = 0;
  /// spare[j]: the least, over parts of j people, of what their budgets leave after the least support they must pay.
  std::array<std::int64_t, largest_group + 1> spare{};
};
GroupMoney money_of(std::span<const Lines> people);
bool can_pay(const GroupMoney& group, std::int64_t rent, const RentWindow& window);

/// Support cost of every part of a group (mask of its people).
std::vector<std::int64_t> support_of_parts(std::span<const Lines> people);

struct GroupShares {
  std::vector<std::int64_t> rent, support;
};
/// Rents as equal as budgets allow, then support as near the Shapley value as budgets allow. The group can pay.
GroupShares fair_shares(std::span<const Lines> people, std::int64_t rent, const RentWindow& window);
/// Support as near the Shapley value as what is left after `rent` allows.
std::vector<std::int64_t> fair_support(std::span<const Lines> people, const std::vector<std::int64_t>& rent);

}  // namespace onepot::club
