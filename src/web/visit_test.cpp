#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "onepot/pay/check.h"
#include "onepot/pot/accounts.h"
#include "testing/agreed.h"

namespace onepot::web {
namespace {

using testing::Agreed;
using testing::Browser;

const std::string provider_account = pot::provider_account("00000000-0000-7000-8000-0000000000aa");

TEST(Visits, FromThePhoneToTheBankToThePenny) {
  Agreed town;
  auto mo = town.as("mo");
  ASSERT_EQ(mo.get("/provider/visits"), 200);
  EXPECT_TRUE(mo.has("The three"));
  ASSERT_EQ(mo.get(town.path()), 200);
  EXPECT_EQ(mo.submit(town.path(), {{"start", "25:00"}, {"day-time", "long"}, {"worker", ""}}), 422);
  EXPECT_TRUE(mo.has("Type a time of day"));
  EXPECT_TRUE(mo.has("value=\"long\""));
  ASSERT_EQ(mo.submit(town.path(), town.visit()), 200) << mo.body;
  EXPECT_TRUE(mo.has("Waiting for their yes"));
  // 1.5 hours at £20 = £30, in parts 1 : 1 : 2
  EXPECT_EQ(town.count("SELECT SUM(pence) FROM visit_share"), 3000);
  EXPECT_EQ(town.count("SELECT MIN(pence) FROM visit_share"), 750);
  const auto before = town.available("pete");
  auto pete = town.as("pete"), again = town.as("pete");
  ASSERT_EQ(pete.get("/me/visits"), 200);
  again.get("/me/visits");
  EXPECT_TRUE(pete.has("1 visit waits for your yes"));
  EXPECT_TRUE(pete.has("A good morning"));
  EXPECT_TRUE(pete.has("Yes, pay Mo&#39;s Mornings £7.50"));
  const std::string visit = town.text("SELECT ref FROM visit");
  ASSERT_EQ(pete.submit("/me/visits/approve", {{"visit", visit}}), 200) << pete.body;
  EXPECT_TRUE(pete.has("Nothing is waiting for you"));
  ASSERT_EQ(again.submit("/me/visits/approve", {{"visit", visit}}), 200);
  EXPECT_TRUE(again.has("Nothing is paid twice"));
  EXPECT_EQ(town.held(provider_account), 750);
  EXPECT_EQ(town.available("pete"), before) << "it was promised before: paying it takes nothing from what is available";
  EXPECT_EQ(town.count("SELECT settled_pence FROM commitment WHERE person_id = 1"), 750);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit_share WHERE answer = 'approved' AND answered_by IS NOT NULL"), 1);

  town.now = *parse_instant("2026-11-25T13:00:00Z");
  auto fin = town.as("fin");
  mo.cookies = town.as("mo").cookies;  // two days later everybody signs in again
  pete.cookies = town.as("pete").cookies;
  ASSERT_EQ(fin.get("/finance"), 200);
  EXPECT_TRUE(fin.has("£7.50"));
  EXPECT_TRUE(fin.has("Ready"));
  auto second = fin;
  ASSERT_EQ(fin.submit("/finance/runs"), 200) << fin.body;
  const std::string run = fin.path;
  EXPECT_TRUE(fin.has("2 days"));
  EXPECT_EQ(second.submit("/finance/runs"), 422);
  EXPECT_TRUE(second.has("Nothing that can be paid is due."));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM payment"), 1);
  EXPECT_EQ(town.held(provider_account), 0);
  EXPECT_EQ(town.held(pot::bank_account()), 750);
  ASSERT_EQ(fin.get(run + "/file"), 200);
  const auto checked = pay::check(fin.body, "file");
  EXPECT_TRUE(checked.faults.empty());
  EXPECT_EQ(checked.total, Pence(750));
  ASSERT_EQ(checked.payments.size(), 1U);
  EXPECT_EQ(checked.payments[0].to.number, "31926819");

  pete.get("/me/visits");
  EXPECT_TRUE(pete.has("Paid on 25 November 2026"));
  mo.get("/provider/visits");
  EXPECT_TRUE(mo.has("Paid on 25 November 2026"));
  mo.get("/provider/payments");
  EXPECT_TRUE(mo.has("£7.50"));
  EXPECT_TRUE(mo.has("2 days"));
  // What is approved after the run is due in the next one, and only that.
  auto ali = town.as("ali");
  ali.get("/me/visits");
  ASSERT_EQ(ali.submit("/me/visits/approve", {{"visit", visit}}), 200);
  fin.get("/finance");
  ASSERT_EQ(fin.submit("/finance/runs"), 200);
  EXPECT_EQ(town.held(pot::bank_account()), 750 + 1500);
  EXPECT_TRUE(town.books_are_whole());
}

TEST(Visits, SameAsLastTimeIsOneTapAndTwiceIsOnce) {
  Agreed town;
  auto mo = town.as("mo");
  mo.get(town.path());
  ASSERT_EQ(mo.submit(town.path(), {{"day-day", "22"}, {"start", "0915"}, {"day-time", "2"}, {"worker", "Mo"}}), 200);
  auto twice = mo;
  EXPECT_TRUE(mo.has("Same as last time: 9:15, 2 hours, Mo"));
  ASSERT_EQ(mo.submit(town.path()), 200);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit"), 2);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit WHERE start_minute = 555"), 2);
  EXPECT_EQ(twice.submit(town.path()), 422);
  EXPECT_TRUE(twice.has("written down already"));
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit"), 2);
}

