#pragma once
// With what each room is worth to each person, rents must be envy-free instead of near equal, and still leave everybody
// their share of the support.
#include <optional>
#include <span>
#include <vector>

#include "match/money.h"
#include "onepot/club/match.h"

namespace onepot::club {

struct RoomPlan {
  std::vector<std::size_t> room;   ///< index in the home's list, by member
  std::vector<std::int64_t> rent;  ///< by member
};

/// Envy-free rents (to a penny) of the rooms that are together worth most to `people`, with which core shares of
/// support fit everybody's budget; nullopt when there are none, or the home has no rooms listed for them all.
std::optional<RoomPlan> rooms_within_budgets(const Seeking& seeking, std::span<const std::uint32_t> people,
                                             std::span<const Lines> lines, std::size_t home);

}  // namespace onepot::club
