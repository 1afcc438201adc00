#include "onepot/learn/four_tests.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "onepot/base/random.h"

namespace onepot::learn {
namespace {

const std::vector<std::string> sizes{"micro", "small", "medium", "large"};

/// Micro support is better by 3 and cheaper by 2 an hour of need; needs differ by size, and each hour costs 10.
std::vector<TestAnswer> made_answers(std::uint64_t seed, int providers = 20, int each = 10) {
  Random random(seed);
  std::vector<TestAnswer> out;
  for (const std::size_t band : {0U, 3U})
    for (int p = 0; p < providers; ++p) {
      const double own = random.normal();
      for (int i = 0; i < each; ++i) {
        const double need = 10 + (band == 3 ? 5.0 : 0.0) + random.normal();
        TestAnswer a{
            fmt::format("{}-{}-{}", band, p, i), fmt::format("{}-{}", band, p), band, "person", {}, {}, {}, {}, {need}};
        a.valued = (band == 0 ? 18 : 15) + own + random.normal();
        a.personalised = (band == 0 ? 4 : 3) + 0.2 * own + 0.5 * random.normal();
        a.cost = 10 * need - (band == 0 ? 20 : 0) + random.normal();
        a.effect = (band == 0 ? 0.02 : 0.0) + 0.01 * random.normal();
        out.push_back(std::move(a));
      }
    }
  return out;
}

TEST(FourTests, EachByItselfAdjustedAndNot) {
  const auto answers = made_answers(11);
  std::vector<Innovation> innovations;
  for (int p = 0; p < 8; ++p) innovations.push_back({fmt::format("0-{}", p), Newness::what, "plan review, May"});
  innovations.push_back({"0-9", Newness::how, ""});
  innovations.push_back({"3-1", Newness::who, "carers' group minutes"});
  const auto t = four_tests(answers, innovations, sizes, 20'000);
  ASSERT_TRUE(t) << t.error().text();
  ASSERT_EQ(t->valued.differences.size(), 1U);
  EXPECT_NEAR(t->valued.differences[0].unadjusted.mean, 3, 1);
  EXPECT_NEAR(t->personalised.differences[0].unadjusted.mean, 1, 0.4);
  ASSERT_EQ(t->worth.size(), 1U);
  const BandWorth& w = t->worth[0];
  EXPECT_EQ(w.band, "micro");
  // Unadjusted the five hours' less need stand in the cost; adjusted only the 20 are left.
  EXPECT_NEAR(w.cost.mean, -70, 3);
  EXPECT_NEAR(w.cost_adjusted->mean, -20, 3);
  EXPECT_NEAR(w.effect_adjusted->mean, 0.02, 0.01);
  EXPECT_EQ(w.words, "costs no more and does no less: better");
  EXPECT_FALSE(w.icer);
  // Benefit is the one minus the other, of the same people: as least squares has it, exactly.
  EXPECT_NEAR(w.benefit.mean, 20'000 * w.effect.mean - w.cost.mean, 1e-6);
  EXPECT_NEAR(w.benefit_adjusted->mean, 20'000 * w.effect_adjusted->mean - w.cost_adjusted->mean, 1e-6);
  const BandInnovation& micro = t->innovative[0];
  ASSERT_TRUE(micro.enough);
  EXPECT_EQ(micro.shares[0].providers, 8);
  EXPECT_DOUBLE_EQ(*micro.shares[0].share, 0.4);
  EXPECT_NEAR(micro.shares[0].low, 0.2188, 1e-4);  // Wilson's interval of 8 of 20
  EXPECT_NEAR(micro.shares[0].high, 0.6134, 1e-4);
  EXPECT_EQ(micro.claims_without_evidence, 1);
  EXPECT_EQ(micro.shares[1].providers, 0);
  EXPECT_FALSE(t->innovative[3].shares[2].providers);  // one: fewer than five
  EXPECT_FALSE(t->innovative[3].shares[2].share);
  EXPECT_FALSE(t->innovative[1].enough);
}

TEST(FourTests, TwoProvidersAreNeverCompared) {
  const auto t = four_tests(made_answers(12, 2, 100), {}, sizes, 20'000);
  ASSERT_TRUE(t);
  EXPECT_TRUE(t->worth.empty());
  for (const auto* test : {&t->valued, &t->personalised, &t->cost, &t->effect, &t->benefit}) {
    EXPECT_TRUE(test->differences.empty());
    for (const auto& b : test->bands) EXPECT_FALSE(b.score);
  }
  for (const auto& b : t->innovative) EXPECT_FALSE(b.enough);
}

TEST(FourTests, RespondentsAndUnknownProvidersAreRefused) {
  auto answers = made_answers(13);
  EXPECT_EQ(four_tests(answers, std::vector<Innovation>{{"nobody", Newness::how, "x"}}, sizes, 1).error().code,
            "unknown-provider");
  answers[1].respondent = "carer";
  EXPECT_EQ(four_tests(answers, {}, sizes, 1).error().code, "mixed-respondents");
}

TEST(FourTests, TheBenefitsIntervalCoversAtItsRate) {
  int covered = 0;
  constexpr int draws = 200;
  for (int d = 0; d < draws; ++d) {
    const auto t = four_tests(made_answers(static_cast<std::uint64_t>(5000 + d), 10, 6), {}, sizes, 1'000);
    const Interval& i = *t->worth[0].benefit_adjusted;
    covered += i.low <= 40 && 40 <= i.high ? 1 : 0;  // 1,000 × 0.02 + 20
  }
  EXPECT_GE(covered, draws * 90 / 100);
  EXPECT_LE(covered, draws * 99 / 100);
}

}  // namespace
}  // namespace onepot::learn
