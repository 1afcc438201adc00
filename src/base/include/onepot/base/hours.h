#pragma once
// Time worked or needed, exact to the minute.
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "onepot/base/money.h"
#include "onepot/base/rational.h"
#include "onepot/base/result.h"

namespace onepot {

class Hours {
 public:
  constexpr Hours() = default;
  static constexpr Hours minutes(std::int64_t n) { return Hours(n); }
  static constexpr Hours whole(std::int64_t n) { return Hours(n * 60); }
  constexpr std::int64_t in_minutes() const { return minutes_; }
  constexpr auto operator<=>(const Hours&) const = default;
  constexpr bool operator==(const Hours&) const = default;
  friend constexpr Hours operator+(Hours a, Hours b) { return Hours(a.minutes_ + b.minutes_); }
  friend constexpr Hours operator-(Hours a, Hours b) { return Hours(a.minutes_ - b.minutes_); }
  constexpr Hours& operator+=(Hours b) { return *this = *this + b; }
  Rational rational() const { return {minutes_, 60}; }

 private:
  constexpr explicit Hours(std::int64_t minutes) : minutes_(minutes) {}
  std::int64_t minutes_ = 0;
};

/// Pence for `time` at `per_hour`, rounded once, half to even.
inline Pence cost(Hours time, Pence per_hour) {
  return times(per_hour, time.rational());
}
/// Reads decimal hours that are whole minutes: "21", "3.5", "0.25"; refuses "0.01".
Result<Hours> parse_hours(std::string_view text);
/// "3.5": the shortest decimal, or a fraction of minutes rounded to two places for people.
std::string to_decimal(Hours hours);

}  // namespace onepot
