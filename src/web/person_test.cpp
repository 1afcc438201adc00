// Pete's own steps: he asks, his needs are described and priced, he takes the offer, he writes his plan, and nobody
// else can.
#include <gtest/gtest.h>

#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

void add_streams(Village& village) {
  village.write([](store::Session& s) {
    for (const auto& [code, name] : {std::pair{"adult-social-care", "Adult social care"},
                                     {"nhs-phb", "NHS personal health budget"},
                                     {"access-to-work", "Access to Work"}})
      s.run(
          "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :name, 'the "
          "council', 'Care Act 2014', '*', 1)",
          {{"code", code}, {"name", name}});
  });
}

const testing::FormValues story_needs = {
    {"personal-hours", "5"}, {"household-hours", "7"}, {"household-shareable", "7"},
    {"out-hours", "7"},      {"out-shareable", "7"},   {"health-hours", "2"},
    {"work-hours", "2"},     {"night-nights", "7"},    {"night-shareable", "yes"}};

TEST(Person, WhatCouldIGetKeepsNothing) {
  Village village;
  auto b = village.nobody();
  ASSERT_EQ(b.get("/what-could-i-get"), 200);
  ASSERT_EQ(b.submit("/what-could-i-get", {{"about", "wants_own_home"}, {"about", "needs_help_at_home"}}), 200);
  EXPECT_TRUE(b.has("Care Act 2014, section 9"));
  EXPECT_EQ(b.path, "/what-could-i-get");
  village.db->read([](store::Session& s) { EXPECT_EQ(s.query("SELECT COUNT(*) FROM audit").one().integer(0), 0); });
}

TEST(Person, FromNeedsToAPot) {
  Village village;
  add_streams(village);
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/needs"), 200);
  EXPECT_EQ(pete.submit("/me/needs", {{"words", " "}}), 422);
  ASSERT_EQ(pete.submit("/me/needs", {{"words", "I want a place with my mates."}, {"let-in", "yes"}}), 200)
      << pete.body;
  auto dana = village.as("dana");
  ASSERT_EQ(dana.get("/caseload"), 200);
  ASSERT_EQ(dana.get("/people/" + village.ref("pete") + "/needs"), 200);
  EXPECT_TRUE(dana.has("I want a place with my mates."));
  const std::string needs = "/people/" + village.ref("pete") + "/needs",
                    offer = "/people/" + village.ref("pete") + "/offer";
  EXPECT_EQ(dana.submit(needs, {{"household-hours", "2"}, {"household-shareable", "3"}}), 422);
  EXPECT_TRUE(dana.has("value=\"3\""));
  ASSERT_EQ(dana.get(needs), 200);
  ASSERT_EQ(dana.submit(needs, story_needs), 200) << dana.body;
  EXPECT_EQ(dana.path, offer);
  ASSERT_EQ(dana.submit(offer), 200) << dana.body;
  ASSERT_EQ(pete.get("/me/offer"), 200);
  EXPECT_TRUE(pete.has("£714.37 a week")) << pete.body;
  EXPECT_EQ(pete.submit("/me/offer/accept"), 422);
  ASSERT_EQ(pete.submit("/me/offer/accept", {{"holding", "isf"}}), 200) << pete.body;
  EXPECT_EQ(pete.path, "/me/pot");
  EXPECT_TRUE(pete.has("£2,857.48"));
  EXPECT_EQ(pete.post("/me/offer/accept", {{"holding", "isf"}, {"offer", "x"}}), 409);
  // The practitioner sees the pot because Pete let them in, and Pete sees that they looked.
  ASSERT_EQ(dana.get("/people/" + village.ref("pete") + "/pot"), 200);
  ASSERT_EQ(pete.get("/me/looked"), 200);
  EXPECT_TRUE(pete.has("Looked at your pot"));
  village.db->read(
      [](store::Session& s) { EXPECT_EQ(s.query("SELECT COUNT(*) FROM budget_offer_part").one().integer(0), 3); });
}

TEST(Person, OnlyTheirPersonWritesAPlan) {
  Village village;
  village.relate("dana", "pete", "practitioner");
  village.consent("pete", "dana", "plan");
  auto pete = village.as("pete");
  pete.get("/me/plan");
  EXPECT_EQ(pete.submit("/me/plan", {{"text", ""}}), 422);
  ASSERT_EQ(pete.submit("/me/plan", {{"text", "I want my own front door."}, {"supported-by", "Ruth"}}), 200);
  EXPECT_TRUE(pete.has("Written with Ruth"));
  const std::string ref = pete.href("/me/plan/").substr(9);
  auto dana = village.as("dana");
  const std::string plan = "/people/" + village.ref("pete") + "/plan";
  ASSERT_EQ(dana.get(plan + "/" + ref), 200);
  EXPECT_EQ(dana.submit(plan + "/" + ref, {{"text", "Pete requires accommodation."}}), 403);
  EXPECT_TRUE(dana.has("Pete requires accommodation."));  // kept, as a suggestion
  ASSERT_EQ(dana.submit(plan + "/suggest", {{"reason", "It reads better"}}), 200);
  pete.get("/me/plan");
  EXPECT_TRUE(pete.has("I want my own front door."));
  EXPECT_TRUE(pete.has("Pete requires accommodation."));
  std::string decline;
  for (const auto& action : pete.actions())
    if (action.ends_with("/decline")) decline = action;
  ASSERT_EQ(pete.submit(decline), 200);
  EXPECT_FALSE(pete.has("Pete requires accommodation."));
  EXPECT_EQ(pete.post(decline), 409);
  pete.get("/me/looked");
  EXPECT_TRUE(pete.has("Tried to change your plan"));
  EXPECT_TRUE(pete.has("Not allowed"));
}

TEST(Person, EveryKindOfLookIsToldInWords) {
  for (const auto& rule : place::rules()) {
    if (!rule.looked) continue;
    for (const auto language : {Language::en, Language::easy})
      EXPECT_TRUE(Words(language).has("looked.action." + rule.action)) << rule.action;
  }
}

TEST(Person, ASupporterSeesOnlyWhatIsConsented) {
  Village village;
  auto pete = village.as("pete");
  pete.get("/me/people/invite");
  EXPECT_EQ(pete.submit("/me/people/invite", {{"sign-in", "nobody.here"}}), 422);
  ASSERT_EQ(pete.submit("/me/people/invite", {{"sign-in", "sister"}, {"words", "my sister"}}), 200) << pete.body;
  auto sister = village.as("sister");
  const std::string base = "/people/" + village.ref("pete");
  EXPECT_EQ(sister.get(base), 200);
  EXPECT_EQ(sister.get(base + "/plan"), 403);
  ASSERT_EQ(pete.submit("/me/people/consent", {{"may", "plan"}}), 200);
  EXPECT_EQ(sister.get(base + "/plan"), 200);
  EXPECT_EQ(sister.get(base + "/pot"), 403);
  ASSERT_EQ(pete.submit("/me/people/end"), 200);
  EXPECT_EQ(sister.get(base + "/plan"), 403);
}

}  // namespace
}  // namespace onepot::web
