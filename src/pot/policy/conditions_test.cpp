#include "onepot/pot/policy/conditions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onepot::pot {
namespace {

const Date monday(2026, 11, 2);
constexpr std::int64_t four_weeks = 28;

ConditionVersion budget(std::int64_t version, Date from, std::int64_t week, std::int64_t contribution = 0,
                        Payment payment = Payment::net) {
  ConditionVersion v;
  v.version = version;
  v.from = from;
  v.week = Pence(week);
  v.contribution = Pence(contribution);
  v.payment = payment;
  return v;
}

TEST(Conditions, NetPaysTheBudgetLessTheContributionGrossAllOfIt) {
  const Period four{monday, monday + 27};
  const std::vector net{budget(1, monday, 200'00, 35'50)}, gross{budget(1, monday, 200'00, 35'50, Payment::gross)};
  EXPECT_EQ(funded_in(net, four), Pence(658'00));
  EXPECT_EQ(funded_in(gross, four), Pence(800'00));
  EXPECT_EQ(contributed_in(net, four), Pence(142'00));
  EXPECT_EQ(contributed_in(gross, four), Pence(142'00));
}

TEST(Conditions, ANewVersionCountsFromItsDay) {
  // £70 a week is £10 a day; from the third Monday £140 is £20 a day.
  const std::vector versions{budget(1, monday, 70'00), budget(2, monday + 14, 140'00)};
  EXPECT_EQ(funded_in(versions, {monday, monday + 27}), Pence(140'00 + 280'00));
  EXPECT_EQ(in_force(versions, monday + 13)->version, 1);
  EXPECT_EQ(in_force(versions, monday + 14)->version, 2);
  EXPECT_EQ(in_force(versions, monday - 1), nullptr);
  // A later one that begins earlier takes the place of what was to come.
  const std::vector replaced{budget(1, monday, 70'00), budget(2, monday + 14, 140'00), budget(3, monday + 7, 0)};
  EXPECT_EQ(in_force(replaced, monday + 20)->version, 3);
}

TEST(Conditions, MoneyStopsAfterItsLastDay) {
  std::vector versions{budget(1, monday, 70'00)};
  versions[0].until = monday + 9;
  EXPECT_EQ(funded_in(versions, {monday, monday + 27}), Pence(100'00));
  const auto due = periods_due(monday, std::nullopt, versions[0].until, monday + 60, four_weeks);
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0], (Period{monday, monday + 9}));
}

TEST(Conditions, AChangeInsideAPaidPeriodIsSettledWithTheNextPayment) {
  const std::vector paid{PaidPeriod{{monday, monday + 27}, Pence(280'00)}};
  const Period next{monday + 28, monday + 55};
  // From the third week £70 became £105: £70 more is owed for the period that was paid.
  EXPECT_EQ(next_payment(std::vector{budget(1, monday, 70'00), budget(2, monday + 14, 105'00)}, paid, next),
            Pence(420'00 + 70'00));
  // It became nothing: £140 too much was paid, and nothing more is.
  EXPECT_EQ(next_payment(std::vector{budget(1, monday, 70'00), budget(2, monday + 14, 0)}, paid, next), Pence());
}

TEST(Conditions, EachPeriodIsDueWhenItBegins) {
  EXPECT_TRUE(periods_due(monday, monday + 27, std::nullopt, monday + 27, four_weeks).empty());
  EXPECT_EQ(periods_due(monday, monday + 27, std::nullopt, monday + 28, four_weeks).size(), 1U);
  EXPECT_EQ(periods_due(monday, monday + 27, std::nullopt, monday + 28 + 56, four_weeks).size(), 3U);
  EXPECT_TRUE(periods_due(monday, std::nullopt, std::nullopt, monday - 1, four_weeks).empty());
}

RC_GTEST_PROP(Conditions, HoweverOftenItChangesTheSumPaidIsTheSumOwed, ()) {
  std::vector<ConditionVersion> versions{budget(1, monday, 10'000)};
  std::vector<PaidPeriod> paid;
  const int periods = *rc::gen::inRange(1, 8);
  for (int p = 0; p < periods; ++p) {
    const Period next{monday + p * four_weeks, monday + p * four_weeks + 27};
    paid.push_back({next, next_payment(versions, paid, next)});
    if (*rc::gen::arbitrary<bool>())  // never less than before, so that nothing is overpaid
      versions.push_back(budget(versions.back().version + 1, next.from + *rc::gen::inRange(0, 28),
                                versions.back().week.count() + *rc::gen::inRange(0, 5'000)));
  }
  const Period last{monday + periods * four_weeks, monday + periods * four_weeks + 27};
  paid.push_back({last, next_payment(versions, paid, last)});
  Pence sum, owed;
  for (const auto& p : paid) sum += p.amount, owed += funded_in(versions, p.period);
  RC_ASSERT(sum == owed);
}

Purse purse(std::string stream, std::vector<std::string> purposes, std::int64_t pence) {
  return {{std::move(stream), std::move(purposes), std::nullopt, std::nullopt}, Pence(pence)};
}

std::map<std::string, std::int64_t> drawn(Spent order, std::int64_t amount) {
  const std::vector purses{purse("adult-social-care", {"*"}, 100'00), purse("access-to-work", {"taxi"}, 50'00),
                           purse("own", {"*"}, 40'00)};
  const auto parts =
      draw_with_contribution(Pence(amount), "visit", monday, purses, "own", order, Pence(25), Pence(100));
  std::map<std::string, std::int64_t> out;
  if (parts)
    for (const auto& p : *parts) out[p.stream] += p.amount.count();
  return out;
}

TEST(Contribution, FirstLastOrInProportion) {
  using Parts = std::map<std::string, std::int64_t>;
  EXPECT_EQ(drawn(Spent::first, 60'00), (Parts{{"own", 40'00}, {"adult-social-care", 20'00}}));
  EXPECT_EQ(drawn(Spent::last, 60'00), (Parts{{"adult-social-care", 60'00}}));
  EXPECT_EQ(drawn(Spent::last, 120'00), (Parts{{"own", 20'00}, {"adult-social-care", 100'00}}));
  EXPECT_EQ(drawn(Spent::pro_rata, 60'00), (Parts{{"own", 15'00}, {"adult-social-care", 45'00}}));
  EXPECT_EQ(drawn(Spent::pro_rata, 140'00), (Parts{{"own", 40'00}, {"adult-social-care", 100'00}}));
  EXPECT_TRUE(drawn(Spent::first, 140'01).empty());
}

RC_GTEST_PROP(Contribution, WhoeverGoesFirstNothingPayableFails, ()) {
  std::vector<Purse> purses;
  for (const auto* name : {"own", "a", "b", "c"})
    purses.push_back(
        purse(name, *rc::gen::arbitrary<bool>() ? std::vector<std::string>{"*"} : std::vector<std::string>{"taxi"},
              *rc::gen::inRange(0, 100)));
  const Pence amount(*rc::gen::inRange(0, 300));
  const auto order = *rc::gen::element(Spent::first, Spent::last, Spent::pro_rata);
  const auto plain = draw(amount, "visit", monday, purses);
  const auto ordered = draw_with_contribution(amount, "visit", monday, purses, "own", order, Pence(1), Pence(3));
  RC_ASSERT(plain.has_value() == ordered.has_value());
  if (!ordered) return;
  Pence sum;
  for (const auto& p : *ordered) {
    sum += p.amount;
    RC_ASSERT(p.amount > Pence());
    RC_ASSERT(p.amount <=
              std::ranges::find(purses, p.stream, [](const Purse& q) { return q.conditions.stream; })->available);
  }
  RC_ASSERT(sum == amount);
}

}  // namespace
}  // namespace onepot::pot
