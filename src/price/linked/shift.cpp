#include "onepot/price/shift.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "days.h"

namespace onepot::price {
namespace care_shift {

/// What one person cost each side in each period.
struct Borne {
  std::vector<Pence> health, care;  // by period
  std::vector<bool> any;
  std::set<std::uint32_t> pathways;
};

Borne borne_by(const CareRules& rules, const CareRecords& records, const std::vector<std::uint32_t>& mine,
               const std::vector<Period>& periods) {
  Borne out{
      std::vector<Pence>(periods.size()), std::vector<Pence>(periods.size()), std::vector<bool>(periods.size()), {}};
  for (const auto i : mine)
    if (records.records[i].pathway != 0) out.pathways.insert(records.records[i].pathway);
  for (const auto& piece : count_days(rules, records.records, mine, {periods.front().from, periods.back().until})) {
    if (!piece.counted) continue;
    const CareRecord& r = records.records[piece.record];
    const Period days = care_days::days_of(rules, r);
    auto& side = rules.kinds[r.kind].side == "health" ? out.health : out.care;
    for (std::size_t p = 0; p < periods.size(); ++p) {
      const Date from = std::max(piece.from, periods[p].from),
                 end = std::min(piece.from + piece.days, periods[p].until + 1);
      if (from >= end) continue;
      side[p] += care_days::until_day(r, days, end) - care_days::until_day(r, days, from);
      out.any[p] = true;
    }
  }
  return out;
}

double real(Pence p) {
  return static_cast<double>(p.count());
}

ShiftLine compare(const std::string& pathway, const std::vector<Period>& periods, std::size_t p,
                  const std::vector<const Borne*>& people) {
  ShiftLine line;
  line.pathway = pathway;
  line.before = periods[p - 1];
  line.after = periods[p];
  std::vector<const Borne*> seen;
  for (const Borne* b : people) {
    if (!b->any[p - 1] && !b->any[p]) continue;
    seen.push_back(b);
    line.health_before += b->health[p - 1];
    line.health_after += b->health[p];
    line.care_before += b->care[p - 1];
    line.care_after += b->care[p];
  }
  line.people = std::ssize(seen);
  const Pence before = line.health_before + line.care_before, after = line.health_after + line.care_after;
  if (before == Pence()) return line;
  const Rational share(line.care_before.count(), before.count());
  line.to_care = line.care_after - times(after, share);
  line.to_health = -line.to_care;
  if (line.people < shift_people_least) return line;
  // The estimate for a person is mean(c1) − r × mean(t1) with r = mean(c0) ÷ mean(t0): how much each person moves it.
  const double r = real(line.care_before) / real(before), growth = real(after) / real(before);
  const double n = static_cast<double>(line.people), mean = real(line.to_care) / n;
  double squares = 0;
  for (const Borne* b : seen) {
    const double now = real(b->care[p]) - r * real(b->care[p] + b->health[p]);
    const double then = real(b->care[p - 1]) - r * real(b->care[p - 1] + b->health[p - 1]);
    squares += std::pow(now - growth * then - mean, 2);
  }
  constexpr double normal_975 = 1.96;
  const double half = normal_975 * std::sqrt(squares / (n - 1) / n);
  line.low_each = Pence(std::llround(mean - half));
  line.high_each = Pence(std::llround(mean + half));
  return line;
}

}  // namespace care_shift

Pence ShiftLine::each(Pence total) const {
  return people == 0 ? Pence() : times(total, Rational(1, people));
}

ShiftLine::Says ShiftLine::says() const {
  if (!low_each) return Says::too_few;
  return *low_each > Pence() ? Says::to_care : *high_each < Pence() ? Says::to_health : Says::neither;
}

Result<std::vector<Period>> shift_periods(Date from, Date until, int months) {
  constexpr int most_months = 24;
  if (months < 1 || months > most_months)
    return refuse("bad-months", fmt::format("a period of {} months; expected 1 to {}", months, most_months));
  std::vector<Period> out;
  for (int k = 0;; ++k) {
    const Period one{add_months(from, k * months), add_months(from, (k + 1) * months) - 1};
    if (one.until > until) break;
    out.push_back(one);
  }
  if (out.size() < 2)
    return refuse("too-short", fmt::format("from {} to {} there are not two whole periods of {} months to compare",
                                           to_iso(from), to_iso(until), months));
  return out;
}

std::vector<ShiftLine> cost_shift(const CareRules& rules, const CareRecords& records,
                                  const std::vector<Period>& periods) {
  using namespace care_shift;
  std::vector<Borne> people;
  for (const auto& mine : by_person(records))
    if (!mine.empty()) people.push_back(borne_by(rules, records, mine, periods));
  std::vector<std::pair<std::string, std::vector<const Borne*>>> pathways{{"", {}}};
  for (std::uint32_t w = 1; w < records.pathways.size(); ++w)
    pathways.emplace_back(records.pathways[w], std::vector<const Borne*>{});
  for (const Borne& b : people) {
    pathways[0].second.push_back(&b);
    for (const auto w : b.pathways) pathways[w].second.push_back(&b);
  }
  std::ranges::sort(pathways, {}, &std::pair<std::string, std::vector<const Borne*>>::first);
  std::vector<ShiftLine> out;
  for (const auto& [name, members] : pathways)
    for (std::size_t p = 1; p < periods.size(); ++p) out.push_back(compare(name, periods, p, members));
  return out;
}

}  // namespace onepot::price
