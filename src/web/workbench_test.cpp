// The finance officer's pages of currencies, tariffs and plans: groups made from costs and published as a draft; a
// tariff from draft to live, moving nothing before; a plan settled by differences.
#include <gtest/gtest.h>

#include "onepot/base/files.h"
#include "onepot/base/random.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace workbench_tests {

using testing::Browser;
using testing::FormValues;
using testing::Market;

/// 400 people whose cost follows from their nights, and a column that means nothing.
std::string costs() {
  Random random(3);
  std::string out = "cost,nights,colour\n";
  for (int i = 0; i < 400; ++i) {
    const auto nights = random.between(0, 7);
    out += fmt::format("{}.00,{},{}\n", 5000 + (nights > 3 ? 20000 : 0) + random.between(0, 900), nights,
                       random.chance(1, 2) ? "red" : "blue");
  }
  return out;
}

std::string design_page(Browser& fin) {
  EXPECT_EQ(fin.get("/finance/currencies/design"), 200);
  EXPECT_EQ(fin.upload("/finance/currencies/design", {{"costs", costs()}}), 200) << fin.body;
  return fin.path;
}

TEST(Workbench, GroupsAreMadeJudgedAndPublishedAsADraft) {
  Market market;
  auto fin = market.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  EXPECT_TRUE(fin.has("href=\"/finance/currencies\""));
  const std::string page = design_page(fin);
  ASSERT_TRUE(fin.has("value=\"nights\"")) << fin.body;
  const FormValues choice{{"cost", "cost"}, {"by", "nights"}, {"never-less", "nights"}, {"least", "30"}, {"most", "5"}};
  ASSERT_EQ(fin.submit(page, choice), 200) << fin.body;
  EXPECT_TRUE(fin.has("nights &lt;= 3") || fin.has("nights <= 3")) << fin.body;
  EXPECT_EQ(fin.submit(page + "/publish", {{"name", "Not A Name"}}), 422);
  EXPECT_TRUE(fin.has("Not A Name"));
  ASSERT_EQ(fin.submit(page + "/publish", {{"name", "ashdale-nights"}}), 200) << fin.body;
  EXPECT_TRUE(fin.has("Draft"));
  EXPECT_TRUE(fin.has("G01"));
  ASSERT_EQ(fin.get("/finance/currencies"), 200);
  EXPECT_TRUE(fin.has("/finance/currencies/ashdale-linked-costs"));  // made by the workbench and shipped
  EXPECT_TRUE(fin.has("ashdale-nights"));
  // The table of costs is thrown away with the publishing: nobody publishes it twice.
  EXPECT_EQ(fin.get(page), 404);
  FormValues again = choice;
  again.emplace_back("name", "other");
  EXPECT_EQ(fin.post(page + "/publish", again), 409);
  market.db->read(
      [](store::Session& s) { EXPECT_EQ(s.query("SELECT COUNT(*) FROM price_upload").one().integer(0), 0); });
}

TEST(Workbench, WhoWinsAndWhoLosesByProviderIsShownAndKeptWithTheDraft) {
  Market market;
  auto fin = market.as("fin");
  // A is paid what its people cost; B is paid £100 a person less than that.
  std::string table = "cost,nights,who,paid\n";
  for (int i = 0; i < 60; ++i) {
    const int cost = i % 2 == 0 ? 1000 : 3000;
    table += fmt::format("{}.00,{},{},{}.00\n", cost, i % 2, i < 30 ? "A" : "B", i < 30 ? cost : cost - 100);
  }
  fin.get("/finance/currencies/design");
  ASSERT_EQ(fin.upload("/finance/currencies/design", {{"costs", table}}), 200) << fin.body;
  const std::string page = fin.path;
  const FormValues choice{{"cost", "cost"}, {"by", "nights"},    {"least", "5"},
                          {"most", "2"},    {"provider", "who"}, {"paid", "paid"}};
  ASSERT_EQ(fin.submit(page, choice), 200) << fin.body;
  EXPECT_TRUE(fin.has("would be paid more")) << fin.body;
  EXPECT_TRUE(fin.has("£57,000.00"));
  EXPECT_TRUE(fin.has("£60,000.00"));
  EXPECT_TRUE(fin.has("£3,000.00"));
  ASSERT_EQ(fin.submit(page + "/publish", {{"name", "who-wins"}}), 200) << fin.body;
  EXPECT_TRUE(fin.has("£57,000.00")) << fin.body;
  EXPECT_TRUE(fin.has("would be paid more"));
}

