#include "onepot/pot/draw.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

const Date draw_day(2026, 4, 1);

TEST(Draw, TheLeastFlexiblePoundFirst) {
  const std::vector<Purse> purses = {{{"adult-social-care", {"*"}, {}, {}}, Pence(100'00)},
                                     {{"access-to-work", {"taxi", "work"}, {}, {}}, Pence(42'00)},
                                     {{"supporting-people", {"rent"}, {}, {}}, Pence(500'00)}};
  const auto drawn = draw(Pence(60'00), "taxi", draw_day, purses);
  ASSERT_TRUE(drawn);
  ASSERT_EQ(drawn->size(), 2U);
  EXPECT_EQ((*drawn)[0].stream, "access-to-work");
  EXPECT_EQ((*drawn)[0].amount, Pence(42'00));
  EXPECT_EQ((*drawn)[0].why, "£42.00 of this comes from access-to-work because it may pay only for taxi and work");
  EXPECT_EQ((*drawn)[1].amount, Pence(18'00));
  const auto refused = draw(Pence(142'01), "taxi", draw_day, purses);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "missing-funds");
}

TEST(Draw, TheEarliestEndBreaksATieAndDaysCount) {
  const std::vector<Purse> purses = {{{"later", {"*"}, {}, draw_day + 30}, Pence(10)},
                                     {{"sooner", {"*"}, {}, draw_day + 5}, Pence(10)},
                                     {{"over", {"*"}, {}, draw_day - 1}, Pence(10)},
                                     {{"not-yet", {"*"}, draw_day + 1, {}}, Pence(10)}};
  const auto drawn = draw(Pence(15), "anything", draw_day, purses);
  ASSERT_TRUE(drawn);
  EXPECT_EQ((*drawn)[0].stream, "sooner");
  EXPECT_EQ((*drawn)[1].stream, "later");
  EXPECT_EQ(available_for("anything", draw_day, purses), Pence(20));
}

TEST(Draw, PartsSumToTheAmountAndNoneOverdraws) {
  EXPECT_TRUE(rc::check("parts sum", [] {
    std::vector<Purse> purses;
    const int count = *rc::gen::inRange(0, 6);
    for (int i = 0; i < count; ++i) {
      Conditions c{fmt::format("s{}", i), {}, {}, {}};
      const int purposes = *rc::gen::inRange(0, 4);
      for (int p = 0; p < purposes; ++p) c.purposes.push_back(fmt::format("p{}", p));
      purses.push_back({c, Pence(*rc::gen::inRange(-5, 50))});
    }
    const Pence amount(*rc::gen::inRange(0, 120));
    const auto drawn = draw(amount, "p1", draw_day, purses);
    RC_ASSERT(drawn.has_value() == (available_for("p1", draw_day, purses) >= amount));
    if (!drawn) return;
    Pence sum;
    for (const auto& d : *drawn) {
      RC_ASSERT(d.amount > Pence());
      const auto purse =
          std::find_if(purses.begin(), purses.end(), [&](const Purse& p) { return p.conditions.stream == d.stream; });
      RC_ASSERT(d.amount <= purse->available);
      sum += d.amount;
    }
    RC_ASSERT(sum == amount);
  }));
}

TEST(Accounts, SayWhoseTheyAre) {
  EXPECT_EQ(person_of(pot_account("pete", "asc")), "pete");
  EXPECT_EQ(person_of("provider:x"), std::nullopt);
  EXPECT_FALSE(may_overdraw("pot:pete:asc"));
  EXPECT_TRUE(may_overdraw(funder_account("asc")));
}

TEST(Holding, ReadsAndWritesItsWords) {
  for (const auto* word : {"direct-payment", "isf", "notional", "mixed"})
    EXPECT_EQ(to_string(*parse_holding(word)), word);
  EXPECT_EQ(parse_holding("cash").error().code, "bad-holding");
}

}  // namespace
}  // namespace onepot::pot
