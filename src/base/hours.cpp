#include "onepot/base/hours.h"

#include <fmt/format.h>

namespace onepot {

Result<Hours> parse_hours(std::string_view text) {
  const auto hours = parse_rational(text);
  if (!hours || *hours < Rational(0) || *hours > Rational(1'000'000))
    return refuse("bad-hours",
                  "'" + std::string(text.substr(0, 40)) + "' is not a number of hours; expected one such as 21 or 3.5");
  if (60 % hours->den() != 0)
    return refuse("bad-hours",
                  "'" + std::string(text) + "' hours is not a whole number of minutes; 0.25 is a quarter of an hour");
  return Hours::minutes((*hours * Rational(60)).num());
}

std::string to_decimal(Hours hours) {
  const std::int64_t hundredths = times(Pence(100), hours.rational()).count();
  if (hundredths % 100 == 0) return std::to_string(hundredths / 100);
  if (hundredths % 10 == 0) return fmt::format("{}.{}", hundredths / 100, hundredths % 100 / 10);
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

}  // namespace onepot
