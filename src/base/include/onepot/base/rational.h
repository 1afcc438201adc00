#pragma once
// Exact rationals for shares and rates: a numerator and a positive denominator in lowest terms, checked at 64 bits.
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot {

class Rational {
 public:
  constexpr Rational() = default;
  Rational(std::int64_t whole) : num_(whole) {}  // NOLINT(google-explicit-constructor): a whole number is a rational
  Rational(std::int64_t numerator, std::int64_t denominator);

  std::int64_t num() const { return num_; }
  std::int64_t den() const { return den_; }

  friend Rational operator+(const Rational& a, const Rational& b);
  friend Rational operator-(const Rational& a, const Rational& b);
  friend Rational operator*(const Rational& a, const Rational& b);
  friend Rational operator/(const Rational& a, const Rational& b);
  friend bool operator==(const Rational&, const Rational&) = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
    return static_cast<__int128>(a.num_) * b.den_ <=> static_cast<__int128>(b.num_) * a.den_;
  }

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

/// "3", "0.25", "-1.5", "2/3".
Result<Rational> parse_rational(std::string_view text);
std::string to_string(const Rational& value);

}  // namespace onepot
