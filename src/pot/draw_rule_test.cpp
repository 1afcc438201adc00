#include "onepot/pot/draw_rule.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onepot::pot {
namespace {

const Date today(2026, 6, 1);

const char* const own_first = R"(
vars { monetary $amount account $provider }
send $amount (
  source = { @stream:own @stream:access-to-work @stream:nhs-phb @stream:adult-social-care @stream:supporting-people
             @stream:independent-living-fund @stream:disabled-facilities-grant @stream:work-choice }
  destination = $provider
))";

std::vector<Purse> pot_of_pete() {
  return {{{"adult-social-care", {"*"}, {}, {}}, Pence(5000)},
          {{"access-to-work", {"taxi"}, {}, {}}, Pence(3000)},
          {{"own", {"*"}, {}, {}}, Pence(1000)}};
}

std::string told(const Result<RuleDraw>& draw) {
  if (!draw) return draw.error().code;
  std::string out = draw->by_rule ? "" : "(" + draw->why_not + ") ";
  for (const auto& d : draw->drawn) out += d.stream + " " + to_decimal(d.amount) + ";";
  return out;
}

TEST(draw_rule, the_rule_says_which_money_pays_first) {
  const auto rule = read_draw_rule(own_first, "own-first.num");
  ASSERT_TRUE(rule.has_value());
  EXPECT_EQ(told(draw_by_rule(*rule, Pence(4500), "taxi", today, pot_of_pete())),
            "own 10.00;access-to-work 30.00;adult-social-care 5.00;");
  // Without a rule the least flexible money goes first.
  EXPECT_EQ((*draw(Pence(4500), "taxi", today, pot_of_pete()))[0].stream, "access-to-work");
}

TEST(draw_rule, restricted_money_pays_only_what_it_may) {
  const auto rule = read_draw_rule(own_first, "own-first.num");
  EXPECT_EQ(told(draw_by_rule(*rule, Pence(4500), "visit", today, pot_of_pete())),
            "own 10.00;adult-social-care 35.00;");
  EXPECT_EQ(told(draw_by_rule(*rule, Pence(6001), "visit", today, pot_of_pete())), "missing-funds");
}

TEST(draw_rule, a_rule_cannot_make_a_lawful_payment_fail) {
  const auto only_own = numscript::parse(
      "vars { monetary $amount account $provider } send $amount (source = @stream:own destination = $provider)",
      "r.num");
  EXPECT_EQ(told(draw_by_rule(*only_own, Pence(1000), "visit", today, pot_of_pete())), "own 10.00;");
  EXPECT_EQ(told(draw_by_rule(*only_own, Pence(1001), "visit", today, pot_of_pete())),
            "(GBP/2 1001 is needed and only GBP/2 1000 is available) adult-social-care 10.01;");
  const auto from_nowhere = numscript::parse(
      "vars { monetary $amount account $provider } send $amount (source = @world destination = $provider)", "r.num");
  EXPECT_EQ(told(draw_by_rule(*from_nowhere, Pence(5), "taxi", today, pot_of_pete())),
            "(it moves money from world to provider, which is not paying from what is available) access-to-work 0.05;");
  const auto half = numscript::parse(
      "vars { monetary $amount account $provider } send $amount (source = @stream:own destination = { 1/2 to $provider "
      "remaining kept })",
      "r.num");
  EXPECT_EQ(told(draw_by_rule(*half, Pence(4), "visit", today, pot_of_pete())),
            "(it pays £0.02 and not £0.04) adult-social-care 0.04;");
}

TEST(draw_rule, a_rule_that_leaves_a_stream_out_is_refused_before_it_is_dated) {
  const auto refused = read_draw_rule(
      "vars { monetary $amount account $provider }\nsend $amount (\n source = @stream:own\n destination = $provider\n)",
      "own-only.num");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, "missing-funds");
  EXPECT_EQ(refused.error().where.line, 3);
  EXPECT_EQ(read_draw_rule("send", "x.num").error().code, "parse-error");
  EXPECT_EQ(read_draw_rule("", "x.num").error().code, "not-a-draw");
}

RC_GTEST_PROP(draw_rule, pays_exactly_what_the_lawful_draw_can_and_only_from_what_may_pay, ()) {
  static const auto rule = *read_draw_rule(own_first, "own-first.num");
  std::vector<Purse> purses;
  for (const char* stream : {"adult-social-care", "access-to-work", "own", "a-stream-of-its-own"})
    purses.push_back({{stream,
                       *rc::gen::element(std::vector<std::string>{"*"}, std::vector<std::string>{"taxi"},
                                         std::vector<std::string>{"visit", "night"}),
                       {},
                       *rc::gen::element(std::optional<Date>(), std::optional<Date>(today - 1))},
                      Pence(*rc::gen::inRange<std::int64_t>(-100, 1000))});
  const Pence amount(*rc::gen::inRange<std::int64_t>(0, 2500));
  const auto lawful = draw(amount, "taxi", today, purses);
  const auto got = draw_by_rule(rule, amount, "taxi", today, purses);
  RC_ASSERT(got.has_value() == lawful.has_value());
  if (!got) return;
  Pence sum;
  for (const auto& d : got->drawn) {
    sum += d.amount;
    const auto purse = std::ranges::find_if(purses, [&](const Purse& p) { return p.conditions.stream == d.stream; });
    RC_ASSERT(d.amount > Pence() && d.amount <= purse->available && purse->conditions.allows("taxi", today));
  }
  RC_ASSERT(sum == amount);
  RC_ASSERT(got->by_rule == got->why_not.empty());
}

}  // namespace
}  // namespace onepot::pot
