#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "onepot/learn/support/continuity.h"
#include "onepot/learn/support/diagnostic.h"
#include "onepot/learn/support/rating_gap.h"

namespace onepot::learn {
namespace {

std::vector<Visit> visits_by(const std::string& workers, const std::string& person = "Pete") {
  std::vector<Visit> out;
  Date day(2026, 1, 1);
  for (const char w : workers) out.push_back({person, std::string(1, w), day = day + 1, ""});
  return out;
}

TEST(Continuity, KnownAnswers) {
  // AAAB by hand: usual 3/4; Bice–Boxerman (9 + 1 − 4) ÷ 12 = 1/2; sequential 2/3; K (4 − 2) ÷ 3.
  const auto c = continuity_of(visits_by("AAAB"));
  EXPECT_EQ(c.visits, 4);
  EXPECT_EQ(c.workers, 2);
  EXPECT_EQ(c.usual, "A");
  EXPECT_DOUBLE_EQ(*c.usual_provider, 0.75);
  EXPECT_DOUBLE_EQ(*c.bice_boxerman, 0.5);
  EXPECT_DOUBLE_EQ(*c.sequential, 2.0 / 3);
  EXPECT_DOUBLE_EQ(*c.k_index, 2.0 / 3);
  // The same workers in another order: only the sequential index moves.
  const auto d = continuity_of(visits_by("ABAA"));
  EXPECT_DOUBLE_EQ(*d.bice_boxerman, 0.5);
  EXPECT_DOUBLE_EQ(*d.sequential, 1.0 / 3);
}

TEST(Continuity, EverybodyNewAndAlwaysTheSame) {
  const auto all_new = continuity_of(visits_by("ABCDE"));
  EXPECT_DOUBLE_EQ(*all_new.bice_boxerman, 0);
  EXPECT_DOUBLE_EQ(*all_new.sequential, 0);
  EXPECT_DOUBLE_EQ(*all_new.k_index, 0);
  EXPECT_EQ(all_new.first_visits, 5);
  const auto same = continuity_of(visits_by("AAAAA"));
  EXPECT_DOUBLE_EQ(*same.bice_boxerman, 1);
  EXPECT_DOUBLE_EQ(*same.usual_provider, 1);
  EXPECT_EQ(same.first_visits, 1);
}

TEST(Continuity, TooFewVisitsHaveACountAndNoIndex) {
  const auto c = continuity_of(visits_by("ABC"));
  EXPECT_EQ(c.workers, 3);
  EXPECT_FALSE(c.bice_boxerman);
  EXPECT_FALSE(c.usual_provider);
  EXPECT_EQ(continuity_of({}).visits, 0);
}

TEST(Continuity, OverSeveralPeople) {
  std::vector<Visit> all;
  for (const char* p : {"p1", "p2", "p3", "p4", "p5"})
    for (const auto& v : visits_by("AAAB", p)) all.push_back(v);
  for (const auto& v : visits_by("AB", "p6")) all.push_back(v);
  const auto report = continuity(all);
  EXPECT_EQ(report.overall.people, 6);
  EXPECT_EQ(report.overall.people_with_enough, 5);
  EXPECT_EQ(report.overall.median_workers, 2);
  ASSERT_TRUE(report.overall.bice_boxerman);
  EXPECT_DOUBLE_EQ(report.overall.bice_boxerman->mean, 0.5);
  EXPECT_DOUBLE_EQ(report.overall.bice_boxerman->low, 0.5);
}

RC_GTEST_PROP(Continuity, IndicesStayWithinTheirBounds, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(4, 30);
  std::string workers;
  for (std::size_t i = 0; i < n; ++i) workers += static_cast<char>('A' + *rc::gen::inRange(0, 6));
  const auto c = continuity_of(visits_by(workers));
  // By pairs, the slow way: the chance that two visits drawn at random were by one worker.
  int same = 0, pairs = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      ++pairs;
      same += workers[i] == workers[j] ? 1 : 0;
    }
  RC_ASSERT(std::abs(*c.bice_boxerman - static_cast<double>(same) / pairs) < 1e-12);
  for (const auto& x : {c.usual_provider, c.bice_boxerman, c.sequential, c.k_index}) {
    RC_ASSERT(*x >= 0);
    RC_ASSERT(*x <= 1);
  }
}

std::vector<Seen> every_sign(Centre strong, std::int64_t found, std::int64_t weak) {
  std::vector<Seen> out;
  for (const Sign& s : signs())
    out.push_back({std::string(s.id), s.of == strong ? found : weak, 50, "a made-up record"});
  return out;
}

TEST(Diagnostic, SyntheticCasesRankRight) {
  for (const Centre strong : centres) {
    const auto d = diagnose(every_sign(strong, 40, 5));
    ASSERT_TRUE(d);
    EXPECT_EQ(d->mostly, strong) << name_of(strong);
    EXPECT_EQ(d->centres.front().centre, strong);
    EXPECT_DOUBLE_EQ(d->centres.front().share, 0.8);
    EXPECT_EQ(d->centres.front().evidence.size(), 4U);
  }
}

TEST(Diagnostic, WhatCannotBeToldApartIsNotRanked) {
  const auto d = diagnose(every_sign(Centre::process, 22, 20));
  ASSERT_TRUE(d);
  EXPECT_FALSE(d->mostly);
  EXPECT_EQ(d->notes, std::vector<std::string>{"the centres cannot be told apart"});
}

TEST(Diagnostic, TooFewSignsSayNothing) {
  const auto d = diagnose(std::vector<Seen>{{"rota-set-time", 9, 9, "visits in May"}});
  ASSERT_TRUE(d);
  EXPECT_FALSE(d->mostly);
  for (const auto& c : d->centres) EXPECT_FALSE(c.enough);
  EXPECT_EQ(d->centres[1].not_looked_for.size() + d->centres[0].not_looked_for.size() +
                d->centres[2].not_looked_for.size() + d->centres[3].not_looked_for.size(),
            15U);
}

TEST(Diagnostic, BadInputIsRefusedWithItsPlace) {
  const auto refusal = [](const std::string& text) {
    const auto r = read_signs(text, "s.csv");
    return r ? "accepted" : r.error().text();
  };
  EXPECT_TRUE(refusal("sign,found,of,source\nrota,1,2,x\n").starts_with("s.csv:2:sign: 'rota' is not a sign"));
  EXPECT_TRUE(refusal("sign,found,of,source\nasked-twice,3,2,x\n").starts_with("s.csv:2:found: 3 of 2 cannot be"));
  EXPECT_TRUE(refusal("sign,found,of,source\nasked-twice,1,2,\n").starts_with("s.csv:2:source: expected a name"));
  EXPECT_TRUE(refusal("sign,found,of,source\nasked-twice,1,2,x\nasked-twice,1,2,x\n").starts_with("s.csv:3:sign: "));
}

const Instant noon = *parse_instant("2026-04-01T12:00:00Z");

TEST(RatingGap, EachIsBlindUntilBothAreGiven) {
  RatingRound round{"r1", {}, {}};
  ASSERT_TRUE(give(round, RatingSide::practitioner, {5, 5, 5, 5, 5}, noon));
  EXPECT_FALSE(seen_by(round, RatingSide::person).other);
  EXPECT_TRUE(seen_by(round, RatingSide::practitioner).own);
  EXPECT_FALSE(gap_of(round));
  // Seeing the other's answer and then changing one's own is not possible, nor changing it before.
  EXPECT_EQ(give(round, RatingSide::practitioner, {1, 1, 1, 1, 1}, noon).error().code, "already-given");
  ASSERT_TRUE(give(round, RatingSide::person, {3, 2, 5, 1, 2}, noon));
  EXPECT_EQ(seen_by(round, RatingSide::person).other, (Ratings{5, 5, 5, 5, 5}));
  EXPECT_EQ(*gap_of(round), (Ratings{2, 3, 0, 4, 3}));
  const auto bad = give(*std::make_unique<RatingRound>(), RatingSide::person, {0, 1, 1, 1, 1}, noon);
  EXPECT_EQ(bad.error().where.column, "listened");
}

TEST(RatingGap, PairedInterval) {
  std::vector<RatingRound> rounds;
  // Gaps of the mean: 0, 1, 1, 2, 1; mean 1, standard deviation √(2/4); t(0.975, 4) = 2.7764.
  for (const int g : {0, 1, 1, 2, 1}) {
    rounds.push_back({fmt::format("r{}", rounds.size()), {}, {}});
    ASSERT_TRUE(give(rounds.back(), RatingSide::person, {2, 2, 2, 2, 2}, noon));
    ASSERT_TRUE(give(rounds.back(), RatingSide::practitioner, {2 + g, 2 + g, 2 + g, 2 + g, 2 + g}, noon));
  }
  rounds.push_back({"half", {}, {}});
  ASSERT_TRUE(give(rounds.back(), RatingSide::practitioner, {5, 5, 5, 5, 5}, noon));
  const auto r = rating_gap(rounds);
  EXPECT_EQ(r.pairs, 5);
  EXPECT_EQ(r.waiting_person, 1);
  ASSERT_TRUE(r.enough);
  EXPECT_EQ(r.areas.back().area, "all");
  EXPECT_DOUBLE_EQ(r.areas.back().gap, 1);
  EXPECT_NEAR(r.areas.back().high, 1 + 2.7764451052 * std::sqrt(0.5 / 5), 1e-8);
  EXPECT_EQ(r.practitioner_higher, 4);
  EXPECT_EQ(r.same, 1);
  rounds.pop_back();
  rounds.pop_back();
  EXPECT_FALSE(rating_gap(rounds).enough);
  EXPECT_TRUE(rating_gap(rounds).areas.empty());
}

TEST(RatingGap, AnotherTimeInOneRoundIsRefusedWithItsPlace) {
  const std::string head = "round,side,at,listened,chose,pace,known,life\n";
  const auto r = read_ratings(
      head + "a,person,2026-04-01T12:00:00Z,1,1,1,1,1\na,person,2026-04-02T12:00:00Z,2,2,2,2,2\n", "r.csv");
  ASSERT_FALSE(r);
  EXPECT_TRUE(r.error().text().starts_with("r.csv:3:side: the person has given theirs"));
  EXPECT_TRUE(read_ratings(head + "a,person,2026-04-01T12:00:00Z,1,6,1,1,1\n", "r.csv")
                  .error()
                  .text()
                  .starts_with("r.csv:2:chose: '6' is not a rating; expected 1 to 5"));
}

}  // namespace
}  // namespace onepot::learn
