#include "onepot/learn/verdict/rate_and_total.h"

#include <algorithm>
#include <cmath>

#include "cells.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

constexpr double days_a_year = 365.25;
constexpr std::int64_t recent = 366;  ///< a whole year of measurements, both ends included

double years(std::int64_t days) {
  return static_cast<double>(days) / days_a_year;
}

/// Least squares through the points; the slope's interval where there are three or more.
void slope(std::span<const Measured> points, RateAndTotal& out) {
  const auto n = static_cast<double>(points.size());
  double mean_x = 0, mean_y = 0, xx = 0, xy = 0;
  const auto at = [&](const Measured& m) { return years(m.day - points.front().day); };
  for (const Measured& m : points) {
    mean_x += at(m) / n;
    mean_y += m.value / n;
  }
  for (const Measured& m : points) {
    xx += (at(m) - mean_x) * (at(m) - mean_x);
    xy += (at(m) - mean_x) * (m.value - mean_y);
  }
  out.rate_a_year = xy / xx;
  out.rate_from = static_cast<int>(points.size());
  if (points.size() < 3) return;
  double left = 0;
  for (const Measured& m : points) {
    const double e = m.value - mean_y - out.rate_a_year * (at(m) - mean_x);
    left += e * e;
  }
  const double reach = student_quantile(0.975, n - 2) * std::sqrt(left / (n - 2) / xx);
  out.rate_low = out.rate_a_year - reach;
  out.rate_high = out.rate_a_year + reach;
}

}  // namespace

std::string_view name_of(Integration kind) {
  switch (kind) {
    case Integration::across_health:
      return "across-health";
    case Integration::across_boundaries:
      return "across-boundaries";
    case Integration::of_resources:
      return "of-resources";
    case Integration::around_the_person:
      return "around-the-person";
  }
  return "";
}

std::optional<Integration> integration(std::string_view name) {
  for (const Integration kind : integrations)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

Result<RateAndTotal> rate_and_total(std::span<const Measured> measured, const std::optional<Period>& course) {
  if (course && course->until < course->from) return refuse("bad-period", "the life course ends before it begins");
  std::vector<Measured> points;
  for (const Measured& m : measured)
    if (!course || course->contains(m.day)) points.push_back(m);
  if (points.size() < 2)
    return refuse("too-few", fmt::format("{} measurement{}; expected at least two for a rate or a total", points.size(),
                                         points.size() == 1 ? "" : "s"));
  std::ranges::sort(points, {}, &Measured::day);
  RateAndTotal out;
  out.from = points.front().day;
  out.until = points.back().day;
  out.now = points.back().value;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Measured &a = points[i - 1], &b = points[i];
    if (a.day == b.day) return refuse("same-day", "there are two measurements on " + to_iso(a.day) + "; expected one");
    const double width = years(b.day - a.day);
    Stretch s{a.day, b.day, a.value, b.value, (b.value - a.value) / width, (a.value + b.value) / 2 * width, 0};
    out.total += s.area;
    s.so_far = out.total;
    out.table.push_back(s);
  }
  out.mean = out.total / years(out.until - out.from);
  auto first = std::ranges::find_if(points, [&](const Measured& m) { return out.until - m.day < recent; });
  if (points.end() - first < 2) first = points.end() - 2;
  slope(std::span(first, points.end()), out);
  if (course) {
    out.unknown_before = out.from - course->from;
    out.unknown_after = course->until - out.until;
  }
  return out;
}

Result<MoneyRateAndTotal> money_rate_and_total(std::span<const WeeklyCost> costs, const Period& course) {
  if (course.until < course.from) return refuse("bad-period", "the life course ends before it begins");
  MoneyRateAndTotal out;
  out.course = course;
  for (const WeeklyCost& c : costs) {
    if (c.until && *c.until < c.from)
      return refuse("bad-period", "'" + c.what + "' ends on " + to_iso(*c.until) + ", before it begins");
    const Date from = std::max(c.from, course.from), until = c.until ? std::min(*c.until, course.until) : course.until;
    const std::int64_t days = std::max<std::int64_t>(0, until - from + 1);
    const CostLine line{c.what, days, times(c.a_week, Rational(days, 7))};
    const bool runs = c.from <= course.until && (!c.until || *c.until >= course.until);
    out.total += line.total;
    if (runs) out.a_week_now += c.a_week;
    std::array<bool, integrations.size()> counted{};
    for (const Integration tag : c.tags) {
      const auto t = static_cast<std::size_t>(tag);
      if (std::exchange(counted[t], true)) continue;
      out.by_tag[t] += line.total;
      if (runs) out.a_week_by_tag[t] += c.a_week;
    }
    out.lines.push_back(line);
  }
  return out;
}

Result<std::vector<Measured>> read_measured(std::string_view text, const std::string& file) {
  return rows_of<Measured>(text, file, {"day", "value"}, {}, [](const NamedRow& row, Measured& m) -> Result<void> {
    ONEPOT_TRY(m.day, row.date("day"));
    ONEPOT_TRY(m.value, row.number("value"));
    return {};
  });
}

Result<std::vector<WeeklyCost>> read_weekly_costs(std::string_view text, const std::string& file) {
  const auto read = [](const NamedRow& row, WeeklyCost& c) -> Result<void> {
    ONEPOT_TRY(c.what, row.name("what"));
    ONEPOT_TRY(c.from, row.date("from"));
    if (!row.text("until").empty()) {
      ONEPOT_TRY(c.until, row.date("until"));
      if (*c.until < c.from) return row.wrong("until", "bad-period", "on or after the day on which it begins");
    }
    ONEPOT_TRY(c.a_week, row.pence("a_week"));
    for (const auto& tag : list_of(row.text("tags"))) {
      const auto kind = integration(tag);
      if (!kind) {
        std::vector<std::string> known;
        for (const Integration k : integrations) known.emplace_back(name_of(k));
        return row.wrong("tags", "bad-tag", "a kind of integration; expected " + join(known, ", ") + ", joined by |");
      }
      c.tags.push_back(*kind);
    }
    return {};
  };
  return rows_of<WeeklyCost>(text, file, {"what", "from", "until", "a_week"}, {"tags"}, read);
}

}  // namespace onepot::learn
