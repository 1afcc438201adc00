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
  const auto after = [&](std::size_t n) { return whole(trim(cell.substr(n)), at); };
  if (const auto dots = cell.find(".."); dots != std::string_view::npos) {
    ONEPOT_TRY(c.low, whole(trim(cell.substr(0, dots)), at));
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
    ONEPOT_TRY(c.low, whole(cell, at));
    c.high = c.low;
  }
  if (c.low > c.high) return refuse("bad-condition", "'" + std::string(cell) + "' admits no value", at);
  return c;
}

}  // namespace onepot::price
