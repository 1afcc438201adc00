#include "onepot/learn/compare.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "onepot/base/random.h"

namespace onepot::learn {
namespace {

/// People whose covariates decide both who is treated and how things go; the effect is 2 for all, or 2 + x where
/// uneven.
Sample confounded(std::uint64_t seed, int people, bool uneven = false) {
  Random random(seed);
  Sample out;
  out.covariates = {{"x", "x", false, {}}, {"kind=b", "kind", true, {}}};
  for (int i = 0; i < people; ++i) {
    const double x = random.normal(), b = random.unit() < 0.4 ? 1 : 0;
    const double p = 1 / (1 + std::exp(0.5 - 0.8 * x - 0.6 * b));
    const bool t = random.unit() < p;
    out.covariates[0].values.push_back(x);
    out.covariates[1].values.push_back(b);
    out.treated.push_back(t ? 1 : 0);
    out.outcome.push_back(1 + 1.5 * x - b + (t ? 2 + (uneven ? x : 0) : 0) + (0.5 + 0.5 * b) * random.normal());
  }
  return out;
}

const Estimate& find(const Comparison& c, Method m, Estimand e, std::string_view variant = "") {
  for (const auto& x : c.estimates)
    if (x.method == m && x.estimand == e && (variant.empty() || x.variant == variant)) return x;
  throw std::runtime_error("no such estimate");
}

/// The obvious way: every treated person looks at every control.
std::vector<std::int64_t> slow_neighbours(const std::vector<double>& p, const std::vector<std::uint8_t>& treated,
                                          bool replace) {
  std::vector<std::int64_t> out(p.size(), -1);
  std::vector<bool> done(p.size(), false), taken(p.size(), false);
  for (;;) {
    std::size_t next = p.size();
    for (std::size_t i = 0; i < p.size(); ++i)
      if (treated[i] != 0 && !done[i] && (next == p.size() || p[i] > p[next])) next = i;
    if (next == p.size()) return out;
    done[next] = true;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < p.size(); ++j)
      if (treated[j] == 0 && !taken[j] && std::abs(p[j] - p[next]) < least) {
        least = std::abs(p[j] - p[next]);
        out[next] = static_cast<std::int64_t>(j);
      }
    if (!replace && out[next] >= 0) taken[static_cast<std::size_t>(out[next])] = true;
  }
}

TEST(Compare, WithoutCovariatesWeighingChangesNothing) {
  Sample s;
  double sums[2] = {0, 0};
  for (int i = 0; i < 40; ++i) {
    s.treated.push_back(i % 2 == 0 ? 1 : 0);
    s.outcome.push_back(i * 37 % 11);
    sums[i % 2] += s.outcome.back() / 20;
  }
  const auto c = compare(s, {});
  ASSERT_TRUE(c) << c.error().text();
  for (const auto& e : c->estimates)
    if (e.method != Method::matching)  // whose partners are then anybody
      EXPECT_NEAR(e.estimate, sums[0] - sums[1], 1e-9) << name_of(e.method);
  EXPECT_TRUE(c->balance.empty());
}

TEST(Matching, IsWhatTheObviousWayFinds) {
  EXPECT_TRUE(rc::check([] {
    const auto n = static_cast<std::size_t>(*rc::gen::inRange(2, 60));
    std::vector<double> p;
    std::vector<std::uint8_t> treated;
    for (std::size_t i = 0; i < n; ++i) {
      p.push_back(*rc::gen::inRange(1, 24) / 32.0);  // few values, so that there are many equals, all exact
      treated.push_back(*rc::gen::inRange(0, 2) == 1 ? 1 : 0);
    }
    for (const bool replace : {false, true})
      RC_ASSERT(nearest_neighbours(p, treated, replace) == slow_neighbours(p, treated, replace));
  }));
}

TEST(Compare, NaiveAndRegressionByHand) {
  // y = 3 + 2t + x exactly, so the regression must say 2, whatever the error; the naive difference is 2 + the x gap.
  Sample s;
  s.covariates = {{"x", "x", false, {1, 2, 3, 4, 5, 6, 7, 9}}};
  s.treated = {0, 0, 1, 0, 1, 0, 1, 1};
  for (std::size_t i = 0; i < 8; ++i) s.outcome.push_back(3 + 2 * s.treated[i] + s.covariates[0].values[i]);
  const auto c = compare(s, {});
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_NEAR(find(*c, Method::regression, Estimand::att).estimate, 2, 1e-10);
  EXPECT_NEAR(find(*c, Method::regression, Estimand::ate).se, 0, 1e-9);
  const auto& naive = find(*c, Method::naive, Estimand::att);
  EXPECT_NEAR(naive.estimate, 2 + 6 - 13.0 / 4, 1e-10);
  // HC3 of a difference of means: each residual is divided by 1 − 1/4. Treated 3 5 7 9, controls 1 2 4 6.
  EXPECT_NEAR(naive.se, std::sqrt((20 + 14.75) / (0.75 * 0.75) / 16), 1e-10);
  EXPECT_EQ(naive.n, 8);
  EXPECT_EQ(c->balance[0].treated_mean, 6);
}

TEST(Compare, EveryAdjustmentFindsTheEffectThatNaiveMisses) {
  const auto c = compare(confounded(7, 20'000), {});
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_GT(find(*c, Method::naive, Estimand::att).low, 2.5);
  for (const auto& e : c->estimates) {
    if (e.method == Method::naive) continue;
    // Without replacement the hindmost get partners unlike them, and nothing mends it but adjusting.
    if (e.variant == "without replacement") continue;
    EXPECT_NEAR(e.estimate, 2, 5 * e.se + 0.02) << name_of(e.method) << name_of(e.estimand) << e.variant;
    EXPECT_LT(e.se, 0.2);
  }
  for (const auto& b : c->balance) {
    EXPECT_GT(std::abs(b.before), 0.15);
    EXPECT_NEAR(b.after.back(), 0, 1e-6);  // entropy balancing: exactly alike
    EXPECT_NEAR(b.after[2], 0, 0.05);      // ipw: nearly
  }
  EXPECT_EQ(c->weightings.back(), "entropy");
}

TEST(Compare, TellsTheEffectOnTheTreatedFromTheEffectOnAll) {
  const auto s = confounded(11, 40'000, true);
  double of_treated = 0, treated = 0, of_all = 0;
  for (std::size_t i = 0; i < s.outcome.size(); ++i) {
    const double effect = 2 + s.covariates[0].values[i];
    of_all += effect / static_cast<double>(s.outcome.size());
    if (s.treated[i] != 0) of_treated += effect, treated += 1;
  }
  of_treated /= treated;
  EXPECT_GT(of_treated - of_all, 0.3);
  const auto c = compare(s, {});
  ASSERT_TRUE(c);
  for (const Method m : {Method::ipw, Method::aipw, Method::entropy}) {
    EXPECT_NEAR(find(*c, m, Estimand::att).estimate, of_treated, 0.05) << name_of(m);
    EXPECT_NEAR(find(*c, m, Estimand::ate).estimate, of_all, 0.05) << name_of(m);
  }
  EXPECT_NEAR(find(*c, Method::matching, Estimand::att, "with replacement").estimate, of_treated, 0.12);
  EXPECT_NEAR(find(*c, Method::matching, Estimand::ate, "with replacement").estimate, of_all, 0.12);
}

TEST(Compare, IntervalsCoverTheTruthAtTheirRate) {
  std::map<std::string, int> covered;
  constexpr int draws = 400;
  for (int d = 0; d < draws; ++d) {
    const auto c = compare(confounded(1000 + static_cast<std::uint64_t>(d), 400), {});
    ASSERT_TRUE(c);
    for (const auto& e : c->estimates)
      covered[std::string(name_of(e.method)) + " " + std::string(name_of(e.estimand)) + " " + e.variant] +=
          e.low <= 2 && 2 <= e.high ? 1 : 0;
  }
  // 95 % of 400 is 380, give or take 4.4; weights taken as known are cautious, never bold.
  for (const char* exact : {"regression ATT one effect for all", "aipw ATT ", "aipw ATE "}) {
    EXPECT_GE(covered.at(exact), 362) << exact;
    EXPECT_LE(covered.at(exact), 394) << exact;
  }
  for (const char* cautious : {"ipw ATT ", "ipw ATE ", "entropy ATT ", "entropy ATE "})
    EXPECT_GE(covered.at(cautious), 366) << cautious;
  EXPECT_LT(covered.at("naive ATT "), 100);
}

TEST(Compare, ClustersWidenWhatTheyShare) {
  auto s = confounded(3, 600);
  Random random(5);
  std::vector<double> shared;
  for (int g = 0; g < 30; ++g) shared.push_back(2 * random.normal());
  for (std::size_t i = 0; i < s.outcome.size(); ++i) {
    s.cluster.push_back(static_cast<int>(i / 20));
    s.outcome[i] += shared[i / 20] * s.treated[i];
  }
  const auto by = compare(s, {});
  s.cluster.clear();
  const auto alone = compare(s, {});
  ASSERT_TRUE(by && alone);
  EXPECT_EQ(by->clusters, 30);
  for (const Method m : {Method::naive, Method::regression, Method::ipw, Method::aipw})
    EXPECT_GT(find(*by, m, Estimand::att).se, 1.5 * find(*alone, m, Estimand::att).se) << name_of(m);
}

TEST(Compare, DoesNotMindUnitsOrRepeatedColumns) {
  auto s = confounded(9, 500);
  const auto plain = compare(s, {});
  for (double& x : s.covariates[0].values) x = 1e6 + 1e4 * x;
  s.covariates.push_back(s.covariates[0]);
  s.covariates.back().name = "again";
  const auto moved = compare(s, {});
  ASSERT_TRUE(plain && moved);
  for (std::size_t i = 0; i < plain->estimates.size(); ++i) {
    EXPECT_NEAR(plain->estimates[i].estimate, moved->estimates[i].estimate, 1e-7);
    EXPECT_NEAR(plain->estimates[i].se, moved->estimates[i].se, 1e-7);
  }
  EXPECT_EQ(moved->notes.front(), "again is left out: the covariates before it already say it");
}

TEST(Compare, RefusesInWordsWhereThereIsNobodyToCompareWith) {
  auto s = confounded(1, 200);
  for (std::size_t i = 0; i < 200; ++i) s.covariates[1].values[i] = s.treated[i] != 0 && i % 3 == 0 ? 1 : 0;
  EXPECT_EQ(compare(s, {}).error().sentence,
            "everybody with kind=b was treated: there is nobody to compare them with; leave them out or join the kind "
            "to another");
  for (std::size_t i = 0; i < 200; ++i) s.covariates[0].values[i] = s.treated[i] + 0.001 * static_cast<double>(i);
  s.covariates.pop_back();
  EXPECT_EQ(compare(s, {}).error().code, "no-overlap");
  EXPECT_EQ(compare(Sample{{1, 2}, {1, 0}, {}, {}, 0}, {}).error().code, "too-few");
  s = confounded(1, 50);
  s.cluster.assign(50, 0);
  EXPECT_EQ(compare(s, {}).error().code, "cluster");
}

TEST(ReadSample, CountsWhatIsMissingAndNamesThePlaceOfWhatIsWrong) {
  const CompareColumns columns{"t", "y", {"x", "kind"}, {"kind"}, std::nullopt};
  const auto s = read_sample("kind,y,t,x\nb,1,1,2\na,2,0,NA\n,3,0,1\nc,4,0,5\na,5,1,6\n", "d.csv", columns);
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_EQ(s->left_out, 2U);
  ASSERT_EQ(s->covariates.size(), 3U);
  EXPECT_EQ(s->covariates[1].name, "kind=b");
  EXPECT_EQ(s->covariates[1].values, (std::vector<double>{1, 0, 0}));
  const auto wrong = [&](const char* text) { return read_sample(text, "d.csv", columns).error().text(); };
  EXPECT_EQ(wrong("kind,y,t,x\nb,1,2,2\n"), "d.csv:2:t: '2' is not a treatment; expected 1 (had it) or 0");
  EXPECT_EQ(wrong("kind,y,t,x\nb,1,1,old\n"),
            "d.csv:2:x: 'old' is not a number; where the column holds names of kinds, list it in --factors");
  EXPECT_EQ(read_sample("t,y\n1,1\n", "d.csv", {"t", "y", {}, {"z"}, {}}).error().code, "factor");
  EXPECT_EQ(read_sample("t,y\n1,1\n", "d.csv", {"t", "y", {"y"}, {}, {}}).error().code, "covariate");
}

}  // namespace
}  // namespace onepot::learn
