// Review by exception: the person first, the reviewer only what the rule names.
#include <gtest/gtest.h>

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Market;

/// Pete has over eight weeks of money and paid Mo a private-looking £12.34; Sam's pot is ordinary.
class Reviewed : public Market {
 public:
  Reviewed() {
    pot("pete", {{"adult-social-care", "*", 40000}});
    pot("sam", {{"adult-social-care", "*", 40000}});
    const std::string who = ref("pete");
    write([&](store::Session& s) {
      s.run("UPDATE pot_conditions SET week_pence = 4000 WHERE pot_id = (SELECT id FROM pot WHERE person_id = :person)",
            {{"person", person("pete")}});
      onepot::pot::Transfer t;
      t.id = "v1";
      t.booked = t.effective = date_of(now);
      t.from = onepot::pot::pot_account(who, "adult-social-care");
      t.to = onepot::pot::provider_account("00000000-0000-7000-8000-0000000000aa");
      t.amount = Pence(1234);
      t.stream = "adult-social-care";
      ASSERT_TRUE(store::ledger::post(s, t).has_value());
    });
  }
};

TEST(Review, ThePersonSeesItFirstAndTheReviewerNoMoreThanTheRuleNames) {
  Reviewed town;
  auto fin = town.as("fin"), pete = town.as("pete"), sam = town.as("sam");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/review")), 200);
  ASSERT_EQ(fin.submit("/review/run"), 200) << fin.body;
  EXPECT_TRUE(fin.has("1 is with the person first"));
  EXPECT_FALSE(fin.has("pete"));
  EXPECT_FALSE(fin.has("£387.66"));
  sam.get("/me/review");
  EXPECT_TRUE(sam.has("Nothing in your pot stood out"));
  ASSERT_EQ(pete.get("/me/pot"), 200);
  ASSERT_EQ(pete.get(pete.href("/me/review")), 200);
  EXPECT_TRUE(pete.has("More than eight weeks"));
  EXPECT_TRUE(pete.has("£387.66"));
  EXPECT_TRUE(pete.has("£320.00"));
  EXPECT_EQ(pete.submit("/me/review/answer", {{"words", " "}}), 422);
  ASSERT_EQ(pete.submit("/me/review/answer", {{"words", "I am saving for a bed that lifts."}}), 200);
  fin.get("/review");
  for (const auto* seen : {"pete", "£387.66", "I am saving for a bed that lifts.", "Care Act 2014"})
    EXPECT_TRUE(fin.has(seen)) << seen;
  for (const auto* unseen : {"Mo&#39;s", "£12.34", "12.34"}) EXPECT_FALSE(fin.has(unseen)) << unseen;
  EXPECT_EQ(fin.submit("/review/close", {{"outcome", "fine"}}), 422);
  ASSERT_EQ(fin.submit("/review/close", {{"outcome", "fine"}, {"words", "Thank you. Keep it."}}), 200);
  pete.get("/me/review");
  EXPECT_TRUE(pete.has("Thank you. Keep it."));
  EXPECT_EQ(town.available("pete"), 38766) << "a review moves no money";
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM review_exception WHERE shows LIKE '%12.34%'"), 0);
}

TEST(Review, WithoutAnAnswerItOpensWhenTheTimeIsOverAndIsNotFoundTwice) {
  Reviewed town;
  auto fin = town.as("fin");
  fin.get("/review");
  fin.submit("/review/run");
  ASSERT_EQ(fin.submit("/review/run"), 200);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM review_exception"), 1) << "it waits already";
  const auto exception = town.text("SELECT ref FROM review_exception");
  EXPECT_EQ(fin.post("/review/close", {{"exception", exception}, {"outcome", "fine"}, {"words", "x"}}), 409)
      << "with the person still";
  town.now += std::chrono::days(29);
  fin.cookies = town.as("fin").cookies;
  fin.get("/review");
  EXPECT_TRUE(fin.has("They did not answer."));
  ASSERT_EQ(fin.submit("/review/close", {{"outcome", "talk"}, {"words", "Shall we meet?"}}), 200);
  EXPECT_EQ(fin.post("/review/close", {{"exception", exception}, {"outcome", "fine"}, {"words", "x"}}), 409);
}

TEST(Review, RulesThatNeedConsentAreAskedOnlyWithIt) {
  Reviewed town;
  auto fin = town.as("fin"), pete = town.as("pete");
  fin.get("/review");
  fin.submit("/review/run");
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM review_exception WHERE rule = 'not-on-plan'"), 0);
  pete.get("/me/review");
  ASSERT_EQ(pete.submit("/me/review/consent"), 200);
  fin.get("/review");
  fin.submit("/review/run");
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM review_exception WHERE rule = 'not-on-plan'"), 1);
  ASSERT_EQ(pete.submit("/me/review/consent"), 200);
  EXPECT_TRUE(pete.has("not asked of your pot"));
}

}  // namespace
}  // namespace onepot::web