TEST(Visits, WhatIsWrongIsSaidAndNothingIsPaid) {
  Agreed town;
  auto mo = town.as("mo"), pete = town.as("pete"), fin = town.as("fin");
  ASSERT_EQ(mo.post(town.path(), town.visit()), 200);
  const std::string visit = town.text("SELECT ref FROM visit");
  pete.get("/me/visits");
  ASSERT_EQ(pete.get(pete.href("/wrong")), 200);
  EXPECT_EQ(pete.submit("/me/visits/" + visit + "/wrong", {{"words", " "}}), 422);
  ASSERT_EQ(pete.submit("/me/visits/" + visit + "/wrong", {{"words", "It was one hour"}}), 200);
  mo.get("/provider/visits");
  EXPECT_TRUE(mo.has("Something is wrong: It was one hour"));
  EXPECT_EQ(town.held(provider_account), 0);
  fin.get("/finance");
  EXPECT_TRUE(fin.has("Nothing is due"));
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  ASSERT_EQ(mo.submit(town.path() + "/take-back", {{"visit", visit}}), 200);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit"), 0);
  EXPECT_EQ(pete.post("/me/visits/approve", {{"visit", visit}}), 422);
}

TEST(Visits, OnlyWhoseMoneyItIsOrWhomTheyLet) {
  Agreed town;
  auto mo = town.as("mo");
  ASSERT_EQ(mo.post(town.path(), town.visit()), 200);
  const std::string visit = town.text("SELECT ref FROM visit"), pete_ref = town.ref("pete");
  const std::string theirs = "/people/" + pete_ref + "/visits";
  for (const auto* name : {"mo", "kit", "dana", "fin", "eva", "sister", "sam"}) {
    auto b = town.as(name);
    EXPECT_EQ(b.get(theirs), 403) << name;
    EXPECT_EQ(b.post(theirs + "/approve", {{"visit", visit}}), 403) << name;
  }
  auto kit = town.as("kit");
  EXPECT_EQ(kit.get(town.path()), 403);
  EXPECT_EQ(kit.post(town.path(), town.visit()), 403);
  EXPECT_EQ(town.as("pete").post("/finance/runs"), 403);
  EXPECT_EQ(mo.post(town.path(), {{"day-day", "24"},
                                  {"day-month", "11"},
                                  {"day-year", "2026"},
                                  {"start", "9"},
                                  {"day-time", "1"},
                                  {"worker", "Mo"}}),
            422)
      << "a day that has not come";
  // With the person's consent a supporter says yes, and it is written down who did.
  town.relate("sister", "pete", "supports");
  town.consent("pete", "sister", "approve");
  auto sister = town.as("sister");
  ASSERT_EQ(sister.get(theirs), 200);
  EXPECT_EQ(sister.heading(), "pete’s visits");
  ASSERT_EQ(sister.submit(theirs + "/approve", {{"visit", visit}}), 200) << sister.body;
  EXPECT_EQ(town.text("SELECT a.name FROM visit_share s JOIN account a ON a.id = s.answered_by"), "sister");
  EXPECT_TRUE(sister.has("sister said yes on 23 November 2026"));
  EXPECT_EQ(town.held(provider_account), 750);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM looked WHERE outcome = 'allowed' AND action = 'approve-visit'") > 0, true);
}

