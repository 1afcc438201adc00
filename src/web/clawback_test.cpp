// Money left over: the rule for anybody to read, notice, challenge, answer, return – and each step against its race.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "onepot/place/pot/savings.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Browser;
using testing::Market;

/// Pete has £1,000 and £100 a week in a direct payment: £200 over the eight weeks of the rule.
struct Over : Market {
  Over() {
    pot("pete", {{"adult-social-care", "*", 1'000'00}});
    pot("sam", {{"adult-social-care", "*", 100'00}});
    write([&](store::Session& s) {
      s.run("UPDATE pot_stream SET paid_until = :until, week_pence = 10000", {{"until", date_of(now) + 27}});
      s.run("UPDATE pot_conditions SET week_pence = 10000");
      place::state_first_rules(s, place, place::built_in_savings_rules(), now);
    });
  }
  std::string notice() {
    auto fin = as("fin");
    fin.get("/finance/savings");
    EXPECT_EQ(fin.submit("/finance/savings", {{"person", ref("pete")}}), 200) << fin.body;
    return text("SELECT ref FROM clawback ORDER BY id DESC LIMIT 1");
  }
  std::string status() { return text("SELECT status FROM clawback ORDER BY id DESC LIMIT 1"); }
};

TEST(Savings, AnybodyReadsTheRuleWithAnExampleMadeFromIt) {
  Over over;
  auto nobody = over.nobody();
  ASSERT_EQ(nobody.get("/"), 200);
  ASSERT_EQ(nobody.get(nobody.href("/savings")), 200);
  EXPECT_TRUE(nobody.has("What comes in 8 weeks"));
  EXPECT_TRUE(nobody.has("What comes in 4 weeks"));
  EXPECT_TRUE(nobody.has("Money that lay untouched for 12 weeks may go back"));
  EXPECT_TRUE(nobody.has("Care Act 2014"));
  // £2,400 less £100 promised less eight weeks of £200.
  EXPECT_TRUE(nobody.has("£700.00"));
}

TEST(Savings, WithoutAStatedRuleNothingCanBeAsked) {
  Market market;
  market.pot("pete", {{"adult-social-care", "*", 9'000'00}});
  auto fin = market.as("fin"), pete = market.as("pete");
  ASSERT_EQ(fin.get("/finance/savings"), 200);
  EXPECT_TRUE(fin.has("This place has not stated a rule"));
  EXPECT_EQ(fin.post("/finance/savings", {{"person", market.ref("pete")}}), 409);
  EXPECT_EQ(market.available("pete"), 9'000'00);
  ASSERT_EQ(pete.get("/me/pot/return"), 200);
  EXPECT_TRUE(pete.has("nothing can be asked back"));
}

constexpr const char* new_rules =
    "rule,from,until,holding,streams,cap_weeks,keep_weeks,contingency_weeks,redundancy_weeks,savings,contribution,"
    "refund,"
    "payment,least,notice_days,answer_days,after_answer_days,basis\n"
    "six weeks,{},,direct-payment,*,6,,0,0,funder,last,person-first,net,0.00,28,20,14,cabinet of 5 November 2026\n";

TEST(Savings, ANewRuleBeginsOnADayToComeAndEndsTheOneBefore) {
  Over over;
  auto cara = over.as("cara"), fin = over.as("fin");
  EXPECT_EQ(fin.get("/savings/rules"), 403);
  ASSERT_EQ(cara.get("/savings/rules"), 200);
  EXPECT_EQ(cara.submit("/savings/rules", {{"rules", fmt::format(fmt::runtime(new_rules), "2026-11-21")}}), 422);
  EXPECT_TRUE(cara.has("can only begin on a day to come"));
  EXPECT_EQ(cara.submit("/savings/rules", {{"rules", "rule,from\n"}}), 422);
  ASSERT_EQ(cara.submit("/savings/rules", {{"rules", fmt::format(fmt::runtime(new_rules), "2027-01-01")}}), 200)
      << cara.body;
  EXPECT_TRUE(cara.has("What comes in 6 weeks"));
  over.now += std::chrono::days(60);
  auto nobody = over.nobody();
  nobody.get("/savings");
  EXPECT_TRUE(nobody.has("What comes in 6 weeks"));
  EXPECT_EQ(over.count("SELECT COUNT(*) FROM savings_rule WHERE until_date IS NOT NULL"), 1);
}

TEST(Clawback, ThePersonSeesItBeforeItBites) {
  Over over;
  auto pete = over.as("pete"), fin = over.as("fin");
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("By the rule £200 could be asked back"));
  ASSERT_EQ(fin.get("/finance/savings"), 200);
  EXPECT_TRUE(fin.has("pete"));
  EXPECT_FALSE(fin.has(">\n    sam\n")) << "by exception: who is under the rule is not shown";
  EXPECT_EQ(fin.submit("/finance/savings"), 422) << "nobody was chosen";
  over.notice();
  EXPECT_EQ(over.available("pete"), 800'00) << "reserved";
  EXPECT_EQ(over.held("pot:" + over.ref("pete") + ":adult-social-care"), 1'000'00) << "and still there";
  pete.get("/me/pot");
  EXPECT_TRUE(pete.has("£200 of your pot is to go back after 19 December 2026"));
  ASSERT_EQ(pete.get("/me/pot/return"), 200);
  EXPECT_TRUE(pete.has("Care Act 2014, section 33(5)"));
  // Not before the last day is past.
  over.now += std::chrono::days(28);
  fin.cookies = over.as("fin").cookies;
  EXPECT_EQ(fin.post("/finance/savings/return"), 200);
  EXPECT_EQ(over.status(), "noticed");
  over.now += std::chrono::days(1);
  fin.cookies = over.as("fin").cookies, pete.cookies = over.as("pete").cookies;
  fin.get("/finance/savings");
  auto twin = fin;
  ASSERT_EQ(fin.submit("/finance/savings/return"), 200) << fin.body;
  ASSERT_EQ(twin.submit("/finance/savings/return"), 200);
  EXPECT_EQ(over.status(), "returned");
  EXPECT_EQ(over.held("pot:" + over.ref("pete") + ":adult-social-care"), 800'00);
  EXPECT_EQ(over.held("funder:adult-social-care"), -900'00);
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("Gone back"));
  EXPECT_EQ(
      pete.post("/me/pot/return/challenge", {{"notice", over.text("SELECT ref FROM clawback")}, {"words", "late"}}),
      409);
  EXPECT_TRUE(over.books_are_whole());
}

TEST(Clawback, AChallengeStopsTheClockUntilSomebodyElseAnswers) {
  Over over;
  const std::string notice = over.notice();
  over.now += std::chrono::days(20);
  auto pete = over.as("pete"), sam = over.as("sam");
  EXPECT_EQ(sam.post("/me/pot/return/challenge", {{"notice", notice}, {"words", "mine"}}), 422) << "only their own";
  pete.get("/me/pot/return");
  EXPECT_EQ(pete.submit("/me/pot/return/challenge", {{"words", " "}}), 422);
  auto twin = pete;
  ASSERT_EQ(pete.submit("/me/pot/return/challenge", {{"words", "I am saving for a bed"}}), 200) << pete.body;
  EXPECT_EQ(twin.submit("/me/pot/return/challenge", {{"words", "again"}}), 409);
  over.now += std::chrono::days(100);
  auto fin = over.as("fin"), cara = over.as("cara");
  pete.cookies = over.as("pete").cookies;
  EXPECT_EQ(fin.post("/finance/savings/return"), 200);
  EXPECT_EQ(over.status(), "challenged") << "the clock has stopped";
  // Who gave the notice does not answer.
  ASSERT_EQ(fin.get("/finance/savings/" + notice), 200);
  EXPECT_TRUE(fin.has("Somebody else than who gave the notice"));
  EXPECT_EQ(fin.post("/finance/savings/" + notice + "/answer", {{"answer", "refused"}, {"words", "no"}}), 422);
  ASSERT_EQ(cara.get("/savings/challenges"), 200);
  ASSERT_EQ(cara.get(cara.href("/finance/savings/")), 200);
  EXPECT_TRUE(cara.has("I am saving for a bed"));
  EXPECT_EQ(cara.submit("/finance/savings/" + notice + "/answer", {{"answer", "refused"}, {"words", ""}}), 422)
      << "reasons";
  ASSERT_EQ(cara.submit("/finance/savings/" + notice + "/answer",
                        {{"answer", "refused"}, {"words", "The bed is paid from another grant"}}),
            200)
      << cara.body;
  // Eight days were left; the rule gives fourteen at least.
  EXPECT_EQ(over.count("SELECT deadline FROM clawback"), (date_of(over.now) + 14).number());
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("The bed is paid from another grant"));
  over.now += std::chrono::days(15);
  fin.cookies = over.as("fin").cookies;
  EXPECT_EQ(fin.post("/finance/savings/return"), 200);
  EXPECT_EQ(over.status(), "returned");
}

TEST(Clawback, UpheldItIsVoidAndWhatIsSavedForIsNoSurplusAgain) {
  Over over;
  const std::string notice = over.notice();
  auto pete = over.as("pete"), fin = over.as("fin"), cara = over.as("cara");
  pete.get("/me/pot/return");
  ASSERT_EQ(pete.submit("/me/pot/return/challenge", {{"words", "I am saving for a bed"}}), 200);
  cara.get("/finance/savings/" + notice);
  auto twin = cara;
  EXPECT_EQ(cara.submit("/finance/savings/" + notice + "/answer",
                        {{"answer", "upheld"}, {"words", "Agreed"}, {"aside", "200.01"}, {"aside-for", "a bed"}}),
            422);
  ASSERT_EQ(cara.submit("/finance/savings/" + notice + "/answer",
                        {{"answer", "upheld"}, {"words", "Agreed"}, {"aside", "200"}, {"aside-for", "a bed"}}),
            200)
      << cara.body;
  EXPECT_EQ(twin.submit("/finance/savings/" + notice + "/answer", {{"answer", "refused"}, {"words", "No"}}), 409);
  EXPECT_EQ(over.status(), "upheld");
  EXPECT_EQ(over.available("pete"), 1'000'00);
  fin.get("/finance/savings");
  EXPECT_TRUE(fin.has("No pot is over the rule"));
  EXPECT_TRUE(over.books_are_whole());
}

TEST(Clawback, OfTwoNoticesAtOneMomentOneIsGiven) {
  Over over;
  auto fin = over.as("fin");
  fin.get("/finance/savings");
  auto twin = fin;
  const testing::FormValues pete = {{"person", over.ref("pete")}};
  ASSERT_EQ(fin.submit("/finance/savings", pete), 200);
  EXPECT_EQ(twin.submit("/finance/savings", pete), 409);
  EXPECT_EQ(over.count("SELECT COUNT(*) FROM clawback"), 1);
  EXPECT_EQ(over.available("pete"), 800'00);
}

TEST(Clawback, ANoticeThatIsTakenBackFreesTheMoney) {
  Over over;
  const std::string notice = over.notice();
  auto fin = over.as("fin"), pete = over.as("pete");
  fin.get("/finance/savings/" + notice);
  EXPECT_EQ(fin.submit("/finance/savings/" + notice + "/withdraw", {{"words", ""}}), 422);
  auto twin = fin;
  ASSERT_EQ(fin.submit("/finance/savings/" + notice + "/withdraw", {{"words", "A bill had not come in"}}), 200);
  EXPECT_EQ(twin.submit("/finance/savings/" + notice + "/withdraw", {{"words", "again"}}), 409);
  EXPECT_EQ(over.available("pete"), 1'000'00);
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("A bill had not come in"));
}

TEST(Clawback, MoneyThatIsPromisedIsNeverAsked) {
  Over over;
  over.write([&](store::Session& s) {
    s.run("UPDATE pot_conditions SET holding = 'isf'");  // four weeks' money, half of what is over shared
  });
  auto pete = over.as("pete");
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("By the rule £300 could be asked back")) << pete.body;
}

TEST(Clawback, AChosenSupporterChallengesForThePersonAndItSaysSo) {
  Over over;
  const std::string ref = over.notice();
  over.relate("sister", "pete", "supports");
  const std::string page = "/people/" + over.ref("pete") + "/return";
  auto sister = over.as("sister");
  over.consent("pete", "sister", "approve");
  EXPECT_EQ(sister.get(page), 403) << "another yes is not this one";
  EXPECT_EQ(sister.post(page + "/challenge", {{"notice", ref}, {"words", "No."}}), 403);
  auto pete = over.as("pete");
  ASSERT_EQ(pete.get("/me/people"), 200);
  EXPECT_TRUE(pete.has("Challenge for me")) << pete.body;
  over.consent("pete", "sister", "challenge");
  ASSERT_EQ(sister.get("/people/" + over.ref("pete")), 200);
  ASSERT_EQ(sister.get(sister.href("/return")), 200);
  EXPECT_TRUE(sister.has("£200"));
  EXPECT_FALSE(sister.has("£1,000")) << "the notice, not the pot";
  over.consent("pete", "sister", "pot");
  sister.get(page);
  EXPECT_TRUE(sister.has("£1,000")) << "with the pot, also how it was worked out";
  EXPECT_EQ(sister.submit(page + "/challenge", {{"words", " "}}), 422);
  ASSERT_EQ(sister.submit(page + "/challenge", {{"words", "He saves for a new chair."}}), 200) << sister.body;
  EXPECT_EQ(over.status(), "challenged");
  pete.get("/me/pot/return");
  EXPECT_TRUE(pete.has("sister said this for you")) << pete.body;
  EXPECT_EQ(pete.post("/me/pot/return/challenge", {{"notice", ref}, {"words", "And me."}}), 409) << "challenged once";
  auto cara = over.as("cara");
  ASSERT_EQ(cara.get("/finance/savings/" + ref), 200);
  EXPECT_TRUE(cara.has("Written by sister for pete")) << cara.body;
  // Consent taken back: the door closes again.
  over.write([](store::Session& s) { s.run("UPDATE consent SET withdrawn_at = 1 WHERE purpose = 'challenge'"); });
  EXPECT_EQ(sister.get(page), 403);
  EXPECT_EQ(over.as("dana").get(page), 403);
  EXPECT_EQ(over.as("sam").get(page), 403);
}

}  // namespace
}  // namespace onepot::web
