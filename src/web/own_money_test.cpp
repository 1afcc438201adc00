// Private money: the same providers, visits and yeses as public money – and not a byte of any page, file or sum that
// the council can get changes because of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <regex>

#include "onepot/place/records.h"
#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Browser;
using testing::FormValues;
using testing::Market;

const std::string mo_ref = "00000000-0000-7000-8000-0000000000aa";

/// Pete puts £500 in, agrees 2 hours a week at £18 with Mo, and Mo says yes.
void agree_privately(Market& town) {
  auto pete = town.as("pete"), mo = town.as("mo");
  ASSERT_EQ(pete.get("/me/money"), 200);
  ASSERT_EQ(pete.submit("/me/money/write", {{"amount", "500"}, {"words", "From my savings"}}), 200) << pete.body;
  ASSERT_EQ(pete.get("/providers/" + mo_ref), 200);
  ASSERT_EQ(pete.get(pete.href("/me/money/agree")), 200);
  ASSERT_EQ(pete.submit("/me/money/agree", {{"words", "Walks"}, {"day-week", "2"}, {"day-rate", "18"}}), 200)
      << pete.body;
  mo.get("/provider/private");
  ASSERT_TRUE(mo.has("Walks"));
  ASSERT_EQ(mo.submit("/provider/private/answer", {{"answer", "yes"}}), 200) << mo.body;
}
void visit_privately(Market& town) {
  auto mo = town.as("mo");
  mo.get("/provider/private");
  ASSERT_EQ(mo.submit("/provider/private/visit", {{"start", "10"}, {"day-time", "1.5"}}), 200) << mo.body;
}

TEST(OwnMoney, FromPuttingInToPaidToThePenny) {
  Market town;
  agree_privately(town);
  visit_privately(town);
  auto mo = town.as("mo"), pete = town.as("pete"), again = town.as("pete");
  mo.get("/provider/private");
  EXPECT_EQ(mo.submit("/provider/private/visit", {{"start", "10"}, {"day-time", "1.5"}}), 422) << "written down twice";
  pete.get("/me/money");
  EXPECT_TRUE(pete.has("£500.00"));
  EXPECT_TRUE(pete.has("£36.00")) << "a week of it";
  EXPECT_TRUE(pete.has("13 weeks"));
  EXPECT_TRUE(pete.has("Yes, this is right: I will pay £27"));
  EXPECT_EQ(pete.submit("/me/money/wrong", {{"words", " "}}), 422);
  ASSERT_EQ(pete.get("/me/money"), 200);
  ASSERT_EQ(pete.submit("/me/money/wrong", {{"words", "It was an hour"}}), 200);
  mo.get("/provider/private");
  EXPECT_TRUE(mo.has("It was an hour"));
  again.get("/me/money");
  ASSERT_EQ(pete.submit("/me/money/yes"), 200);
  EXPECT_EQ(again.submit("/me/money/yes"), 409) << "one yes";
  EXPECT_TRUE(pete.has("31926819")) << "where to pay it to";
  EXPECT_TRUE(pete.has("£473.00")) << "left: £500 less £27";
  again.get("/me/money");
  ASSERT_EQ(pete.submit("/me/money/paid"), 200);
  EXPECT_EQ(again.submit("/me/money/paid"), 409) << "paid once";
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM private_entry"), 47300);
  mo.get("/provider/private");
  EXPECT_TRUE(mo.has("Says it was paid on 21 November 2026"));
  auto file = town.as("pete");
  ASSERT_EQ(file.get("/me/money/file"), 200);
  EXPECT_EQ(file.body,
            "date,what,paid_to,amount\n2026-11-21,,Mo's Mornings,-27.00\n2026-11-21,From my savings,,500.00\n");
  EXPECT_EQ(pete.submit("/me/money/write", {{"amount", "0"}}), 422);
  EXPECT_EQ(pete.submit("/me/money/write", {{"amount", "5"}, {"day-year", "2027"}}), 422) << "a day to come";
}

TEST(OwnMoney, NobodyElseReachesIt) {
  Market town;
  agree_privately(town);
  visit_privately(town);
  const auto visit = town.text("SELECT ref FROM private_visit"), deal = town.text("SELECT ref FROM private_deal");
  auto sam = town.as("sam"), kit = town.as("kit");
  EXPECT_EQ(sam.post("/me/money/yes", {{"visit", visit}}), 409);
  EXPECT_EQ(sam.post("/me/money/paid", {{"visit", visit}}), 409);
  EXPECT_EQ(sam.post("/me/money/end", {{"deal", deal}}), 409);
  EXPECT_EQ(kit.post("/provider/private/visit", {{"deal", deal},
                                                 {"worker", "Kit"},
                                                 {"start", "9"},
                                                 {"day-time", "1"},
                                                 {"day-day", "21"},
                                                 {"day-month", "11"},
                                                 {"day-year", "2026"}}),
            409);
  EXPECT_EQ(kit.post("/provider/private/take-back", {{"visit", visit}}), 409);
  kit.get("/provider/private");
  EXPECT_FALSE(kit.has("Walks"));
  sam.get("/me/money");
  EXPECT_FALSE(sam.has("Walks"));
  for (const auto* name : {"fin", "dana", "cara", "eva", "sister", "mo"})
    EXPECT_EQ(town.as(name).get("/me/money"), 403) << name;
}

