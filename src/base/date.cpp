#include "onepot/base/date.h"

#include <array>
#include <cstdio>

namespace onepot {
namespace {

bool digits(std::string_view text, std::size_t at, std::size_t n, int& out) {
  out = 0;
  for (std::size_t i = at; i < at + n; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

}  // namespace

Result<Date> parse_date(std::string_view text) {
  int y = 0, m = 0, d = 0;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(text, 0, 4, y) && digits(text, 5, 2, m) &&
      digits(text, 8, 2, d)) {
    const auto ymd = std::chrono::year(y) / std::chrono::month(static_cast<unsigned>(m)) /
                     std::chrono::day(static_cast<unsigned>(d));
    if (ymd.ok()) return Date(std::chrono::sys_days(ymd));
  }
  return refuse("bad-date",
                "'" + std::string(text.substr(0, 40)) + "' is not a date; expected year-month-day such as 2026-04-01");
}

std::string to_iso(Date date) {
  const auto ymd = date.ymd();
  std::array<char, 32> out{};
  const int n = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                              static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
  return {out.data(), static_cast<std::size_t>(n)};
}

std::string to_words(Date date) {
  static constexpr std::array<const char*, 12> months = {"January",   "February", "March",    "April",
                                                         "May",       "June",     "July",     "August",
                                                         "September", "October",  "November", "December"};
  const auto ymd = date.ymd();
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " + months[static_cast<unsigned>(ymd.month()) - 1] + " " +
         std::to_string(static_cast<int>(ymd.year()));
}

Date add_months(Date date, int months) {
  auto ymd = date.ymd() + std::chrono::months(months);
  if (!ymd.ok()) ymd = ymd.year() / ymd.month() / std::chrono::last;
  return Date(std::chrono::sys_days(ymd));
}

int weekday_from_monday(Date date) {
  return static_cast<int>(std::chrono::weekday(date.days()).iso_encoding()) - 1;
}

Date week_of(Date date) {
  return date - weekday_from_monday(date);
}

int age_on(Date born, Date day) {
  const auto b = born.ymd(), d = day.ymd();
  const int years = static_cast<int>(d.year()) - static_cast<int>(b.year());
  const bool before = d.month() < b.month() || (d.month() == b.month() && d.day() < b.day());
  return years - (before ? 1 : 0);
}

std::string to_iso(Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::hh_mm_ss time(seconds - day);
  std::array<char, 32> out{};
  const int n = std::snprintf(out.data(), out.size(), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                              static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return to_iso(Date(day)) + std::string(out.data(), static_cast<std::size_t>(n));
}

Result<Instant> parse_instant(std::string_view text) {
  int h = 0, m = 0, s = 0;
  if (text.size() == 20 && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z' &&
      digits(text, 11, 2, h) && digits(text, 14, 2, m) && digits(text, 17, 2, s) && h < 24 && m < 60 && s < 60) {
    ONEPOT_TRY(const Date day, parse_date(text.substr(0, 10)));
    return Instant(day.days()) + std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s);
  }
  return refuse("bad-instant", "'" + std::string(text.substr(0, 40)) +
                                   "' is not an instant; expected one such as 2026-04-01T09:30:00Z");
}

}  // namespace onepot