TEST(Workbench, BadCostsAreNamedWithTheirLine) {
  Market market;
  auto fin = market.as("fin");
  fin.get("/finance/currencies/design");
  EXPECT_EQ(fin.submit("/finance/currencies/design"), 422);
  EXPECT_EQ(fin.upload("/finance/currencies/design", {{"costs", "cost\n1.00\n"}}), 422);
  ASSERT_EQ(fin.upload("/finance/currencies/design", {{"costs", "cost,nights\n1.00,2\nten,3\n"}}), 200) << fin.body;
  const std::string page = fin.path;
  EXPECT_EQ(fin.submit(page, {{"cost", "cost"}, {"by", "nights"}}), 422);
  EXPECT_TRUE(fin.has(":3:cost:")) << fin.body;
  // Another officer's table is nobody else's.
  auto cara = market.as("cara");
  EXPECT_EQ(cara.get(page), 403);
}

/// Ashdale's own tariff, its prices by day a tenth higher, under another version.
FormValues tariff_files(const std::string& version, const std::string& hour) {
  FormValues out;
  for (const auto* name :
       {"tariff.json", "rates.csv", "prices.csv", "adjustments.csv", "streams.csv", "evidence.csv"}) {
    std::string text = *read_file(std::string(ONEPOT_SOURCE_DIR) + "/tariffs/ashdale-2026-27/" + name);
    const auto change = [&](const std::string& from, const std::string& to) {
      const auto at = text.find(from);
      EXPECT_NE(at, std::string::npos) << from;
      text.replace(at, from.size(), to);
    };
    if (std::string_view(name) == "tariff.json") change("\"version\": \"2026.1\"", "\"version\": \"" + version + "\"");
    if (std::string_view(name) == "rates.csv") change("day-hour,24.10", "day-hour," + hour);
    out.emplace_back(std::string(name).substr(0, std::string_view(name).find('.')), text);
  }
  return out;
}

FormValues from_today(const Market& market) {
  const auto ymd = date_of(market.now).ymd();
  return {{"from-day", std::to_string(static_cast<unsigned>(ymd.day()))},
          {"from-month", std::to_string(static_cast<unsigned>(ymd.month()))},
          {"from-year", std::to_string(static_cast<int>(ymd.year()))}};
}

std::string price_of_pete(Market& market) {
  auto dana = market.as("dana");
  EXPECT_EQ(dana.get("/people/" + market.ref("pete") + "/offer"), 200);
  const auto at = dana.body.find("£");
  return dana.body.substr(at, 12);
}

TEST(Workbench, ATariffMovesNothingBeforeItIsLive) {
  Market market;
  market.relate("dana", "pete", "practitioner");
  market.consent("pete", "dana", "needs");
  for (const auto* code : {"adult-social-care", "nhs-phb"})
    market.write([&](store::Session& s) {
      s.run(
          "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES (:code, :code, 'c', "
          "'Care Act 2014', '*', 1) ON CONFLICT DO NOTHING",
          {{"code", code}});
    });
  market.needs("pete", 840, 0, 0);
  const std::string before = price_of_pete(market);
  auto fin = market.as("fin");
  ASSERT_EQ(fin.get("/finance/tariffs"), 200);
  ASSERT_EQ(fin.upload("/finance/tariffs", tariff_files("2026.2", "30.00")), 200) << fin.body;
  const std::string page = fin.path;
  EXPECT_TRUE(fin.has("moves no money yet"));
  EXPECT_TRUE(fin.has("Too few"));  // one person: nothing is said of who wins and who loses
  EXPECT_EQ(price_of_pete(market), before);
  EXPECT_EQ(fin.submit(page + "/state", {{"from-day", "x"}}), 422);
  EXPECT_EQ(fin.submit(page + "/state", {{"from-day", "1"}, {"from-month", "1"}, {"from-year", "2020"}}), 422);
  // Two officers press at once: one begins the shadow, the other is told.
  auto other = market.as("fin");
  ASSERT_EQ(other.get(page), 200);
  ASSERT_EQ(fin.submit(page + "/state", from_today(market)), 200) << fin.body;
  EXPECT_EQ(other.submit(page + "/state", from_today(market)), 409);
  EXPECT_EQ(price_of_pete(market), before);
  ASSERT_EQ(fin.submit(page + "/state", from_today(market)), 200) << fin.body;
  EXPECT_TRUE(fin.has("Live"));
  EXPECT_NE(price_of_pete(market), before);
  // Once only, and a version comes once only.
  fin.get("/finance/tariffs");
  EXPECT_EQ(fin.upload("/finance/tariffs", tariff_files("2026.2", "31.00")), 422);
  EXPECT_TRUE(fin.has("tariff.json")) << fin.body;
  auto cara = market.as("cara");
  EXPECT_EQ(cara.get("/finance/tariffs"), 403);
}

TEST(Workbench, ABadTariffIsNamedAndNotKept) {
  Market market;
  auto fin = market.as("fin");
  fin.get("/finance/tariffs");
  auto files = tariff_files("2026.3", "twenty");
  EXPECT_EQ(fin.upload("/finance/tariffs", files), 422);
  EXPECT_TRUE(fin.has("tariff/rates.csv:2:")) << fin.body;
  market.db->read([](store::Session& s) { EXPECT_EQ(s.query("SELECT COUNT(*) FROM price_book").one().integer(0), 0); });
}

