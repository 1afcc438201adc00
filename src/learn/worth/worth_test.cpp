#include "onepot/learn/worth.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "onepot/base/random.h"

namespace onepot::learn {
namespace {

TEST(Worth, TwoArmsByHand) {
  const std::vector<Strategy> two{{"usual", {100, 200, 300, 400}, {1.0, 1.1, 0.9, 1.0}},
                                  {"micro", {300, 400, 700, 600}, {1.2, 1.1, 1.0, 1.1}}};
  const auto w = worth(two, {.thresholds = {1000, 5000}});
  ASSERT_TRUE(w) << w.error().text();
  EXPECT_EQ(w->reference, 0U);
  ASSERT_EQ(w->increments.size(), 1U);
  EXPECT_DOUBLE_EQ(w->increments[0].cost, 250);
  EXPECT_NEAR(w->increments[0].effect, 0.1, 1e-12);
  EXPECT_NEAR(*w->increments[0].icer, 2500, 1e-9);
  // At 1000, increments of net benefit are 0, −200, −300, −100; at 5000: 800, −200, 100, 300.
  EXPECT_NEAR(w->thresholds[0].benefit[1], -150, 1e-9);
  EXPECT_NEAR(w->thresholds[1].benefit[1], 250, 1e-9);
  EXPECT_DOUBLE_EQ(w->thresholds[1].probability[1], 0.75);
  EXPECT_EQ(w->thresholds[1].best, 1U);
  EXPECT_NEAR(w->thresholds[1].evpi, 50, 1e-9);  // 300 expected of the better each time, 250 of the best on average
}

TEST(Worth, AnIcerOnlyWhereItMeansSomething) {
  const auto w =
      worth(std::vector<Strategy>{{"a", {100, 100}, {1, 1}}, {"b", {200, 200}, {0.9, 0.9}}, {"c", {50, 50}, {2, 2}}},
            {.reference = "a"});
  ASSERT_TRUE(w);
  EXPECT_FALSE(w->increments[0].icer);
  EXPECT_EQ(w->increments[0].words, "costs no less and does no more: worse");
  EXPECT_FALSE(w->increments[1].icer);
  EXPECT_EQ(w->increments[1].words, "costs no more and does no less: better");
}

TEST(Frontier, IsWhatSomeThresholdWouldChoose) {
  EXPECT_TRUE(rc::check([] {
    const auto n = static_cast<std::size_t>(*rc::gen::inRange(2, 100));
    std::vector<std::string> names;
    std::vector<double> cost, effect;
    for (std::size_t i = 0; i < n; ++i) {
      names.push_back(std::to_string(i));
      cost.push_back(*rc::gen::inRange(0, 40));
      effect.push_back(*rc::gen::inRange(0, 40));
    }
    const auto f = frontier(names, cost, effect);
    double last = -1;
    std::map<std::string, std::string> state;
    for (const auto& x : f) {
      state[x.strategy] = x.state;
      if (x.state != "frontier") continue;
      if (x.icer) {
        RC_ASSERT(*x.icer > last);
        last = *x.icer;
      } else {
        RC_ASSERT(last == -1);
      }
    }
    // Whoever is alone the best at some threshold is on the frontier, and whoever is dominated never is alone the best.
    for (double threshold = 0.0; threshold < 50; threshold += 0.37) {
      std::size_t best = 0, ties = 0;
      double most = -1e300;
      for (std::size_t i = 0; i < n; ++i) {
        const double b = threshold * effect[i] - cost[i];
        if (b > most + 1e-9)
          most = b, best = i, ties = 1;
        else if (std::abs(b - most) <= 1e-9)
          ++ties;
      }
      if (ties == 1) RC_ASSERT(state[names[best]] == "frontier");
    }
  }));
}

TEST(Frontier, OfAHundredStrategiesByConstruction) {
  // Ten on the curve cost = effect²: steps of 1, 3, 5 … 17 for one more. Between each two, five a penny above the line
  // that joins them: a mix of the two does better. The other 45 do less than one of the ten and cost more.
  std::vector<std::string> names;
  std::vector<double> cost, effect;
  std::map<std::string, std::string> expected;
  const auto add = [&](double e, double c, const char* state) {
    names.push_back("s" + std::to_string((names.size() * 37) % 100));
    effect.push_back(e);
    cost.push_back(c);
    expected[names.back()] = state;
  };
  for (int i = 0; i < 10; ++i) add(i, i * i, "frontier");
  for (int i = 0; i < 9; ++i)
    for (int k = 1; k <= 5; ++k) {
      const double e = i + 0.15 * k;
      add(e, i * i + (2 * i + 1) * 0.15 * k + 0.01, "extended");
      add(e - 0.05, i * i + 40 + k, "dominated");
    }
  ASSERT_EQ(names.size(), 100U);
  double icer = 1;
  int steps = 0;
  for (const auto& f : frontier(names, cost, effect)) {
    EXPECT_EQ(f.state, expected[f.strategy]) << f.effect;
    if (!f.icer) continue;
    EXPECT_NEAR(*f.icer, icer, 1e-9);
    icer += 2;
    ++steps;
  }
  EXPECT_EQ(steps, 9);
}

TEST(Bootstrap, IsTheSameWhateverTheThreadsAndCoversTheTruth) {
  int covered = 0;
  for (std::uint64_t d = 0; d < 120; ++d) {
    Random random(d + 1);
    std::vector<Strategy> arms{{"usual", {}, {}}, {"micro", {}, {}}};
    for (int i = 0; i < 60; ++i)
      for (std::size_t s = 0; s < 2; ++s) {
        arms[s].cost.push_back(1000 + 200.0 * static_cast<double>(s) + 300 * random.normal());
        arms[s].effect.push_back(0.7 + 0.1 * static_cast<double>(s) + 0.2 * random.normal());
      }
    const auto one = worth(arms, {.reference = "usual", .bootstrap = 400, .threads = 1});
    ASSERT_TRUE(one);
    if (d == 0) {
      const auto two = worth(arms, {.reference = "usual", .bootstrap = 400, .threads = 3});
      EXPECT_EQ(one->increments[0].cost_doubt.low, two->increments[0].cost_doubt.low);
      EXPECT_EQ(one->thresholds[0].evpi, two->thresholds[0].evpi);
      // For a difference of means of even data, both intervals are near ± 1.96 standard errors.
      EXPECT_NEAR(one->increments[0].cost_bca->low, one->increments[0].cost_doubt.low, 40);
    }
    covered += one->increments[0].cost_bca->low <= 200 && 200 <= one->increments[0].cost_bca->high ? 1 : 0;
  }
  EXPECT_GT(covered, 105);
}

TEST(Draws, NameThePlaceOfWhatIsWrong) {
  EXPECT_EQ(read_draws("strategy,draw,cost,effect\na,1,x,1\n", "d.csv", true).error().text(),
            "d.csv:2:cost: 'x' is not a number");
  EXPECT_EQ(read_draws("strategy,draw,cost,effect\na,1,1,1\na,1,2,1\n", "d.csv", true).error().code, "repeated-draw");
  EXPECT_EQ(read_draws("strategy,draw,cost,effect\na,1,1,1\nb,2,2,1\n", "d.csv", true).error().code, "ragged");
  EXPECT_TRUE(read_draws("strategy,draw,cost,effect\na,1,1,1\nb,2,2,1\n", "d.csv", false));
  EXPECT_EQ(worth(std::vector<Strategy>{{"a", {1}, {1}}}, {}).error().code, "too-few");
  EXPECT_EQ(worth(std::vector<Strategy>{{"a", {1}, {1}}, {"b", {1}, {1}}}, {.reference = "c"}).error().code,
            "unknown-reference");
}

}  // namespace
}  // namespace onepot::learn
