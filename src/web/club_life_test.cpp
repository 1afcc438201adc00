// The life of a club in its home: somebody is away, leaves, joins; the club is matched anew. Sums change only from
// their day on and only after the yes they need, and every promised penny is accounted for.
#include <thread>

#include "onepot/pot/accounts.h"
#include "onepot/store/agreements.h"
#include "onepot/store/ledger.h"
#include "testing/home_kit.h"

namespace onepot::web {
namespace {

using namespace testing;  // the kit is made for these tests

constexpr std::int64_t money_in_pot = 2'000'000;

FormValues day_fields(const std::string& prefix, Date day) {
  const auto ymd = day.ymd();
  return {{prefix + "-day", std::to_string(static_cast<unsigned>(ymd.day()))},
          {prefix + "-month", std::to_string(static_cast<unsigned>(ymd.month()))},
          {prefix + "-year", std::to_string(static_cast<int>(ymd.year()))}};
}
FormValues together(std::initializer_list<FormValues> parts) {
  FormValues out;
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

/// The three live in the house, with an agreement with Mo for what they need together.
class Living : public Home {
 protected:
  Living() {
    for (const auto* name : cast) fill(name);
    club = asked();
    for (const auto* name : cast) {
      auto b = village.as(name);
      b.get(club);
      EXPECT_EQ(b.submit(club + "/yes"), 200);
    }
    auto pete = village.as("pete");
    pete.get(club + "/brief");
    EXPECT_EQ(pete.submit(club + "/brief", together({{{"words", "Help at home"}}, day_fields("from", today() + 1)})),
              200)
        << pete.body;
    const std::string brief = pete.path;
    auto mo = village.as("mo");
    mo.get(brief);
    EXPECT_EQ(
        mo.submit(brief + "/offer", {{"day-rate", "20"}, {"night-rate", "12"}, {"words", "Us"}, {"notice-days", "35"}}),
        200)
        << mo.body;
    const auto offer = village.offer_refs().at("Mo's Mornings");
    for (const auto* name : cast) {
      auto b = village.as(name);
      b.get(brief);
      EXPECT_EQ(b.submit(brief + "/yes", {{"offer", offer}}), 200) << b.body;
    }
    agreement = store::AgreementId{number("SELECT id FROM agreement")};
    village.now += std::chrono::hours(48);  // the agreement runs
  }
  void fill(const std::string& name) {
    village.write([&](store::Session& s) {
      const std::string who = store::accounts::person(s, village.person(name))->ref;
      pot::Transfer in;
      in.id = "in:" + who;
      in.booked = in.effective = today();
      in.from = pot::funder_account("adult-social-care");
      in.to = pot::pot_account(who, "adult-social-care");
      in.amount = Pence(money_in_pot);
      in.stream = "adult-social-care";
      in.purpose = "pot";
      ASSERT_TRUE(store::ledger::post(s, in).has_value());
    });
  }
  Date today() const { return date_of(village.now); }
  std::map<std::string, std::int64_t> weeks(Date day) {
    return village.db->read([&](store::Session& s) {
      std::map<std::string, std::int64_t> out;
      for (const auto& share : store::agreements::shares(s, agreement, day)) out[share.known_as] = share.week.count();
      return out;
    });
  }
  static std::int64_t sum(const std::map<std::string, std::int64_t>& weeks) {
    std::int64_t out = 0;
    for (const auto& [name, week] : weeks) out += week;
    return out;
  }
  int yes(const std::string& who, const std::string& step) {
    auto b = village.as(who);
    b.get(step);
    return b.submit(step + "/yes");
  }
  std::string propose_away(const std::string& by, const std::string& who, Date from, Date until) {
    auto b = village.as(by);
    b.get(club + "/away");
    EXPECT_EQ(
        b.submit(club + "/away",
                 together({{{"person", village.ref(who)}}, day_fields("from", from), day_fields("until", until)})),
        200)
        << b.body;
    return b.path;
  }
  /// Mo answers what was asked last.
  int mo_says(const char* answer, const std::string& words = "") {
    auto mo = village.as("mo");
    mo.get("/provider");
    mo.get(mo.href("/provider/changes"));
    const std::string ref = village.text("SELECT ref FROM agreement_change ORDER BY id DESC LIMIT 1");
    mo.post("/provider/changes", {{"change", ref}, {"answer", answer}, {"words-" + ref, words}});
    answered = mo.body;
    return mo.status;
  }
  std::string answered;
  std::string last_change() { return village.text("SELECT status FROM agreement_change ORDER BY id DESC LIMIT 1"); }
  std::string give_notice(const std::string& who, Date last) {
    auto b = village.as(who);
    b.get(club + "/leave");
    EXPECT_EQ(b.submit(club + "/leave", day_fields("last", last)), 200) << b.body;
    const std::string step = b.path;
    EXPECT_EQ(b.submit(step + "/yes"), 200) << b.body;
    return step;
  }
  std::string club;
  store::AgreementId agreement;
};

TEST_F(Living, SomebodyAwayChangesSupportForThoseDaysOnly) {
  const auto before = weeks(today());
  EXPECT_EQ(sum(before), 35 * 2000 + 63 * 1200);        // 3 × 7 and once 14 hours by day, once 63 by night
  const Date from = today() + 6, until = today() + 12;  // the second week of four that are promised
  const std::string step = propose_away("pete", "ali", from, until);
  auto sam = village.as("sam");
  ASSERT_EQ(sam.get(step), 200);
  EXPECT_TRUE(sam.has("ali will be away")) << sam.body;
  EXPECT_TRUE(sam.has("Away"));
  EXPECT_EQ(sam.submit(step + "/yes"), 200);
  EXPECT_EQ(yes("pete", step), 200);
  EXPECT_EQ(weeks(from), before) << "without everybody's yes nothing changes";
  const auto available = village.available("ali");
  EXPECT_EQ(yes("ali", step), 200);
  EXPECT_EQ(weeks(from), before) << "within Mo's notice: Mo is asked first";
  sam.get(step);
  EXPECT_TRUE(sam.has("Mo&#39;s Mornings is asked to agree to the other hours")) << sam.body;
  EXPECT_EQ(mo_says("yes", "Say hello to Ali from me."), 200) << answered;
  sam.get(step);
  EXPECT_TRUE(sam.has("Mo&#39;s Mornings said yes")) << sam.body;
  EXPECT_TRUE(sam.has("Say hello to Ali"));
  const auto during = weeks(from);
  EXPECT_EQ(during.size(), 2u);
  EXPECT_FALSE(during.contains("ali"));
  EXPECT_EQ(sum(during), 28 * 2000 + 63 * 1200);  // 2 × 7 and once 14, the night once
  EXPECT_EQ(weeks(from - 1), before);
  EXPECT_EQ(weeks(until + 1), before) << "afterwards to the penny as it was";
  EXPECT_EQ(village.available("ali") - available, before.at("ali")) << "one week of Ali's promise is Ali's again";
  EXPECT_TRUE(village.books_are_whole());
  // A visit in those days is for the two who are there.
  village.now += std::chrono::hours(24 * 8);
  auto mo = village.as("mo");
  mo.get("/provider/visits");
  const std::string visits = mo.href("/agreements/").substr(0, std::string("/agreements/").size() + 36) + "/visits";
  ASSERT_EQ(mo.get(visits), 200) << mo.body;
  ASSERT_EQ(
      mo.submit(visits, together({{{"worker", "Mo"}, {"start", "9"}, {"day-time", "2"}}, day_fields("day", from)})),
      200)
      << mo.body;
  EXPECT_EQ(number("SELECT COUNT(*) FROM visit_share"), 2);
  EXPECT_EQ(number("SELECT SUM(pence) FROM visit_share"), 4000);
  auto ali = village.as("ali");
  ali.get(club + "/life");
  EXPECT_TRUE(ali.has("Away"));
  ali.get(club);
  EXPECT_TRUE(ali.has("£0"));
}

TEST_F(Living, BackEarlierTheSumsAreAsBefore) {
  const auto before = weeks(today());
  const Date from = today() + 7, until = today() + 27;
  const std::string step = propose_away("ali", "ali", from, until);
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  ASSERT_EQ(mo_says("yes"), 200);
  village.now += std::chrono::hours(24 * 10);
  auto sam = village.as("sam");
  sam.get(step);
  EXPECT_EQ(sam.post(step + "/stop"), 409) << "only Ali can say that Ali is back";
  auto ali = village.as("ali");
  ali.get(step);
  ASSERT_EQ(ali.submit(step + "/stop"), 200) << ali.body;
  EXPECT_FALSE(weeks(today()).contains("ali")) << "today is not changed any more";
  EXPECT_EQ(weeks(today() + 1), before);
  EXPECT_EQ(last_change(), "told") << "Mo hears that the hours are as agreed again";
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, AStepNotAnsweredComesToNothing) {
  const std::string step = propose_away("pete", "ali", today() + 5, today() + 8);
  ASSERT_EQ(yes("pete", step), 200);
  auto sam = village.as("sam");
  sam.get(step);
  village.now += std::chrono::hours(24 * 5);
  sam.cookies = village.as("sam").cookies;
  EXPECT_EQ(sam.post(step + "/yes", {{"sums", ""}}), 409);
  sam.get(step);
  EXPECT_TRUE(sam.has("came to nothing")) << sam.body;
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_share"), 0);
}

TEST_F(Living, AYesIsToTheSumsThatWereSeen) {
  const std::string step = propose_away("pete", "ali", today() + 7, today() + 13);
  auto sam = village.as("sam");
  sam.get(step);
  // Meanwhile Pete's own absence in the same days is agreed: the sums are others.
  const std::string other = propose_away("pete", "pete", today() + 7, today() + 13);
  for (const auto* name : cast) ASSERT_EQ(yes(name, other), 200);
  ASSERT_EQ(mo_says("yes"), 200);
  EXPECT_EQ(sam.submit(step + "/yes"), 409);
  EXPECT_TRUE(sam.has("The sums have changed"));
  EXPECT_EQ(yes("sam", step), 200);
  EXPECT_EQ(yes("pete", step), 200);
  EXPECT_EQ(yes("ali", step), 200);
  EXPECT_EQ(mo_says("yes"), 200);
  const auto alone = weeks(today() + 7);
  EXPECT_EQ(alone.size(), 1u);
  EXPECT_EQ(alone.at("sam"), 21 * 2000 + 63 * 1200) << "Sam's own needs, with nobody to share them";
}

TEST_F(Living, TheProvidersYesAndANoAtTheSameMoment) {
  const std::string step = propose_away("pete", "ali", today() + 7, today() + 13);
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  const std::string ref = village.text("SELECT ref FROM agreement_change WHERE status = 'asked'");
  auto mo = village.as("mo"), pete = village.as("pete");
  mo.get("/provider/changes");
  pete.get(step);
  std::thread one([&] { mo.submit("/provider/changes", {{"change", ref}, {"answer", "yes"}}); }),
      two([&] { pete.submit(step + "/stop"); });
  one.join();
  two.join();
  const auto agreed = number("SELECT COUNT(*) FROM step WHERE status = 'agreed'");
  EXPECT_EQ(agreed + number("SELECT COUNT(*) FROM step WHERE status = 'cancelled'"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_share") > 0, agreed == 1) << "the sums follow what was decided";
  EXPECT_EQ(number("SELECT COUNT(*) FROM agreement_change WHERE status = 'yes'"), agreed);
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, AProviderWhoCannotSaysSoAndNothingChanges) {
  const auto before = weeks(today());
  const auto available = village.available("ali");
  std::string step = propose_away("pete", "ali", today() + 7, today() + 13);
  auto sam = village.as("sam");
  sam.get(step);
  EXPECT_TRUE(sam.has("When everybody has said yes, Mo&#39;s Mornings is asked")) << sam.body;
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  auto kit = village.as("kit");
  const std::string ref = village.text("SELECT ref FROM agreement_change WHERE status = 'asked'");
  EXPECT_EQ(kit.post("/provider/changes", {{"change", ref}, {"answer", "yes"}}), 404) << "not Kit's to answer";
  EXPECT_EQ(mo_says("yes", std::string(1001, 'x')), 422) << "what was typed is too long, and kept";
  EXPECT_EQ(mo_says("perhaps"), 422);
  ASSERT_EQ(mo_says("no", "I have booked my week by then."), 200) << answered;
  sam.get(step);
  EXPECT_TRUE(sam.has("Mo&#39;s Mornings cannot do it")) << sam.body;
  EXPECT_TRUE(sam.has("I have booked my week by then."));
  EXPECT_EQ(mo_says("yes"), 409) << "an answer is one";
  EXPECT_EQ(weeks(today() + 8), before);
  EXPECT_EQ(village.available("ali"), available);
  // Beyond the notice nobody has to agree: Mo is told, and reads the hours.
  step = propose_away("pete", "ali", today() + 36, today() + 42);
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  EXPECT_EQ(last_change(), "told");
  EXPECT_EQ(sum(weeks(today() + 36)), 28 * 2000 + 63 * 1200);
  auto mo = village.as("mo");
  mo.get("/provider/changes");
  EXPECT_TRUE(mo.has("ali will be away")) << mo.body;
  EXPECT_TRUE(mo.has("28 hours")) << mo.body;
  EXPECT_TRUE(mo.has("before: 35 hours") || mo.has("was 35 hours")) << mo.body;
  mo.get(mo.href("/agreements/"));
  EXPECT_TRUE(mo.has("35 hours a week")) << mo.body;
  EXPECT_TRUE(mo.has(": 28 hours a week by day")) << mo.body;
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, AProviderAskedTooLongAgoIsAskedNoMore) {
  const std::string step = propose_away("pete", "ali", today() + 7, today() + 13);
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  // Meanwhile the club's sums become others: what Mo was asked is not what everybody said yes to any more.
  const std::string ref = village.text("SELECT ref FROM agreement_change WHERE status = 'asked'");
  const std::string other = propose_away("pete", "pete", today() + 7, today() + 13);
  for (const auto* name : cast) ASSERT_EQ(yes(name, other), 200);
  ASSERT_EQ(mo_says("yes"), 200);
  auto mo = village.as("mo");
  mo.get("/provider/changes");
  EXPECT_EQ(mo.post("/provider/changes", {{"change", ref}, {"answer", "yes"}}), 409);
  village.now += std::chrono::hours(24 * 8);
  mo.cookies = village.as("mo").cookies;
  EXPECT_EQ(mo.post("/provider/changes", {{"change", ref}, {"answer", "yes"}}), 409);
  EXPECT_EQ(number("SELECT COUNT(*) FROM step WHERE status = 'agreed'"), 1);
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, LeavingIsSeenBeforeItIsSaidAndKeepsEveryPenny) {
  const auto before = weeks(today());
  auto sam = village.as("sam");
  sam.get(club);
  ASSERT_EQ(sam.get(sam.href("/leave")), 200);
  EXPECT_EQ(sam.submit(club + "/leave", day_fields("last", today() + 28)), 422) << "Mo's notice is 35 days";
  const Date last = today() + 35;
  ASSERT_EQ(sam.submit(club + "/leave", day_fields("last", last)), 200) << sam.body;
  const std::string step = sam.path;
  EXPECT_TRUE(sam.has("All of it stays yours"));
  EXPECT_TRUE(sam.has("pete"));
  auto pete = village.as("pete");
  pete.get(club);
  EXPECT_FALSE(pete.has("sam leaves"));
  EXPECT_EQ(pete.get(step), 404) << "nobody hears of it before";
  const auto available = village.available("sam"), there = money_in_pot;
  ASSERT_EQ(sam.get(step), 200);
  ASSERT_EQ(sam.submit(step + "/yes"), 200) << sam.body;
  pete.get(club);
  EXPECT_TRUE(pete.has("sam leaves")) << pete.body;
  ASSERT_EQ(pete.get(step), 200);
  const auto after = weeks(last + 1);
  EXPECT_EQ(after.size(), 2u);
  EXPECT_EQ(sum(after), 28 * 2000 + 63 * 1200);
  EXPECT_EQ(weeks(last), before) << "until the last day everything is as it was";
  EXPECT_EQ(last_change(), "told") << "the notice is kept: Mo need not agree";
  EXPECT_GE(village.available("sam"), available);
  EXPECT_EQ(number("SELECT CAST(SUM(rent_week_pence) AS BIGINT) FROM club_share WHERE from_date > 0"), 16685)
      << "two pay the whole rent";
  // The last day passes: Sam is out, and what was promised for Sam's part can be asked for no more.
  village.now += std::chrono::hours(24 * 36);
  sam.cookies = village.as("sam").cookies;
  pete.cookies = village.as("pete").cookies;
  EXPECT_EQ(sam.get(club), 403);
  EXPECT_EQ(sam.get(step), 200);
  EXPECT_EQ(pete.get(club), 200);
  EXPECT_FALSE(pete.has(">sam<"));
  village.write([&](store::Session& s) {
    // Four weeks after the last promised day the books let go of what nobody asked for.
    (void)store::ledger::expire_due(s, today() + 60);
  });
  EXPECT_EQ(village.available("sam"), there) << "nothing was bought, so all of it is there, to the penny";
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, WhatWasPromisedBeyondTheLastDayIsReleasedAtOnce) {
  // Promised anew shortly before: it reaches beyond Sam's last day.
  village.write([&](store::Session& s) {
    const auto a = store::agreements::by_id(s, agreement);
    for (const auto& share : store::agreements::shares(s, agreement)) {
      pot::Transfer reserve;
      reserve.id = "later:" + share.person_ref;
      reserve.booked = today();
      reserve.effective = today() + 28;
      reserve.from = pot::pot_account(share.person_ref, "adult-social-care");
      reserve.to = pot::provider_account(a->provider_ref);
      reserve.amount = Pence(share.week.count() * 2);
      reserve.stream = "adult-social-care";
      reserve.purpose = a->category;
      reserve.stage = pot::Stage::reserve;
      reserve.until = today() + 70;
      reserve.note = "agreement";
      ASSERT_TRUE(store::ledger::post(s, reserve).has_value());
      store::agreements::add_commitment(s, agreement, share.person, "adult-social-care", reserve.id, today() + 29,
                                        today() + 42, reserve.amount);
    }
  });
  const auto before = weeks(today());
  const auto sam = village.available("sam"), pete = village.available("pete");
  give_notice("sam", today() + 35);
  EXPECT_EQ(village.available("sam") - sam, before.at("sam")) << "seven days of fourteen";
  const auto after = weeks(today() + 36);
  EXPECT_EQ(pete - village.available("pete"), after.at("pete") - before.at("pete")) << "a week at the new share";
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, WhoChangesTheirMindStays) {
  const auto before = weeks(today());
  const std::string step = give_notice("sam", today() + 35);
  auto pete = village.as("pete");
  pete.get(step);
  EXPECT_EQ(pete.post(step + "/stop"), 409) << "nobody else can take it back";
  auto sam = village.as("sam");
  sam.get(step);
  ASSERT_EQ(sam.submit(step + "/stop"), 200) << sam.body;
  EXPECT_EQ(weeks(today() + 36), before);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_member WHERE left_at IS NOT NULL"), 0);
  EXPECT_TRUE(village.books_are_whole());
}

TEST_F(Living, TheClubIsMatchedAnewAndSomebodyJoinsByEveryYes) {
  give_notice("sam", today() + 35);
  village.add_person("bo");
  village.write([&](store::Session& s) { settle(s, "bo"); });
  fill("bo");
  auto pete = village.as("pete");
  pete.get(club + "/next");
  EXPECT_FALSE(pete.has(">bo<"));
  for (const auto* name : {"pete", "ali"}) say(name, "bo", "yes"), say("bo", name, "yes");
  ASSERT_EQ(pete.get(club + "/next"), 200);
  EXPECT_TRUE(pete.has(">bo<")) << "Sam's yes is not needed: Sam leaves";
  EXPECT_FALSE(pete.has(">sam<"));
  ASSERT_EQ(pete.submit(club + "/join", together({{{"person", village.ref("bo")}}, day_fields("from", today() + 36)})),
            200)
      << pete.body;
  const std::string step = pete.path;
  for (const auto* name : {"pete", "ali"}) ASSERT_EQ(yes(name, step), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_member"), 3);
  auto bo = village.as("bo");
  EXPECT_EQ(bo.get(club), 403);
  ASSERT_EQ(bo.get(step), 200);
  EXPECT_TRUE(bo.has("bo would join you"));
  ASSERT_EQ(bo.submit(step + "/yes"), 200) << bo.body;
  EXPECT_EQ(bo.get(club), 403) << "more hours: Mo is asked first, however far ahead";
  ASSERT_EQ(mo_says("yes"), 200);
  EXPECT_EQ(bo.get(club), 200) << bo.body;
  const auto then = weeks(today() + 36);
  EXPECT_EQ(then.size(), 3u);
  EXPECT_TRUE(then.contains("bo"));
  EXPECT_EQ(sum(then), 35 * 2000 + 63 * 1200);
  EXPECT_FALSE(weeks(today()).contains("bo"));
  EXPECT_TRUE(village.books_are_whole());
  pete.get(club + "/life");
  EXPECT_TRUE(pete.has("bo would join you"));
}

TEST_F(Living, ToAnotherHomeTogether) {
  village.write(
      [&](store::Session& s) { add_home(s, 3, "9 Low Road", 9000, {"East room", "West room", "North room"}); });
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get(club + "/next"), 200);
  EXPECT_TRUE(pete.has("9 Low Road")) << pete.body;
  ASSERT_EQ(pete.submit(club + "/move"), 200) << pete.body;
  const std::string there = pete.path;
  for (const auto* name : cast) {
    auto b = village.as(name);
    b.get(there + "/rooms");
    ASSERT_EQ(b.submit(there + "/rooms", {{"room-1", "30"}, {"room-2", "30"}, {"room-3", "30"}}), 200) << b.body;
  }
  for (const auto* name : cast) {
    EXPECT_EQ(number("SELECT COUNT(*) FROM home WHERE taken_at IS NOT NULL"), 1);
    auto b = village.as(name);
    b.get(there);
    ASSERT_EQ(b.submit(there + "/yes"), 200) << b.body;
  }
  EXPECT_EQ(village.text("SELECT name FROM home WHERE taken_at IS NOT NULL"), "9 Low Road");
  EXPECT_EQ(number("SELECT COUNT(*) FROM agreement a JOIN club c ON c.id = a.club_id WHERE c.name = '9 Low Road'"), 1);
  pete.get(club);
  EXPECT_TRUE(pete.has("You have moved to another home together"));
}

TEST_F(Living, ATrialStayIsToldAsEachAllows) {
  auto pete = village.as("pete");
  pete.get(club + "/trial");
  EXPECT_EQ(
      pete.submit(club + "/trial", together({day_fields("from", today() + 3), day_fields("until", today() + 10)})), 422)
      << "who pays is asked";
  ASSERT_EQ(
      pete.submit(club + "/trial",
                  together({{{"pays", "each"}}, day_fields("from", today() + 3), day_fields("until", today() + 10)})),
      200)
      << pete.body;
  const std::string step = pete.path;
  EXPECT_EQ(number("SELECT SUM(share_pence) FROM step_person"), 16685) << "seven nights: a week's rent";
  for (const auto* name : cast) ASSERT_EQ(yes(name, step), 200);
  EXPECT_EQ(pete.post(step + "/after", {{"words", "Good"}, {"seen", "all"}}), 409) << "it has not been yet";
  village.now += std::chrono::hours(24 * 11);
  auto sam = village.as("sam");
  pete.cookies = village.as("pete").cookies;
  sam.get(step);
  EXPECT_EQ(sam.submit(step + "/after", {{"words", " "}, {"seen", "me"}}), 422);
  ASSERT_EQ(sam.submit(step + "/after", {{"words", "Too loud for me."}, {"seen", "me"}}), 200);
  pete.get(step);
  EXPECT_FALSE(pete.has("Too loud"));
  ASSERT_EQ(pete.submit(step + "/after", {{"words", "I liked the garden."}, {"seen", "all"}}), 200);
  sam.get(step);
  EXPECT_TRUE(sam.has("I liked the garden."));
  EXPECT_TRUE(sam.has("Too loud for me."));
}

}  // namespace
}  // namespace onepot::web