/// A tariff of activity in which a spell costs so much.
FormValues activity_files(const std::string& version, const std::string& price) {
  return {{"tariff", R"({"form":"activity","id":"small","name":"Small","version":")" + version +
                         R"(","currency":"hrg","from":"2026-04-01","until":"2027-03-31","status":"draft",)"
                         R"("source":"a test","owner":"a test"})"},
          {"prices", "group,pod,price\nAA1,EL," + price + "\n"}};
}

TEST(Workbench, TheSameActivityByTwoTariffsAndABlock) {
  Market market;
  auto fin = market.as("fin");
  fin.get("/finance/tariffs");
  ASSERT_EQ(fin.upload("/finance/tariffs", activity_files("1", "1000.00")), 200) << fin.body;
  const std::string first = fin.path.substr(fin.path.rfind('/') + 1);
  EXPECT_TRUE(fin.has("£1,000.00"));
  fin.get("/finance/tariffs");
  ASSERT_EQ(fin.upload("/finance/tariffs", activity_files("2", "1250.00")), 200) << fin.body;
  const std::string compare = fin.path + "/compare";
  EXPECT_EQ(fin.upload(compare, {}, {{"other", first}}), 422);
  const std::string activity = "record,provider,group,pod\n1,R1,AA1,EL\n2,R1,AA1,EL\n3,R2,AA1,EL\n";
  ASSERT_EQ(
      fin.upload(compare, {{"activity", activity}, {"block", "provider,amount\nR1,2100.00\n"}}, {{"other", first}}),
      200)
      << fin.body;
  EXPECT_TRUE(fin.has("£500.00")) << fin.body;  // R1: two spells at £250 more
  EXPECT_TRUE(fin.has("£2,100.00"));
  EXPECT_TRUE(fin.has("£3,750.00"));
}

TEST(Workbench, APlanIsSettledByDifferencesAndNothingIsPostedTwice) {
  Market market;
  auto fin = market.as("fin");
  ASSERT_EQ(fin.get("/finance/plan"), 200);
  EXPECT_EQ(fin.submit("/finance/plan"), 422);
  fin.get("/finance/plan");
  const std::string expected = "group,activity\nAS-A1,1200\n";
  ASSERT_EQ(
      fin.upload("/finance/plan", {{"expected", expected}}, {{"name", "Home support"}, {"tariff", "ashdale-2026-27"}}),
      200)
      << fin.body;
  const std::string page = fin.path;
  EXPECT_TRUE(fin.has("£28,920.00")) << fin.body;  // 1,200 hours at £24.10
  const std::string actual = "record,group,date,price\n1,AS-A1,2026-04-10,2500.00\n2,AS-A1,2026-05-10,2000.00\n";
  ASSERT_EQ(fin.upload(page + "/settle", {{"actual", actual}}, {{"through", "2026-05"}}), 200) << fin.body;
  EXPECT_TRUE(fin.has("Nothing has been posted"));
  auto other = market.as("fin");
  ASSERT_EQ(other.get(page), 200);
  ASSERT_EQ(fin.get(page), 200);
  EXPECT_TRUE(fin.has("Nothing has been settled yet"));
  ASSERT_EQ(fin.upload(page + "/settle", {{"actual", actual}}, {{"through", "2026-05"}, {"how", "post"}}), 200)
      << fin.body;
  EXPECT_TRUE(fin.has("Run 1"));
  EXPECT_TRUE(fin.has("-£320.00") || fin.has("−£320.00")) << fin.body;  // 4,500 done, two twelfths of 28,920 paid
  EXPECT_EQ(other.upload(page + "/settle", {{"actual", actual}}, {{"how", "post"}}), 409);
  // The same again posts nothing more.
  ASSERT_EQ(fin.upload(page + "/settle", {{"actual", actual}}, {{"through", "2026-05"}, {"how", "post"}}), 200)
      << fin.body;
  market.db->read([](store::Session& s) {
    EXPECT_EQ(s.query("SELECT SUM(pence) FROM plan_settlement").one().integer(0), -32000);
    EXPECT_EQ(s.query("SELECT pence FROM plan_settlement WHERE run = 2").one().integer(0), 0);
  });
  ASSERT_EQ(fin.get(page + "/runs/1"), 200);
  EXPECT_TRUE(fin.has("plan,posted,actual,amount"));
  ASSERT_EQ(fin.get(page), 200);
  EXPECT_EQ(fin.upload(page + "/settle", {{"actual", "record,group\n1,AS-A1\n"}}), 422);
  EXPECT_EQ(fin.get("/finance/plan/none"), 404);
}

}  // namespace workbench_tests
}  // namespace onepot::web