TEST(Visits, NeverByTheOneWhoIsPaid) {
  Agreed town;
  auto mo = town.as("mo");
  ASSERT_EQ(mo.post(town.path(), town.visit()), 200);
  const std::string visit = town.text("SELECT ref FROM visit");
  town.relate("sister", "pete", "supports");
  town.consent("pete", "sister", "approve");
  town.write([&](store::Session& s) {
    s.run("UPDATE account SET provider_id = :provider WHERE name = 'sister'", {{"provider", town.provider}});
  });
  auto sister = town.as("sister");
  EXPECT_EQ(sister.post("/people/" + town.ref("pete") + "/visits/approve", {{"visit", visit}}), 422);
  EXPECT_TRUE(sister.has("Whoever is paid for the work cannot approve it."));
  EXPECT_EQ(town.held(provider_account), 0);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM visit_share WHERE answer <> ''"), 0);
}

TEST(Visits, ManyAtOnceMoveTheMoneyOnce) {
  Agreed town;
  ASSERT_EQ(town.as("mo").post(town.path(), town.visit()), 200);
  const std::string visit = town.text("SELECT ref FROM visit");
  std::vector<Browser> people, officers;
  for (int i = 0; i < 6; ++i) {
    people.push_back(town.as("pete"));
    people.back().get("/me/visits");
    officers.push_back(town.as("fin"));
    officers.back().get("/words");
  }
  const auto all_at_once = [](std::vector<Browser>& browsers, auto&& act) {
    std::vector<std::thread> threads;
    for (auto& b : browsers) threads.emplace_back([&] { act(b); });
    for (auto& t : threads) t.join();
  };
  all_at_once(people, [&](Browser& b) { EXPECT_EQ(b.submit("/me/visits/approve", {{"visit", visit}}), 200); });
  EXPECT_EQ(town.held(provider_account), 750);
  all_at_once(officers, [](Browser& b) { b.post("/finance/runs"); });
  EXPECT_EQ(std::ranges::count_if(officers, [](const Browser& b) { return b.status == 200; }), 1);
  EXPECT_EQ(town.held(pot::bank_account()), 750);
  EXPECT_EQ(town.count("SELECT COUNT(*) FROM payment_run"), 1);
  EXPECT_TRUE(town.books_are_whole());
}

TEST(Visits, AProviderWithoutABankAccountWaits) {
  Agreed town;
  town.write(
      [&](store::Session& s) { s.run("UPDATE provider SET bank_account = '', bank_sort_code = '', bank_name = ''"); });
  auto mo = town.as("mo"), pete = town.as("pete"), fin = town.as("fin");
  mo.post(town.path(), town.visit());
  pete.post("/me/visits/approve", {{"visit", town.text("SELECT ref FROM visit")}});
  fin.get("/finance");
  EXPECT_TRUE(fin.has("Waits: no bank details"));
  EXPECT_EQ(fin.post("/finance/runs"), 422);
  mo.get("/provider/bank");
  ASSERT_EQ(
      mo.submit("/provider/bank", {{"bank-name", "M Okafor"}, {"sort-code", "20-00-00"}, {"account", "55779911"}}),
      200);
  fin.get("/finance");
  ASSERT_EQ(fin.submit("/finance/runs"), 200);
  EXPECT_TRUE(fin.has("£7.50"));
}

TEST(Visits, BeyondWhatWasPromisedTheNextWeeksArePromised) {
  Agreed town;
  // Four weeks of £284 promised: £71, £71 and £142 a week each.
  EXPECT_EQ(town.committed("ali", "adult-social-care"), 4 * 14200);
  town.now = *parse_instant("2026-12-21T12:00:00Z");
  auto mo = town.as("mo"), ali = town.as("ali");
  ASSERT_EQ(mo.post(town.path(), {{"day-day", "21"},
                                  {"day-month", "12"},
                                  {"day-year", "2026"},
                                  {"start", "9"},
                                  {"day-time", "12"},
                                  {"worker", "Mo"}}),
            200)
      << mo.body;
  EXPECT_EQ(town.committed("ali", "adult-social-care"), 8 * 14200);
  ali.get("/me/visits");
  EXPECT_FALSE(ali.has("You agreed 17 hours"));
  ASSERT_EQ(mo.post(town.path(), {{"day-day", "21"},
                                  {"day-month", "12"},
                                  {"day-year", "2026"},
                                  {"start", "0"},
                                  {"day-time", "8"},
                                  {"worker", "Jo"}}),
            200);
  ali.get("/me/visits");
  EXPECT_TRUE(ali.has("the week comes to 20 hours. You agreed 17 hours."));
}

}  // namespace
}  // namespace onepot::web
