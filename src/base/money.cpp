#include "onepot/base/money.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace onepot {
namespace {

using Wide = __int128;

std::int64_t narrowed(Wide value) {
  ONEPOT_ASSERT(value <= std::numeric_limits<std::int64_t>::max() &&
                value >= -Wide(std::numeric_limits<std::int64_t>::max()));
  return static_cast<std::int64_t>(value);
}

Wide floor_div(Wide a, Wide b) {
  Wide q = a / b;
  if (a % b != 0 && (a < 0) != (b < 0)) --q;
  return q;
}

std::uint64_t magnitude(Pence amount) {
  return amount.count() < 0 ? 0 - static_cast<std::uint64_t>(amount.count())
                            : static_cast<std::uint64_t>(amount.count());
}

}  // namespace

Pence times(Pence amount, const Rational& rate, Rounding rounding) {
  const Wide num = Wide(amount.count()) * rate.num();
  const Wide den = rate.den();
  const Wide low = floor_div(num, den);
  const Wide rest2 = (num - low * den) * 2;
  bool up = false;
  switch (rounding) {
    case Rounding::floor:
      break;
    case Rounding::ceiling:
      up = rest2 > 0;
      break;
    case Rounding::half_up:
      up = num < 0 ? rest2 > den : rest2 >= den;
      break;
    case Rounding::half_even:
      up = rest2 > den || (rest2 == den && low % 2 != 0);
      break;
  }
  return Pence(narrowed(low + (up ? 1 : 0)));
}

std::string to_decimal(Pence amount) {
  const std::uint64_t m = magnitude(amount);
  std::string out = amount.count() < 0 ? "-" : "";
  out += std::to_string(m / 100);
  out += '.';
  out += static_cast<char>('0' + m % 100 / 10);
  out += static_cast<char>('0' + m % 10);
  return out;
}

std::string to_pounds(Pence amount, bool short_form) {
  const std::uint64_t m = magnitude(amount);
  std::string digits = std::to_string(m / 100);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  std::string out = amount.count() < 0 ? "−£" : "£";
  out += digits;
  if (!(short_form && m % 100 == 0)) {
    out += '.';
    out += static_cast<char>('0' + m % 100 / 10);
    out += static_cast<char>('0' + m % 10);
  }
  return out;
}

Result<Pence> parse_pence(std::string_view text) {
  const auto bad = [&] {
    return refuse("bad-money", "'" + std::string(text.substr(0, 40)) +
                                   "' is not an amount of money; expected pounds such as 450.00 or -3.07");
  };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  std::int64_t pounds = 0;
  std::size_t i = 0;
  for (; i < rest.size() && rest[i] >= '0' && rest[i] <= '9'; ++i) {
    if (i >= 15) return bad();
    pounds = pounds * 10 + (rest[i] - '0');
  }
  if (i == 0) return bad();
  std::int64_t pence = 0;
  if (i < rest.size()) {
    if (rest[i] != '.') return bad();
    const std::string_view places = rest.substr(i + 1);
    if (places.empty() || places.size() > 2) return bad();
    for (const char c : places) {
      if (c < '0' || c > '9') return bad();
      pence = pence * 10 + (c - '0');
    }
    if (places.size() == 1) pence *= 10;
  }
  const std::int64_t total = pounds * 100 + pence;
  return Pence(negative ? -total : total);
}

std::vector<Pence> split(Pence total, std::span<const std::int64_t> weights) {
  const Wide sum = std::accumulate(weights.begin(), weights.end(), Wide(0));
  ONEPOT_ASSERT(sum > 0 && std::ranges::all_of(weights, [](auto w) { return w >= 0; }));
  std::vector<Pence> parts;
  std::vector<std::pair<Wide, std::size_t>> remainders;
  Wide given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide exact = Wide(total.count()) * weights[i];
    const Wide part = floor_div(exact, sum);
    parts.emplace_back(narrowed(part));
    remainders.emplace_back(exact - part * sum, i);
    given += part;
  }
  std::ranges::sort(remainders, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  const auto left = static_cast<std::size_t>(total.count() - given);
  ONEPOT_ASSERT(left < std::max<std::size_t>(weights.size(), 1));
  for (std::size_t i = 0; i < left; ++i) parts[remainders[i].second] += Pence(1);
  return parts;
}

std::vector<Pence> split_equally(Pence total, std::size_t parts) {
  ONEPOT_ASSERT(parts > 0);
  return split(total, std::vector<std::int64_t>(parts, 1));
}

}  // namespace onepot
