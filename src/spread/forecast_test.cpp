#include "onepot/spread/forecast.h"

#include <gtest/gtest.h>

#include <cmath>

#include "onepot/base/random.h"

namespace onepot::spread {
namespace {

TEST(Bass, RecoversKnownParameters) {
  // Typical of published fits (Sultan, Farley and Lehmann 1990: means p = 0.03, q = 0.38).
  for (const auto& [m, p, q] :
       {std::tuple{1000.0, 0.03, 0.38}, std::tuple{150.0, 0.005, 0.6}, std::tuple{20000.0, 0.05, 0.1}}) {
    const auto fit = forecast(bass_curve(m, p, q, 25), 5);
    ASSERT_TRUE(fit) << fit.error().text();
    EXPECT_NEAR(fit->m.value / m, 1, 1e-4);
    EXPECT_NEAR(fit->p.value / p, 1, 1e-4);
    EXPECT_NEAR(fit->q.value / q, 1, 1e-4);
    EXPECT_NEAR(fit->peak, std::log(q / p) / (p + q), 1e-2);
    EXPECT_NEAR(fit->ahead[4].expected, bass_curve(m, p, q, 30)[29], 1e-2);
  }
}

TEST(Bass, CurveSumsToItsCumulative) {
  double sum = 0;
  for (const double a : bass_curve(500, 0.02, 0.4, 200)) sum += a;
  EXPECT_NEAR(sum, 500, 1e-6);
}

TEST(Bass, IntervalsCoverTheTruth) {
  int m = 0, q = 0;
  constexpr int draws = 200;
  for (int d = 0; d < draws; ++d) {
    Random random(static_cast<std::uint64_t>(d) + 1);
    auto y = bass_curve(1000, 0.03, 0.38, 20);
    for (double& v : y) v = std::max(0.0, v + 4 * random.normal());
    const auto fit = forecast(y, 0);
    ASSERT_TRUE(fit);
    m += fit->m.low <= 1000 && 1000 <= fit->m.high ? 1 : 0;
    q += fit->q.low <= 0.38 && 0.38 <= fit->q.high ? 1 : 0;
  }
  EXPECT_GT(m, draws * 90 / 100);
  EXPECT_GT(q, draws * 90 / 100);
}

TEST(Bass, SaysWhatItCannotKnow) {
  EXPECT_EQ(forecast(std::vector<double>{1, 2, 3, 4, 5}, 1).error().code, "too-few");
  EXPECT_EQ(forecast(std::vector<double>(10, 0.0), 1).error().code, "too-few");
  EXPECT_EQ(forecast(std::vector<double>{1, 2, -3, 4, 5, 6}, 1).error().code, "below-nothing");
  const auto early = forecast(bass_curve(1000, 0.002, 0.4, 8), 3);
  ASSERT_TRUE(early);
  EXPECT_FALSE(early->warnings.empty());
  EXPECT_EQ(read_adoption("period,adopters\n2020,3\n2022,4\n", "a.csv").error().text(),
            "a.csv:3:period: the period 2022 does not follow 2020; write periods without adopters as 0");
  EXPECT_EQ(read_adoption("period,adopters\nQ1,x\n", "a.csv").error().text(),
            "a.csv:2:adopters: 'x' is not a number of adopters, from 0");
}

}  // namespace
}  // namespace onepot::spread
