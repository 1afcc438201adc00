#pragma once
// Does money move between health and care? (P6) What the people of a pathway cost each side, period after period. Had
// both sides changed alike, each would bear the share of the new total that it bore of the old one; what it bears
// beyond that has been shifted to it. Two-sided: what one side gained the other lost, and the two sum to nought.
//
//   to care = C1 − (C0 ÷ T0) × T1,   to health = H1 − (H0 ÷ T0) × T1 = −(to care)
//
// A person is of a pathway when any of their records names it, and all their counted days are: care after a stroke is
// part of what a stroke costs. Days are counted once (linked.h). What is not health's side is the care side.
#include <optional>
#include <string>
#include <vector>

#include "onepot/price/linked.h"

namespace onepot::price {

struct ShiftLine {
  std::string pathway;  ///< empty: everybody
  Period before, after;
  std::int64_t people = 0;  ///< with a counted day in either
  Pence health_before, health_after, care_before, care_after;
  Pence to_care;    ///< above nought: care bears more than its old share; below: health does
  Pence to_health;  ///< −to_care
  /// A year's 95 % of it, for a person, in pence: normal approximation, the ratio linearised (Cochran, Sampling
  /// Techniques, 1977, section 6.3). None where there are fewer than `shift_people_least` people: too few to say.
  std::optional<Pence> low_each, high_each;
  Pence each(Pence total) const;  ///< for a person of `people`, to the penny, halves to even
  /// care, health, or neither where the interval holds nought.
  enum class Says { too_few, neither, to_care, to_health };
  Says says() const;
};

inline constexpr std::int64_t shift_people_least = 20;

/// Whole periods of so many months from `from`, as many as end by `until`. Refuses "bad-months" below 1 or above 24,
/// "too-short" for fewer than two.
Result<std::vector<Period>> shift_periods(Date from, Date until, int months);

/// Everybody first, then each pathway by name; of each, every period against the one before it.
std::vector<ShiftLine> cost_shift(const CareRules& rules, const CareRecords& records,
                                  const std::vector<Period>& periods);

}  // namespace onepot::price
