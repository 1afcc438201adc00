#include "onepot/pot/review.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onepot::pot::review {
namespace {

const Date day(2026, 11, 21);

Rule rule(Kind kind, std::int64_t weeks, std::vector<std::string> shows, Pence amount = {}) {
  return {.code = "R",
          .words = "w",
          .legal_basis = "l",
          .from = Date(2026, 4, 1),
          .until = Date(2027, 3, 31),
          .kind = kind,
          .weeks = weeks,
          .amount = amount,
          .shows = std::move(shows)};
}
Pot pot_of(Pence week, Pence balance, std::vector<Payment> payments = {}) {
  return {.person = "pete", .opened = day - 400, .week = week, .balance = balance, .payments = std::move(payments)};
}
using Shown = std::vector<std::pair<std::string, std::string>>;

TEST(Review, EachKindFindsWhatItSaysAndShowsWhatItNames) {
  const auto shown = [](const Rule& r, const Pot& p) -> std::optional<Shown> {
    const auto found = find(std::vector{r}, std::vector{p}, day);
    return found.empty() ? std::nullopt : std::optional(found[0].shows);
  };
  const Pence week(10000);
  EXPECT_EQ(shown(rule(Kind::not_spent, 8, {"weeks"}), pot_of(week, week, {{day - 56, Pence(1), "mo", true}})),
            (Shown{{"weeks", "8"}}));
  EXPECT_FALSE(shown(rule(Kind::not_spent, 8, {}), pot_of(week, week, {{day - 55, Pence(1), "mo", true}})));
  auto young = pot_of(week, week);
  young.opened = day - 55;
  EXPECT_FALSE(shown(rule(Kind::not_spent, 8, {}), young)) << "a pot that was opened lately has had no time";
  EXPECT_EQ(shown(rule(Kind::over_cap, 8, {"balance", "cap"}), pot_of(week, Pence(80001))),
            (Shown{{"balance", "800.01"}, {"cap", "800.00"}}));
  EXPECT_FALSE(shown(rule(Kind::over_cap, 8, {}), pot_of(week, Pence(80000))));
  EXPECT_EQ(shown(rule(Kind::overdrawn, 0, {"balance"}), pot_of(week, Pence(-1))), (Shown{{"balance", "-0.01"}}));
  const std::vector<Payment> paid = {
      {day - 1, Pence(500), "mo", true}, {day - 2, Pence(900), "kit", false}, {day - 29, Pence(99999), "x", false}};
  EXPECT_EQ(shown(rule(Kind::not_on_plan, 4, {"payee"}), pot_of(week, week, paid)), (Shown{{"payee", "kit"}}));
  EXPECT_EQ(shown(rule(Kind::large_payment, 4, {"amount", "day"}, Pence(900)), pot_of(week, week, paid)),
            (Shown{{"amount", "9.00"}, {"day", "2026-11-19"}}));
  EXPECT_FALSE(shown(rule(Kind::large_payment, 4, {}, Pence(901)), pot_of(week, week, paid)));
  EXPECT_EQ(shown(rule(Kind::large_payment, 4, {}, Pence(900)), pot_of(week, week, paid)), Shown{})
      << "a rule that names nothing shows only that it found something";
}

TEST(Review, OutOfItsDaysOrWithoutTheConsentItNeedsARuleIsNotAsked) {
  auto r = rule(Kind::overdrawn, 0, {});
  const std::vector<Pot> pots = {pot_of(Pence(1), Pence(-1))};
  EXPECT_EQ(find(std::vector{r}, pots, r.until).size(), 1U);
  EXPECT_EQ(find(std::vector{r}, pots, r.until + 1).size(), 0U);
  EXPECT_EQ(find(std::vector{r}, pots, r.from - 1).size(), 0U);
  r.by_consent = true;
  EXPECT_EQ(find(std::vector{r}, pots, day).size(), 0U);
  auto consented = pots;
  consented[0].consented = true;
  EXPECT_EQ(find(std::vector{r}, consented, day).size(), 1U);
}

TEST(Review, AFileSaysWhereItIsWrong) {
  const auto table = csv::parse(
      "rule,words,legal_basis,from,until,kind,weeks,amount,shows,basis,answer_days\n"
      "A,w,,2026-04-01,2027-03-31,overdrawn,,,balance,law,14\n"
      "B,w,l,2026-04-01,2027-03-31,overdrawn,,,payee,law,14\n"
      "C,w,l,2026-04-01,2027-03-31,large-payment,4,0.00,amount,law,3\n"
      "D,w,l,2026-04-01,2027-03-31,not-spent,8,,weeks|balance,consent,14\n",
      "r.csv");
  ASSERT_TRUE(table.has_value());
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto rules = read_rules(*table, refusals, warnings);
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_TRUE(rules[0].by_consent);
  ASSERT_EQ(refusals.size(), 4U);
  EXPECT_EQ(refusals[0].text(), "r.csv:2:legal_basis: a rule says on which law it stands");
  EXPECT_EQ(refusals[1].text(), "r.csv:3:shows: 'payee' is not what this kind of rule shows; expected out of balance");
  EXPECT_EQ(refusals[2].text(), "r.csv:4:amount: expected pounds above nothing");
  EXPECT_EQ(refusals[3].text(), "r.csv:4:answer_days: expected whole days, from 7 to 56: the person answers first");
}

/// Whatever the money is, nothing comes out that the rule does not name; and who differs only in payments that no rule
/// is about cannot be told apart.
RC_GTEST_PROP(Review, NothingComesOutThatTheRuleDoesNotName, ()) {
  const auto kind =
      *rc::gen::element(Kind::not_spent, Kind::over_cap, Kind::not_on_plan, Kind::large_payment, Kind::overdrawn);
  const auto may = fields_of(kind);
  std::vector<std::string> shows;
  for (const auto name : may)
    if (*rc::gen::arbitrary<bool>()) shows.emplace_back(name);
  std::vector<Payment> payments;
  const auto count = *rc::gen::inRange(0, 8);
  for (int i = 0; i < count; ++i)
    payments.push_back({day - *rc::gen::inRange(0, 100), Pence(*rc::gen::inRange(1, 2000)),
                        *rc::gen::element<std::string>("mo", "kit"), *rc::gen::arbitrary<bool>()});
  const auto r = rule(kind, *rc::gen::inRange(1, 10), shows, Pence(1000));
  const auto pot = pot_of(Pence(100), Pence(*rc::gen::inRange(-50, 3000)), payments);
  const auto found = find(std::vector{r}, std::vector{pot}, day);
  for (const auto& f : found) {
    RC_ASSERT(f.shows.size() == shows.size());
    for (std::size_t i = 0; i < shows.size(); ++i) RC_ASSERT(f.shows[i].first == shows[i]);
  }
  if (kind == Kind::over_cap || kind == Kind::overdrawn) {
    auto other = pot;
    other.payments.clear();
    const auto without = find(std::vector{r}, std::vector{other}, day);
    RC_ASSERT(without.size() == found.size());
    if (!found.empty()) RC_ASSERT(without[0].shows == found[0].shows);
  }
}

}  // namespace
}  // namespace onepot::pot::review
