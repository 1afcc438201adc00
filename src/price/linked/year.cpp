// From counted days to a year's cost, how sure it is, and what can be offered of it.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "days.h"
#include "onepot/base/text.h"

namespace onepot::price {
namespace care_year {

constexpr std::int64_t days_in_year = 365, days_in_week = 7, days_in_period = 28;
constexpr int periods_in_year = 13;

/// The 0.95 point of Student's t with 1 to 30 degrees of freedom (Fisher and Yates, Statistical Tables, table III);
/// beyond, the normal's, which is 3 % less than the next would be.
double t_95(int degrees) {
  constexpr std::array table{6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812,
                             1.796, 1.782, 1.771, 1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725,
                             1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697};
  constexpr double normal = 1.645;
  return degrees <= static_cast<int>(table.size()) ? table[static_cast<std::size_t>(degrees - 1)] : normal;
}

CareEstimate estimate(Pence counted, std::int64_t days, const std::vector<Pence>& periods) {
  CareEstimate out{counted, times(counted, Rational(days_in_year, days)), {}, {}};
  const auto k = static_cast<double>(periods.size());
  double mean = 0, squares = 0;
  for (const Pence p : periods) mean += static_cast<double>(p.count()) / k;
  for (const Pence p : periods) squares += std::pow(static_cast<double>(p.count()) - mean, 2);
  const double s = std::sqrt(squares / (k - 1));
  const double half =
      t_95(static_cast<int>(periods.size()) - 1) * s * periods_in_year * std::sqrt(1.0 / periods_in_year + 1 / k);
  const Pence around(std::llround(half));
  out.low = std::max(Pence(), out.year - around);
  out.high = out.year + around;
  return out;
}

/// A piece's money by four weeks, counted back from the last day.
void add_to_periods(std::vector<Pence>& periods, const CareRules& rules, const CareRecord& record,
                    const CarePiece& piece, Date last) {
  const Period days = care_days::days_of(rules, record);
  for (Date at = piece.from; at < piece.from + piece.days;) {
    const std::int64_t back = (last - at) / days_in_period;
    const Date end = std::min(piece.from + piece.days, last - back * days_in_period + 1);
    if (back < std::ssize(periods))
      periods[static_cast<std::size_t>(back)] +=
          care_days::until_day(record, days, end) - care_days::until_day(record, days, at);
    at = end;
  }
}

}  // namespace care_year

Result<PersonCost> cost_of(const CareRules& rules, const CareRecords& records, const std::vector<std::uint32_t>& mine,
                           Period window) {
  using namespace care_year;
  const auto pieces = count_days(rules, records.records, mine, window);
  if (pieces.empty()) return refuse("no-records", "there is no record of care in these days");
  PersonCost out;
  out.person = records.records[mine.front()].person;
  out.observed = {std::ranges::min(pieces, {}, &CarePiece::from).from, window.until};
  out.days = out.observed.until - out.observed.from + 1;
  out.periods = static_cast<int>(out.days / days_in_period);
  if (out.periods < care_periods_least)
    return refuse("too-little", "fewer than twelve weeks have been observed: too little to say what a year costs");
  std::vector<Pence> all(static_cast<std::size_t>(out.periods)), some = all;
  std::vector<CarePart> parts(rules.kinds.size());
  std::map<std::string, CareAside> aside;
  std::vector<bool> linked(records.streams.size());
  Pence counted, offerable;
  for (const CarePiece& piece : pieces) {
    const CareRecord& r = records.records[piece.record];
    linked[r.stream] = true;
    if (!piece.counted) {
      auto& a = aside[rule_of(rules, records.records, piece)];
      a.days += piece.days;
      a.pence += piece.pence;
      out.set_aside += piece.pence;
      continue;
    }
    parts[r.kind].days += piece.days;
    parts[r.kind].pence += piece.pence;
    counted += piece.pence;
    add_to_periods(all, rules, r, piece, window.until);
    if (rules.kinds[r.kind].stream.empty()) continue;
    offerable += piece.pence;
    add_to_periods(some, rules, r, piece, window.until);
  }
  out.all = estimate(counted, out.days, all);
  out.offerable = estimate(offerable, out.days, some);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (parts[k].days == 0) continue;
    parts[k].kind = k;
    if (parts[k].pence > Pence() && (!out.main || parts[k].pence > parts[*out.main].pence)) out.main = k;
    out.parts.push_back(parts[k]);
  }
  for (auto& [rule, a] : aside) {
    a.rule = rule;
    out.aside.push_back(a);
  }
  for (std::size_t i = 0; i < linked.size(); ++i)
    if (linked[i]) out.streams.push_back(records.streams[i]);
  std::ranges::sort(out.streams);
  return out;
}

