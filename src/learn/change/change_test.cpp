#include "onepot/learn/change.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "onepot/base/random.h"

namespace onepot::learn {
namespace {

/// A support rolled out in periods 3, 4 and 6 of 6. Its effect grows by cohort and with time since it began, and trends
/// depend on x, which also decides who begins when: without x the comparison is wrong, with it right.
struct RollOut {
  Panel panel;
  std::map<std::pair<std::int64_t, std::int64_t>, double> truth;
  double simple = 0;  // in the population: cohorts weighted by their chance
};
RollOut roll_out(std::uint64_t seed, int units, double by_x) {
  Random random(seed);
  RollOut out;
  out.panel.periods = {1, 2, 3, 4, 5, 6};
  out.panel.covariates = {"x"};
  out.panel.covariate.resize(1);
  const auto effect = [](std::int64_t g, std::int64_t t) {
    return t < g ? 0.0 : 0.5 * static_cast<double>(g) + static_cast<double>(t - g);
  };
  for (const std::int64_t g : {3, 4, 6})
    for (std::int64_t t = 2; t <= 6; ++t) out.truth[{g, t}] = effect(g, t);
  for (int i = 0; i < units; ++i) {
    const double x = random.normal(), own = random.normal();
    std::int64_t g = 0;
    // Who begins at all depends on x by a logit; when they begin does not.
    if (random.unit() < 1 / (1 + std::exp(-0.2 - by_x * x))) g = std::array<std::int64_t, 3>{3, 4, 6}[random.below(3)];
    out.panel.units.push_back(std::to_string(i));
    out.panel.cohort.push_back(g);
    for (std::int64_t t = 1; t <= 6; ++t) {
      const double time = static_cast<double>(t);
      out.panel.outcome.push_back(own + 0.3 * time + by_x * x * time + (g > 0 ? effect(g, t) : 0) + random.normal());
      out.panel.covariate[0].push_back(x);
    }
  }
  // Cohorts are equally likely, so the average over their cells is plain.
  double cells = 0;
  for (const auto& [key, value] : out.truth)
    if (key.second >= key.first) out.simple += value, cells += 1;
  out.simple /= cells;
  return out;
}

/// Without covariates an effect is a difference of four means.
TEST(Changes, WithoutCovariatesAreDifferencesOfMeans) {
  auto made = roll_out(3, 300, 0);
  made.panel.covariates.clear();
  made.panel.covariate.clear();
  const Panel& p = made.panel;
  for (const Controls controls : {Controls::never, Controls::not_yet}) {
    const auto c = changes(p, {.controls = controls});
    ASSERT_TRUE(c) << c.error().text();
    ASSERT_EQ(c->group_time.size(), 15U);
    for (const GroupTime& cell : c->group_time) {
      const std::int64_t base = cell.period >= cell.cohort ? cell.cohort - 1 : cell.period - 1;
      std::array<double, 2> sum{}, many{}, squares{};
      for (const bool variance : {false, true})
        for (std::size_t i = 0; i < p.units.size(); ++i) {
          const std::int64_t g = p.cohort[i];
          const bool control = g == 0 || (controls == Controls::not_yet && g != cell.cohort && g > cell.period);
          if (g != cell.cohort && !control) continue;
          const std::size_t k = g == cell.cohort ? 1 : 0;
          const double dy = p.outcome[i * 6 + static_cast<std::size_t>(cell.period - 1)] -
                            p.outcome[i * 6 + static_cast<std::size_t>(base - 1)];
          if (variance)
            squares[k] += (dy - sum[k] / many[k]) * (dy - sum[k] / many[k]);
          else
            sum[k] += dy, many[k] += 1;
        }
      EXPECT_NEAR(cell.change->att, sum[1] / many[1] - sum[0] / many[0], 1e-10);
      EXPECT_NEAR(cell.change->se, std::sqrt(squares[1] / many[1] / many[1] + squares[0] / many[0] / many[0]), 1e-10);
      EXPECT_EQ(cell.treated, static_cast<std::int64_t>(many[1]));
      EXPECT_EQ(cell.control, static_cast<std::int64_t>(many[0]));
    }
  }
}

TEST(Changes, AveragesByHand) {
  // Two cohorts of 1 and 3, two never; no noise at all.
  Panel p;
  p.periods = {2001, 2002, 2004};
  p.cohort = {2002, 2004, 2004, 2004, 0, 0};
  p.units = {"a", "b", "c", "d", "e", "f"};
  p.outcome = {1, 4, 6, 5, 6, 9, 2, 3, 6, 0, 1, 4, 7, 8, 9, 3, 4, 5};
  const auto c = changes(p, {});
  ASSERT_TRUE(c) << c.error().text();
  // Everybody gains 1 a period. 2002: 3 − 1 = 2, then 5 − 2 = 3; 2004: 0 before it, then 3 − 1 = 2.
  EXPECT_NEAR(c->simple.att, (1 * 2 + 1 * 3 + 3 * 2) / 5.0, 1e-12);
  EXPECT_NEAR(c->group.by[0].change.att, 2.5, 1e-12);
  EXPECT_NEAR(c->group.by[1].change.att, 2, 1e-12);
  EXPECT_NEAR(c->group.overall.att, (1 * 2.5 + 3 * 2) / 4.0, 1e-12);
  std::map<std::int64_t, double> dynamic;
  for (const auto& b : c->dynamic.by) dynamic[b.key] = b.change.att;
  EXPECT_NEAR(dynamic.at(0), 2, 1e-12);
  EXPECT_NEAR(dynamic.at(2), 3, 1e-12);
  EXPECT_NEAR(dynamic.at(-2), 0, 1e-12);
  EXPECT_NEAR(c->dynamic.overall.att, 2.5, 1e-12);
}

TEST(Changes, IntervalsAndBandsCoverTheTruthAtTheirRate) {
  int simple = 0, cell = 0, band = 0, together = 0, twfe = 0;
  constexpr int draws = 300;
  for (int d = 0; d < draws; ++d) {
    const auto made = roll_out(500 + static_cast<std::uint64_t>(d), 500, 0.5);
    const auto c = changes(made.panel, {.controls = d % 2 == 0 ? Controls::never : Controls::not_yet,
                                        .draws = 300,
                                        .seed = static_cast<std::uint64_t>(d)});
    ASSERT_TRUE(c);
    const auto covers = [](const Change& x, double truth) { return x.low <= truth && truth <= x.high; };
    simple += covers(c->simple, made.simple) ? 1 : 0;
    twfe += covers(*c->twfe, made.simple) ? 1 : 0;
    bool all = true, all_points = true;
    for (const GroupTime& x : c->group_time) {
      const double truth = made.truth.at({x.cohort, x.period});
      all = all && x.change->band_low <= truth && truth <= x.change->band_high;
      all_points = all_points && covers(*x.change, truth);
    }
    cell += covers(*c->group_time[2].change, made.truth.at({3, 4})) ? 1 : 0;
    band += all ? 1 : 0;
    together += all_points ? 1 : 0;
  }
  // 95 % of 300 is 285, give or take 3.8.
  EXPECT_GE(simple, 272);
  EXPECT_LE(simple, 297);
  EXPECT_GE(cell, 272);
  EXPECT_LE(cell, 297);
  EXPECT_GE(band, 270);
  EXPECT_LE(band, 297);
  EXPECT_LT(together, 240);  // pointwise intervals do not hold for fifteen figures at once: hence the bands
  EXPECT_LT(twfe, 200);      // and two-way fixed effects do not hold at all
}

TEST(Changes, CovariatesMendTrendsThatDiffer) {
  const auto made = roll_out(42, 20'000, 0.5);
  auto plain = made.panel;
  plain.covariates.clear();
  plain.covariate.clear();
  const auto with = changes(made.panel, {}), without = changes(plain, {});
  ASSERT_TRUE(with && without);
  EXPECT_NEAR(with->simple.att, made.simple, 4 * with->simple.se);
  EXPECT_GT(without->simple.att, made.simple + 8 * without->simple.se);
  for (const GroupTime& x : with->group_time)
    if (x.period < x.cohort) EXPECT_NEAR(x.change->att, 0, 4.5 * x.change->se) << x.cohort << " " << x.period;
}

TEST(Changes, AreTheSameForTheSameSeed) {
  const auto made = roll_out(8, 200, 0.5);
  const auto one = changes(made.panel, {.seed = 5}), two = changes(made.panel, {.seed = 5}),
             other = changes(made.panel, {.seed = 6});
  EXPECT_EQ(one->group_time[4].change->band_low, two->group_time[4].change->band_low);
  EXPECT_NE(one->group_time[4].change->band_low, other->group_time[4].change->band_low);
  EXPECT_EQ(one->group_time[4].change->low, other->group_time[4].change->low);
}

TEST(Changes, SayWhatCannotBeSaid) {
  Panel p;
  p.periods = {1, 2, 3};
  p.units = {"a", "b", "c", "d"};
  p.cohort = {2, 3, 3, 2};
  p.outcome = {1, 2, 3, 1, 2, 4, 2, 3, 4, 1, 1, 2};
  EXPECT_EQ(changes(p, {}).error().code, "no-controls");
  const auto c = changes(p, {.controls = Controls::not_yet});
  ASSERT_TRUE(c) << c.error().text();
  EXPECT_FALSE(c->group_time[1].change);  // cohort 2 in period 3: all have begun
  EXPECT_EQ(c->group_time[1].why_not, "everybody has begun by then: there is nobody to compare with");
  p.cohort = {1, 1, 0, 0};
  EXPECT_EQ(changes(p, {}).error().code, "too-few");
  p.cohort = {1, 2, 0, 5};
  const auto late = changes(p, {});
  ASSERT_TRUE(late);
  EXPECT_EQ(late->units, 3);
  EXPECT_EQ(late->notes.size(), 2U);
}

/// People of one provider go up and down together, and a provider begins with everybody: only errors by provider cover.
TEST(Changes, ErrorsByClusterCoverWhereThoseByPersonDoNot) {
  int clustered = 0, alone = 0, together = 0;
  constexpr int draws = 200, providers = 50, each = 8;
  for (int d = 0; d < draws; ++d) {
    Random random(9000 + static_cast<std::uint64_t>(d));
    Panel p;
    p.periods = {1, 2, 3, 4};
    for (int c = 0; c < providers; ++c) {
      const std::int64_t begins = std::array<std::int64_t, 4>{0, 0, 3, 4}[static_cast<std::size_t>(c) % 4];
      std::array<double, 4> shock{};
      for (double& s : shock) s = random.normal();
      for (int i = 0; i < each; ++i) {
        p.units.push_back(std::to_string(c * each + i));
        p.cohort.push_back(begins);
        p.cluster.push_back(c);
        for (std::int64_t t = 1; t <= 4; ++t)
          p.outcome.push_back(shock[static_cast<std::size_t>(t - 1)] + random.normal() +
                              (begins > 0 && t >= begins ? 2.0 : 0.0));
      }
    }
    const auto by_provider = changes(p, {.draws = 300, .seed = static_cast<std::uint64_t>(d)});
    p.cluster.clear();
    const auto by_person = changes(p, {.draws = 0});
    ASSERT_TRUE(by_provider && by_person);
    EXPECT_NEAR(by_provider->simple.att, by_person->simple.att, 1e-12);
    const auto covers = [](const Change& c) { return c.low <= 2 && 2 <= c.high; };
    clustered += covers(by_provider->simple) ? 1 : 0;
    alone += covers(by_person->simple) ? 1 : 0;
    bool all = true;
    for (const auto& b : by_provider->dynamic.by) {
      const double truth = b.key < 0 ? 0 : 2;
      all = all && b.change.band_low <= truth && truth <= b.change.band_high;
    }
    together += all ? 1 : 0;
  }
  EXPECT_GE(clustered, draws * 90 / 100);
  EXPECT_LE(alone, draws * 75 / 100);
  EXPECT_GE(together, draws * 88 / 100);
}

TEST(Changes, EachUnitItsOwnClusterIsTheSameButForTheFewness) {
  auto p = roll_out(4, 200, 0.5).panel;
  const auto alone = changes(p, {});
  for (std::size_t i = 0; i < p.units.size(); ++i) p.cluster.push_back(static_cast<std::int64_t>(1000 - i));
  const auto own = changes(p, {});
  ASSERT_TRUE(alone && own);
  EXPECT_NEAR(own->simple.se, alone->simple.se * std::sqrt(200.0 / 199), 1e-12);
  EXPECT_NEAR(own->twfe->se, alone->twfe->se, 1e-12);
}

TEST(ReadPanel, LeavesOutWhoIsNotSeenWholeAndNamesThePlaceOfWhatIsWrong) {
  const PanelColumns columns{"id", "year", "first", "y", {}};
  const auto p = read_panel("year,id,first,y\n2002,a,0,1\n2001,a,0,3\n2001,b,2002,4\n2002,b,2002,\n2001,c,2002,1\n",
                            "p.csv", columns);
  ASSERT_TRUE(p) << p.error().text();
  EXPECT_EQ(p->units, std::vector<std::string>{"a"});
  EXPECT_EQ(p->outcome, (std::vector<double>{3, 1}));
  EXPECT_EQ(p->notes.front(), "2 are left out: they are not seen whole in every one of the 2 periods");
  const auto wrong = [&](const char* text) { return read_panel(text, "p.csv", columns).error().text(); };
  EXPECT_EQ(wrong("year,id,first,y\n2002,a,0,x\n"), "p.csv:2:y: 'x' is not a number");
  EXPECT_EQ(wrong("year,id,first,y\n2001.5,a,0,1\n"), "p.csv:2:year: '2001.5' is not a whole number such as a year");
  EXPECT_EQ(wrong("year,id,first,y\n2001,a,0,1\n2001,a,0,1\n"), "p.csv:3:year: 'a' stands above already for 2001");
  EXPECT_EQ(wrong("year,id,first,y\n2001,a,0,1\n2002,a,2002,1\n"),
            "p.csv:3:first: 'a' is in cohort 0 above and in 2002 here; a unit begins once");
}

}  // namespace
}  // namespace onepot::learn
