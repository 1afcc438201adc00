// A plan is paid: an officer's yes makes a month or a settlement due, and the payment run of the usual kind pays it
// once; a block contract too; a tariff in shadow moves nothing.
#include <gtest/gtest.h>

#include "onepot/pot/accounts.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace plan_paying_tests {

using testing::Browser;
using testing::FormValues;
using testing::Market;

const std::string with_block =
    "line,provider,groups,pods,term,threshold,share,words,source\n"
    "B,R2,*,*,block,120000.00,,A fixed sum,a test\n";

/// A village with a tariff by which a spell costs £1,000, and R2 is paid £120,000 a year whatever it does.
class Paid : public Market {
 public:
  Paid() {
    auto fin = as("fin");
    fin.get("/finance/tariffs");
    EXPECT_EQ(fin.upload("/finance/tariffs",
                         {{"tariff", R"({"form":"activity","id":"small","name":"Small","version":"1","currency":"hrg",)"
                                     R"("from":"2026-04-01","until":"2027-03-31","status":"draft","source":"a test",)"
                                     R"("owner":"a test"})"},
                          {"prices", "group,pod,price\nAA1,EL,1000.00\n"},
                          {"terms", with_block}}),
              200)
        << fin.body;
    tariff_page = fin.path;
    tariff = tariff_page.substr(tariff_page.rfind('/') + 1);
    mo = text("SELECT ref FROM provider WHERE name <> 'Kit''s Kitchen' ORDER BY id LIMIT 1");
    kit = text("SELECT ref FROM provider WHERE name = 'Kit''s Kitchen'");
    auto owner = as("kit");
    owner.get("/provider/bank");
    EXPECT_EQ(
        owner.submit("/provider/bank", {{"bank-name", "Kit"}, {"sort-code", "20-00-00"}, {"account", "55779911"}}),
        200);
  }
  /// One step of the tariff, from today: draft to shadow, shadow to live.
  void step() {
    auto fin = as("fin");
    fin.get(tariff_page);
    const auto day = date_of(now).ymd();
    ASSERT_EQ(fin.submit(tariff_page + "/state", {{"from-day", std::to_string(static_cast<unsigned>(day.day()))},
                                                  {"from-month", std::to_string(static_cast<unsigned>(day.month()))},
                                                  {"from-year", std::to_string(static_cast<int>(day.year()))}}),
              200)
        << fin.body;
  }
  int plan(Browser& fin) {
    fin.get("/finance/plan");
    return fin.upload("/finance/plan", {{"expected", "provider,group,pod,activity\nR1,AA1,EL,120\nR2,AA1,EL,12\n"}},
                      {{"name", "Hospital"}, {"tariff", tariff}});
  }
  std::int64_t bank() { return held(pot::bank_account()); }
  std::string tariff_page, tariff, mo, kit;
};

TEST(PlanPaying, ATariffInShadowMovesNothing) {
  Paid town;
  town.step();
  auto fin = town.as("fin");
  EXPECT_EQ(town.plan(fin), 422);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM activity_plan"), 0);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM plan_due"), 0);
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  EXPECT_EQ(town.bank(), 0);
}

