// Things done together now and then: shared fairly, asked for together, booked for their day and promised to the penny.
#include "onepot/place/outings.h"

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "testing/home_kit.h"

namespace onepot::web {
namespace {

using namespace testing;  // the kit is made for these tests

FormValues taxi(const std::string& rule, const std::string& cost) {
  return {{"title", "Taxi to the club"},
          {"interest", "football"},
          {"category", "taxi"},
          {"rhythm", "week"},
          {"first-day", "1"},
          {"first-month", "12"},
          {"first-year", "2026"},
          {"at", "18:00"},
          {"hours", "1"},
          {"seats", "3"},
          {"rule", rule},
          {"cost", cost},
          {"words", ""}};
}

class Outings : public Home {
 protected:
  void hello(const std::string& who, const std::string& interests, const std::string& open = "yes") {
    auto b = village.as(who);
    b.get("/me/interests");
    EXPECT_EQ(b.submit("/me/interests", {{"interests", interests}, {"hello", "I am " + who + "."}, {"open", open}}),
              200)
        << b.body;
  }
  Outings() {
    for (const auto* name : cast) hello(name, "football");
  }
  std::string start(const std::string& rule, const std::string& cost) {
    auto pete = village.as("pete");
    pete.get("/me/outings/new");
    EXPECT_EQ(pete.submit("/me/outings/new", taxi(rule, cost)), 200) << pete.body;
    return pete.path;
  }
  void come(const std::string& who, const std::string& outing, const std::string& alone) {
    auto b = village.as(who);
    b.get("/me/outings");
    EXPECT_TRUE(b.has("Taxi to the club"));
    b.get(outing);
    EXPECT_EQ(b.submit(outing + "/come", {{"alone", alone}}), 200) << b.body;
    auto pete = village.as("pete");
    pete.get(outing);
    EXPECT_EQ(pete.submit(outing + "/answer", {{"person", village.ref(who)}, {"answer", "yes"}}), 200) << pete.body;
  }
};

TEST_F(Outings, ATaxiIsSharedByHowFarEachGoes) {
  const std::string outing = start("distance", "8");
  come("sam", outing, "11");
  come("ali", outing, "13");
  // 8 for three, 3 more for two, 2 more for one: the published example without its fourth (Littlechild and Owen).
  auto ali = village.as("ali");
  ali.get(outing);
  EXPECT_TRUE(ali.has("£2.67") || ali.has("£2.66")) << ali.body;
  EXPECT_TRUE(ali.has("£6.17") || ali.has("£6.16"));
  EXPECT_TRUE(ali.has("£13"));
  EXPECT_TRUE(ali.has("It is on"));
}

TEST_F(Outings, WhoLeavesMakesItDearerAndEachIsAskedAgain) {
  const std::string outing = start("equal", "18");
  come("sam", outing, "");
  come("ali", outing, "");
  auto sam = village.as("sam"), ali = village.as("ali"), pete = village.as("pete");
  EXPECT_EQ(pete.post(outing + "/answer", {{"person", village.ref("sam")}, {"answer", "yes"}}), 404);
  ali.get(outing);
  EXPECT_TRUE(ali.has("£6"));
  sam.get(outing);
  ASSERT_EQ(sam.submit(outing + "/leave"), 200);
  ali.get(outing);
  EXPECT_TRUE(ali.has("Somebody has left")) << ali.body;
  EXPECT_EQ(ali.submit(outing + "/yes"), 422) << "the pot of these tests holds no money";
  pete.get(outing);
  ASSERT_EQ(pete.submit(outing + "/leave"), 200);
  ali.get(outing);
  EXPECT_TRUE(ali.has("£18"));
  EXPECT_TRUE(ali.has("Proposed by"));
  ASSERT_EQ(ali.submit(outing + "/leave"), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM outing WHERE status = 'ended'"), 1);
}

TEST_F(Outings, TogetherTheyAskForOffers) {
  const std::string outing = start("equal", "18");
  auto pete = village.as("pete");
  EXPECT_EQ(pete.post(outing + "/brief"), 422) << "alone it is nothing to do together";
  come("sam", outing, "");
  pete.get(outing);
  ASSERT_EQ(pete.submit(outing + "/brief"), 200) << pete.body;
  EXPECT_TRUE(pete.path.starts_with("/briefs/")) << pete.path;
  auto sam = village.as("sam");
  EXPECT_EQ(sam.get(pete.path), 200);
  auto ali = village.as("ali");
  EXPECT_EQ(ali.get(pete.path), 403);
}

/// A boat once a year: offers for the day, each one's yes, and each one's part of that one day promised – no more.
TEST_F(Outings, OnceAYearIsBookedForItsDayAndPromisedToThePenny) {
  for (const auto* name : {"pete", "sam"})
    village.write([&](store::Session& s) {
      const std::string who = store::accounts::person(s, village.person(name))->ref;
      pot::Transfer in;
      in.id = "in:" + who;
      in.booked = in.effective = date_of(village.now);
      in.from = pot::funder_account("adult-social-care");
      in.to = pot::pot_account(who, "adult-social-care");
      in.amount = Pence(20'000);
      in.stream = "adult-social-care";
      ASSERT_TRUE(store::ledger::post(s, in).has_value());
    });
  auto pete = village.as("pete");
  pete.get("/me/outings/new");
  FormValues boat = taxi("equal", "18");
  for (auto& [name, value] : boat) {
    if (name == "rhythm") value = "year";
    if (name == "hours") value = "3";
    if (name == "category") value = "getting-out";
  }
  ASSERT_EQ(pete.submit("/me/outings/new", boat), 200) << pete.body;
  const std::string outing = pete.path;
  come("sam", outing, "");
  pete.get(outing);
  EXPECT_TRUE(pete.has("Ask for offers for 1 December 2026")) << pete.body;
  ASSERT_EQ(pete.submit(outing + "/brief"), 200) << pete.body;
  const std::string brief = pete.path;
  pete.get(outing);
  ASSERT_EQ(pete.submit(outing + "/brief"), 200);
  EXPECT_EQ(pete.path, brief) << "asked once";
  auto mo = village.as("mo");
  mo.get("/provider/briefs");
  EXPECT_TRUE(mo.has("On the day") || mo.has("1 December 2026"));
  mo.get(brief);
  ASSERT_EQ(mo.submit(brief + "/offer", {{"day-rate", "10.01"}, {"words", "My boat"}, {"notice-days", "0"}}), 200)
      << mo.body;
  const auto offer = village.offer_refs().at("Mo's Mornings");
  auto sam = village.as("sam");
  sam.get(brief);
  EXPECT_TRUE(sam.has("£30.03")) << sam.body;
  const auto before = village.available("pete") + village.available("sam");
  ASSERT_EQ(sam.submit(brief + "/yes", {{"offer", offer}}), 200) << sam.body;
  EXPECT_EQ(village.available("pete") + village.available("sam"), before) << "one yes is not enough";
  pete.get(brief);
  ASSERT_EQ(pete.submit(brief + "/yes", {{"offer", offer}}), 200) << pete.body;
  EXPECT_EQ(before - village.available("pete") - village.available("sam"), 3003) << "three hours once, to the penny";
  EXPECT_EQ(number("SELECT until_date - from_date FROM agreement"), 6);
  sam.get(outing);
  EXPECT_TRUE(sam.has("An offer is chosen")) << sam.body;
  EXPECT_TRUE(village.books_are_whole());
}

TEST(OutingDays, TheNextTimeIsCountedFromTheFirst) {
  store::outings::Outing o;
  o.first = Date(2026, 1, 31);
  const auto next = [&](const char* rhythm, Date day) {
    o.rhythm = rhythm;
    return place::next_time(o, day);
  };
  EXPECT_EQ(next("once", Date(2026, 1, 31)), Date(2026, 1, 31));
  EXPECT_EQ(next("once", Date(2026, 2, 1)), std::nullopt);
  EXPECT_EQ(next("week", Date(2026, 2, 1)), Date(2026, 2, 7));
  EXPECT_EQ(next("week", Date(2026, 2, 7)), Date(2026, 2, 7));
  EXPECT_EQ(next("month", Date(2026, 2, 1)), Date(2026, 2, 28));
  EXPECT_EQ(next("month", Date(2026, 3, 1)), Date(2026, 3, 31));
  EXPECT_EQ(next("year", Date(2026, 2, 1)), Date(2027, 1, 31));
}

TEST_F(Outings, WhoIsNotOpenSeesNobodysAndANeverHidesIt) {
  const std::string outing = start("equal", "18");
  hello("ali", "football", "no");
  auto ali = village.as("ali"), sam = village.as("sam");
  EXPECT_EQ(ali.get(outing), 404);
  const std::string closed = without_tokens(ali.body);
  say("sam", "pete", "never");
  EXPECT_EQ(sam.get(outing), 404);
  EXPECT_EQ(without_tokens(sam.body), closed);
  sam.get("/me/outings");
  EXPECT_FALSE(sam.has("Taxi to the club"));
  EXPECT_EQ(sam.post(outing + "/come"), 404);
}

}  // namespace
}  // namespace onepot::web
