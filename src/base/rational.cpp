#include "onepot/base/rational.h"

#include <charconv>
#include <limits>
#include <numeric>

#include "onepot/base/assert.h"

namespace onepot {
namespace {

using Wide = __int128;

Wide gcd(Wide a, Wide b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest < 0 ? -rest : rest;
  }
  return a == 0 ? 1 : a;
}

Rational reduced(Wide num, Wide den) {
  ONEPOT_ASSERT(den != 0);
  if (den < 0) num = -num, den = -den;
  const Wide g = gcd(num, den);
  num /= g;
  den /= g;
  constexpr Wide limit = std::numeric_limits<std::int64_t>::max();
  ONEPOT_ASSERT(num <= limit && num >= -limit && den <= limit);
  return {static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

Result<std::int64_t> whole(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
      out == std::numeric_limits<std::int64_t>::min())
    return refuse("bad-number", "'" + std::string(text) + "' is not a number; expected one such as 3, 0.25 or 2/3");
  return out;
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) : num_(numerator), den_(denominator) {
  ONEPOT_ASSERT(denominator != 0);
  if (den_ == 1) return;
  const Wide g = gcd(num_, den_);
  num_ = static_cast<std::int64_t>(num_ / g);
  den_ = static_cast<std::int64_t>(den_ / g);
  if (den_ < 0) num_ = -num_, den_ = -den_;
}

Rational operator+(const Rational& a, const Rational& b) {
  return reduced(Wide(a.num_) * b.den_ + Wide(b.num_) * a.den_, Wide(a.den_) * b.den_);
}
Rational operator-(const Rational& a, const Rational& b) {
  return reduced(Wide(a.num_) * b.den_ - Wide(b.num_) * a.den_, Wide(a.den_) * b.den_);
}
Rational operator*(const Rational& a, const Rational& b) {
  return reduced(Wide(a.num_) * b.num_, Wide(a.den_) * b.den_);
}
Rational operator/(const Rational& a, const Rational& b) {
  return reduced(Wide(a.num_) * b.den_, Wide(a.den_) * b.num_);
}

Result<Rational> parse_rational(std::string_view text) {
  if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    ONEPOT_TRY(const std::int64_t num, whole(text.substr(0, slash)));
    ONEPOT_TRY(const std::int64_t den, whole(text.substr(slash + 1)));
    if (den <= 0) return refuse("bad-number", "'" + std::string(text) + "' has a denominator that is not above zero");
    return Rational(num, den);
  }
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) {
    ONEPOT_TRY(const std::int64_t num, whole(text));
    return Rational(num);
  }
  const std::string_view places = text.substr(dot + 1);
  if (places.empty() || places.size() > 12 || places.find_first_not_of("0123456789") != std::string_view::npos)
    return refuse("bad-number", "'" + std::string(text) + "' is not a number; expected one such as 3, 0.25 or 2/3");
  std::int64_t den = 1;
  for (std::size_t i = 0; i < places.size(); ++i) den *= 10;
  std::string_view front = text.substr(0, dot);
  const bool negative = front.starts_with('-');
  if (negative) front.remove_prefix(1);
  std::int64_t before = 0;
  if (!front.empty()) {
    if (front.find_first_not_of("0123456789") != std::string_view::npos)
      return whole(text).map([](auto n) { return Rational(n); });
    ONEPOT_TRY(before, whole(front));
  }
  ONEPOT_TRY(const std::int64_t after, whole(places));
  const Wide num = Wide(before) * den + after;
  if (num / gcd(num, den) > std::numeric_limits<std::int64_t>::max())
    return refuse("bad-number", "'" + std::string(text) + "' has more digits than can be kept exactly");
  return reduced(negative ? -num : num, den);
}

std::string to_string(const Rational& value) {
  return value.den() == 1 ? std::to_string(value.num())
                          : std::to_string(value.num()) + "/" + std::to_string(value.den());
}

}  // namespace onepot
