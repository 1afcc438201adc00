#pragma once
// A plan is paid in advance, month by month; actual activity settles it. What is posted is only ever a difference, and
// is never taken back: plan + Σ adjustments = actual, to the penny, after every run. docs/price.md tells it in words.
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/activity.h"
#include "onepot/price/tariff.h"

namespace onepot::price {

/// One payment in advance: a unit at a point of delivery in a month, or a block.
struct PlanRow {
  std::string provider, line, group, pod;
  std::string month;           ///< "2026-04"
  std::int64_t activity = 0;   ///< expected, in ten-thousandths
  Pence unit, value, amount;   ///< a unit's price; expected × price; what is paid in advance
  Date due;                    ///< first day of the month
  std::optional<Date> freeze;  ///< activity of the month that is received later is not paid for
  std::string terms;           ///< of its provider and line, with the year's thresholds in pounds
};

struct PlanOptions {
  Date year;  ///< first day of the first of twelve months
  /// expected: each month what is expected of it. twelfths: a twelfth of the year's value each month. profile: in
  /// proportion to `profile`. automatic: expected where the rows say months, else twelfths.
  enum class Pay { automatic, expected, twelfths, profile };
  Pay pay = Pay::automatic;
  std::vector<std::int64_t> profile;        ///< twelve weights; also divides years of activity into months
  std::optional<std::int64_t> freeze_days;  ///< after a month's last day
};

/// A plan and what its maker should be told.
struct Plan {
  std::vector<PlanRow> rows;
  std::string tariff, version;
  Date year;
  std::vector<std::string> warnings;
};

/// Refuses "not-live" in a sentence: a draft or shadow tariff moves no money.
Result<void> may_pay(std::string_view id, Status status);

/// A tariff of needs as one of activity, so that it can be planned by: a unit's price is its rate, for one hour or
/// night.
ActivityTariff as_activity(const Currency& currency, const Tariff& tariff);

/// Expected activity × price by month. EXPECTED: group and activity; where wanted provider, pod, month (2026-04, a
/// date, or 1 to 12; without it the activity is the year's) and what the tariff's adjustments ask for. Refuses each bad
/// row with its line, and "not-live".
tl::expected<Plan, Refusals> make_plan(const ActivityTariff& tariff, const csv::Table& expected,
                                       const PlanOptions& options);
/// provider,line,group,pod,month,expected,unit_price,value,amount,due,freeze,terms,tariff,year.
std::string plan_csv(const Plan& plan);
/// Twelve weights of a CSV `month,share`. Refuses a month that is missing or stands twice.
Result<std::vector<std::int64_t>> read_profile(const csv::Table& table, Date year);

/// The terms of a provider's line, as the plan's column says them: "marginal 7/10 above 1050000.00; cap 1200000.00".
struct SettledTerm {
  Term::Kind kind = Term::Kind::cap;
  Pence threshold;
  Rational share = 1;
};
std::string terms_text(std::span<const SettledTerm> terms);
Result<std::vector<SettledTerm>> parse_terms(std::string_view text, const Where& at);
/// What is paid for a total of prices. `done` of `whole` of the year's plan has fallen due: thresholds count in that
/// part (of nothing planned: in full), so that the year's terms hold exactly at its end.
Pence settled(Pence total, std::span<const SettledTerm> terms, Pence done, Pence whole);

struct ReconcileFiles {
  std::string_view plan, actual;
  std::string plan_file, actual_file;
  std::vector<std::pair<std::string, std::string>> posted;  ///< name and text, in the order posted
};
struct ReconcileOptions {
  std::optional<std::string> through;  ///< last month that is settled; nothing: all of the plan's
  std::optional<Date> as_of;           ///< activity received later is not yet known
};

/// One difference to post. Its texts live as long as the Reconciled that it is of.
struct Difference {
  std::string_view provider, line, group, pod, month, reason;  ///< reason: "activity" or "terms: cap …"
  Pence plan, posted, actual, amount;                          ///< plan + posted + amount = actual
};
struct MonthSettled {
  std::string month;
  Pence plan, posted, actual, adjustments;  ///< actual: after terms; plan + posted + adjustments = actual
  Pence priced;                             ///< the sum of prices, before terms
};
struct Reconciled {
  std::shared_ptr<const void> names;    ///< what the texts of the differences are in
  std::vector<Difference> adjustments;  ///< by provider, line, group, point of delivery, month
  std::vector<MonthSettled> months;
  std::int64_t rows = 0, unpriced = 0, late = 0, unknown_yet = 0;
  Pence late_pounds;
  std::vector<std::string> warnings;
};

/// Settles a plan by its actual activity. Refuses bad rows with file, line and column (up to the limit of what is
/// printed): no amount column, a month outside the plan's year, terms that cannot be matched to rows; "not-live" for
/// activity valued by a draft or shadow tariff.
tl::expected<Reconciled, Refusals> reconcile(const ReconcileFiles& files, const ReconcileOptions& options);
/// provider,line,group,pod,month,reason,plan,posted,actual,amount.
std::string adjustments_csv(const Reconciled& reconciled);

}  // namespace onepot::price
