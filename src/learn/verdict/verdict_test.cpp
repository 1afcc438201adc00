#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <concepts>

#include "onepot/learn/verdict/maturity.h"
#include "onepot/learn/verdict/rate_and_total.h"
#include "onepot/learn/verdict/savings.h"

namespace onepot::learn {
namespace {

template <class A, class B>
concept Summable = requires(A a, B b) { a + b; };
template <class A, class B>
concept Addable = requires(A a, B b) { a += b; };
static_assert(Summable<AvoidedCost, AvoidedCost> && Summable<CashableSaving, CashableSaving>);
static_assert(!Summable<AvoidedCost, CashableSaving> && !Summable<CashableSaving, AvoidedCost>);
static_assert(!Addable<AvoidedCost, CashableSaving> && !Addable<CashableSaving, AvoidedCost>);
static_assert(!std::convertible_to<AvoidedCost, CashableSaving> && !std::convertible_to<CashableSaving, AvoidedCost>);
static_assert(!std::constructible_from<CashableSaving, AvoidedCost>);
static_assert(!Summable<AvoidedCost, Pence> && !std::convertible_to<AvoidedCost, Pence>);

TEST(Savings, EachKindByItself) {
  const auto s = read_savings(
      "kind,what,low,likely,high,source,to,budget,agreed_by,from\n"
      "avoided,emergency admissions,1000.00,2000.00,3000.00,unit costs 2025,NHS,,,\n"
      "avoided,crisis placements,0.00,500.50,900.00,council ledger,council,,,\n"
      "cashable,block contract 7 ended,400.00,400.00,400.00,contract,,day services,finance director,2026-10-01\n",
      "s.csv");
  ASSERT_TRUE(s) << s.error().text();
  EXPECT_EQ(to_decimal(s->avoided_a_year.likely.amount()), "2500.50");
  EXPECT_EQ(to_decimal(s->avoided_a_year.high.amount()), "3900.00");
  EXPECT_EQ(to_decimal(s->cashable_a_year.likely.amount()), "400.00");
}

TEST(Savings, CashableNeedsABudgetAndNothingIsToldTwice) {
  const std::string head = "kind,what,low,likely,high,source,budget,agreed_by,from\n";
  const auto refusal = [&](const std::string& row) {
    const auto r = read_savings(head + row, "s.csv");
    return r ? "accepted" : r.error().text();
  };
  EXPECT_TRUE(
      refusal("cashable,beds,1.00,1.00,1.00,x,,me,2026-01-01\n").starts_with("s.csv:2:budget: a saving is cash"));
  EXPECT_TRUE(refusal("cashable,beds,1.00,1.00,1.00,x,b,me,soon\n").starts_with("s.csv:2:from: 'soon' is not a day"));
  EXPECT_TRUE(refusal("avoided,beds,2.00,1.00,3.00,x,,,\n").starts_with("s.csv:2:likely: '1.00' is not between"));
  EXPECT_TRUE(refusal("saved,beds,1.00,1.00,1.00,x,,,\n").starts_with("s.csv:2:kind: 'saved' is not a kind"));
  EXPECT_TRUE(refusal("avoided,beds,1.00,1.00,1.00,x,,,\ncashable,beds,1.00,1.00,1.00,x,b,me,2026-01-01\n")
                  .find("told as avoided and as cashable") != std::string::npos);
}

TEST(Maturity, TheClockByDay) {
  const MaturityPlan plan{.began = Date(2026, 1, 31), .set_up_months = 1, .effect_months = 12, .people = 2};
  const std::vector<Date> began{Date(2026, 2, 28), Date(2026, 3, 1), Date(2027, 2, 1)};
  const auto at = [&](Date on) { return *maturity(plan, began, on); };
  EXPECT_EQ(at(Date(2026, 1, 30)).state, Maturity::not_begun);
  EXPECT_EQ(at(Date(2026, 2, 27)).state, Maturity::setting_up);
  EXPECT_EQ(at(Date(2026, 2, 28)).state, Maturity::too_early);
  EXPECT_EQ(at(Date(2026, 2, 28)).earliest_verdict, Date(2027, 2, 28));
  EXPECT_EQ(at(Date(2027, 2, 27)).days_left, 1);
  EXPECT_EQ(at(Date(2027, 2, 28)).state, Maturity::too_few);
  EXPECT_EQ(at(Date(2027, 2, 28)).people_long_enough, 1);
  EXPECT_EQ(at(Date(2027, 3, 1)).state, Maturity::mature);
  EXPECT_TRUE(at(Date(2027, 3, 1)).warnings.empty());
}

RC_GTEST_PROP(Maturity, NoEarlyVerdictIsWithoutItsWarning, ()) {
  const MaturityPlan plan{.began = Date(2025, 1, 1) + *rc::gen::inRange(0, 900),
                          .set_up_months = *rc::gen::inRange(0, 24),
                          .effect_months = *rc::gen::inRange(0, 36),
                          .people = *rc::gen::inRange(0, 6)};
  std::vector<Date> began;
  for (int i = *rc::gen::inRange(0, 8); i > 0; --i) began.push_back(plan.began + *rc::gen::inRange(0, 1500));
  const Date on = plan.began + *rc::gen::inRange(-100, 3000);
  const auto clock = maturity(plan, began, on);
  RC_ASSERT(clock);
  RC_ASSERT(clock->early() == !clock->warnings.empty());
  std::int64_t enough = 0;
  for (const Date d : began) enough += add_months(d, plan.effect_months) <= on ? 1 : 0;
  const bool ripe = on >= plan.began && on >= clock->earliest_verdict && enough >= plan.people;
  RC_ASSERT(clock->early() == !ripe);
  const std::string told = Verdict("It works.", *clock).text();
  RC_ASSERT((told.find("Warning: ") != std::string::npos) == clock->early());
}

TEST(RateAndTotal, KnownIntegral) {
  // From 0.5 to 0.9 over exactly four years of 365.25 days, in a straight line: the area is 4 × 0.7.
  const std::vector<Measured> line{
      {Date(2020, 1, 1), 0.5}, {Date(2022, 1, 1), 0.5 + 0.4 * 731 / 1461}, {Date(2024, 1, 1), 0.9}};
  const auto r = rate_and_total(line, std::nullopt);
  ASSERT_TRUE(r);
  EXPECT_NEAR(r->total, 2.8, 1e-12);
  EXPECT_NEAR(r->mean, 0.7, 1e-12);
  EXPECT_NEAR(r->rate_a_year, 0.1, 1e-12);
  EXPECT_EQ(r->rate_from, 2);  // one measurement within the last year, so the last two
  EXPECT_FALSE(r->rate_low);
  ASSERT_EQ(r->table.size(), 2U);
  EXPECT_NEAR(r->table.back().so_far, r->total, 1e-12);
  // sin over half a turn, a day at a time: two half-turns' worth of area.
  std::vector<Measured> wave;
  for (int d = 0; d <= 1461; ++d) wave.push_back({Date(2020, 1, 1) + d, std::sin(3.14159265358979 * d / 1461)});
  EXPECT_NEAR(rate_and_total(wave, std::nullopt)->total, 4 * 2 / 3.14159265358979, 1e-5);
}

TEST(RateAndTotal, WhatIsNotKnownIsNamed) {
  const std::vector<Measured> two{{Date(2026, 2, 1), 1}, {Date(2026, 3, 1), 2}};
  const auto r = rate_and_total(two, Period{Date(2026, 1, 1), Date(2026, 12, 31)});
  EXPECT_EQ(r->unknown_before, 31);
  EXPECT_EQ(r->unknown_after, 305);
  EXPECT_EQ(rate_and_total(std::vector<Measured>{two[0]}, std::nullopt).error().code, "too-few");
  EXPECT_EQ(rate_and_total(std::vector<Measured>{two[0], two[0]}, std::nullopt).error().code, "same-day");
}

TEST(RateAndTotal, MoneyToThePenny) {
  const auto costs = read_weekly_costs(
      "what,from,until,a_week,tags\n"
      "home support,2026-01-01,2026-01-31,70.00,around-the-person|across-boundaries\n"
      "health budget,2026-01-15,,10.01,across-boundaries\n",
      "c.csv");
  ASSERT_TRUE(costs) << costs.error().text();
  const auto m = money_rate_and_total(*costs, {Date(2026, 1, 1), Date(2026, 2, 28)});
  ASSERT_TRUE(m);
  EXPECT_EQ(m->lines[0].days, 31);
  EXPECT_EQ(to_decimal(m->lines[0].total), "310.00");
  EXPECT_EQ(m->lines[1].days, 45);
  EXPECT_EQ(to_decimal(m->lines[1].total), "64.35");  // 10.01 × 45 ÷ 7 = 64.35
  EXPECT_EQ(to_decimal(m->total), "374.35");
  EXPECT_EQ(to_decimal(m->a_week_now), "10.01");
  EXPECT_EQ(to_decimal(m->by_tag[1]), "374.35");
  EXPECT_EQ(to_decimal(m->by_tag[3]), "310.00");
  EXPECT_TRUE(read_weekly_costs("what,from,until,a_week,tags\nx,2026-01-01,,1.00,whole\n", "c.csv")
                  .error()
                  .text()
                  .starts_with("c.csv:2:tags: 'whole' is not a kind of integration"));
}

RC_GTEST_PROP(RateAndTotal, CuttingACourseInTwoLosesNothing, ()) {
  std::vector<WeeklyCost> costs;
  for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
    // Sevenths of a penny would round once more where the course is cut: whole pounds a day do not.
    WeeklyCost c{
        "c", {}, Date(2026, 1, 1) + *rc::gen::inRange(0, 300), std::nullopt, Pence(700 * *rc::gen::inRange(1, 50))};
    if (*rc::gen::arbitrary<bool>()) c.until = c.from + *rc::gen::inRange(0, 300);
    costs.push_back(c);
  }
  const Date from(2026, 1, 1), until = from + *rc::gen::inRange(2, 500);
  const Date middle = from + *rc::gen::inRange<std::int64_t>(0, until - from);
  const auto whole = money_rate_and_total(costs, {from, until});
  const auto a = money_rate_and_total(costs, {from, middle}), b = money_rate_and_total(costs, {middle + 1, until});
  RC_ASSERT(whole->total == a->total + b->total);
}

}  // namespace
}  // namespace onepot::learn