/// Every GET page and file that somebody can open, by its address; forms' tokens left out.
std::map<std::string, std::string> everything(Market& town, Browser browser) {
  const std::string person = town.ref("pete");
  std::map<std::string, std::string> out;
  const auto fetch = [&](const std::string& address) {
    const int status = browser.get(address);
    out[address] = std::to_string(status) + " " + browser.path + "\n" +
                   std::regex_replace(browser.body, std::regex("name=\"csrf\" value=\"[^\"]*\""), "");
  };
  for (const auto& route : town.app->routes()) {
    if (route.method != http::Method::get) continue;
    std::string address(route.pattern);
    for (const auto& [name, ref] : {std::pair<std::string, std::string>{"{person}", person}, {"{provider}", mo_ref}})
      if (const auto at = address.find(name); at != std::string::npos) address.replace(at, name.size(), ref);
    if (address.find('{') == std::string::npos) fetch(address);
  }
  for (const auto* what : {"Ledger", "Accounts", "Streams", "Payments", "People"})
    fetch(fmt::format("/finance/records/file?format=csv&what={}&from=2026-01-01&until=2027-12-31", what));
  return out;
}

TEST(OwnMoney, EveryPageOfTheCouncilIsTheSameWithItAndWithoutIt) {
  Market town;
  town.pot("pete", {{"adult-social-care", "*", 40000}});
  town.relate("dana", "pete", "practitioner");
  town.relate("sister", "pete", "supports");
  for (const auto* who : {"dana", "sister"})
    for (const auto* purpose : {"needs", "plan", "pot", "approve"}) town.consent("pete", who, purpose);
  const std::vector<std::string> others = {"dana", "fin", "cara", "eva", "sister", "kit", "sam"};
  std::map<std::string, std::map<std::string, std::string>> before;
  std::map<std::string, Browser> browsers;
  for (const auto& who : others) browsers.emplace(who, town.as(who));
  // Once to let the pages settle: a first look is written down, and its person sees that.
  for (const auto& who : others) everything(town, browsers.at(who));
  for (const auto& who : others) before[who] = everything(town, browsers.at(who));
  const auto counted = [&] {
    std::string out;
    for (const auto* sql :
         {"SELECT COUNT(*) FROM agreement", "SELECT COUNT(*) FROM visit", "SELECT COUNT(*) FROM ledger_id",
          "SELECT COUNT(*) FROM person", "SELECT COUNT(*) FROM stream", "SELECT COUNT(*) FROM brief",
          "SELECT COUNT(*) FROM commitment", "SELECT COUNT(*) FROM market_gap",
          "SELECT COUNT(*) FROM audit WHERE action <> 'sign-in'"})
      out += fmt::format("{}: {}\n", sql, town.count(sql));
    return out;
  };
  const auto rows = counted();
  agree_privately(town);
  visit_privately(town);
  auto pete = town.as("pete");
  pete.get("/me/money");
  ASSERT_EQ(pete.submit("/me/money/yes"), 200);
  ASSERT_EQ(pete.submit("/me/money/paid"), 200);
  ASSERT_GT(town.count("SELECT COUNT(*) FROM private_entry"), 1);
  EXPECT_EQ(rows, counted()) << "it leaves no row in any table that others read, the audit among them";
  std::size_t compared = 0;
  for (const auto& who : others)
    for (const auto& [address, page] : everything(town, browsers.at(who))) {
      EXPECT_EQ(page, before[who][address]) << who << " at " << address;
      ++compared;
    }
  EXPECT_GT(compared, 300U);
  EXPECT_EQ(town.as("fin").post("/finance/runs"), 422) << "nothing of it is in a payment run";
  EXPECT_EQ(town.as("pete").get("/me/statement"), 200);
  // And the person sees it beside the pot, not in it.
  pete.get("/me/pot");
  EXPECT_TRUE(pete.has("Beside your pot you have £473.00 of your own"));
  EXPECT_TRUE(pete.has("£400.00"));
}

TEST(OwnMoney, APersonWithoutPublicMoneyBeginsHere) {
  Market town;
  auto sam = town.as("sam");
  ASSERT_EQ(sam.get("/me/pot"), 200);
  ASSERT_EQ(sam.get(sam.href("/me/money")), 200);
  ASSERT_EQ(sam.submit("/me/money/write", {{"amount", "20"}}), 200);
  sam.get("/me");
  EXPECT_EQ(sam.href("/me/money"), "/me/money");
  auto nobody = town.nobody();
  nobody.get("/join");
  EXPECT_TRUE(nobody.has("I pay for my own support"));
}

}  // namespace
}  // namespace onepot::web
