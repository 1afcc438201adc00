#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "onepot/base/random.h"
#include "onepot/learn/bands.h"
#include "onepot/learn/eq5d.h"
#include "onepot/learn/life.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

TEST(Statistics, AgreeWithPublishedTables) {
  EXPECT_NEAR(student_quantile(0.975, 4), 2.7764451052, 1e-8);
  EXPECT_NEAR(student_quantile(0.975, 30), 2.0422724563, 1e-8);
  EXPECT_NEAR(student_quantile(0.95, 1), 6.3137515147, 1e-8);
  EXPECT_NEAR(student_quantile(0.5, 7), 0, 1e-6);
  EXPECT_NEAR(student_quantile(0.975, 1e7), 1.9599643, 1e-5);
  EXPECT_NEAR(normal_cdf(1.959963984540054), 0.975, 1e-12);
  EXPECT_NEAR(incomplete_beta(2, 3, 0.5), 0.6875, 1e-12);
}

TEST(Life, ScoresEightAreas) {
  LifeAnswers all;
  all.fill(3);
  EXPECT_EQ(life_score(all).score, 24);
  all.fill(0);
  EXPECT_EQ(life_score(all).score, 0);
  LifeAnswers six{2, 2, 2, 2, 2, 3, std::nullopt, std::nullopt};
  EXPECT_EQ(life_score(six).score, 17);  // 13 × 8 ÷ 6 = 17.33
  six[5] = std::nullopt;
  EXPECT_FALSE(life_score(six).score);
  EXPECT_EQ(life_score(six).answered, 5);
  EXPECT_TRUE(rc::check([] {
    LifeAnswers a;
    for (auto& x : a)
      if (const int v = *rc::gen::inRange(-1, 4); v >= 0) x = v;
    const auto s = life_score(a);
    if (s.score) RC_ASSERT(*s.score >= 0 && *s.score <= life_score_max);
    RC_ASSERT(s.score.has_value() == (s.answered >= life_areas_needed));
  }));
}

TEST(Eq5d, KnownAnswers) {
  const auto index = [](const char* set, std::array<int, 5> levels) {
    return thousandths(*eq5d_index(**eq5d_set(set), levels));
  };
  EXPECT_EQ(index("eq5d-3l:UK", {1, 1, 2, 2, 1}), "0.760");
  EXPECT_EQ(index("eq5d-3l:UK", {3, 3, 3, 3, 3}), "-0.594");
  EXPECT_EQ(index("eq5d-3l:UK", {1, 1, 1, 1, 1}), "1.000");
  EXPECT_EQ(index("eq5d-5l:England", {5, 5, 5, 5, 5}), "-0.285");
  EXPECT_EQ(index("eq5d-5l:UK", {5, 5, 5, 5, 5}), "-0.567");
  // By hand from the published decrements.
  EXPECT_EQ(index("eq5d-3l:UK", {2, 2, 2, 2, 2}), "0.516");
  EXPECT_EQ(index("eq5d-3l:UK", {1, 1, 2, 2, 3}), "0.255");
  EXPECT_EQ(index("eq5d-5l:England", {2, 1, 1, 1, 1}), "0.942");
  EXPECT_EQ(index("eq5d-5l:UK", {1, 1, 1, 2, 1}), "0.944");
  EXPECT_NE((*eq5d_set("eq5d-5l:England"))->note.find("NICE"), std::string_view::npos);
  EXPECT_EQ(eq5d_index(**eq5d_set("eq5d-3l:UK"), {1, 1, 4, 1, 1}).error().where.column, "activity");
  EXPECT_EQ(eq5d_set("eq5d-3l:FR").error().code, "unknown-set");
  for (const Eq5dSet& set : eq5d_sets())
    for (const auto& item : set.decrements)
      for (std::size_t l = 1; l + 1 < static_cast<std::size_t>(set.levels); ++l)
        if (set.crosswalk_of.empty()) EXPECT_LT(item[l - 1], item[l]) << set.id;
}

const std::vector<std::string> names{"micro", "small", "medium", "large"};

/// `providers` providers of a band with `each` people; the score is mean + the provider's own part + noise.
void add(std::vector<Observation>& out, std::size_t band, int providers, int each, double mean, Random& random,
         double provider_sd = 1, double sd = 2) {
  for (int p = 0; p < providers; ++p) {
    const double own = provider_sd * random.normal();
    for (int i = 0; i < each; ++i)
      out.push_back({fmt::format("{}-{}-{}", band, p, i),
                     fmt::format("{}-{}", band, p),
                     band,
                     "person",
                     mean + own + sd * random.normal(),
                     20.0 + static_cast<double>(band),
                     {}});
  }
}

