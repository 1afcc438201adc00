#include "onepot/learn/synth.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <numeric>

#include "onepot/base/files.h"
#include "onepot/base/random.h"
#include "synth/frank_wolfe.h"

namespace onepot::learn {
namespace {

/// The nearest point of the simplex (Duchi and others 2008).
Eigen::VectorXd on_simplex(const Eigen::VectorXd& v) {
  std::vector<double> sorted(v.data(), v.data() + v.size());
  std::ranges::sort(sorted, std::greater<>());
  double sum = 0, shift = 0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    sum += sorted[k];
    const double t = (sum - 1) / static_cast<double>(k + 1);
    if (sorted[k] > t) shift = t;
  }
  return (v.array() - shift).max(0.0);
}

TEST(SimplexWeights, AreAsGoodAsThoseOfASlowSolver) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Random random(seed);
    Eigen::MatrixXd a(15, 8);
    Eigen::VectorXd b(15);
    for (Eigen::Index i = 0; i < 15; ++i) {
      b(i) = random.normal();
      for (Eigen::Index j = 0; j < 8; ++j) a(i, j) = random.normal() + 0.1 * static_cast<double>(j);
    }
    const double zeta = 0.3;
    const Eigen::VectorXd start = Eigen::VectorXd::Constant(8, 0.125);
    const auto quick = simplex_weights(a, b, start, zeta, true, 1e-9, 20'000);
    EXPECT_NEAR(quick.sum(), 1, 1e-9);
    EXPECT_GE(quick.minCoeff(), 0);
    // Plain projected gradient with short steps, until it stands still.
    const Eigen::MatrixXd c = a.rowwise() - a.colwise().mean();
    const Eigen::VectorXd d = b.array() - b.mean();
    const auto value = [&](const Eigen::VectorXd& w) {
      return zeta * zeta * w.squaredNorm() + (c * w - d).squaredNorm() / 15;
    };
    Eigen::VectorXd slow = start;
    const double step = 0.5 / (zeta * zeta + c.squaredNorm() / 15);
    for (int i = 0; i < 3'000; ++i)
      slow = on_simplex(slow - step * 2 * (zeta * zeta * slow + c.transpose() * (c * slow - d) / 15));
    EXPECT_NEAR(value(quick), value(slow), 1e-3 * value(slow)) << seed;
  }
}

/// Places with their own level and their own answer to a common tide; the treated follow the tide more than most, so
/// that plain differences are wrong, and from period 21 on the effect is −10.
Panel tides(std::uint64_t seed, int treated, double effect) {
  Random random(seed);
  Panel p;
  std::vector<double> tide(30);
  for (std::size_t t = 0; t < 30; ++t) {
    p.periods.push_back(static_cast<std::int64_t>(t) + 1);
    tide[t] = (t > 0 ? tide[t - 1] : 0) + 1 + random.normal();
  }
  for (int i = 0; i < 40; ++i) {
    const bool is_treated = i < treated;
    p.units.push_back((is_treated ? "T" : "C") + std::to_string(i));
    p.cohort.push_back(0);
    const double level = 50 + 10 * random.normal(), follows = (is_treated ? 1.5 : 1.0) + 0.5 * random.normal();
    for (std::size_t t = 0; t < 30; ++t)
      p.outcome.push_back(level + follows * tide[t] + random.normal() + (is_treated && t >= 20 ? effect : 0));
  }
  return p;
}

TEST(Synth, FindsTheEffectWherePlainDifferencesDoNot) {
  double sdid = 0, did = 0;
  int covered = 0;
  constexpr int draws = 15;
  for (std::uint64_t d = 0; d < draws; ++d) {
    const auto panel = tides(d + 1, 3, -10);
    const SynthOptions options{.method = SynthMethod::sdid, .treated = {"T0", "T1", "T2"}, .from = 21, .placebos = 40};
    const auto one = synth(panel, options);
    ASSERT_TRUE(one) << one.error().text();
    sdid += (one->att + 10) / draws;
    covered += *one->low <= -10 && -10 <= *one->high ? 1 : 0;
    auto plain = options;
    plain.method = SynthMethod::did;
    did += (synth(panel, plain)->att + 10) / draws;
    double sum = 0;
    for (const auto& [name, w] : one->unit_weights) sum += w;
    EXPECT_NEAR(sum, 1, 1e-9);
    EXPECT_EQ(one->unit_weights.size(), 37U);
    EXPECT_EQ(one->time_weights.size(), 20U);
  }
  EXPECT_LT(std::abs(sdid), 1);
  EXPECT_GT(did, 2.5);
  EXPECT_GE(covered, 12);  // of 15, at 95 %
}

TEST(Synth, DifferenceInDifferencesIsFourMeans) {
  Panel p;
  p.periods = {1, 2, 3};
  p.units = {"a", "b", "c"};
  p.cohort = {0, 0, 0};
  p.outcome = {1, 3, 8, 2, 2, 5, 0, 4, 6};
  const auto s = synth(p, {.method = SynthMethod::did, .treated = {"a"}, .from = 3});
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_DOUBLE_EQ(s->att, (8 - 2) - (5.5 - 2));
  EXPECT_FALSE(s->se);  // one unit would be left to compare a placebo with
  EXPECT_EQ(synth(p, {.treated = {"z"}, .from = 3}).error().code, "unknown-unit");
  EXPECT_EQ(synth(p, {.treated = {"a"}, .from = 2}).error().code, "no-before");
  EXPECT_EQ(synth(p, {.treated = {"a", "b"}, .from = 3}).error().code, "too-few");
}

TEST(Synth, IsTheSameForTheSameSeed) {
  const auto panel = tides(4, 3, -10);
  const SynthOptions options{.treated = {"T0", "T1", "T2"}, .from = 21, .placebos = 20};
  auto other = options;
  other.seed = 2;
  EXPECT_EQ(*synth(panel, options)->se, *synth(panel, options)->se);
  EXPECT_NE(*synth(panel, options)->se, *synth(panel, other)->se);
  EXPECT_EQ(synth(panel, options)->att, synth(panel, other)->att);
}

/// California's tobacco programme, the published example: −15.6, −19.6 and −27.3 packs a head (Arkhangelsky and others
/// 2021, table 1). The data set is not part of the project.
TEST(Synth, PublishedExample) {
  const char* shared = std::getenv("ONEPOT_SHARED_DATA");
  const std::filesystem::path file =
      std::filesystem::path(shared != nullptr ? shared : ONEPOT_SOURCE_DIR "/../shared/data") / "prop99" / "prop99.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there";
  const auto panel = read_panel(*read_file(file.string()), "prop99.csv", {"state", "year", "", "packs", {}});
  ASSERT_TRUE(panel) << panel.error().text();
  const auto of = [&](SynthMethod m) { return *synth(*panel, {.method = m, .treated = {"California"}, .from = 1989}); };
  EXPECT_NEAR(of(SynthMethod::sdid).att, -15.604, 0.001);
  EXPECT_NEAR(of(SynthMethod::sc).att, -19.620, 0.001);
  EXPECT_NEAR(of(SynthMethod::did).att, -27.349, 0.001);
  EXPECT_NEAR(*of(SynthMethod::sdid).se, 8.4, 1.5);  // theirs is drawn at random
}

}  // namespace
}  // namespace onepot::learn