std::vector<Similar> similar_people(const std::vector<PersonCost>& costs) {
  std::map<std::size_t, std::vector<double>> years;
  for (const auto& c : costs)
    if (c.main) years[*c.main].push_back(static_cast<double>(c.all.year.count()));
  std::vector<Similar> out;
  for (const auto& [kind, all] : years) {
    double mean = 0, squares = 0;
    for (const double y : all) mean += y / static_cast<double>(all.size());
    for (const double y : all) squares += (y - mean) * (y - mean);
    const double sd = all.size() > 1 ? std::sqrt(squares / static_cast<double>(all.size() - 1)) : 0;
    out.push_back({kind, std::ssize(all), std::llround(mean), std::llround(100 * sd / mean)});
  }
  return out;
}

Evidence evidence_of(const CareRules& rules, const PersonCost& cost, const std::vector<Similar>& similar, Date as_of) {
  Evidence out;
  const auto streams = std::ssize(cost.streams);
  const std::int64_t age = std::max<std::int64_t>(0, as_of - cost.observed.until);
  std::int64_t people = 0, spread = 0;
  if (cost.main)
    if (const auto s = std::ranges::find(similar, *cost.main, &Similar::kind); s != similar.end())
      people = s->people, spread = s->spread_percent;
  out.workings = {
      fmt::format("Services linked: {} ({})", streams, join(cost.streams, ", ")),
      fmt::format("Observed: {} days, {} to {}", cost.days, to_iso(cost.observed.from), to_iso(cost.observed.until)),
      fmt::format("Age: {} days since the last day looked at", age),
      cost.main ? fmt::format("Similar people: {} whose main kind of care is {}; the standard deviation of "
                              "their years is {} % of the mean",
                              people, rules.kinds[*cost.main].id, spread)
                : "Similar people: nothing was counted"};
  for (std::size_t g = 0; g < rules.grades.size() && !out.grade; ++g) {
    const CareGrade& grade = rules.grades[g];
    if (streams >= grade.streams_least && cost.days >= grade.days_least && age <= grade.age_most &&
        people >= grade.similar_least && spread <= grade.spread_most)
      out.grade = g;
  }
  out.workings.push_back(out.grade ? fmt::format("Evidence grade {}", rules.grades[*out.grade].id)
                                   : "Evidence: not enough for any grade, so nothing can be offered from it");
  return out;
}

Result<LinkedOffer> linked_offer(const CareRules& rules, const PersonCost& cost, const Evidence& evidence) {
  using namespace care_year;
  if (!evidence.grade)
    return refuse("no-evidence", "what is known of this person's care is too little or too old to make an offer from");
  const Rational week_of_year(days_in_week, days_in_year);
  LinkedOffer out;
  out.grade = rules.grades[*evidence.grade].id;
  out.grade_words = rules.grades[*evidence.grade].words;
  std::map<std::string, Pence> counted;  // by stream
  std::map<std::string, std::vector<std::string>> words;
  for (const CarePart& part : cost.parts) {
    const CareKind& kind = rules.kinds[part.kind];
    if (kind.stream.empty()) continue;
    counted[kind.stream] += part.pence;
    words[kind.stream].push_back(kind.words);
  }
  Pence offered;
  for (const auto& [stream, pence] : counted) {
    const Pence year = times(pence, Rational(days_in_year, cost.days));
    const Pence week = times(year, week_of_year);
    if (week == Pence()) continue;
    out.parts.push_back({stream, year, week, and_list(words[stream])});
    out.week += week;
    offered += year;
    out.workings.push_back(fmt::format("{}: {} counted in {} days, {} a year, {} a week ({})", stream, to_pounds(pence),
                                       cost.days, to_pounds(year), to_pounds(week), and_list(words[stream])));
  }
  if (out.parts.empty())
    return refuse("nothing-to-offer", "nothing of what was counted can be paid from a pot: it stays where it is");
  out.stays_year = cost.all.year - offered;
  out.low = times(cost.offerable.low, week_of_year);
  out.high = std::max(out.week, times(cost.offerable.high, week_of_year));
  out.low = std::min(out.low, out.week);
  out.workings.push_back(
      fmt::format("Stays where it is, and is no part of the offer: {} a year", to_pounds(out.stays_year)));
  for (const CareAside& a : cost.aside)
    out.workings.push_back(
        fmt::format("Set aside so that no day counts twice ({}): {} days, {}", a.rule, a.days, to_pounds(a.pence)));
  out.workings.insert(out.workings.end(), evidence.workings.begin(), evidence.workings.end());
  out.workings.push_back(
      "The range holds nine years to come in ten, if care goes on as it was: a prediction interval from four-week "
      "periods (Meeker, Hahn and Escobar 2017)");
  out.plain = {"The help you have now costs about " + to_pounds(out.week, true) + " a week.",
               "It could be between " + to_pounds(out.low, true) + " and " + to_pounds(out.high, true) + " a week.",
               "How sure are we? " + out.grade_words,
               "This is an offer. You can take it, say no, or ask for it to be looked at again. If you say no, nothing "
               "changes."};
  return out;
}

}  // namespace onepot::price
