#include "onepot/price/shift.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "onepot/base/random.h"

namespace onepot::price {
namespace shift_tests {

CareRules two_sides() {
  const Folder folder{"rules",
                      {{"kinds.csv",
                        "kind,side,bed,gives_way_to,stream,words,why\nward,health,yes,,,in hospital,a bed\n"
                        "nurse,health,no,ward,,a nurse,at home\nhelp,care,no,ward,adult-social-care,help,at home\n"},
                       {"evidence.csv",
                        "grade,streams_least,days_least,age_most,similar_least,spread_most_percent,words\n"
                        "A,1,1,999,0,999,Sure.\n"}}};
  return *load_care_rules(folder);
}
const std::vector<Period> two{{Date(2025, 1, 1), Date(2025, 6, 30)}, {Date(2025, 7, 1), Date(2025, 12, 31)}};

/// Each person: what health and care cost in each half of 2025, in pence.
CareRecords people(const std::vector<std::array<std::int64_t, 4>>& costs) {
  CareRecords out;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const auto who = out.person(std::to_string(i));
    for (std::size_t k = 0; k < 4; ++k) {
      CareRecord r;
      r.person = who;
      r.kind = k % 2 == 0 ? 1 : 2;
      r.from = r.until = two[k / 2].from + 5;
      r.cost = Pence(costs[i][k]);
      out.records.push_back(r);
    }
  }
  return out;
}

TEST(Shift, HealthWinsWhatCareLoses) {
  // Together £200 before and after; health's part falls from £100 to £60: £40 each has gone to care.
  const auto lines =
      cost_shift(two_sides(), people(std::vector<std::array<std::int64_t, 4>>(25, {10000, 10000, 6000, 14000})), two);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].people, 25);
  EXPECT_EQ(lines[0].each(lines[0].to_care), Pence(4000));
  EXPECT_EQ(lines[0].to_health, -lines[0].to_care);
  EXPECT_EQ(*lines[0].low_each, Pence(4000));  // everybody alike: no spread
  EXPECT_EQ(lines[0].says(), ShiftLine::Says::to_care);
}

TEST(Shift, WhereBothGrowAlikeNothingIsShifted) {
  const auto lines =
      cost_shift(two_sides(), people(std::vector<std::array<std::int64_t, 4>>(25, {30000, 10000, 60000, 20000})), two);
  EXPECT_EQ(lines[0].to_care, Pence(0));
  EXPECT_EQ(lines[0].says(), ShiftLine::Says::neither);
}

TEST(Shift, TooFewToSay) {
  const auto lines =
      cost_shift(two_sides(), people(std::vector<std::array<std::int64_t, 4>>(19, {10000, 10000, 6000, 14000})), two);
  EXPECT_EQ(lines[0].says(), ShiftLine::Says::too_few);
  EXPECT_FALSE(lines[0].low_each);
}

RC_GTEST_PROP(Shift, TheTwoSidesSumToNoughtAndNoMoneyIsLost, ()) {
  std::vector<std::array<std::int64_t, 4>> costs;
  Pence health, care;
  for (int i = *rc::gen::inRange(1, 60); i > 0; --i) {
    std::array<std::int64_t, 4> one{};
    for (auto& x : one) x = *rc::gen::inRange(0, 500000);
    health += Pence(one[0] + one[2]);
    care += Pence(one[1] + one[3]);
    costs.push_back(one);
  }
  for (const auto& line : cost_shift(two_sides(), people(costs), two)) {
    RC_ASSERT(line.to_care + line.to_health == Pence(0));
    RC_ASSERT(line.health_before + line.health_after == health);
    RC_ASSERT(line.care_before + line.care_after == care);
    if (line.low_each)
      RC_ASSERT(*line.low_each <= line.each(line.to_care) && line.each(line.to_care) <= *line.high_each);
  }
}

// The interval against the bootstrap's: two hundred people, 400 samples of them with a seed of its own.
TEST(Shift, TheIntervalIsTheBootstraps) {
  Random random(7);
  std::vector<std::array<std::int64_t, 4>> costs(200);
  for (auto& one : costs) {
    const auto level = random.between(20000, 90000);
    one = {level + random.between(0, 30000), level, level + random.between(-9000, 20000),
           level + random.between(0, 9000)};
  }
  const auto line = cost_shift(two_sides(), people(costs), two)[0];
  std::vector<double> drawn;
  for (int b = 0; b < 400; ++b) {
    std::vector<std::array<std::int64_t, 4>> sample;
    while (sample.size() < costs.size()) sample.push_back(random.pick(costs));
    const auto again = cost_shift(two_sides(), people(sample), two)[0];
    drawn.push_back(static_cast<double>(again.to_care.count()) / 200);
  }
  std::ranges::sort(drawn);
  const double width = static_cast<double>((*line.high_each - *line.low_each).count());
  EXPECT_NEAR(drawn[389] - drawn[10], width, 0.15 * width);
}

TEST(Shift, PeriodsAreWholeMonths) {
  const auto quarters = shift_periods(Date(2025, 4, 1), Date(2026, 3, 31), 3);
  ASSERT_TRUE(quarters);
  EXPECT_EQ(quarters->size(), 4U);
  EXPECT_EQ(quarters->back(), (Period{Date(2026, 1, 1), Date(2026, 3, 31)}));
  EXPECT_EQ(shift_periods(Date(2025, 4, 1), Date(2025, 9, 29), 3).error().code, "too-short");
  EXPECT_EQ(shift_periods(Date(2025, 4, 1), Date(2025, 9, 29), 0).error().code, "bad-months");
}

}  // namespace shift_tests
}  // namespace onepot::price
