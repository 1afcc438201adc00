// Wishes and things of casual clubs.
#include <charconv>

#include "files/reader.h"

namespace onepot::club {
namespace {

/// "09:30" as minutes from midnight; "24:00" is the day's end.
std::optional<std::int64_t> clock_time(std::string_view text) {
  int hour = 0, minute = 0;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto part = [](std::string_view digits, int& out) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc() && end == digits.data() + digits.size() && out >= 0;
  };
  if (!part(text.substr(0, colon), hour) || !part(text.substr(colon + 1), minute) || minute > 59) return std::nullopt;
  if (hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

std::optional<Day> day_of(std::string_view text) {
  constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  for (int i = 0; i < 7; ++i)
    if (text == names[static_cast<std::size_t>(i)]) return every(i);
  if (const auto date = parse_date(text)) return once(*date);
  return std::nullopt;
}

struct TimeColumns {
  std::size_t days, from, until;
};

std::vector<Window> windows_of(Gather& gather, const csv::Record& record, const TimeColumns& columns) {
  std::array<std::int64_t, 2> time{};
  for (const bool end : {false, true}) {
    const std::size_t column = end ? columns.until : columns.from;
    const auto at = clock_time(trim(csv::field(record, column)));
    if (!at)
      gather.add("bad-time", record, column,
                 "'" + std::string(csv::field(record, column)) + "' is not a time; expected one such as 09:30");
    time[end ? 1 : 0] = at.value_or(end ? 1 : 0);
  }
  if (time[0] >= time[1])
    gather.add("bad-time", record, columns.until, "it ends before it begins; expected a later time");
  std::vector<Window> out;
  for (const std::string& name : list_of(csv::field(record, columns.days))) {
    const auto day = day_of(name);
    if (!day)
      gather.add(
          "bad-day", record, columns.days,
          "'" + name + "' is not a day; expected Mon, Tue, Wed, Thu, Fri, Sat, Sun or a date such as 2026-07-12");
    else
      out.push_back({*day, time[0], time[1]});
  }
  if (out.empty() && trim(csv::field(record, columns.days)).empty())
    gather.add("empty", record, columns.days, "no day is given; expected one such as Tue, or several joined by |");
  return out;
}

/// Miles, hours: up to 100,000, to four places.
Rational amount_of(Gather& gather, const csv::Record& record, std::size_t column) {
  const auto value = parse_rational(trim(csv::field(record, column)));
  if (value && *value >= Rational(0) && *value <= Rational(100'000) && 600'000 % value->den() == 0) return *value;
  gather.add("bad-need", record, column,
             "'" + std::string(csv::field(record, column).substr(0, 40)) +
                 "' is not an amount; expected a number such as 6 or 2.5");
  return {};
}

std::int64_t whole(Gather& gather, const csv::Record& record, std::size_t column, std::int64_t least, std::int64_t most,
                   std::int64_t without) {
  const auto text = column == csv::Columns::npos ? std::string_view() : trim(csv::field(record, column));
  if (text.empty() && without > 0) return without;
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (!text.empty() && error == std::errc() && end == text.data() + text.size() && out >= least && out <= most)
    return out;
  gather.add("bad-number", record, column,
             "'" + std::string(text.substr(0, 40)) + "' is not a number from " + std::to_string(least) + " to " +
                 std::to_string(most));
  return least;
}

Pence not_negative(Gather& gather, const csv::Record& record, std::size_t column) {
  if (column == csv::Columns::npos || trim(csv::field(record, column)).empty()) return {};
  const Pence out = gather.money(record, column);
  if (out < Pence(0)) gather.add("negative", record, column, "the amount is below zero; expected 0.00 or more");
  return out;
}

}  // namespace

Read<WishFile> read_wishes(std::string_view text, const std::string& file, std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t person = columns.need("person"), purpose = columns.need("purpose");
  const TimeColumns times{columns.need("days"), columns.need("from"), columns.need("until")};
  const std::size_t need = columns.need("need"), most = columns.need("most");
  if (auto done = columns.done(); !done) return only(done.error());
  take(warnings, columns.warnings());
  WishFile out;
  Refusals refusals;
  Gather gather(*table, refusals);
  std::map<std::string, std::size_t> number;
  std::map<std::pair<std::size_t, std::string>, std::size_t> known;
  for (const csv::Record& record : table->records) {
    const std::string name = gather.name(record, person, "person"), what = gather.name(record, purpose, "purpose");
    const auto [who, fresh] = number.emplace(name, out.people.size());
    if (fresh) out.people.push_back(name);
    Wish wish{who->second, what, windows_of(gather, record, times), amount_of(gather, record, need),
              not_negative(gather, record, most)};
    const auto [at, first] = known.emplace(std::pair(who->second, what), out.wishes.size());
    if (first) {
      out.wishes.push_back(std::move(wish));
      continue;
    }
    Wish& before = out.wishes[at->second];
    if (before.need != wish.need || before.most != wish.most)
      gather.add("differs", record, before.need != wish.need ? need : most,
                 "an earlier row of this person and purpose says otherwise; expected the same");
    before.when.insert(before.when.end(), wish.when.begin(), wish.when.end());
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

Read<std::vector<Shareable>> read_things(std::string_view text, const std::string& file,
                                         std::vector<std::string>& warnings) {
  auto table = csv::parse(text, file);
  if (!table) return only(table.error());
  csv::Columns columns(*table);
  const std::size_t thing = columns.need("thing"), purpose = columns.need("purpose");
  const TimeColumns times{columns.need("days"), columns.need("from"), columns.need("until")};
  const std::size_t seats = columns.need("seats"), minutes = columns.need("minutes"), fixed = columns.need("fixed"),
                    each = columns.may("each"), rate = columns.may("rate"), times_a_day = columns.may("times_a_day");
  if (auto done = columns.done(); !done) return only(done.error());
  take(warnings, columns.warnings());
  std::vector<Shareable> out;
  Refusals refusals;
  Gather gather(*table, refusals);
  std::map<std::string, std::size_t> known;
  for (const csv::Record& record : table->records) {
    Shareable s;
    s.name = gather.name(record, thing, "thing");
    s.purpose = gather.name(record, purpose, "purpose");
    s.when = windows_of(gather, record, times);
    s.seats = static_cast<std::size_t>(whole(gather, record, seats, 1, 16, 0));
    s.minutes = whole(gather, record, minutes, 1, 24 * 60, 0);
    s.times_a_day = whole(gather, record, times_a_day, 1, 100, 1);
    s.fixed = not_negative(gather, record, fixed);
    s.each = not_negative(gather, record, each);
    s.rate = not_negative(gather, record, rate);
    const auto [at, first] = known.emplace(s.name, out.size());
    if (first) {
      out.push_back(std::move(s));
      continue;
    }
    Shareable& before = out[at->second];
    if (std::tie(before.purpose, before.seats, before.minutes, before.times_a_day, before.fixed, before.each,
                 before.rate) != std::tie(s.purpose, s.seats, s.minutes, s.times_a_day, s.fixed, s.each, s.rate))
      gather.add("differs", record, thing, "an earlier row of this thing says otherwise; expected only other times");
    before.when.insert(before.when.end(), s.when.begin(), s.when.end());
  }
  if (!refusals.empty()) return all(std::move(refusals));
  return out;
}

}  // namespace onepot::club
