#pragma once
// A stream of one person's pot, and the conditions it comes with: versions, each from its day. What was posted under a
// version keeps it; a new one changes nothing before its day.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/pot/draw.h"
#include "onepot/pot/policy/rule.h"

namespace onepot::pot {

struct ConditionVersion {
  std::int64_t version = 0;  ///< 1, 2, 3 …
  Date from;
  std::optional<Date> until;  ///< the last day this money comes
  Pence week;                 ///< the budget a week, before the person's contribution
  Pence contribution;         ///< of it, what the person is asked to pay a week
  Payment payment = Payment::net;
  Holding holding = Holding::notional;
  std::string holder;                 ///< of an individual service fund: who holds it
  std::vector<std::string> purposes;  ///< {"*"} or empty: any

  /// What the funder pays in a week.
  Pence funded() const { return payment == Payment::net ? week - contribution : week; }
};

/// The version in force on a day: the latest made of those that have begun, unless its money has ended.
const ConditionVersion* in_force(std::span<const ConditionVersion> versions, Date day);

/// What the funder owes the pot for a period: each day by the version in force on it, a seventh of the week, rounded
/// once.
Pence funded_in(std::span<const ConditionVersion> versions, Period period);
/// What the person is asked to contribute for a period, in the same way.
Pence contributed_in(std::span<const ConditionVersion> versions, Period period);

/// A period that was paid, and what was paid for it.
struct PaidPeriod {
  Period period;
  Pence amount;
};
/// What to pay for `next`: what is owed for it and for every paid period by the versions as they are now, less what was
/// paid; never below nought, what is over being taken off the payment after.
Pence next_payment(std::span<const ConditionVersion> versions, std::span<const PaidPeriod> paid, Period next);

/// The periods that are to be paid by `today`: each as soon as its first day has come, cut at the stream's end.
std::vector<Period> periods_due(Date begin, std::optional<Date> paid_until, std::optional<Date> ends, Date today,
                                std::int64_t period_days);

/// Draws as pot::draw, but with the person's own contribution (the purse `own`) first, last, or in proportion to
/// `own_week` of `all_weeks` a week; what one side lacks comes from the other.
Result<std::vector<Drawn>> draw_with_contribution(Pence amount, std::string_view purpose, Date day,
                                                  std::span<const Purse> purses, std::string_view own, Spent order,
                                                  Pence own_week, Pence all_weeks);

}  // namespace onepot::pot
