#include <gtest/gtest.h>

#include "onepot/identity/throttle.h"
#include "onepot/identity/token.h"
#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

TEST(Accounts, SomebodyNewJoinsAndSignsInAgain) {
  Village village;
  auto b = village.nobody();
  ASSERT_EQ(b.get("/join"), 200);
  EXPECT_EQ(b.submit("/join", {{"sign-in", "new.person"}, {"password", "short"}}), 422);
  EXPECT_TRUE(b.has("There is a problem"));
  EXPECT_TRUE(b.has("value=\"new.person\""));
  const testing::FormValues good = {{"known-as", "Noor"},      {"full-name", "Noor Example"},
                                    {"born-day", "2"},         {"born-month", "3"},
                                    {"born-year", "1991"},     {"area", "1"},
                                    {"sign-in", "New.Person"}, {"password", "otter kettle mauve"}};
  ASSERT_EQ(b.submit("/join", good), 200) << b.body;
  EXPECT_EQ(b.path, "/me");
  auto again = village.nobody();
  again.get("/join");
  EXPECT_EQ(again.submit("/join", good), 422);
  EXPECT_TRUE(again.has("already uses that sign-in name"));
  again.get("/sign-in");
  EXPECT_EQ(again.submit("/sign-in", {{"sign-in", "new.person"}, {"password", "otter kettle grey"}}), 422);
  EXPECT_EQ(again.submit("/sign-in", {{"sign-in", "new.person"}, {"password", "otter kettle mauve"}}), 200);
  EXPECT_EQ(again.path, "/me");
}

TEST(Accounts, WordsAndPrintAreKept) {
  Village village;
  auto b = village.as("pete");
  b.get("/words");
  ASSERT_EQ(b.submit("/words", {{"words", "en-easy"}, {"print", "large"}}), 200);
  EXPECT_TRUE(b.has("large-print easy-read"));
  ASSERT_EQ(b.get("/me/name"), 200);
  EXPECT_EQ(b.submit("/me/name", {{"known-as", "  "}}), 422);
  EXPECT_EQ(b.submit("/me/name", {{"known-as", "Petey"}}), 200);
  EXPECT_TRUE(b.has("Petey"));
}

TEST(Accounts, AFormFromElsewhereChangesNothing) {
  Village village;
  auto b = village.as("pete");
  b.get("/words");
  EXPECT_EQ(b.submit("/words", {{"csrf", "forged"}, {"words", "en-easy"}}), 403);
  b.get("/account");
  EXPECT_FALSE(b.has("easy-read"));
}

TEST(Accounts, ManyNamesTriedFromOneAddressAreSlowed) {
  Village village;
  const auto tried = [&](int times) {
    village.write([&](store::Session& s) {
      for (int i = 0; i < times; ++i)
        store::accounts::add_attempt(s, identity::token_hash("address "), false, village.now);
    });
  };
  auto b = village.nobody();
  tried(identity::address_throttle.free_failures - 1);
  b.get("/sign-in");
  EXPECT_EQ(b.submit("/sign-in", {{"sign-in", "nobody.here"}, {"password", "otter kettle grey"}}), 422);
  EXPECT_FALSE(b.has("Wait"));
  tried(1);
  EXPECT_EQ(b.submit("/sign-in", {{"sign-in", "somebody.else"}, {"password", "otter kettle grey"}}), 422);
  EXPECT_TRUE(b.has("Wait"));
}

TEST(Accounts, SigningOutEndsTheSession) {
  Village village;
  auto b = village.as("pete");
  const auto kept = b.cookies;
  b.get("/account");
  ASSERT_EQ(b.submit("/sign-out"), 200);
  b.cookies = kept;
  b.get("/account");
  EXPECT_EQ(b.path, "/sign-in");
}

}  // namespace
}  // namespace onepot::web
