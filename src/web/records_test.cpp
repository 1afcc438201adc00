// A statement that ends where the books stand; files that a spreadsheet reads and in which nothing typed is a formula.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Market;

/// Pete has £500 of two streams and paid Mo £30.50; a month later he paid £1 more.
class Told : public Market {
 public:
  Told() {
    pot("pete", {{"adult-social-care", "*", 40000}, {"nhs-phb", "*", 10000}});
    pay("v1", "2026-11-21", 3050);
    now = *parse_instant("2026-12-05T09:00:00Z");
    pay("v2", "2026-12-04", 100);
  }
  void pay(const std::string& id, const std::string& day, std::int64_t pence) {
    const std::string who = ref("pete");
    write([&](store::Session& s) {
      onepot::pot::Transfer t;
      t.id = id;
      t.booked = t.effective = *parse_date(day);
      t.from = onepot::pot::pot_account(who, "adult-social-care");
      t.to = onepot::pot::provider_account("00000000-0000-7000-8000-0000000000aa");
      t.amount = Pence(pence);
      t.stream = "adult-social-care";
      t.note = "=cmd|' /C calc'!A0";
      ASSERT_TRUE(store::ledger::post(s, t).has_value());
    });
  }
};

TEST(Records, AStatementTiesToTheBooks) {
  Told town;
  auto pete = town.as("pete");
  ASSERT_EQ(pete.get("/me/pot"), 200);
  EXPECT_EQ(pete.href("/me/statement"), "/me/statement");
  ASSERT_EQ(pete.get("/me/statement?from=2026-11-01&until=2026-11-30"), 200);
  EXPECT_EQ(pete.heading(), "Money from 1 November 2026 to 30 November 2026");
  for (const auto* said : {"£500.00", "£30.50", "£469.50", "Mo&#39;s Mornings", "Paid to Mo"})
    EXPECT_TRUE(pete.has(said)) << said;
  EXPECT_FALSE(pete.has("£1.00"));
  EXPECT_FALSE(pete.has("adult-social-care")) << "no stream is named unless opened";
  ASSERT_EQ(pete.get("/me/statement?from=2026-11-01&until=2026-11-30&streams=yes"), 200);
  EXPECT_TRUE(pete.has("adult-social-care"));
  ASSERT_EQ(pete.get("/me/statement"), 200);  // this month so far
  EXPECT_TRUE(pete.has("£469.50"));
  EXPECT_TRUE(pete.has("£468.50"));
  EXPECT_EQ(town.available("pete"), 46850);
  EXPECT_EQ(
      pete.get("/me/statement?from-day=1&from-month=12&from-year=2026&until-day=1&until-month=11&until-year=2026"),
      422);
  EXPECT_TRUE(pete.has("The last day must not be before the first"));
}

TEST(Records, FilesForThePersonAndForFinance) {
  Told town;
  auto pete = town.as("pete"), fin = town.as("fin");
  ASSERT_EQ(pete.get("/me/statement/file?from=2026-11-01&until=2026-12-31&format=csv"), 200);
  EXPECT_TRUE(pete.has("2026-11-21,2026-11-21,spent,Mo's Mornings,adult-social-care,,,30.50,'=cmd|' /C calc'!A0,v1"))
      << pete.body;
  ASSERT_EQ(pete.get("/me/statement/file?from=2026-11-01&until=2026-12-31&format=xlsx"), 200);
  EXPECT_EQ(pete.body.substr(0, 2), "PK");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/records")), 200);
  EXPECT_TRUE(fin.has("Adult social care")) << "a stream has its name on a page, its code in a file";
  EXPECT_TRUE(fin.has("£468.50") || fin.has("£368.50")) << fin.body;
  ASSERT_EQ(fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=csv&what=People"), 200);
  EXPECT_EQ(fin.body, "person,opening,came_in,spent,given_back,closing,promised\n" + town.ref("pete") +
                          ",0.00,500.00,31.50,0.00,468.50,0.00\n");
  ASSERT_EQ(fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=xlsx"), 200);
  const std::string first = fin.body;
  fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=xlsx");
  EXPECT_EQ(first, fin.body) << "the same question, the same bytes";
  // What was made is kept only while nothing moves.
  town.pay("v3", "2026-12-05", 50);
  ASSERT_EQ(fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=xlsx"), 200);
  EXPECT_NE(first, fin.body);
  ASSERT_EQ(fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=csv&what=People"), 200);
  EXPECT_TRUE(fin.has(",0.00,500.00,32.00,0.00,468.00,0.00")) << fin.body;
  ASSERT_EQ(fin.get("/finance/records/file?from=2026-11-01&until=2026-12-31&format=csv&what=Ledger"), 200);
  EXPECT_TRUE(fin.has("2026-12-05,2026-12-05,v3,")) << fin.body;
  ASSERT_EQ(fin.get("/finance/records?from=2026-11-01&until=2026-12-31"), 200);
  EXPECT_TRUE(fin.has("£468.00") || fin.has("£368.00")) << fin.body;
}

TEST(Records, ASupporterNeedsTheConsentForThePot) {
  Told town;
  town.relate("sister", "pete", "supports");
  auto sister = town.as("sister");
  const std::string theirs = "/people/" + town.ref("pete") + "/statement";
  EXPECT_EQ(sister.get(theirs), 403);
  town.consent("pete", "sister", "pot");
  ASSERT_EQ(sister.get(theirs + "?from=2026-11-01&until=2026-12-31"), 200);
  EXPECT_TRUE(sister.has("£468.50"));
  sister.get("/people/" + town.ref("pete"));
  EXPECT_EQ(sister.href("/statement"), theirs);
}

}  // namespace
}  // namespace onepot::web
