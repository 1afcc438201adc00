#include "months.h"

namespace onepot::price::planning {

std::string month_text(Date date) {
  return to_iso(date).substr(0, 7);
}

std::optional<std::string> month_of(std::string_view text, std::optional<Date> year) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() >= 7 && text[4] == '-') {
    for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U})
      if (!digit(text[i])) return std::nullopt;
    const int month = 10 * (text[5] - '0') + (text[6] - '0');
    if (month < 1 || month > 12) return std::nullopt;
    if (text.size() == 7) return std::string(text);
    // A date, perhaps with a time behind it.
    if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
    if (!parse_date(text.substr(0, 10))) return std::nullopt;
    return std::string(text.substr(0, 7));
  }
  if (!year || text.empty() || text.size() > 2) return std::nullopt;
  int n = 0;
  for (const char c : text) {
    if (!digit(c)) return std::nullopt;
    n = 10 * n + (c - '0');
  }
  if (n < 1 || n > 12) return std::nullopt;
  return month_text(add_months(*year, n - 1));
}

}  // namespace onepot::price::planning