TEST(PlanPaying, MonthsBlocksAndSettlementsGoOutWithThePaymentRunOnce) {
  Paid town;
  town.step();
  town.step();
  auto fin = town.as("fin");
  ASSERT_EQ(town.plan(fin), 200) << fin.body;
  const std::string page = fin.path, due = page + "/due";
  EXPECT_TRUE(fin.has("Say first who is paid"));
  EXPECT_EQ(fin.post(due, {{"what", "2026-04"}}), 422);
  fin.get(page);
  EXPECT_EQ(fin.submit(page + "/payees", {{"provider-0", town.mo}}), 422);
  EXPECT_TRUE(fin.has("Choose the provider that is paid"));
  ASSERT_EQ(fin.submit(page + "/payees", {{"provider-0", town.mo}, {"provider-1", town.kit}}), 200) << fin.body;
  EXPECT_EQ(town.bank(), 0);

  // Two officers press at once: it is due once. A month too far ahead, and one that is not of the plan, are not due.
  EXPECT_EQ(fin.post(due, {{"what", "2026-04"}}), 200) << fin.body;
  EXPECT_EQ(town.as("fin").post(due, {{"what", "2026-04"}}), 409);
  EXPECT_EQ(fin.post(due, {{"what", "2027-03"}}), 422);
  EXPECT_EQ(fin.post(due, {{"what", "2031-01"}}), 422);
  EXPECT_EQ(town.held(pot::provider_account(town.mo)), 1'000'000);
  EXPECT_EQ(town.held(pot::provider_account(town.kit)), 1'000'000);  // the block's twelfth
  ASSERT_EQ(fin.get("/finance"), 200);
  EXPECT_TRUE(fin.has("£20,000"));
  ASSERT_EQ(fin.submit("/finance/runs"), 200) << fin.body;
  EXPECT_EQ(town.bank(), 2'000'000);
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  fin.get(page);
  EXPECT_TRUE(fin.has("Paid; due since"));

  // R1 did eight spells of ten in April: £2,000 is taken back from what is due next. R2's block stays as it is.
  const std::string actual =
      "record,provider,group,pod,date,price,price_line\n"
      "1,R1,AA1,EL,2026-04-10,8000.00,\n2,R2,AA1,EL,2026-04-10,99000.00,B\n";
  ASSERT_EQ(fin.upload(page + "/settle", {{"actual", actual}}, {{"through", "2026-04"}, {"how", "post"}}), 200)
      << fin.body;
  EXPECT_EQ(fin.post(due, {{"what", "run-1"}}), 200) << fin.body;
  EXPECT_EQ(fin.post(due, {{"what", "run-1"}}), 409);
  EXPECT_EQ(town.held(pot::provider_account(town.mo)), -200'000);
  ASSERT_EQ(fin.get("/finance"), 200);
  EXPECT_TRUE(fin.has("More was paid in advance than was done")) << fin.body;
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  EXPECT_EQ(fin.post(due, {{"what", "2026-05"}}), 200) << fin.body;
  fin.get("/finance");
  ASSERT_EQ(fin.submit("/finance/runs"), 200) << fin.body;
  EXPECT_EQ(town.bank(), 2'000'000 + 800'000 + 1'000'000);
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM plan_due"), 3'800'000);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM plan_due WHERE payment_id IS NULL AND pence <> 0"), 0);
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM payment_item"), 3'800'000);
  EXPECT_TRUE(town.books_are_whole());

  // The provider reads what it was paid for.
  auto kit = town.as("kit");
  ASSERT_EQ(kit.get("/provider/payments"), 200);
  ASSERT_EQ(kit.get(kit.href(town.text("SELECT end_to_end FROM payment ORDER BY id DESC LIMIT 1"))), 200);
  EXPECT_TRUE(kit.has("Hospital, 2026-05")) << kit.body;
}

TEST(PlanPaying, ThatWhichCameBackIsDueAgain) {
  Paid town;
  town.step();
  town.step();
  auto fin = town.as("fin");
  ASSERT_EQ(town.plan(fin), 200);
  const std::string page = fin.path;
  ASSERT_EQ(fin.submit(page + "/payees", {{"provider-0", town.mo}, {"provider-1", town.kit}}), 200);
  ASSERT_EQ(fin.post(page + "/due", {{"what", "2026-04"}}), 200);
  ASSERT_EQ(fin.post("/finance/runs"), 200) << fin.body;
  const std::string id = town.text("SELECT end_to_end FROM payment ORDER BY id LIMIT 1");
  town.now += std::chrono::hours(72);  // a Saturday's run is for Monday
  auto later = town.as("fin");
  later.get("/finance/payments/" + id);
  ASSERT_EQ(later.submit("/finance/payments/" + id + "/returned", {{"reason", "closed"}}), 200) << later.body;
  EXPECT_EQ(town.bank(), 1'000'000);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM plan_due WHERE payment_id IS NULL"), 1);
  later.get("/finance");
  EXPECT_TRUE(later.has("the last payment came back")) << later.body;
  EXPECT_TRUE(town.books_are_whole());
}

}  // namespace plan_paying_tests
}  // namespace onepot::web
