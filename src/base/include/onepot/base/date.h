#pragma once
// Calendar dates and instants. Nothing here reads the clock: the time is always handed in.
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot {

/// A day in the Gregorian calendar, without a time or a zone.
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days day) : day_(day) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : day_(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) {}

  constexpr std::chrono::sys_days days() const { return day_; }
  constexpr std::chrono::year_month_day ymd() const { return day_; }
  /// Days since 1970-01-01: how a date is kept in the store.
  constexpr std::int64_t number() const { return day_.time_since_epoch().count(); }
  static constexpr Date from_number(std::int64_t n) { return Date(std::chrono::sys_days(std::chrono::days(n))); }

  constexpr auto operator<=>(const Date&) const = default;
  constexpr bool operator==(const Date&) const = default;
  friend constexpr Date operator+(Date d, std::int64_t days) { return Date(d.day_ + std::chrono::days(days)); }
  friend constexpr Date operator-(Date d, std::int64_t days) { return Date(d.day_ - std::chrono::days(days)); }
  friend constexpr std::int64_t operator-(Date a, Date b) { return (a.day_ - b.day_).count(); }

 private:
  std::chrono::sys_days day_{};
};

/// "2026-04-01" (ISO 8601). Refuses what is not a day of the calendar.
Result<Date> parse_date(std::string_view text);
std::string to_iso(Date date);
/// "1 April 2026".
std::string to_words(Date date);
/// Adds calendar months, staying at the month's end where the day does not exist (31 January + 1 = 28 or 29 February).
Date add_months(Date date, int months);
/// 0 = Monday … 6 = Sunday.
int weekday_from_monday(Date date);
/// Monday of the date's week.
Date week_of(Date date);
/// Whole years from birth to the day.
int age_on(Date born, Date day);

/// Both ends included.
struct Period {
  Date from, until;
  bool contains(Date d) const { return from <= d && d <= until; }
  auto operator<=>(const Period&) const = default;
};

/// An instant in UTC, in whole milliseconds since 1970.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// "2026-04-01T09:30:00Z".
std::string to_iso(Instant instant);
Result<Instant> parse_instant(std::string_view text);
/// The calendar day in UTC.
inline Date date_of(Instant instant) {
  return Date(std::chrono::floor<std::chrono::days>(instant));
}

}  // namespace onepot
