#pragma once
// Pieces that several pages of buying and paying share: what was typed as money, hours, dates and times, and how
// sizes and categories are said.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/web/page.h"

namespace onepot::web {

/// "personal-care" → "Personal care".
std::string category_words(std::string_view category);
/// "One person", "Micro: 2 to 5 people", … from full-time equivalents × 100.
std::string size_words(const Words& w, std::int64_t staff_hundredths);
/// "£18 an hour" or "Nothing to pay".
std::string rate_words(const Words& w, const std::optional<Pence>& rate);
/// "2 hours", "1 hour 30 minutes", "45 minutes".
std::string hours_words(const Words& w, Hours time);
/// "9:05" from minutes after midnight.
std::string clock_words(std::int64_t minute_of_day);

/// Pounds as people type them: "18", "£18.50", "1,200". Nothing where it is not an amount from nought to a million.
std::optional<Pence> typed_pounds(const Visit& v, std::string_view name);
/// Decimal hours of whole minutes, up to `most`. An empty field is nought.
std::optional<Hours> typed_hours(const Visit& v, std::string_view name, Hours most);
std::optional<std::int64_t> typed_whole(const Visit& v, std::string_view name, std::int64_t least, std::int64_t most);
/// Three inputs PREFIX-day, PREFIX-month, PREFIX-year.
std::optional<Date> typed_day(const Visit& v, std::string_view prefix);
/// The three inputs: what was typed, else `date`.
Html day_input(const Visit& v, std::string_view prefix, const std::string& legend, const std::string& hint,
               std::optional<Date> date);
/// "9", "9:30", "09.30", "0930" → minutes after midnight.
std::optional<std::int64_t> typed_clock(const Visit& v, std::string_view name);

/// What was typed, or `kept` before anything was.
std::string typed_or(const Visit& v, std::string_view name, std::string kept);

/// A question with one answer: what was chosen already and the error beside it. The caller adds the answers, and hints.
govuk::Radios one_of(const Visit& v, std::string_view name, const std::string& legend, std::string chosen,
                     char legend_size = 's');

/// A field for pounds.
Html pounds_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                  const std::string& value);
/// An input of one short line.
Html line_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                const std::string& value, const std::string& classes = {});
Html words_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                 const std::string& value, int rows = 4);

}  // namespace onepot::web
