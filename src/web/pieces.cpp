#include "onepot/web/pieces.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "onepot/buy/band.h"
#include "onepot/html/govuk.h"

namespace onepot::web {

std::string category_words(std::string_view category) {
  std::string out(category);
  std::ranges::replace(out, '-', ' ');
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string size_words(const Words& w, std::int64_t staff_hundredths) {
  if (staff_hundredths <= 100) return w("size.one");
  switch (buy::band_of(staff_hundredths)) {
    case buy::Band::micro:
      return w("size.micro");
    case buy::Band::small:
      return w("size.small");
    case buy::Band::medium:
      return w("size.medium");
    case buy::Band::large:
      break;
  }
  return w("size.large");
}

std::string rate_words(const Words& w, const std::optional<Pence>& rate) {
  return rate && *rate > Pence() ? w("rate.hour", {{"amount", pounds(*rate)}}) : w("rate.free");
}

std::string hours_words(const Words& w, Hours time) {
  const auto hours = time.in_minutes() / 60, minutes = time.in_minutes() % 60;
  if (hours == 0) return w.count("time.minutes", minutes);
  if (minutes == 0) return w.count("time.hours", hours);
  return fmt::format("{} {}", w.count("time.hours", hours), w.count("time.minutes", minutes));
}

std::string clock_words(std::int64_t minute_of_day) {
  return fmt::format("{}:{:02}", minute_of_day / 60, minute_of_day % 60);
}

std::optional<Pence> typed_pounds(const Visit& v, std::string_view name) {
  std::string text;
  for (const char c : v.typed(name))
    if (c != ',' && c != ' ') text += c;
  if (text.starts_with("£")) text.erase(0, std::string_view("£").size());
  const auto amount = parse_pence(text);
  if (!amount || *amount < Pence() || *amount > Pence(100'000'000)) return std::nullopt;
  return *amount;
}

std::optional<Hours> typed_hours(const Visit& v, std::string_view name, Hours most) {
  const std::string text = v.typed(name);
  if (text.empty()) return Hours();
  const auto hours = parse_hours(text);
  if (!hours || *hours < Hours() || *hours > most) return std::nullopt;
  return *hours;
}

std::optional<std::int64_t> typed_whole(const Visit& v, std::string_view name, std::int64_t least, std::int64_t most) {
  const std::string text = v.typed(name);
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size() || n < least || n > most) return std::nullopt;
  return n;
}

std::optional<Date> typed_day(const Visit& v, std::string_view prefix) {
  const auto part = [&](const char* name) { return v.typed(fmt::format("{}-{}", prefix, name)); };
  const auto two = [](const std::string& s) { return s.size() == 1 ? "0" + s : s; };
  const auto date = parse_date(fmt::format("{}-{}-{}", part("year"), two(part("month")), two(part("day"))));
  return date ? std::optional(*date) : std::nullopt;
}

Html day_input(const Visit& v, std::string_view prefix, const std::string& legend, const std::string& hint,
               std::optional<Date> date) {
  const std::string p(prefix);
  const auto value = [&](const char* part, unsigned known) {
    const std::string name = p + "-" + part;
    return std::pair(name, v.form.has(name) || !date ? v.typed(name) : std::to_string(known));
  };
  const auto ymd = date ? date->ymd() : std::chrono::year_month_day{};
  return govuk::date_input(
      {.id = p,
       .name_prefix = p,
       .day = {.label = v.w("join.day")},
       .month = {.label = v.w("join.month")},
       .year = {.label = v.w("join.year")},
       .values = {value("day", static_cast<unsigned>(ymd.day())), value("month", static_cast<unsigned>(ymd.month())),
                  value("year", static_cast<unsigned>(static_cast<int>(ymd.year())))},
       .hint = {.text = hint},
       .error_message = {.text = v.errors.of(p + "-day")},
       .fieldset = {.legend = {.text = legend, .classes = "govuk-fieldset__legend--s"}}});
}

std::optional<std::int64_t> typed_clock(const Visit& v, std::string_view name) {
  std::string digits;
  std::size_t colon = std::string::npos;
  for (const char c : v.typed(name)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if ((c == ':' || c == '.') && colon == std::string::npos)
      colon = digits.size();
    else
      return std::nullopt;
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  if (colon == std::string::npos) colon = digits.size() <= 2 ? digits.size() : digits.size() - 2;
  const std::string hour = digits.substr(0, colon), minute = digits.substr(colon);
  if (hour.empty() || hour.size() > 2 || (!minute.empty() && minute.size() != 2)) return std::nullopt;
  const int h = std::stoi(hour), m = minute.empty() ? 0 : std::stoi(minute);
  if (h > 23 || m > 59) return std::nullopt;
  return h * 60 + m;
}

std::string typed_or(const Visit& v, std::string_view name, std::string kept) {
  return v.form.has(name) ? v.typed(name) : std::move(kept);
}

Html pounds_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                  const std::string& value) {
  return govuk::input({.name = name,
                       .inputmode = "decimal",
                       .value = value,
                       .label = {.text = label},
                       .hint = {.text = hint},
                       .error_message = {.text = v.errors.of(name)},
                       .prefix = {.text = "£"},
                       .classes = "govuk-input--width-5",
                       .spellcheck = false});
}

govuk::Radios one_of(const Visit& v, std::string_view name, const std::string& legend, std::string chosen,
                     char legend_size) {
  govuk::Radios out;
  out.name = std::string(name);
  out.value = std::move(chosen);
  out.fieldset.legend = {.text = legend, .classes = fmt::format("govuk-fieldset__legend--{}", legend_size)};
  out.error_message.text = v.errors.of(name);
  return out;
}

Html line_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                const std::string& value, const std::string& classes) {
  return govuk::input({.name = name,
                       .value = value,
                       .label = {.text = label},
                       .hint = {.text = hint},
                       .error_message = {.text = v.errors.of(name)},
                       .classes = classes});
}

Html words_input(const Visit& v, const std::string& name, const std::string& label, const std::string& hint,
                 const std::string& value, int rows) {
  return govuk::textarea({.name = name,
                          .rows = rows,
                          .value = value,
                          .label = {.text = label},
                          .hint = {.text = hint},
                          .error_message = {.text = v.errors.of(name)}});
}

}  // namespace onepot::web
