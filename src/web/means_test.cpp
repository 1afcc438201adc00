// Means of holding, conditions, funding and ending, as a person, a provider and finance meet them on pages.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "onepot/place/pot/funding.h"
#include "onepot/place/pot/savings.h"
#include "onepot/store/ledger.h"
#include "testing/buying_kit.h"

namespace onepot::web {
namespace {

using testing::Browser;
using testing::FormValues;
using testing::Market;

const std::string mo_ref = "00000000-0000-7000-8000-0000000000aa";

/// Pete has £100 a week of social care, paid for the four weeks from today (21 November 2026); the place has its rules.
void furnish(Market& market, std::int64_t pence = 400'00) {
  market.pot("pete", {{"adult-social-care", "*", pence}});
  market.write([&](store::Session& s) {
    s.run("UPDATE pot_stream SET paid_until = :until, week_pence = 10000", {{"until", date_of(market.now) + 27}});
    s.run("UPDATE pot_conditions SET week_pence = 10000");
    s.run(
        "INSERT INTO stream (code, name, funder, legal_basis, purposes, public_money) VALUES ('own', 'Your own money', "
        "'the person', '', '*', 0)");
    place::state_first_rules(s, market.place, place::built_in_savings_rules(), market.now);
  });
}

FormValues held_as(const std::string& holding, const std::string& holder, Date from) {
  const auto day = from.ymd();
  return {{"hold-adult-social-care", holding},
          {"holder-adult-social-care", holder},
          {"from-day", std::to_string(static_cast<unsigned>(day.day()))},
          {"from-month", std::to_string(static_cast<unsigned>(day.month()))},
          {"from-year", std::to_string(static_cast<int>(day.year()))}};
}

TEST(Holding, APersonSwitchesAndSeesFirstWhatChanges) {
  Market market;
  furnish(market);
  auto pete = market.as("pete");
  ASSERT_EQ(pete.get("/me/pot"), 200);
  ASSERT_EQ(pete.get(pete.href("/me/pot/holding")), 200);
  EXPECT_EQ(pete.submit("/me/pot/holding", held_as("isf", "", date_of(market.now))), 422);
  EXPECT_TRUE(pete.has("Choose who is to hold the money for you"));
  EXPECT_EQ(pete.submit("/me/pot/holding", held_as("notional", "", date_of(market.now) - 1)), 422);
  EXPECT_EQ(pete.submit("/me/pot/holding", held_as("direct-payment", "", date_of(market.now))), 422)
      << "nothing changes";
  ASSERT_EQ(pete.submit("/me/pot/holding", held_as("isf", mo_ref, date_of(market.now) + 7)), 200) << pete.body;
  EXPECT_TRUE(pete.has("The provider pays them, as you tell it to"));
  EXPECT_TRUE(pete.has("£400 stays in your pot"));
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM pot_conditions"), 1) << "a preview changes nothing";
  ASSERT_EQ(pete.submit("/me/pot/holding/yes"), 200) << pete.body;
  EXPECT_TRUE(pete.has("from 28 November 2026"));
  // Nothing is otherwise before the day, and nothing is lost on it.
  EXPECT_EQ(market.available("pete"), 400'00);
  pete.get("/me/pot");
  EXPECT_TRUE(pete.has("By me, in an account for this money"));
  market.now += std::chrono::days(7);
  pete.cookies = market.as("pete").cookies;
  pete.get("/me/pot");
  EXPECT_TRUE(pete.has("By a provider I choose"));
  // The daily round holds the money the new way in the books; doing it twice changes nothing more.
  Random random(1);
  for (int round = 0; round < 2; ++round)
    ASSERT_TRUE(market.db->write([&](store::Session& s) { return place::pay_into_all_pots(s, random, market.now); }));
  const std::string ref = market.ref("pete");
  std::map<std::optional<pot::Holding>, std::int64_t> held;
  for (const auto& lot : market.db->read([&](store::Session& s) { return store::ledger::lots_of_pot(s, ref); }))
    if (lot.balance.posted != Pence()) held[lot.earmark.holding] += lot.balance.posted.count();
  EXPECT_EQ(held, (std::map<std::optional<pot::Holding>, std::int64_t>{{pot::Holding::isf, 400'00}}));
  int switches = 0;
  market.db->read([&](store::Session& s) {
    store::ledger::each(s, [&](const pot::Transfer& t) { switches += t.purpose == "switch" ? 1 : 0; });
  });
  EXPECT_EQ(switches, 1);
  ASSERT_EQ(pete.get("/me/statement"), 200);
  EXPECT_TRUE(pete.has("£400.00 is now held in another way: by a provider you chose, for you.")) << pete.body;
  EXPECT_EQ(market.available("pete"), 400'00);
  EXPECT_TRUE(market.books_are_whole());
}

FormValues telling(const std::string& most) {
  return {{"payee", "The Thornby choir"}, {"words", "My place on Tuesdays"}, {"kind", "getting-out"}, {"most", most}};
}

void hold_by_mo(Market& market) {
  auto pete = market.as("pete");
  pete.get("/me/pot/holding");
  ASSERT_EQ(pete.submit("/me/pot/holding", held_as("isf", mo_ref, date_of(market.now))), 200);
  ASSERT_EQ(pete.submit("/me/pot/holding/yes"), 200);
}

TEST(Isf, OnlyWhatThePersonSaidCanBePaid) {
  Market market;
  furnish(market);
  auto pete = market.as("pete"), mo = market.as("mo"), kit = market.as("kit");
  EXPECT_EQ(pete.post("/me/pot/instructions", telling("50")), 422) << "nobody holds money yet";
  hold_by_mo(market);
  mo.get("/provider/funds");
  EXPECT_TRUE(mo.has("Nobody has told you to pay anything"));
  // Without an instruction nothing can be paid.
  EXPECT_EQ(mo.post("/provider/funds/pay",
                    {{"instruction", "made-up"}, {"form", "f1"}, {"amount", "10"}, {"day", "2026-11-21"}}),
            422);
  EXPECT_TRUE(mo.has("The person has not told you to pay this"));
  EXPECT_EQ(market.available("pete"), 400'00);

  pete.get("/me/pot/instructions");
  EXPECT_EQ(pete.submit("/me/pot/instructions", {{"payee", ""}, {"words", "x"}, {"most", "5"}}), 422);
  ASSERT_EQ(pete.submit("/me/pot/instructions", telling("50")), 200) << pete.body;
  const std::string ref = market.text("SELECT ref FROM isf_instruction");
  ASSERT_EQ(mo.get("/provider/funds"), 200);
  EXPECT_TRUE(mo.has("The Thornby choir, for pete"));
  EXPECT_EQ(mo.submit("/provider/funds/pay", {{"amount", "50.01"}}), 422);
  EXPECT_TRUE(mo.has("That is more than the person said"));
  EXPECT_EQ(mo.submit("/provider/funds/pay", {{"amount", "30"}, {"day", "2026-12-01"}}), 422) << "a day to come";
  // Kit holds nothing of Pete's: the instruction is not theirs.
  EXPECT_EQ(
      kit.post("/provider/funds/pay", {{"instruction", ref}, {"form", "f2"}, {"amount", "1"}, {"day", "2026-11-21"}}),
      422);
  mo.get("/provider/funds");
  auto twin = mo;
  ASSERT_EQ(mo.submit("/provider/funds/pay", {{"amount", "30"}}), 200) << mo.body;
  EXPECT_EQ(market.available("pete"), 370'00);
  EXPECT_EQ(market.held("isf:" + mo_ref), 30'00);
  EXPECT_EQ(twin.submit("/provider/funds/pay", {{"amount", "30"}}), 422) << "the same form again: £20 is left";
  EXPECT_EQ(twin.post("/provider/funds/pay", {{"instruction", ref},
                                              {"form", market.text("SELECT ref FROM isf_payment")},
                                              {"amount", "5"},
                                              {"day", "2026-11-21"}}),
            409)
      << "one form pays once";
  pete.get("/me/pot/instructions");
  EXPECT_TRUE(pete.has("£30.00"));
  ASSERT_EQ(pete.submit("/me/pot/instructions/end"), 200);
  EXPECT_EQ(
      mo.post("/provider/funds/pay", {{"instruction", ref}, {"form", "f3"}, {"amount", "1"}, {"day", "2026-11-21"}}),
      422);
  EXPECT_EQ(market.available("pete"), 370'00);
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Isf, WhoHoldsNoMoreCannotPay) {
  Market market;
  furnish(market);
  hold_by_mo(market);
  auto pete = market.as("pete"), mo = market.as("mo");
  pete.get("/me/pot/instructions");
  ASSERT_EQ(pete.submit("/me/pot/instructions", telling("50")), 200);
  pete.get("/me/pot/holding");
  ASSERT_EQ(pete.submit("/me/pot/holding", held_as("direct-payment", "", date_of(market.now))), 200);
  ASSERT_EQ(pete.submit("/me/pot/holding/yes"), 200);
  const std::string ref = market.text("SELECT ref FROM isf_instruction");
  EXPECT_EQ(
      mo.post("/provider/funds/pay", {{"instruction", ref}, {"form", "f"}, {"amount", "1"}, {"day", "2026-11-21"}}),
      422);
  EXPECT_EQ(market.available("pete"), 400'00);
}

TEST(Funding, EachPeriodIsPaidOnceHoweverOftenItIsPressed) {
  Market market;
  furnish(market);
  auto fin = market.as("fin");
  ASSERT_EQ(fin.get("/finance"), 200);
  ASSERT_EQ(fin.get(fin.href("/finance/pots")), 200);
  EXPECT_TRUE(fin.has("No payment into a pot is due today"));
  market.now += std::chrono::days(28);
  fin.cookies = market.as("fin").cookies;
  fin.get("/finance/pots");
  EXPECT_TRUE(fin.has("19 December 2026 to 15 January 2027"));
  auto twin = fin;
  ASSERT_EQ(fin.submit("/finance/pots"), 200) << fin.body;
  ASSERT_EQ(twin.submit("/finance/pots"), 200);
  EXPECT_EQ(market.available("pete"), 800'00);
  market.now += std::chrono::days(56);  // nobody pressed for two periods
  fin.cookies = market.as("fin").cookies;
  fin.get("/finance/pots");
  ASSERT_EQ(fin.submit("/finance/pots"), 200);
  EXPECT_EQ(market.available("pete"), 1'600'00);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM pot_funding"), 3);
  auto pete = market.as("pete");
  ASSERT_EQ(pete.get("/me/pot/money-in"), 200);
  EXPECT_TRUE(pete.has("19 December 2026 to 15 January 2027"));
  EXPECT_TRUE(market.books_are_whole());
}

/// A practitioner proposes £120 with a contribution of £20; nothing changes before Pete says yes.
void agree_contribution(Market& market, const std::string& payment) {
  market.relate("dana", "pete", "practitioner");
  market.consent("pete", "dana", "pot");
  auto dana = market.as("dana"), pete = market.as("pete");
  const std::string terms = "/people/" + market.ref("pete") + "/terms";
  ASSERT_EQ(dana.get(terms), 200);
  ASSERT_EQ(dana.submit(terms, {{"week", "120"}, {"contribution", "130"}, {"why", "x"}}), 422);
  ASSERT_EQ(dana.submit(terms, {{"week", "120"},
                                {"contribution", "20"},
                                {"payment", payment},
                                {"why", "You need more in the mornings"},
                                {"from-day", "19"},
                                {"from-month", "12"},
                                {"from-year", "2026"}}),
            200)
      << dana.body;
  ASSERT_EQ(pete.get("/me/pot/money-in"), 200);
  EXPECT_TRUE(pete.has("You need more in the mornings"));
  auto twin = pete;
  ASSERT_EQ(pete.submit("/me/pot/money-in/answer"), 200) << pete.body;
  EXPECT_EQ(twin.submit("/me/pot/money-in/answer", {{"answer", "no"}}), 409) << "answered once";
  EXPECT_TRUE(pete.has("From 19 December 2026"));
}

TEST(Funding, NetPaysTheBudgetLessTheContributionWhichComesIntoThePot) {
  Market market;
  furnish(market);
  agree_contribution(market, "net");
  market.now += std::chrono::days(28);
  auto fin = market.as("fin");
  fin.get("/finance/pots");
  ASSERT_EQ(fin.submit("/finance/pots"), 200);
  EXPECT_EQ(market.available("pete"), 800'00);
  fin.get("/finance/pots");
  EXPECT_TRUE(fin.has("£80.00"));
  auto twin = fin;
  ASSERT_EQ(fin.submit("/finance/pots/contribution"), 200) << fin.body;
  EXPECT_EQ(twin.submit("/finance/pots/contribution"), 409);
  EXPECT_EQ(market.available("pete"), 880'00);
  EXPECT_EQ(market.held("pot:" + market.ref("pete") + ":own"), 80'00);
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Funding, GrossPaysAllAndTheContributionGoesToTheFunder) {
  Market market;
  furnish(market);
  agree_contribution(market, "gross");
  market.now += std::chrono::days(28);
  auto fin = market.as("fin");
  fin.get("/finance/pots");
  ASSERT_EQ(fin.submit("/finance/pots"), 200);
  EXPECT_EQ(market.available("pete"), 400'00 + 480'00);
  fin.get("/finance/pots");
  ASSERT_EQ(fin.submit("/finance/pots/contribution"), 200) << fin.body;
  EXPECT_EQ(market.available("pete"), 880'00);
  EXPECT_EQ(market.held("contribution:adult-social-care"), 80'00);
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Funding, AScheduleDoesTheSameForEveryPlace) {
  Market market;
  furnish(market);
  Random random(1);
  const Instant later = market.now + std::chrono::days(28);
  for (const std::int64_t payments : {1, 0}) {
    const auto done = market.db->write([&](store::Session& s) { return place::pay_into_all_pots(s, random, later); });
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(done->payments, payments);
  }
  EXPECT_EQ(market.available("pete"), 800'00);
}

/// Pete's agreement with Mo from 30 November, £90 a week for four weeks; gives its address.
std::string agree_with_mo(Market& market) {
  auto pete = market.as("pete"), mo = market.as("mo");
  pete.get("/me/brief");
  EXPECT_EQ(pete.submit("/me/brief", {{"words", "Someone for the mornings"},
                                      {"kind", "personal-care"},
                                      {"day-week", "5"},
                                      {"night-week", ""},
                                      {"from-day", "30"},
                                      {"from-month", "11"},
                                      {"from-year", "2026"}}),
            200);
  const std::string brief = pete.path;
  mo.get(brief);
  EXPECT_EQ(mo.submit(brief + "/offer", {{"day-rate", "18"}, {"words", "I come"}, {"notice-days", "14"}}), 200);
  pete.get(brief);
  EXPECT_EQ(pete.submit(brief + "/yes"), 200);
  return pete.path;
}

TEST(Ending, NoticeIsRespectedAndWhatWasPromisedAfterItIsFree) {
  Market market;
  furnish(market);
  const std::string agreement = agree_with_mo(market);
  EXPECT_EQ(market.available("pete"), 40'00);
  market.now += std::chrono::days(9);  // 30 November: it begins
  auto pete = market.as("pete");
  pete.get(agreement);
  ASSERT_EQ(pete.get(pete.href("/end")), 200);
  EXPECT_TRUE(pete.has("14 December 2026")) << pete.body;
  auto twin = pete;
  ASSERT_EQ(pete.submit(agreement + "/end"), 200) << pete.body;
  // Of 28 days 15 stay promised: £360 × 15 / 28, to the penny upwards.
  EXPECT_EQ(market.available("pete"), 400'00 - 192'86);
  EXPECT_EQ(twin.submit(agreement + "/end"), 409);
  EXPECT_EQ(market.available("pete"), 400'00 - 192'86);
  // What comes until the last day is still paid out of the promise.
  market.now += std::chrono::days(1);
  auto mo = market.as("mo");
  EXPECT_EQ(mo.get(agreement), 200);
  EXPECT_TRUE(market.books_are_whole());
}

TEST(Ending, AClubsAgreementEndsWhenEverybodySaidSo) {
  Market market;
  market.pot("pete", {{"adult-social-care", "*", 40000}});
  market.pot("sam", {{"adult-social-care", "*", 40000}});
  const std::string club = market.club({{"pete", 9000}, {"sam", 9000}});
  market.write([&](store::Session& s) {
    s.run(
        "INSERT INTO agreement (ref, place_id, provider_id, club_id, category, day_rate_pence, night_rate_pence, "
        "day_minutes_week, night_minutes_week, notice_days, from_date, made_at) SELECT 'a1', :place, :provider, id, "
        "'personal-care', 1800, 0, 600, 0, 28, :from, 0 FROM club",
        {{"place", market.place}, {"provider", market.provider}, {"from", date_of(market.now)}});
    for (const auto* who : {"pete", "sam"})
      s.run("INSERT INTO agreement_share (agreement_id, person_id, week_pence) SELECT id, :person, 9000 FROM agreement",
            {{"person", market.person(who)}});
  });
  auto pete = market.as("pete"), sam = market.as("sam"), ali = market.as("ali");
  EXPECT_EQ(ali.get("/agreements/a1/end"), 403);
  ASSERT_EQ(pete.get("/agreements/a1/end"), 200);
  ASSERT_EQ(pete.submit("/agreements/a1/end"), 200);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement WHERE until_date IS NOT NULL"), 0);
  pete.get("/agreements/a1/end");
  EXPECT_TRUE(pete.has("It ends when sam say so too"));
  sam.get("/agreements/a1/end");
  ASSERT_EQ(sam.submit("/agreements/a1/end"), 200);
  EXPECT_EQ(market.count("SELECT COUNT(*) FROM agreement WHERE until_date IS NOT NULL"), 1);
}

}  // namespace
}  // namespace onepot::web
