#pragma once
// Differentiation and integration: what it is now, and what it came to over a life course. The total always says
// between which days it runs; what came before the first and after the last is the arbitrary constant, which is named
// and never guessed.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// The four things that are meant by "integration"; what is totalled is tagged with those that it is about.
enum class Integration : std::uint8_t { across_health, across_boundaries, of_resources, around_the_person };
inline constexpr std::array<Integration, 4> integrations{Integration::across_health, Integration::across_boundaries,
                                                         Integration::of_resources, Integration::around_the_person};
/// "across-health" (primary, secondary and tertiary care), "across-boundaries" (health, social care, education,
/// housing, …), "of-resources" (resources and processes), "around-the-person".
std::string_view name_of(Integration kind);
std::optional<Integration> integration(std::string_view name);

/// A measure on a day.
struct Measured {
  Date day;
  double value = 0;
};
/// A stretch between two neighbouring measurements: the table beside the picture.
struct Stretch {
  Date from, until;
  double at_from = 0, at_until = 0;
  double a_year = 0;  ///< rate of change
  double area = 0;    ///< value × years, by the trapezium
  double so_far = 0;  ///< sum of areas up to `until`
};
struct RateAndTotal {
  Date from, until;        ///< the first and the last measurement
  double now = 0;          ///< the last value
  double rate_a_year = 0;  ///< least squares over the last year of measurements; of two, the line between them
  std::optional<double> rate_low, rate_high;  ///< 95 %, Student's t; nothing under three measurements
  int rate_from = 0;                          ///< measurements that the rate stands on
  double total = 0;                           ///< value × years between `from` and `until`
  double mean = 0;                            ///< total ÷ years
  std::vector<Stretch> table;
  /// Days of the life course asked for that no measurement reaches: before the first and after the last.
  std::int64_t unknown_before = 0, unknown_after = 0;
};
/// A year is 365.25 days. `course`: the life course asked for; measurements outside it are passed over. Refuses
/// "too-few" (under two), "same-day" (two measurements on one day) and "bad-period".
Result<RateAndTotal> rate_and_total(std::span<const Measured> measured, const std::optional<Period>& course);

/// Money of one stream or service: so much a week from one day to another, both included; nothing for `until`: it goes
/// on.
struct WeeklyCost {
  std::string what;
  std::vector<Integration> tags;
  Date from;
  std::optional<Date> until;
  Pence a_week;
};
struct CostLine {
  std::string what;
  std::int64_t days = 0;
  Pence total;  ///< a_week × days ÷ 7, rounded once, halves to even
};
struct MoneyRateAndTotal {
  Pence a_week_now;  ///< of what runs on the last day
  Pence total;       ///< the sum of the lines, to the penny
  std::vector<CostLine> lines;
  /// A line with several tags counts under each, so these must not be summed.
  std::array<Pence, integrations.size()> by_tag{};
  std::array<Pence, integrations.size()> a_week_by_tag{};
  Period course;
};
/// Refuses "bad-period" where a cost, or the course, ends before it begins.
Result<MoneyRateAndTotal> money_rate_and_total(std::span<const WeeklyCost> costs, const Period& course);

/// Columns day,value. Refuses with line and column.
Result<std::vector<Measured>> read_measured(std::string_view text, const std::string& file);
/// Columns what,from,until,a_week and, where there is one, tags (joined by |). Refuses with line and column.
Result<std::vector<WeeklyCost>> read_weekly_costs(std::string_view text, const std::string& file);

}  // namespace onepot::learn
