#pragma once
// The arithmetic of an agreement. Rates are pence an hour, times are exact minutes, and each sum is rounded once.
#include <optional>
#include <span>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::buy {

struct Terms {
  Pence day_rate, night_rate;  ///< an hour
  Hours day_week, night_week;
};
/// What a week costs.
Pence week_cost(const Terms& terms);
/// What the days of a period cost: days ÷ 7 weeks, rounded once, half to even; nothing when it ends before it begins.
Pence period_cost(const Terms& terms, Period period);

/// What each member promises for a period, by the weekly shares in pence: Σ = period_cost exactly. Refuses "no-shares",
/// "bad-share".
Result<std::vector<Pence>> commitments(const Terms& terms, Period period, std::span<const std::int64_t> shares);

/// Can it be paid from what is available (balance less what is promised already), not from the balance?
struct Affordable {
  bool yes = false;
  Pence cost, available;
  Pence left;      ///< available − cost where yes
  Pence short_by;  ///< cost − available where not
};
Affordable affordable(Pence cost, Pence available);
/// Whole weeks that `available` carries at `week`; nothing where a week costs nothing.
std::optional<std::int64_t> weeks_carried(Pence available, Pence week);

/// The last day that is paid when notice is given on `day`.
Date ends_after_notice(Date day, std::int64_t notice_days);
/// What is promised at once when an agreement is made: `weeks` from its first day, and never past its end.
Period promised(Date from, std::optional<Date> until, std::int64_t weeks);

}  // namespace onepot::buy
