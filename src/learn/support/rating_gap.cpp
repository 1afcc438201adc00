#include "onepot/learn/support/rating_gap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cells.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

using Gaps = std::array<int, rating_areas.size()>;

const std::optional<RatingRound::Given>& side_of(const RatingRound& round, RatingSide side) {
  return side == RatingSide::person ? round.person : round.practitioner;
}

AreaGap area_gap(std::string_view area, const std::vector<double>& person, const std::vector<double>& practitioner) {
  AreaGap out{area, 0, 0, 0, 0, 0};
  const auto n = static_cast<double>(person.size());
  for (std::size_t i = 0; i < person.size(); ++i) {
    out.person += person[i] / n;
    out.practitioner += practitioner[i] / n;
  }
  out.gap = out.practitioner - out.person;
  double squares = 0;
  for (std::size_t i = 0; i < person.size(); ++i) {
    const double d = practitioner[i] - person[i] - out.gap;
    squares += d * d;
  }
  const double reach = student_quantile(0.975, n - 1) * std::sqrt(squares / (n - 1) / n);
  out.low = out.gap - reach;
  out.high = out.gap + reach;
  return out;
}

}  // namespace

std::string_view name_of(RatingSide side) {
  return side == RatingSide::person ? "person" : "practitioner";
}

Result<void> give(RatingRound& round, RatingSide side, const Ratings& ratings, Instant at) {
  for (std::size_t a = 0; a < ratings.size(); ++a)
    if (ratings[a] < 1 || ratings[a] > rating_max)
      return refuse("bad-rating", fmt::format("{} is not a rating; expected 1 to {}", ratings[a], rating_max),
                    Where{"", 0, std::string(rating_areas[a])});
  auto& own = side == RatingSide::person ? round.person : round.practitioner;
  if (own)
    return refuse("already-given", "the " + std::string(name_of(side)) +
                                       " has given theirs in this round; another look is another round");
  own = RatingRound::Given{ratings, at};
  return {};
}

SeenByOne seen_by(const RatingRound& round, RatingSide side) {
  SeenByOne out;
  out.both = round.person && round.practitioner;
  if (const auto& own = side_of(round, side)) out.own = own->ratings;
  if (out.both)
    out.other = side_of(round, side == RatingSide::person ? RatingSide::practitioner : RatingSide::person)->ratings;
  return out;
}

std::optional<Gaps> gap_of(const RatingRound& round) {
  if (!round.person || !round.practitioner) return std::nullopt;
  Gaps out{};
  for (std::size_t a = 0; a < out.size(); ++a) out[a] = round.practitioner->ratings[a] - round.person->ratings[a];
  return out;
}

GapReport rating_gap(std::span<const RatingRound> rounds) {
  GapReport out;
  std::array<std::vector<double>, rating_areas.size() + 1> person, practitioner;
  for (const RatingRound& r : rounds) {
    if (!r.person && r.practitioner) ++out.waiting_person;
    if (r.person && !r.practitioner) ++out.waiting_practitioner;
    if (!r.person || !r.practitioner) continue;
    ++out.pairs;
    const auto& p = r.person->ratings;
    const auto& q = r.practitioner->ratings;
    for (std::size_t a = 0; a < rating_areas.size(); ++a) {
      person[a].push_back(p[a]);
      practitioner[a].push_back(q[a]);
    }
    const int sum_p = std::accumulate(p.begin(), p.end(), 0), sum_q = std::accumulate(q.begin(), q.end(), 0);
    person.back().push_back(sum_p / static_cast<double>(p.size()));
    practitioner.back().push_back(sum_q / static_cast<double>(q.size()));
    ++(sum_q > sum_p ? out.practitioner_higher : sum_q == sum_p ? out.same : out.person_higher);
  }
  out.enough = out.pairs >= pairs_needed;
  if (!out.enough) {
    out.practitioner_higher = out.same = out.person_higher = 0;
    return out;
  }
  for (std::size_t a = 0; a <= rating_areas.size(); ++a)
    out.areas.push_back(area_gap(a < rating_areas.size() ? rating_areas[a] : "all", person[a], practitioner[a]));
  return out;
}

Result<std::vector<RatingRound>> read_ratings(std::string_view text, const std::string& file) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  Cells cells(table);
  const auto id = cells.need("round"), side = cells.need("side"), at = cells.need("at");
  std::array<std::size_t, rating_areas.size()> area{};
  for (std::size_t a = 0; a < area.size(); ++a) area[a] = cells.need(rating_areas[a]);
  ONEPOT_CHECK(cells.done());
  std::vector<RatingRound> out;
  for (const auto& row : table.records) {
    ONEPOT_TRY(const auto name, cells.name(row, id));
    const auto who = Cells::text(row, side);
    if (who != "person" && who != "practitioner")
      return cells.wrong(row, side, "bad-side", "a side; expected person or practitioner");
    const auto when = parse_instant(Cells::text(row, at));
    if (!when) return cells.wrong(row, at, "bad-instant", "an instant; expected one such as 2026-04-01T09:30:00Z");
    Ratings ratings{};
    for (std::size_t a = 0; a < area.size(); ++a) {
      ONEPOT_TRY(const auto value, cells.count(row, area[a]));
      if (value < 1 || value > rating_max)
        return cells.wrong(row, area[a], "bad-rating", fmt::format("a rating; expected 1 to {}", rating_max));
      ratings[a] = static_cast<int>(value);
    }
    auto round = std::ranges::find(out, name, &RatingRound::id);
    if (round == out.end()) round = out.insert(out.end(), RatingRound{name, {}, {}});
    if (auto given = give(*round, who == "person" ? RatingSide::person : RatingSide::practitioner, ratings, *when);
        !given) {
      given.error().where = csv::where(table, row, side);
      return tl::unexpected(given.error());
    }
  }
  return out;
}

}  // namespace onepot::learn
