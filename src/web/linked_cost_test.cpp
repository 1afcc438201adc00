// What care has cost: brought in under pseudonyms, seen by its person after their yes, offered, taken or left; and
// what moved between health and care.
#include <gtest/gtest.h>

#include "onepot/place/linked.h"
#include "testing/village.h"

namespace onepot::web {
namespace linked_cost_tests {

using testing::Village;

void add_streams(Village& village) {
  village.write([](store::Session& s) {
    for (const auto* code : {"adult-social-care", "nhs-phb", "supporting-people"})
      s.run(
          "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :code, 'the "
          "council', 'Care Act 2014', '*', 1)",
          {{"code", code}});
  });
}

/// A year of one person's care ending on 31 October 2026: £280 of help each four weeks, £140 of nursing, a surgery, and
/// a week in hospital during which the council's list went on.
std::string year_of(const std::string& person) {
  std::string rows;
  const Date last(2026, 10, 31);
  for (int p = 0; p < 13; ++p) {
    const std::string days = to_iso(last - (28 * p + 27)) + "," + to_iso(last - 28 * p);
    rows += fmt::format(
        "{0}c{1},{0},council,home-care,{2},280.00\n{0}n{1},{0},community,community-nursing,{2},140.00\n"
        "{0}g{1},{0},surgery,general-practice,{2},28.00\n",
        person, p, days);
  }
  return rows + fmt::format("{0}h,{0},trust,hospital,2026-03-02,2026-03-09,2940.00\n", person);
}
const std::string head = "record,person,stream,kind,from,until,cost\n";

void bring_in(Village& village, const std::string& rows) {
  auto fin = village.as("fin");
  ASSERT_EQ(fin.get("/finance/care-records"), 200);
  ASSERT_EQ(fin.upload("/finance/care-records", {{"records", head + rows}}), 200) << fin.body;
}

TEST(LinkedCost, FromRecordsToAnOfferThatIsTaken) {
  Village village;
  add_streams(village);
  bring_in(village, year_of(village.ref("pete")));
  village.relate("dana", "pete", "practitioner");
  village.consent("pete", "dana", "needs");
  const std::string offer = "/people/" + village.ref("pete") + "/offer/linked";
  auto dana = village.as("dana");
  ASSERT_EQ(dana.get(offer), 200);
  EXPECT_TRUE(dana.has("has not said yes")) << dana.body;
  EXPECT_FALSE(dana.has("2,940"));
  EXPECT_EQ(dana.post(offer), 422);  // and nobody can go round it

  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me"), 200);
  EXPECT_TRUE(pete.has("href=\"/me/costs\""));
  ASSERT_EQ(pete.get("/me/costs"), 200);
  EXPECT_FALSE(pete.has("hospital"));
  ASSERT_EQ(pete.submit("/me/costs", {{"answer", "yes"}}), 200) << pete.body;
  EXPECT_TRUE(pete.has("staying in hospital"));
  EXPECT_TRUE(pete.has("£2,940.00"));
  // Seven days of help at £10 and of nursing at £5 were on the lists while he was in hospital.
  EXPECT_TRUE(pete.has("£105.00 was left out")) << pete.body;
  ASSERT_EQ(pete.get("/me/needs"), 200);
  ASSERT_EQ(pete.submit("/me/needs", {{"words", "I want to stay at home."}}), 200);

  ASSERT_EQ(dana.get(offer), 200);
  EXPECT_TRUE(dana.has("hospital before home-care"));
  EXPECT_TRUE(dana.has("£8,682.79")) << dana.body;  // (13 × 448 − 105 + 2,940) × 365 ÷ 364
  EXPECT_EQ(dana.submit(offer, {{"linked-contribution", "x"}}), 422);
  EXPECT_TRUE(dana.has("value=\"x\""));
  ASSERT_EQ(dana.submit(offer, {{"linked-contribution", "10"}}), 200) << dana.body;

  ASSERT_EQ(pete.get("/me/offer"), 200);
  EXPECT_TRUE(pete.has("costs about £103 a week")) << pete.body;
  EXPECT_TRUE(pete.has("How sure are we?"));
  ASSERT_EQ(pete.submit("/me/offer/accept", {{"holding", "notional"}}), 200) << pete.body;
  EXPECT_EQ(pete.path, "/me/pot");
  EXPECT_EQ(pete.post("/me/offer/accept", {{"holding", "notional"}, {"offer", "x"}}), 409);
}

TEST(LinkedCost, ANoIsRecordedAndNothingHappens) {
  Village village;
  add_streams(village);
  bring_in(village, year_of(village.ref("pete")));
  village.relate("dana", "pete", "practitioner");
  village.consent("pete", "dana", "needs");
  auto pete = village.as("pete");
  pete.get("/me/costs");
  ASSERT_EQ(pete.submit("/me/costs", {{"answer", "yes"}}), 200);
  pete.get("/me/needs");
  pete.submit("/me/needs", {{"words", "Help."}});
  auto dana = village.as("dana");
  dana.get("/people/" + village.ref("pete") + "/offer/linked");
  ASSERT_EQ(dana.submit("/people/" + village.ref("pete") + "/offer/linked"), 200) << dana.body;
  pete.get("/me/offer");
  ASSERT_EQ(pete.submit("/me/offer/decline"), 200) << pete.body;
  village.db->read([&](store::Session& s) {
    EXPECT_EQ(s.query("SELECT answer FROM budget_offer").one().text(0), "declined");
    EXPECT_EQ(s.query("SELECT COUNT(*) FROM pot").one().integer(0), 0);
  });
  // A yes can be taken back at any time, and then nothing is looked up any more.
  pete.get("/me/costs");
  ASSERT_EQ(pete.submit("/me/costs", {{"answer", "no"}}), 200);
  dana.get("/people/" + village.ref("pete") + "/offer/linked");
  EXPECT_TRUE(dana.has("has not said yes"));
}

TEST(LinkedCost, NumbersOfPeopleAreNotKept) {
  Village village;
  bring_in(village, year_of("NHS-943-476-5919"));
  village.db->read([&](store::Session& s) {
    EXPECT_EQ(s.query("SELECT COUNT(*) FROM care_record WHERE pseudonym LIKE '%943%476%'").one().integer(0), 0);
    EXPECT_EQ(s.query("SELECT COUNT(DISTINCT pseudonym) FROM care_record").one().integer(0), 1);
    EXPECT_EQ(s.query("SELECT LENGTH(key_hex) FROM care_key").one().integer(0), 64);
  });
}

TEST(LinkedCost, ABadFileIsNamedLineByLineAndNothingIsKept) {
  Village village;
  auto fin = village.as("fin");
  ASSERT_EQ(fin.get("/finance/care-records"), 200);
  EXPECT_EQ(fin.upload("/finance/care-records", {{"records", head + "1,a,s,spaceship,2026-01-01,2026-01-02,1.00\n"}}),
            422);
  EXPECT_TRUE(fin.has(":2:kind: ")) << fin.body;
  EXPECT_EQ(fin.submit("/finance/care-records"), 422);
  EXPECT_TRUE(fin.has("Choose a file"));
  village.db->read(
      [&](store::Session& s) { EXPECT_EQ(s.query("SELECT COUNT(*) FROM care_load").one().integer(0), 0); });
}

TEST(LinkedCost, DaysOfWhichNotAllHaveToldAreNotCompared) {
  // Twenty-five people with help and nursing every day; the nurses' list ends with September, the council's goes on.
  std::string rows;
  for (int person = 0; person < 25; ++person)
    for (Date day(2026, 1, 1); day <= Date(2026, 11, 15); day = day + 1) {
      const std::string days = to_iso(day) + "," + to_iso(day);
      rows += fmt::format("c{1}-{0},p{0},council,home-care,{2},50.00\n", person, day.number(), days);
      if (day <= Date(2026, 9, 30))
        rows += fmt::format("n{1}-{0},p{0},community,community-nursing,{2},50.00\n", person, day.number(), days);
    }
  Village village;
  bring_in(village, rows);
  auto fin = village.as("fin");
  ASSERT_EQ(fin.get("/finance/cost-shift"), 200);
  EXPECT_TRUE(fin.has("from 1 January 2026 to 30 September 2026")) << fin.body;
  EXPECT_TRUE(fin.has("15 November 2026")) << "how far the council's list goes";
  EXPECT_TRUE(fin.has("From 1 July 2026"));
  EXPECT_FALSE(fin.has("From 1 August 2026")) << "October without nurses would look like a shift to care";
  EXPECT_FALSE(fin.has("From health to care"));
  EXPECT_TRUE(fin.has("No shift that can be told from chance"));
  ASSERT_EQ(fin.get("/finance/care-records"), 200);
  EXPECT_TRUE(fin.has("30 September 2026"));
}

TEST(LinkedCost, AFileIsTakenOutOnce) {
  Village village;
  bring_in(village, year_of("a"));
  auto fin = village.as("fin"), other = village.as("fin");
  fin.get("/finance/care-records");
  other.get("/finance/care-records");
  EXPECT_EQ(fin.submit("/finance/care-records/withdraw"), 200) << fin.body;
  EXPECT_EQ(other.submit("/finance/care-records/withdraw"), 409);
  // What is out does not stand in the way of the same file coming again.
  fin.get("/finance/care-records");
  EXPECT_EQ(fin.upload("/finance/care-records", {{"records", head + year_of("a")}}), 200) << fin.body;
}

TEST(LinkedCost, WhatMovesIsShownAndSmallNumbersAreNot) {
  Village village;
  auto fin = village.as("fin");
  ASSERT_EQ(fin.get("/finance/cost-shift"), 200);
  EXPECT_TRUE(fin.has("nothing to compare") || fin.has("no two quarters"));
  // Thirty people whose hospital cost halves from the first quarter to the second while their care doubles; of them
  // three after a stroke.
  std::string rows = "record,person,stream,kind,from,until,cost,pathway\n";
  for (int i = 0; i < 30; ++i)
    for (int q = 0; q < 2; ++q) {
      const Date from = add_months(Date(2026, 4, 1), 3 * q);
      rows += fmt::format("h{0}{1},p{0},trust,outpatient,{2},{3},{4}.00,{5}\n", i, q, to_iso(from),
                          to_iso(add_months(from, 3) - 1), q == 0 ? 200 : 100, i < 3 ? "stroke" : "");
      rows += fmt::format("c{0}{1},p{0},council,home-care,{2},{3},{4}.00,\n", i, q, to_iso(from),
                          to_iso(add_months(from, 3) - 1), q == 0 ? 100 : 200);
    }
  fin.get("/finance/care-records");
  ASSERT_EQ(fin.upload("/finance/care-records", {{"records", rows}}), 200) << fin.body;
  ASSERT_EQ(fin.get("/finance/cost-shift"), 200);
  EXPECT_TRUE(fin.has("From health to care")) << fin.body;
  EXPECT_TRUE(fin.has("£100")) << fin.body;
  EXPECT_TRUE(fin.has("Stroke"));
  EXPECT_TRUE(fin.has("Hidden"));
  EXPECT_TRUE(fin.has("<table"));
  ASSERT_EQ(fin.get("/finance"), 200);
  EXPECT_TRUE(fin.has("href=\"/finance/cost-shift\""));
}

}  // namespace linked_cost_tests
}  // namespace onepot::web