TEST(Bands, ClusteredMeanByHand) {
  // Five providers of six people: provider means 10, 12, 14, 16, 18 and no noise within.
  std::vector<Observation> rows;
  for (int p = 0; p < 5; ++p)
    for (int i = 0; i < 6; ++i)
      rows.push_back({fmt::format("{}/{}", p, i), std::to_string(p), 0, "person", 10.0 + 2 * p, 21.5, {}});
  const auto c = compare_bands(rows, names);
  ASSERT_TRUE(c);
  const BandResult& r = c->bands[0];
  ASSERT_TRUE(r.enough);
  EXPECT_DOUBLE_EQ(r.score->mean, 14);
  // Sums of residuals −24, −12, 0, 12, 24: Σ² = 1440; 5/4 × 1440 = 1800; √1800 / 30 = √2.
  EXPECT_NEAR(r.score->se, std::sqrt(2.0), 1e-12);
  EXPECT_NEAR(r.score->high, 14 + 2.7764451052 * std::sqrt(2.0), 1e-7);
  EXPECT_DOUBLE_EQ(r.cost_hour->mean, 21.5);
  EXPECT_NEAR(r.cost_hour->se, 0, 1e-12);
  EXPECT_EQ(r.people, 30);
  EXPECT_FALSE(c->bands[1].enough);
  EXPECT_TRUE(c->differences.empty());
}

TEST(Bands, TooFewToSay) {
  Random random(3);
  std::vector<Observation> rows;
  add(rows, 0, 4, 50, 15, random);   // many people, four providers
  add(rows, 1, 10, 2, 15, random);   // many providers, twenty people
  add(rows, 3, 2, 100, 15, random);  // two providers
  const auto c = compare_bands(rows, names);
  ASSERT_TRUE(c);
  for (const auto& b : c->bands) {
    EXPECT_FALSE(b.enough) << b.band;
    EXPECT_FALSE(b.score) << b.band;
    EXPECT_EQ(b.why_not, "too few to say: it takes 5 providers and 30 people who answered");
  }
  EXPECT_FALSE(c->bands[0].providers);  // 4 is not shown
  EXPECT_EQ(c->bands[1].providers, 10);
  EXPECT_TRUE(c->differences.empty());
}

TEST(Bands, SmallMissingCountsCannotBeWorkedOut) {
  Random random(4);
  std::vector<Observation> rows;
  add(rows, 0, 6, 6, 15, random);
  rows[3].score = std::nullopt;
  const auto c = compare_bands(rows, names);
  ASSERT_TRUE(c);
  EXPECT_EQ(c->bands[0].people, 36);
  EXPECT_FALSE(c->bands[0].missing);
  EXPECT_EQ(c->bands[0].score->people, 0);
}

TEST(Bands, RespondentsAreNeverPooled) {
  Random random(5);
  std::vector<Observation> rows;
  add(rows, 0, 6, 6, 15, random);
  rows[1].respondent = "carer";
  EXPECT_EQ(compare_bands(rows, names).error().code, "mixed-respondents");
}

TEST(Bands, AdjustingTakesAwayWhatTheCovariateDid) {
  // The score falls by 1 for each hour of need; large providers have people who need 4 hours more; size itself does
  // nothing.
  Random random(6);
  std::vector<Observation> rows;
  for (const std::size_t band : {0U, 3U})
    for (int p = 0; p < 30; ++p)
      for (int i = 0; i < 20; ++i) {
        const double need = 10 + (band == 3 ? 4 : 0) + 2 * random.normal();
        rows.push_back({fmt::format("{}-{}-{}", band, p, i),
                        fmt::format("{}-{}", band, p),
                        band,
                        "person",
                        30 - need + random.normal(),
                        20.0,
                        {need}});
      }
  const auto c = compare_bands(rows, names);
  ASSERT_TRUE(c);
  ASSERT_EQ(c->differences.size(), 1U);
  EXPECT_NEAR(c->differences[0].unadjusted.mean, 4, 0.4);
  ASSERT_TRUE(c->differences[0].adjusted);
  EXPECT_NEAR(c->differences[0].adjusted->mean, 0, 0.3);
  EXPECT_FALSE(c->differences[0].tells_apart);
}

TEST(Bands, IntervalsCoverTheTruthAtTheirRate) {
  // 600 draws of 12 providers × 8 people: the interval of the micro band should hold 15 in about 95 of 100.
  int covered = 0;
  constexpr int draws = 600;
  for (int d = 0; d < draws; ++d) {
    Random random(static_cast<std::uint64_t>(1000 + d));
    std::vector<Observation> rows;
    add(rows, 0, 12, 8, 15, random);
    const auto c = compare_bands(rows, names);
    const Interval& i = *c->bands[0].score;
    covered += i.low <= 15 && 15 <= i.high ? 1 : 0;
  }
  EXPECT_GT(covered, draws * 92 / 100);
  EXPECT_LT(covered, draws * 98 / 100);
}

}  // namespace
}  // namespace onepot::learn
