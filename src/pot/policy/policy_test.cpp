#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <sstream>

#include "onepot/base/text.h"
#include "onepot/pot/policy/clawback.h"
#include "onepot/pot/policy/rule_csv.h"

namespace onepot::pot {
namespace {

const Date today(2026, 11, 21);

SavingsRule eight_weeks() {
  SavingsRule r;
  r.id = "eight weeks";
  r.from = Date(2026, 4, 1);
  r.cap_weeks = 8;
  r.notice_days = 28;
  r.basis = "policy";
  return r;
}

StreamStanding care(std::int64_t week, std::int64_t balance, std::int64_t committed = 0) {
  return {.stream = "adult-social-care",
          .own = false,
          .holding = Holding::direct_payment,
          .week = Pence(week),
          .balance = Pence(balance),
          .committed = Pence(committed),
          .stood = Pence(balance)};
}

StreamStanding own(std::int64_t week, std::int64_t balance) {
  auto out = care(week, balance);
  out.stream = "own";
  out.own = true;
  return out;
}

Assessed only(const SavingsRule& rule, PotStanding pot) {
  pot.day = today;
  auto all = assess({&rule, 1}, pot);
  EXPECT_EQ(all.size(), 1U);
  return all.front();
}

/// St Helens asks money back where more than eight weeks' funding has gathered (sthelens.gov.uk, Recovering Direct
/// Payments): at £150 a week, £1,500 is £300 more.
TEST(Clawback, EightWeeks) {
  const auto a = only(eight_weeks(), {.streams = {care(150'00, 1'500'00)}});
  EXPECT_EQ(a.cap, Pence(1'200'00));
  EXPECT_EQ(a.returned, Pence(300'00));
  ASSERT_EQ(a.parts.size(), 1U);
  EXPECT_EQ(a.parts[0].stream, "adult-social-care");
  EXPECT_EQ(only(eight_weeks(), {.streams = {care(150'00, 1'200'00)}}).surplus, Pence());
}

/// What is owed is not surplus: unpaid wages and invoices and a contingency are taken into account first (Durham,
/// Auditing your Direct Payments). £1,500 of which £250 is promised leaves £50 over.
TEST(Clawback, WhatIsPromisedIsNotOver) {
  const auto a = only(eight_weeks(), {.streams = {care(150'00, 1'500'00, 250'00)}});
  EXPECT_EQ(a.free, Pence(1'250'00));
  EXPECT_EQ(a.returned, Pence(50'00));
}

/// Camden looks for a contingency of up to ten weeks, and more where somebody is employed.
TEST(Clawback, ContingencyAndRedundancyStay) {
  SavingsRule rule = eight_weeks();
  rule.cap_weeks = 0;
  rule.contingency_weeks = 10;
  rule.redundancy_weeks = Rational(5, 2);
  PotStanding pot{.streams = {care(100'00, 1'500'00)}};
  EXPECT_EQ(only(rule, pot).returned, Pence(500'00));
  pot.employs = true;
  EXPECT_EQ(only(rule, pot).redundancy, Pence(250'00));
  EXPECT_EQ(only(rule, pot).returned, Pence(250'00));
  pot.set_aside = {{"a holiday", Pence(100'00)}};
  EXPECT_EQ(only(rule, pot).returned, Pence(150'00));
}

/// Dorset's agreement for individual service funds (published by Citizen Network): up to four times the weekly budget,
/// for up to twelve weeks, or enough for a need that is named.
TEST(Clawback, FourTimesTheWeekForTwelveWeeks) {
  SavingsRule rule = eight_weeks();
  rule.cap_weeks = 4;
  rule.keep_weeks = 12;
  auto stream = care(200'00, 1'000'00);
  stream.stood = Pence();
  EXPECT_EQ(only(rule, {.streams = {stream}}).returned, Pence(200'00));  // over four weeks
  stream.balance = Pence(700'00);
  EXPECT_EQ(only(rule, {.streams = {stream}}).returned, Pence());
  stream.stood = Pence(600'00);  // never less than that for twelve weeks
  EXPECT_EQ(only(rule, {.streams = {stream}}).returned, Pence(600'00));
  EXPECT_EQ(only(rule, {.streams = {stream}, .set_aside = {{"a bed", Pence(450'00)}}}).returned, Pence(150'00));
}

TEST(Clawback, WhoKeepsASavingIsTheRules) {
  SavingsRule rule = eight_weeks();
  rule.person_share = Rational(1, 2);
  const auto half = only(rule, {.streams = {care(100'00, 1'000'01)}});
  EXPECT_EQ(half.surplus, Pence(200'01));
  EXPECT_EQ(half.kept, Pence(100'01));  // the odd penny is the person's
  EXPECT_EQ(half.returned, Pence(100'00));
  rule.person_share = 1;
  EXPECT_EQ(only(rule, {.streams = {care(100'00, 1'000'01)}}).returned, Pence());
}

TEST(Clawback, OrderOfRefund) {
  SavingsRule rule = eight_weeks();
  const PotStanding pot{.streams = {care(100'00, 900'00), own(25'00, 300'00)}};  // £200 over £1,000
  rule.refund = Refund::person_first;
  EXPECT_EQ(only(rule, pot).refunded, Pence(200'00));
  EXPECT_EQ(only(rule, pot).returned, Pence());
  rule.refund = Refund::funder_first;
  EXPECT_EQ(only(rule, pot).refunded, Pence());
  EXPECT_EQ(only(rule, pot).returned, Pence(200'00));
  rule.refund = Refund::pro_rata;
  EXPECT_EQ(only(rule, pot).refunded, Pence(50'00));  // £300 of £1,200 is theirs
  EXPECT_EQ(only(rule, pot).returned, Pence(150'00));
}

TEST(Clawback, TooLittleIsNotAskedFor) {
  SavingsRule rule = eight_weeks();
  rule.least = Pence(50'00);
  const auto a = only(rule, {.streams = {care(100'00, 849'99)}});
  EXPECT_TRUE(a.too_small);
  EXPECT_TRUE(a.parts.empty());
  EXPECT_EQ(only(rule, {.streams = {care(100'00, 850'00)}}).returned, Pence(50'00));
}

TEST(Clawback, NoStatedRuleNothingGoesBack) {
  auto all = assess({}, {.day = today, .streams = {care(1'00, 9'000'00)}});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rule, nullptr);
  EXPECT_TRUE(all[0].parts.empty());
  SavingsRule ended = eight_weeks();
  ended.until = today - 1;
  all = assess({&ended, 1}, {.day = today, .streams = {care(1'00, 9'000'00)}});
  EXPECT_EQ(all[0].rule, nullptr);
}

TEST(Rules, TheCloserRuleSpeaks) {
  std::vector<SavingsRule> rules(4, eight_weeks());
  rules[1].holding = Holding::isf;
  rules[2].streams = {"nhs-phb"};
  rules[3].from = Date(2026, 10, 1);
  EXPECT_EQ(rule_for(rules, Holding::isf, "adult-social-care", today), &rules[1]);
  EXPECT_EQ(rule_for(rules, Holding::isf, "nhs-phb", today), &rules[2]);
  EXPECT_EQ(rule_for(rules, Holding::notional, "own", today), &rules[3]);
  EXPECT_EQ(rule_for(rules, Holding::notional, "own", Date(2026, 9, 30)), &rules[0]);
  EXPECT_EQ(rule_for(rules, Holding::notional, "own", Date(2026, 3, 31)), nullptr);
}

RC_GTEST_PROP(Clawback, EveryPennyOfASurplusIsSomebodys, ()) {
  const auto pence = [](std::int64_t most) { return Pence(*rc::gen::inRange<std::int64_t>(0, most)); };
  SavingsRule rule = eight_weeks();
  rule.cap_weeks = Rational(*rc::gen::inRange<std::int64_t>(0, 20), *rc::gen::inRange<std::int64_t>(1, 4));
  if (*rc::gen::arbitrary<bool>()) rule.keep_weeks = 12;
  rule.redundancy_weeks = Rational(*rc::gen::inRange<std::int64_t>(0, 5));
  rule.person_share = Rational(*rc::gen::inRange<std::int64_t>(0, 7), 6 + *rc::gen::inRange<std::int64_t>(0, 3));
  rule.refund = *rc::gen::element(Refund::person_first, Refund::funder_first, Refund::pro_rata);
  rule.least = pence(500);
  PotStanding pot{.day = today, .employs = *rc::gen::arbitrary<bool>()};
  const int streams = *rc::gen::inRange(1, 5);
  for (int i = 0; i < streams; ++i) {
    StreamStanding s = i == 0 ? own(0, 0) : care(0, 0);
    if (i > 0) s.stream = fmt::format("stream-{}", i);
    s.week = pence(500);
    s.balance = pence(9'000);
    s.committed = pence(9'000);
    s.stood = pence(9'000);
    pot.streams.push_back(s);
  }
  if (*rc::gen::arbitrary<bool>()) pot.set_aside.push_back({"x", pence(2'000)});
  const Assessed a = only(rule, pot);
  Pence own_parts, funder_parts;
  for (const auto& part : a.parts) {
    (part.own ? own_parts : funder_parts) += part.amount;
    const auto stream = std::ranges::find(pot.streams, part.stream, &StreamStanding::stream);
    RC_ASSERT(stream != pot.streams.end());
    RC_ASSERT(part.amount <= stream->balance - stream->committed);  // never below what is promised
    RC_ASSERT(part.own == stream->own);
  }
  RC_ASSERT(own_parts == a.refunded);
  RC_ASSERT(funder_parts == a.returned);
  if (!a.too_small) RC_ASSERT(a.kept + a.returned + a.refunded == a.surplus);
  RC_ASSERT(a.surplus <= a.free);
  // What stays is never less than what the rule keeps back, except for money that lay too long.
  if (!rule.keep_weeks)
    RC_ASSERT(a.free - a.surplus >= std::min(a.free, a.cap + a.contingency + a.redundancy + a.set_aside));
  // One pound more promised never makes more go back.
  PotStanding more = pot;
  more.streams[0].committed += Pence(100);
  const Assessed b = only(rule, more);
  RC_ASSERT(b.surplus <= a.surplus);
}

SavingsRule any_rule(int n) {
  SavingsRule r = eight_weeks();
  r.id = fmt::format("rule {}", n);
  r.from = Date(2020, 1, 1) + 400 * n;
  r.until = r.from + *rc::gen::inRange(0, 399);
  if (*rc::gen::arbitrary<bool>()) r.holding = *rc::gen::element(Holding::direct_payment, Holding::isf);
  if (*rc::gen::arbitrary<bool>()) r.streams = {"nhs-phb", "own"};
  r.cap_weeks = Rational(*rc::gen::inRange<std::int64_t>(0, 40), 7);
  if (*rc::gen::arbitrary<bool>()) r.keep_weeks = *rc::gen::inRange<std::int64_t>(1, 52);
  r.person_share = *rc::gen::element(Rational(0), Rational(1), Rational(1, 3));
  r.contribution = *rc::gen::element(Spent::first, Spent::last, Spent::pro_rata);
  r.refund = *rc::gen::element(Refund::person_first, Refund::funder_first, Refund::pro_rata);
  r.payment = *rc::gen::element(Payment::net, Payment::gross);
  r.least = Pence(*rc::gen::inRange<std::int64_t>(0, 9'999));
  r.answer_days = r.after_answer_days = 14;
  r.basis = "a, \"law\"";
  return r;
}

RC_GTEST_PROP(Rules, WhatIsWrittenIsReadBack, ()) {
  std::vector<SavingsRule> rules;
  const int count = *rc::gen::inRange(0, 4);
  for (int n = 0; n < count; ++n) rules.push_back(any_rule(n));
  const std::string text = write_savings_rules(rules);
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table = csv::parse(text, "rules.csv");
  RC_ASSERT(table.has_value());
  const auto read = read_savings_rules(*table, refusals, warnings);
  RC_ASSERT(refusals.empty());
  RC_ASSERT(write_savings_rules(read) == text);
}

constexpr const char* head =
    "rule,from,until,holding,streams,cap_weeks,keep_weeks,contingency_weeks,redundancy_weeks,savings,contribution,"
    "refund,payment,least,notice_days,answer_days,after_answer_days,basis\n";

TEST(Rules, EachBadFieldIsNamed) {
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table =
      csv::parse(std::string(head) +
                     "a,2026-04-01,,direct-payment,*,8,,0,0,funder,last,person-first,net,0.00,28,20,14,law\n"
                     "b,2026-04-31,,mixed,,900,0,x,-1,shared:2,soon,anyone,half,-1.00,0,20,14,\n"
                     "c,2026-05-01,2026-04-01,notional,*,8,,0,0,funder,last,person-first,net,0.00,28,20,14,law\n",
                 "rules.csv");
  ASSERT_TRUE(table.has_value());
  (void)read_savings_rules(*table, refusals, warnings);
  std::vector<std::string> at;
  for (const auto& r : refusals) at.push_back(fmt::format("{}:{}", r.where.line, r.where.column));
  EXPECT_EQ(at, (std::vector<std::string>{"3:from", "3:holding", "3:streams", "3:cap_weeks", "3:keep_weeks",
                                          "3:contingency_weeks", "3:redundancy_weeks", "3:savings", "3:contribution",
                                          "3:refund", "3:payment", "3:least", "3:notice_days", "3:basis", "4:until"}));
}

TEST(Rules, TwoRulesForTheSameMoneyAreRefused) {
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table =
      csv::parse(std::string(head) +
                     "a,2026-04-01,,isf,own|nhs-phb,8,,0,0,funder,last,person-first,net,0.00,28,20,14,law\n"
                     "b,2027-04-01,,isf,nhs-phb,8,,0,0,funder,last,person-first,net,0.00,28,20,14,law\n",
                 "rules.csv");
  (void)read_savings_rules(*table, refusals, warnings);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].where.line, 3);
  EXPECT_NE(refusals[0].sentence.find("'a'"), std::string::npos);
}

TEST(Rules, AshdalesAreLawful) {
  std::ifstream file(std::string(ONEPOT_SOURCE_DIR) + "/rules/pot/savings.csv");
  std::stringstream text;
  text << file.rdbuf();
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table = csv::parse(text.str(), "savings.csv");
  ASSERT_TRUE(table.has_value());
  const auto rules = read_savings_rules(*table, refusals, warnings);
  EXPECT_TRUE(refusals.empty()) << refusals.front().text();
  EXPECT_TRUE(warnings.empty());
  for (const auto holding : {Holding::direct_payment, Holding::isf, Holding::notional})
    EXPECT_NE(rule_for(rules, holding, "adult-social-care", today), nullptr);
  EXPECT_EQ(rule_for(rules, Holding::isf, "nhs-phb", today)->id, "Personal health budget");
}

}  // namespace
}  // namespace onepot::pot
