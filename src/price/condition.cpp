#include "condition.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "onepot/base/text.h"

namespace onepot::price {

namespace {
constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max();
}  // namespace

Result<std::int64_t> whole(std::string_view text, Where where) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < -1'000'000'000 ||
      value > 1'000'000'000)
    return refuse("bad-number",
                  "'" + std::string(text.substr(0, 40)) + "' is not a whole number within a thousand million",
                  std::move(where));
  return value;
}

std::string decimal_text(std::int64_t value, int places) {
  if (places == 0) return std::to_string(value);
  std::string digits = std::to_string(value < 0 ? -value : value);
  const auto n = static_cast<std::size_t>(places);
  if (digits.size() <= n) digits.insert(0, n + 1 - digits.size(), '0');
  digits.insert(digits.size() - n, ".");
  return (value < 0 ? "-" : "") + digits;
}

Result<std::int64_t> counted(const Attribute& a, std::string_view text, Where where) {
  if (a.places == 0) return whole(text, std::move(where));
  const auto dot = text.find('.');
  const auto after = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if ((dot != std::string_view::npos && after.empty()) || std::ssize(after) > a.places ||
      !std::ranges::all_of(after, is_digit))
    return refuse("bad-number",
                  fmt::format("'{}' is not a number with at most {} places", text.substr(0, 40), a.places),
                  std::move(where));
  ONEPOT_TRY(std::int64_t value, whole(text.substr(0, dot), std::move(where)));
  std::int64_t part = 0;
  for (int i = 0; i < a.places; ++i) {
    value *= 10;
    part = part * 10 + (i < std::ssize(after) ? after[static_cast<std::size_t>(i)] - '0' : 0);
  }
  return text.starts_with('-') ? value - part : value + part;
}

Result<Condition> read_condition(const Attribute& a, std::size_t index, std::string_view cell, const Where& at) {
  Condition c{index, a.least, a.most, {}, std::string(cell)};
  if (a.kind == Attribute::Kind::code) {
    c.codes.assign(a.codes.size(), false);
    for (const auto& code : list_of(cell)) {
      const auto found = std::ranges::find(a.codes, code);
      if (found == a.codes.end())
        return refuse("unknown-code", "'" + code + "' is not a code of " + a.id + "; expected " + join(a.codes, ", "),
                      at);
      c.codes[static_cast<std::size_t>(found - a.codes.begin())] = true;
    }
    return c;
  }
  if (a.kind == Attribute::Kind::flag) {
    if (cell != "yes" && cell != "no")
      return refuse("bad-condition",
                    "'" + std::string(cell) + "' is not a condition on a flag; expected yes, no or nothing", at);
    c.low = c.high = cell == "yes" ? 1 : 0;
    return c;
  }
  const auto after = [&](std::size_t n) { return counted(a, trim(cell.substr(n)), at); };
  if (const auto dots = cell.find(".."); dots != std::string_view::npos) {
    ONEPOT_TRY(c.low, counted(a, trim(cell.substr(0, dots)), at));
    ONEPOT_TRY(c.high, after(dots + 2));
  } else if (cell.starts_with(">=")) {
    ONEPOT_TRY(c.low, after(2));
    c.high = everything;
  } else if (cell.starts_with("<=")) {
    ONEPOT_TRY(c.high, after(2));
  } else if (cell.starts_with('>')) {
    ONEPOT_TRY(const auto n, after(1));
    c.low = n + 1;
    c.high = everything;
  } else if (cell.starts_with('<')) {
    ONEPOT_TRY(const auto n, after(1));
    c.high = n - 1;
  } else {
    ONEPOT_TRY(c.low, counted(a, cell, at));
    c.high = c.low;
  }
  if (c.low > c.high) return refuse("bad-condition", "'" + std::string(cell) + "' admits no value", at);
  return c;
}

}  // namespace onepot::price
