#include "onepot/pot/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onepot::pot {
namespace {

SpendingRule no_homes() {
  return {.ref = "r1",
          .words = "Money for aids and adaptations does not pay for taxis.",
          .legal_basis = "Housing Grants, Construction and Regeneration Act 1996, section 23",
          .owner = "Head of adaptations",
          .from = Date(2026, 4, 1),
          .until = Date(2027, 3, 31),
          .answer_days = 28,
          .stream = "disabled-facilities-grant",
          .never_for = {"taxi"}};
}

Purse purse(const std::string& stream) {
  Purse out;
  out.conditions.stream = stream;
  out.available = Pence(100);
  return out;
}

TEST(Rules, OneWithoutItsGroundsIsRefused) {
  EXPECT_TRUE(check_rule(no_homes()).has_value());
  const auto code = [](auto change) {
    auto rule = no_homes();
    change(rule);
    const auto checked = check_rule(rule);
    return checked ? std::string() : checked.error().code + " " + checked.error().where.column;
  };
  EXPECT_EQ(code([](auto& r) { r.words = " "; }), "no-words words");
  EXPECT_EQ(code([](auto& r) { r.legal_basis = ""; }), "no-legal-basis legal_basis");
  EXPECT_EQ(code([](auto& r) { r.owner = ""; }), "no-owner owner");
  EXPECT_EQ(code([](auto& r) { r.until = r.from - 1; }), "bad-until until");
  EXPECT_EQ(code([](auto& r) { r.until = r.from + rule_days_max + 1; }), "bad-until until");
  EXPECT_EQ(code([](auto& r) { r.answer_days = 43; }), "bad-answer-days answer_days");
  EXPECT_EQ(code([](auto& r) { r.never_for = {"a:b"}; }), "bad-name never_for");
}

TEST(Rules, ARuleBindsWhileItLastsAndItsChallengesAreAnswered) {
  auto rule = no_homes();
  const std::vector<SpendingRule> rules = {rule};
  const auto stops = [&](const std::string& stream, const std::string& purpose, Date day) {
    return stopped_by(std::vector{rule}, stream, purpose, day) != nullptr;
  };
  EXPECT_TRUE(stops("disabled-facilities-grant", "taxi", rule.from));
  EXPECT_TRUE(stops("disabled-facilities-grant", "taxi", rule.until));
  EXPECT_FALSE(stops("disabled-facilities-grant", "taxi", rule.from - 1));
  EXPECT_FALSE(stops("disabled-facilities-grant", "taxi", rule.until + 1));
  EXPECT_FALSE(stops("disabled-facilities-grant", "ramp", rule.from));
  EXPECT_FALSE(stops("adult-social-care", "taxi", rule.from));
  rule.answers_due = {Date(2026, 5, 1)};
  EXPECT_EQ(state_of(rule, Date(2026, 5, 1)), RuleState::in_force);
  EXPECT_EQ(state_of(rule, Date(2026, 5, 2)), RuleState::resting);
  EXPECT_FALSE(stops("disabled-facilities-grant", "taxi", Date(2026, 5, 2)));
  rule.answers_due.clear();
  rule.stream.clear();
  EXPECT_TRUE(stops("adult-social-care", "taxi", rule.from)) << "no stream named: every stream";
}

TEST(Rules, PursesThatMayNotPayAreTakenAwayAndTheRuleIsNamed) {
  const std::vector<SpendingRule> rules = {no_homes()};
  const auto left =
      under_rules({purse("disabled-facilities-grant"), purse("nhs-phb")}, rules, "taxi", Date(2026, 6, 1));
  ASSERT_EQ(left.purses.size(), 1U);
  EXPECT_EQ(left.purses[0].conditions.stream, "nhs-phb");
  ASSERT_EQ(left.stopping.size(), 1U);
  EXPECT_EQ(left.stopping[0]->ref, "r1");
}

TEST(Rules, AFileSaysWhereItIsWrong) {
  const auto table = csv::parse(
      "ref,words,legal_basis,owner,from,until,never_for\n"
      "a,No taxis,,Head,2026-04-01,2027-03-31,taxi\n"
      "b,No taxis,Care Act 2014 s31,Head,2026-04-01,,taxi\n"
      "b,No taxis,Care Act 2014 s31,Head,2026-04-01,2027-03-31,taxi\n"
      "c,No taxis,Care Act 2014 s31,Head,2026-04-01,2027-03-31,taxi|bus\n",
      "rules.csv");
  ASSERT_TRUE(table.has_value());
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto rules = read_rules(*table, refusals, warnings);
  ASSERT_EQ(refusals.size(), 3U);
  EXPECT_EQ(refusals[0].text(),
            "rules.csv:2:legal_basis: a rule says on which law it stands: an Act and section, or a regulation");
  EXPECT_EQ(refusals[1].text(), "rules.csv:3:until: a rule says when it ends");
  EXPECT_EQ(refusals[2].text(), "rules.csv:4:ref: this rule stands here twice");
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].never_for, (std::vector<std::string>{"taxi", "bus"}));
}

/// Against the slow way: a purse is left exactly when no rule, looked at by itself on that day, forbids it.
RC_GTEST_PROP(Rules, AgreeWithLookingAtEachAlone, ()) {
  const std::vector<std::string> streams = {"a", "b"}, purposes = {"taxi", "ramp"};
  std::vector<SpendingRule> rules;
  const auto count = *rc::gen::inRange(0, 6);
  const Date start(2026, 1, 1);
  for (int i = 0; i < count; ++i) {
    auto rule = no_homes();
    rule.stream = *rc::gen::elementOf(std::vector<std::string>{"", "a", "b"});
    rule.never_for = {*rc::gen::elementOf(purposes)};
    rule.from = start + *rc::gen::inRange(0, 20);
    rule.until = rule.from + *rc::gen::inRange(0, 20);
    if (*rc::gen::arbitrary<bool>()) rule.answers_due = {start + *rc::gen::inRange(0, 40)};
    rules.push_back(rule);
  }
  const Date day = start + *rc::gen::inRange(0, 45);
  const auto purpose = *rc::gen::elementOf(purposes);
  const auto left = under_rules({purse("a"), purse("b")}, rules, purpose, day);
  for (const auto& stream : streams) {
    bool forbidden = false;
    for (const auto& r : rules) {
      const bool live = r.from <= day && day <= r.until && (r.answers_due.empty() || !(r.answers_due[0] < day));
      forbidden = forbidden || (live && r.never_for[0] == purpose && (r.stream.empty() || r.stream == stream));
    }
    const bool there = std::ranges::any_of(left.purses, [&](const Purse& p) { return p.conditions.stream == stream; });
    RC_ASSERT(there == !forbidden);
  }
}

}  // namespace
}  // namespace onepot::pot
