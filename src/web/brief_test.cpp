#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Browser;
using testing::FormValues;
using testing::Market;

FormValues wish(const std::string& day, const std::string& night = "") {
  return {{"words", "Someone for the mornings"},
          {"kind", "personal-care"},
          {"day-week", day},
          {"night-week", night},
          {"from-day", "30"},
          {"from-month", "11"},
          {"from-year", "2026"}};
}
const FormValues offer_of_mo = {
    {"day-rate", "18"}, {"night-rate", "12"}, {"words", "I come every morning"}, {"notice-days", "14"}};
const FormValues offer_of_kit = {
    {"day-rate", "20"}, {"night-rate", "10"}, {"words", "Kit and Jo"}, {"notice-days", "28"}};

TEST(Briefs, OnePersonsWishBecomesAnAgreementWithoutACouncil) {
  Market market;
  market.pot("pete",
             {{"adult-social-care", "*", 40000}, {"independent-living-fund", "personal-care|household|night", 30000}});
  auto pete = market.as("pete");
  ASSERT_EQ(pete.get("/me/brief"), 200);
  EXPECT_EQ(pete.submit("/me/brief", {{"words", " "}, {"day-week", "x"}}), 422);
  EXPECT_EQ(pete.submit("/me/brief", {{"words", " "}, {"day-week", ""}, {"night-week", ""}}), 422);
  EXPECT_TRUE(pete.has("Say what you want."));
  ASSERT_EQ(pete.submit("/me/brief", wish("5")), 200) << pete.body;
  const std::string brief = pete.path;
  auto mo = market.as("mo"), kit = market.as("kit");
  ASSERT_EQ(mo.get("/provider/briefs"), 200);
  EXPECT_TRUE(mo.has("Someone for the mornings"));
  EXPECT_FALSE(mo.has("pete"));
  ASSERT_EQ(mo.get(brief), 200);
  EXPECT_FALSE(mo.has("pete"));
  EXPECT_EQ(mo.submit(brief + "/offer", {{"day-rate", "900"}}), 422);
  EXPECT_TRUE(mo.has("from £0 to £500"));
  ASSERT_EQ(mo.submit(brief + "/offer", offer_of_mo), 200);
  EXPECT_TRUE(mo.has("£90 a week"));
  EXPECT_EQ(mo.post(brief + "/offer", offer_of_mo), 422) << "one offer a provider";
  kit.get(brief);
  ASSERT_EQ(kit.submit(brief + "/offer", offer_of_kit), 200);
  ASSERT_EQ(pete.get(brief), 200);
  EXPECT_TRUE(pete.has("2 offers"));
  EXPECT_EQ(market.available("pete"), 70000);
  auto twin = pete;  // the same page open twice
  const auto refs = market.offer_refs();
  ASSERT_EQ(pete.submit(brief + "/yes", {{"offer", refs.at("Mo's Mornings")}}), 200) << pete.body;
  EXPECT_EQ(pete.heading(), "What is agreed with Mo's Mornings");
  EXPECT_EQ(twin.submit(brief + "/yes", {{"offer", refs.at("Kit's Kitchen")}}), 409);
  EXPECT_TRUE(twin.has("Another offer was chosen"));
  EXPECT_EQ(market.available("pete"), 70000 - 4 * 9000);
  EXPECT_EQ(market.committed("pete", "independent-living-fund"), 30000) << "the least flexible stream first";
  EXPECT_EQ(market.committed("pete", "adult-social-care"), 6000);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement"), 1);
  // Yes again to what was chosen changes nothing.
  ASSERT_EQ(twin.post(brief + "/yes", {{"offer", refs.at("Mo's Mornings")}}), 200);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement"), 1);
  EXPECT_EQ(market.available("pete"), 70000 - 4 * 9000);
  ASSERT_EQ(mo.get(brief), 200);
  EXPECT_TRUE(mo.has("Your offer was chosen"));
  ASSERT_EQ(mo.get(mo.href("/agreements/")), 200);
  EXPECT_TRUE(mo.has("pete"));
  EXPECT_EQ(mo.post(brief + "/offer/withdraw"), 409);
  kit.get(brief);
  EXPECT_TRUE(kit.has("not looking for offers any more"));
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Briefs, AClubNeedsEveryYesToTheSameOffer) {
  Market market;
  for (const auto* name : {"pete", "sam", "ali"}) market.pot(name, {{"adult-social-care", "*", 400000}});
  const std::string club = market.club({{"pete", 10000}, {"sam", 20000}, {"ali", 30000}});
  auto pete = market.as("pete"), sam = market.as("sam"), ali = market.as("ali");
  ASSERT_EQ(pete.get("/clubs/" + club + "/brief"), 200);
  ASSERT_EQ(pete.submit("/clubs/" + club + "/brief", wish("40", "63")), 200) << pete.body;
  const std::string brief = pete.path;
  auto mo = market.as("mo"), kit = market.as("kit");
  mo.get(brief);
  EXPECT_TRUE(mo.has("Wanted by 3 people together"));
  mo.submit(brief + "/offer", offer_of_mo);
  kit.get(brief);
  kit.submit(brief + "/offer", offer_of_kit);
  const auto refs = market.offer_refs();
  const auto yes = [&](Browser& b, const std::string& provider) {
    b.get(brief);
    return b.submit(brief + "/yes", {{"offer", refs.at(provider)}});
  };
  ASSERT_EQ(yes(pete, "Mo's Mornings"), 200);
  ASSERT_EQ(yes(sam, "Kit's Kitchen"), 200);
  ASSERT_EQ(yes(ali, "Mo's Mornings"), 200);
  EXPECT_TRUE(ali.has("Said yes: pete and ali"));
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement"), 0);
  ASSERT_EQ(yes(sam, "Mo's Mornings"), 200);  // changes their mind: the third yes
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement"), 1);
  // 40 × £18 + 63 × £12 = £1,476, in proportion 1 : 2 : 3
  EXPECT_EQ(market.count("SELECT SUM(week_pence) FROM agreement_share"), 147600);
  EXPECT_EQ(market.count("SELECT MIN(week_pence) FROM agreement_share"), 24600);
  EXPECT_EQ(market.available("ali"), 400000 - 4 * 73800);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM commitment"), 3);
  auto sister = market.as("sister");
  EXPECT_EQ(sister.get(brief), 403);
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Briefs, SharesFollowNeedsWhereTheyAreKnown) {
  Market market;
  for (const auto* name : {"pete", "sam"}) market.pot(name, {{"adult-social-care", "*", 900000}});
  market.needs("pete", 10 * 60, 4 * 60, 0);
  market.needs("sam", 6 * 60, 4 * 60, 63 * 60);
  const std::string club = market.club({{"pete", 1}, {"sam", 1}});
  auto pete = market.as("pete");
  ASSERT_EQ(pete.get("/clubs/" + club + "/brief"), 200);
  EXPECT_TRUE(pete.has("value=\"12\"")) << "6 + 2 of their own and 4 shared";
  ASSERT_EQ(pete.submit("/clubs/" + club + "/brief", {{"words", "Mornings and nights"}}), 200) << pete.body;
  const std::string brief = pete.path;
  auto mo = market.as("mo");
  mo.get(brief);
  ASSERT_EQ(mo.submit(brief + "/offer", offer_of_mo), 200);
  pete.get(brief);
  // Pete: 6 × 18 + half of 4 × 18 = £144. Sam: 2 × 18 + half of 4 × 18 + 63 × 12 = £828.
  EXPECT_TRUE(pete.has("£144 a week"));
  EXPECT_TRUE(pete.has("£828 a week"));
}

