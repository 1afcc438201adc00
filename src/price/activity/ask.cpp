#include "ask.h"

#include <algorithm>
#include <limits>

#include "onepot/base/text.h"

namespace onepot::price::activity {

std::optional<std::int64_t> small_number(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::int64_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + (c - '0');
  }
  return out;
}

Result<std::vector<Ask>> read_asks(std::string_view cell, std::vector<std::string>& fields, const Where& at) {
  std::vector<Ask> out;
  if (trim(cell).empty() || trim(cell) == "*") return out;
  for (const auto& part : split_text(cell, '&')) {
    const auto text = trim(part);
    const auto bad = [&] {
      return refuse("bad-condition",
                    "'" + std::string(text.substr(0, 60)) +
                        "' is not a condition; expected one such as los<=1, age=0..18, specialty=100|11* or bpt=yes",
                    at);
    };
    const auto sign = text.find_first_of("=<>");
    if (sign == std::string_view::npos || trim(text.substr(0, sign)).empty()) return bad();
    const std::string field(trim(text.substr(0, sign)));
    Ask ask;
    ask.written = text;
    ask.low = 0;
    ask.high = std::numeric_limits<std::int64_t>::max();
    const bool equal = text[sign] == '=';
    const bool closed = !equal && sign + 1 < text.size() && text[sign + 1] == '=';
    const auto value = trim(text.substr(sign + (closed ? 2 : 1)));
    if (value.empty()) return bad();
    if (const auto dots = value.find(".."); equal && dots != std::string_view::npos) {
      const auto low = small_number(trim(value.substr(0, dots))), high = small_number(trim(value.substr(dots + 2)));
      if (!low || !high || *low > *high) return bad();
      ask.number = true;
      ask.low = *low, ask.high = *high;
    } else if (equal) {
      ask.codes = list_of(value);
      if (ask.codes.empty()) return bad();
    } else {
      const auto n = small_number(value);
      if (!n) return bad();
      ask.number = true;
      if (text[sign] == '<')
        ask.high = closed ? *n : *n - 1;
      else
        ask.low = closed ? *n : *n + 1;
      if (ask.high < 0) return bad();
    }
    const auto known = std::ranges::find(fields, field);
    ask.field = static_cast<std::size_t>(known - fields.begin());
    if (known == fields.end()) fields.push_back(field);
    out.push_back(std::move(ask));
  }
  return out;
}

Answer answer(const Ask& ask, std::string_view value) {
  if (value == unknown_field) return Answer::no;
  if (ask.number) {
    const auto n = small_number(value);
    if (!n) return Answer::not_a_number;
    return ask.low <= *n && *n <= ask.high ? Answer::yes : Answer::no;
  }
  for (const auto& code : ask.codes)
    if (code.ends_with('*') ? value.starts_with(std::string_view(code).substr(0, code.size() - 1)) : value == code)
      return Answer::yes;
  return Answer::no;
}

}  // namespace onepot::price::activity
