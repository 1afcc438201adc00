#include <fmt/format.h>
#include <gtest/gtest.h>

#include "onepot/store/providers.h"
#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

std::int64_t gaps(Village& village) {
  return village.db->read(
      [](store::Session& s) { return s.query("SELECT COUNT(*) FROM market_gap").one().integer(0); });
}

TEST(Directory, AnybodySearchesByWordsKindAndArea) {
  Village village;
  village.write([&](store::Session& s) {
    for (int i = 0; i < 25; ++i)
      store::providers::add_offering(s, village.provider, fmt::format("o{}", i), "getting-out",
                                     fmt::format("Walk number {}", i), Pence(1800), {}, village.now);
    store::providers::add_offering(s, village.provider, "free", "companionship", "A chat & a walk", {}, {},
                                   village.now);
  });
  auto b = village.nobody();
  ASSERT_EQ(b.get("/directory"), 200);
  EXPECT_TRUE(b.has("26 found"));
  EXPECT_TRUE(b.has("Page 1 of 2"));
  EXPECT_TRUE(b.has("£18 an hour"));
  EXPECT_TRUE(b.has("One person"));
  ASSERT_EQ(b.get("/directory?words=&category=&area=&page=2"), 200);
  EXPECT_TRUE(b.has("Page 2 of 2"));
  ASSERT_EQ(b.get("/directory?words=CHAT&category=companionship&area=1"), 200);
  EXPECT_TRUE(b.has("1 found"));
  EXPECT_TRUE(b.has("A chat &amp; a walk"));
  EXPECT_TRUE(b.has("Nothing to pay"));
  ASSERT_EQ(b.get(b.href("/providers/")), 200);
  EXPECT_EQ(b.heading(), "Mo's Mornings");
  EXPECT_EQ(b.get("/providers/nobody"), 404);
  EXPECT_EQ(b.get("/directory?area=x&page=99999999999"), 200);
  EXPECT_EQ(gaps(village), 0);
}

TEST(Directory, ASearchThatFindsNothingBecomesAGapOnce) {
  Village village;
  auto b = village.nobody();
  ASSERT_EQ(b.get("/directory?words=Dog+walking"), 200);
  EXPECT_TRUE(b.has("We found nothing"));
  EXPECT_TRUE(b.has("We have written down that this is missing"));
  b.get("/directory?words=dog+walking");
  EXPECT_EQ(gaps(village), 1);
  b.get("/directory?words=%25");  // a sign of the pattern language is looked for as itself
  EXPECT_EQ(gaps(village), 2);
  b.get("/directory?words=");
  EXPECT_EQ(gaps(village), 2);
}

const testing::FormValues joining = {
    {"known-as", "Kit"},    {"name", "Kit's Kitchen"},   {"area", "1"},
    {"staff", "1"},         {"category", "Dog walking"}, {"words", "I walk your dog with you"},
    {"day-rate", "£12.50"}, {"sign-in", "kit"},          {"password", "otter kettle mauve"}};

TEST(Listing, SomebodyIsListedAtOnceWithAKindNobodyHadBefore) {
  Village village;
  auto b = village.nobody();
  ASSERT_EQ(b.get("/join/provider"), 200);
  EXPECT_EQ(b.submit("/join/provider", {{"staff", "many"}, {"day-rate", "lots"}}), 422);
  EXPECT_TRUE(b.has("Type an amount in pounds"));
  EXPECT_TRUE(b.has("value=\"lots\""));
  ASSERT_EQ(b.submit("/join/provider", joining), 200) << b.body;
  EXPECT_EQ(b.path, "/provider/listed");
  EXPECT_TRUE(b.has("You are listed"));
  EXPECT_TRUE(b.has("It took 9 fields."));
  auto other = village.nobody();
  ASSERT_EQ(other.get("/directory?category=dog-walking"), 200);
  EXPECT_TRUE(other.has("Kit&#39;s Kitchen"));
  EXPECT_TRUE(other.has("£12.50 an hour"));
  auto twin = village.nobody();
  twin.get("/join/provider");
  EXPECT_EQ(twin.submit("/join/provider", joining), 422);
  EXPECT_TRUE(twin.has("already uses that sign-in name"));
  EXPECT_EQ(
      village.db->read([](store::Session& s) { return s.query("SELECT COUNT(*) FROM provider").one().integer(0); }), 2);
}

TEST(Listing, AProviderChangesItsOwnAndItsBankDetailsStayMasked) {
  Village village;
  auto b = village.as("mo");
  ASSERT_EQ(b.get("/provider"), 200);
  EXPECT_TRUE(b.has("00-00-00 ****6819"));
  EXPECT_FALSE(b.has("31926819"));
  ASSERT_EQ(b.get("/provider/listing"), 200);
  EXPECT_EQ(b.submit("/provider/listing", {{"name", " "}}), 422);
  ASSERT_EQ(b.submit("/provider/listing", {{"name", "Mo's Days"}, {"kind", "Circle of support"}, {"staff", "2.5"}}),
            200);
  EXPECT_EQ(b.heading(), "Mo's Days");
  EXPECT_TRUE(b.has("Micro: 2 to 5 people"));
  ASSERT_EQ(b.get("/provider/offerings"), 200);
  ASSERT_EQ(b.submit("/provider/offerings", {{"category", "household"}, {"words", "Cooking"}, {"day-rate", "17"}}),
            200);
  EXPECT_TRUE(b.has("Stop offering Household"));
  auto again = b;
  ASSERT_EQ(b.submit("/provider/offerings/end"), 200);
  EXPECT_FALSE(b.has("Stop offering Household"));
  EXPECT_EQ(again.submit("/provider/offerings/end"), 409);
  ASSERT_EQ(b.get("/provider/bank"), 200);
  EXPECT_FALSE(b.has("31926819"));
  EXPECT_EQ(b.submit("/provider/bank", {{"sort-code", "12345"}, {"account", "abc"}}), 422);
  EXPECT_TRUE(b.has("A sort code has six digits"));
  ASSERT_EQ(b.submit("/provider/bank", {{"sort-code", "20-00-00"}, {"account", "55779911"}}), 200);
  EXPECT_TRUE(b.has("20-00-00 ****9911"));
  auto pete = village.as("pete");
  EXPECT_EQ(pete.get("/provider"), 403);
  EXPECT_EQ(pete.get("/provider/bank"), 403);
}

}  // namespace
}  // namespace onepot::web