TEST(Briefs, WhatIsPromisedAlreadyCannotBePromisedAgain) {
  Market market;
  market.pot("pete", {{"adult-social-care", "*", 40000}});
  auto pete = market.as("pete"), mo = market.as("mo");
  for (int round = 0; round < 2; ++round) {
    pete.get("/me/brief");
    ASSERT_EQ(pete.submit("/me/brief", wish("5")), 200);
    const std::string brief = pete.path;
    mo.get(brief);
    mo.submit(brief + "/offer", offer_of_mo);
    pete.get(brief);
    const auto offer = market.text("SELECT ref FROM brief_offer ORDER BY id DESC LIMIT 1");
    const int answered = pete.post(brief + "/yes", {{"offer", offer}});
    EXPECT_EQ(answered, round == 0 ? 200 : 422);
    if (round == 1) {
      pete.get(brief);
      EXPECT_TRUE(pete.has("does not fit"));
      EXPECT_EQ(market.count("SELECT COUNT(*) FROM brief_offer_yes"), 1) << "nothing of the refused yes is kept";
    }
  }
  EXPECT_EQ(market.available("pete"), 4000);
}

TEST(Briefs, OnlyThoseConcernedAndOnlyWhenAgreed) {
  Market market;
  const std::string club = market.club({{"pete", 1}, {"sam", 1}}, "asked");
  auto pete = market.as("pete"), ali = market.as("ali"), dana = market.as("dana");
  EXPECT_EQ(ali.get("/clubs/" + club + "/brief"), 403);
  pete.get("/clubs/" + club + "/brief");
  EXPECT_EQ(pete.submit("/clubs/" + club + "/brief", wish("5")), 422);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM brief"), 0);
  pete.get("/me/brief");
  pete.submit("/me/brief", wish("5"));
  const std::string brief = pete.path;
  for (Browser* b : {&ali, &dana}) {
    EXPECT_EQ(b->get(brief), 403);
    EXPECT_EQ(b->post(brief + "/yes", {{"offer", "x"}}), 403);
  }
  EXPECT_EQ(ali.post(brief + "/offer", offer_of_mo), 403);
  pete.get(brief);
  ASSERT_EQ(pete.submit(brief + "/withdraw"), 200);
  auto mo = market.as("mo");
  EXPECT_EQ(mo.post(brief + "/offer", offer_of_mo), 422);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM brief_offer"), 0);
}

}  // namespace
}  // namespace onepot::web
