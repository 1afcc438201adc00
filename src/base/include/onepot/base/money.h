#pragma once
// Money is whole pence in a checked 64-bit integer: an overflow stops the program, it never wraps.
// The limit (±£90 thousand million million) is so far above any public budget that reaching it is a fault of ours.
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/assert.h"
#include "onepot/base/rational.h"
#include "onepot/base/result.h"

namespace onepot {

class Pence {
 public:
  constexpr Pence() = default;
  constexpr explicit Pence(std::int64_t pence) : pence_(pence) {}

  constexpr std::int64_t count() const { return pence_; }
  constexpr auto operator<=>(const Pence&) const = default;
  constexpr bool operator==(const Pence&) const = default;

  friend constexpr Pence operator+(Pence a, Pence b) {
    std::int64_t out = 0;
    const bool overflow = __builtin_add_overflow(a.pence_, b.pence_, &out);
    ONEPOT_ASSERT(!overflow);
    return Pence(out);
  }
  friend constexpr Pence operator-(Pence a, Pence b) {
    std::int64_t out = 0;
    const bool overflow = __builtin_sub_overflow(a.pence_, b.pence_, &out);
    ONEPOT_ASSERT(!overflow);
    return Pence(out);
  }
  friend constexpr Pence operator-(Pence a) { return Pence() - a; }
  friend constexpr Pence operator*(Pence a, std::int64_t n) {
    std::int64_t out = 0;
    const bool overflow = __builtin_mul_overflow(a.pence_, n, &out);
    ONEPOT_ASSERT(!overflow);
    return Pence(out);
  }
  constexpr Pence& operator+=(Pence b) { return *this = *this + b; }
  constexpr Pence& operator-=(Pence b) { return *this = *this - b; }

 private:
  std::int64_t pence_ = 0;
};

enum class Rounding { half_even, half_up, floor, ceiling };

/// amount × rate, rounded once. Units: pence. half_up rounds halves away from zero.
Pence times(Pence amount, const Rational& rate, Rounding rounding = Rounding::half_even);

/// "450.00", "-3.07": how money is written in files and JSON.
std::string to_decimal(Pence amount);
/// "£1,234.50", "£450", "−£3.07": how money is written for people; whole pounds lose ".00" when `short_form`.
std::string to_pounds(Pence amount, bool short_form = false);
/// Reads "450", "450.0", "450.00", "-3.07". Refuses more than two places, exponents, separators, currency signs.
Result<Pence> parse_pence(std::string_view text);

/// Splits `total` in proportion to `weights` so that the parts sum to it exactly: largest remainder first, ties to
/// the earlier part (Hamilton's method). Weights are not negative and not all zero. total may be negative.
std::vector<Pence> split(Pence total, std::span<const std::int64_t> weights);
/// Equal parts; the odd pennies go to the first.
std::vector<Pence> split_equally(Pence total, std::size_t parts);

}  // namespace onepot
