// People meet: by what they like, at a time and place all said yes to; an organisation that stands against it must say
// why; and what is published of unmet need.
#include <thread>

#include "testing/home_kit.h"

namespace onepot::web {
namespace {

using namespace testing;  // the kit is made for these tests

FormValues meeting_of(const std::vector<std::string>& people, const std::string& day = "28") {
  FormValues out = {{"on-day", day}, {"on-month", "11"},     {"on-year", "2026"},
                    {"at", "14:30"}, {"where", "Mill Café"}, {"words", "Tea?"}};
  for (const auto& ref : people) out.emplace_back("people", ref);
  return out;
}

class Together : public Home {
 protected:
  std::string propose(const std::string& by, const std::vector<std::string>& with) {
    std::vector<std::string> refs;
    for (const auto& name : with) refs.push_back(village.ref(name));
    auto b = village.as(by);
    b.get("/me/meetings/new");
    EXPECT_EQ(b.submit("/me/meetings/new", meeting_of(refs)), 200) << b.body;
    return b.path;
  }
  int yes(const std::string& who, const std::string& step) {
    auto b = village.as(who);
    b.get(step);
    return b.submit(step + "/yes");
  }
  void hello(const std::string& who, const std::string& interests, const std::string& open = "yes") {
    auto b = village.as(who);
    b.get("/me/interests");
    EXPECT_EQ(b.submit("/me/interests", {{"interests", interests}, {"hello", "I am " + who + "."}, {"open", open}}),
              200)
        << b.body;
  }
};

TEST_F(Together, AMeetingIsOnOnlyWhenAllSaidYes) {
  all_say_yes_to_each_other();
  const std::string step = propose("pete", {"sam", "ali"});
  ASSERT_EQ(yes("pete", step), 200);
  ASSERT_EQ(yes("sam", step), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM step WHERE status = 'agreed'"), 0);
  auto ali = village.as("ali");
  ali.get("/me");
  EXPECT_TRUE(ali.has("/me/steps"));
  ali.get(step);
  EXPECT_TRUE(ali.has("Mill Café"));
  EXPECT_FALSE(ali.has("1990"));
  ASSERT_EQ(ali.submit(step + "/yes"), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM step WHERE status = 'agreed'"), 1);
  // Anybody cancels, and the others see neither who nor why.
  auto sam = village.as("sam"), pete = village.as("pete");
  sam.get(step);
  ASSERT_EQ(sam.submit(step + "/stop"), 200);
  pete.get(step);
  EXPECT_TRUE(pete.has("This will not happen. Nobody has to say why."));
  EXPECT_EQ(pete.post(step + "/yes", {{"sums", ""}}), 409);
}

TEST_F(Together, WhoHasNotSaidYesToAllIsNotAsked) {
  say("pete", "sam", "yes"), say("sam", "pete", "yes");
  say("pete", "ali", "yes"), say("ali", "pete", "yes");
  auto pete = village.as("pete");
  pete.get("/me/meetings/new");
  const auto refuse = [&] {
    EXPECT_EQ(pete.post("/me/meetings/new", meeting_of({village.ref("sam"), village.ref("ali")})), 422);
    return without_tokens(pete.body);
  };
  const std::string no_yes_yet = refuse();
  say("sam", "ali", "never");
  EXPECT_EQ(refuse(), no_yes_yet) << "a never reads like a yes that has not been said";
  EXPECT_EQ(pete.post("/me/meetings/new", meeting_of({village.ref("sam")}, "1")), 422) << "the day is past";
  EXPECT_EQ(pete.post("/me/meetings/new", meeting_of({})), 422);
  EXPECT_EQ(number("SELECT COUNT(*) FROM step"), 0);
}

TEST_F(Together, ANeverEndsWhatIsPlannedLikeAnyNo) {
  all_say_yes_to_each_other();
  const auto seen_by_pete = [&](const std::string& step) {
    auto pete = village.as("pete");
    pete.get(step);
    std::string body = without_tokens(pete.body);
    for (auto at = body.find(step); at != std::string::npos; at = body.find(step))
      body.replace(at, step.size(), "STEP");
    return body;
  };
  const std::string stopped = propose("pete", {"sam"});
  auto sam = village.as("sam");
  sam.get(stopped);
  ASSERT_EQ(sam.submit(stopped + "/stop"), 200);
  const std::string vetoed = propose("pete", {"sam"});
  sam.get("/me/meet");
  ASSERT_EQ(sam.submit("/me/meet", {{"person", village.ref("pete")}, {"answer", "never"}}), 200);
  EXPECT_EQ(seen_by_pete(vetoed), seen_by_pete(stopped));
}

TEST_F(Together, ASupporterIsBesideWhoWishesIt) {
  all_say_yes_to_each_other();
  village.relate("sister", "pete", "supports");
  const std::string step = propose("pete", {"sam"});
  auto sister = village.as("sister");
  sister.get("/supporting");
  EXPECT_FALSE(sister.has("Mill Café"));
  auto pete = village.as("pete");
  pete.get(step);
  ASSERT_EQ(
      pete.submit(step + "/alongside", {{"account", village.text("SELECT ref FROM account WHERE sign_in = 'sister'")}}),
      200)
      << pete.body;
  sister.get("/supporting");
  EXPECT_TRUE(sister.has("Mill Café")) << sister.body;
  auto sam = village.as("sam");
  sam.get(step);
  EXPECT_EQ(
      sam.post(step + "/alongside", {{"account", village.text("SELECT ref FROM account WHERE sign_in = 'sister'")}}),
      422)
      << "she is not Sam's supporter";
}

TEST_F(Together, TheLastYesAndACancelAtTheSameMoment) {
  all_say_yes_to_each_other();
  const std::string step = propose("pete", {"sam"});
  ASSERT_EQ(yes("pete", step), 200);
  auto sam = village.as("sam"), pete = village.as("pete");
  sam.get(step), pete.get(step);
  std::thread one([&] { sam.submit(step + "/yes"); }), two([&] { pete.submit(step + "/stop"); });
  one.join();
  two.join();
  EXPECT_EQ(number("SELECT COUNT(*) FROM step WHERE status = 'cancelled'"), 1)
      << "a no after the last yes still counts";
}

TEST_F(Together, PeopleOfAnyAgeMeetByWhatTheyLike) {
  village.write([&](store::Session& s) { s.run("UPDATE person SET born = 0 WHERE known_as = 'sam'"); });
  hello("pete", "Football, chess");
  auto pete = village.as("pete");
  pete.get("/me/interests");
  EXPECT_TRUE(pete.has("Nobody who likes the same"));
  hello("sam", "football");
  hello("ali", "knitting");
  pete.get("/me/interests");
  EXPECT_TRUE(pete.has("I am sam.")) << pete.body;
  EXPECT_FALSE(pete.has("I am ali."));
  EXPECT_FALSE(pete.has("1970"));
  auto sam = village.as("sam");
  ASSERT_EQ(pete.submit("/me/interests/answer", {{"person", village.ref("sam")}, {"answer", "yes"}}), 200);
  sam.get("/me/interests");
  EXPECT_FALSE(sam.has("You both said yes"));
  ASSERT_EQ(sam.submit("/me/interests/answer", {{"person", village.ref("pete")}, {"answer", "yes"}}), 200);
  EXPECT_TRUE(sam.has("You both said yes"));
  const std::string step = propose("sam", {"pete"});
  EXPECT_EQ(yes("pete", step), 200);
  EXPECT_EQ(pete.post("/me/interests", {{"interests", ""}, {"hello", "x"}, {"open", "yes"}}), 422);
}

TEST_F(Together, ANeverByInterestShowsNothing) {
  hello("pete", "football");
  hello("sam", "football", "no");
  auto pete = village.as("pete");
  const auto look = [&] {
    std::string all;
    for (const auto* page : {"/me/interests", "/me/meetings/new", "/me/outings", "/me/meet"})
      pete.get(page), all += without_tokens(pete.body);
    return all;
  };
  village.write([&](store::Session& s) {
    meeting::set_wish(s, village.person("sam"), {false, {"Thornby"}, {}, {}, ""}, village.now);
  });
  const std::string not_looking = look();
  village.write([&](store::Session& s) {
    meeting::set_wish(s, village.person("sam"), {true, {"Thornby"}, {}, {}, "Hello from sam."}, village.now);
  });
  hello("sam", "football");
  auto sam = village.as("sam");
  sam.get("/me/interests");
  ASSERT_EQ(sam.submit("/me/interests/answer", {{"person", village.ref("pete")}, {"answer", "never"}}), 200);
  EXPECT_EQ(look(), not_looking);
  EXPECT_EQ(pete.post("/me/interests/answer", {{"person", village.ref("sam")}, {"answer", "yes"}}), 422);
}

// Blocks --------------------------------------------------------------------------------------------------------------

const FormValues good_block = {{"other", "sam"},
                               {"reason", "There is an enquiry about what happened in May between you."},
                               {"basis", "Care Act 2014, section 42"},
                               {"review-day", "20"},
                               {"review-month", "12"},
                               {"review-year", "2026"}};

class Blocked : public Together {
 protected:
  Blocked() {
    all_say_yes_to_each_other();
    village.relate("dana", "pete", "practitioner");
    page = "/people/" + village.ref("pete") + "/blocks";
  }
  int block(const FormValues& changed = {}) {
    auto dana = village.as("dana");
    dana.get(page);
    FormValues all = good_block;
    for (const auto& [name, value] : changed)
      for (auto& [n, v] : all)
        if (n == name) v = value;
    return dana.submit(page, all);
  }
  int try_to_meet() {
    auto pete = village.as("pete");
    return pete.post("/me/meetings/new", meeting_of({village.ref("sam")}));
  }
  std::string page;
};

TEST_F(Blocked, WithoutReasonBasisOrReviewThereIsNoBlock) {
  EXPECT_EQ(block({{"reason", "No."}}), 422);
  EXPECT_EQ(block({{"basis", ""}}), 422);
  EXPECT_EQ(block({{"review-year", "2028"}}), 422);
  EXPECT_EQ(block({{"review-day", "1"}, {"review-month", "1"}}), 422);
  EXPECT_EQ(block({{"other", "somebody"}}), 422);
  EXPECT_EQ(number("SELECT COUNT(*) FROM meeting_block"), 0);
  EXPECT_EQ(try_to_meet(), 200);
}

TEST_F(Blocked, BothReadItAndItEndsOnItsReviewDate) {
  const std::string planned = propose("pete", {"sam"});
  ASSERT_EQ(block(), 200);
  EXPECT_EQ(try_to_meet(), 422);
  EXPECT_EQ(yes("pete", planned), 0) << "no button to press";
  for (const auto* name : {"pete", "sam"}) {
    auto b = village.as(name);
    b.get(planned);
    EXPECT_TRUE(b.has("enquiry about what happened")) << b.body;
    b.get("/me/blocks");
    for (const auto* words :
         {"enquiry about what happened", "section 42", "dana", "Ashdale Council", "20 December 2026"})
      EXPECT_TRUE(b.has(words)) << words;
  }
  auto ali = village.as("ali");
  ali.get("/me/blocks");
  EXPECT_FALSE(ali.has("section 42"));
  village.now += std::chrono::hours(24 * 29);  // 20 December
  auto pete = village.as("pete");
  pete.get("/me/blocks");
  EXPECT_TRUE(pete.has("its review date has come"));
  FormValues later = meeting_of({village.ref("sam")}, "28");
  for (auto& [name, value] : later)
    if (name == "on-month") value = "12";
  EXPECT_EQ(pete.post("/me/meetings/new", later), 200);
}

TEST_F(Blocked, AChallengeIsAnsweredWithReasonsOrTheBlockEnds) {
  ASSERT_EQ(block(), 200);
  auto sam = village.as("sam");
  sam.get("/me/blocks");
  EXPECT_EQ(sam.submit("/me/blocks/challenge", {{"words", " "}}), 422);
  ASSERT_EQ(sam.submit("/me/blocks/challenge", {{"words", "We made it up long ago."}}), 200) << sam.body;
  auto dana = village.as("dana");
  dana.get("/caseload");
  EXPECT_TRUE(dana.has("An answer is due about pete")) << dana.body;
  dana.get(page);
  EXPECT_TRUE(dana.has("We made it up long ago."));
  EXPECT_EQ(dana.submit(page + "/answer", {{"outcome", "kept"}, {"answer", "No."}}), 422) << "an answer gives reasons";
  const std::string reasons = "The enquiry ends on 18 December. Until then we must keep to it.";
  ASSERT_EQ(dana.submit(page + "/answer", {{"outcome", "kept"}, {"answer", reasons}}), 200) << dana.body;
  sam.get("/me/blocks");
  EXPECT_TRUE(sam.has(reasons));
  EXPECT_EQ(try_to_meet(), 422);
  // Pete challenges too, and nobody answers within ten days.
  auto pete = village.as("pete");
  pete.get("/me/blocks");
  ASSERT_EQ(pete.submit("/me/blocks/challenge", {{"words", "Nobody asked me."}}), 200);
  village.now += std::chrono::hours(24 * 11);
  pete.cookies = village.as("pete").cookies;
  pete.get("/me/blocks");
  EXPECT_TRUE(pete.has("a challenge was not answered in time")) << pete.body;
}

TEST_F(Blocked, NoHomeIsFoundForTheTwoWhileItStands) {
  const std::string club = asked();
  auto pete = village.as("pete");
  pete.get(club);
  ASSERT_EQ(block(), 200);
  EXPECT_EQ(pete.submit(club + "/yes"), 422);
  EXPECT_TRUE(pete.has("An organisation stands against this")) << pete.body;
  pete.get(club);
  ASSERT_EQ(pete.submit(club + "/no"), 200) << pete.body;
  village.write([](store::Session& s) { s.run("DELETE FROM club_member"), s.run("UPDATE club SET status = 'ended'"); });
  ASSERT_EQ(pete.get("/me/home"), 200);
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status <> 'ended'"), 0) << pete.path;
  EXPECT_TRUE(pete.has("enquiry about what happened")) << "not silently: the reason stands there";
  for (const auto* where : {"/me/meet", "/me/home/in-the-way"}) {
    pete.get(where);
    EXPECT_TRUE(pete.has("enquiry about what happened")) << where;
    auto ali = village.as("ali");
    ali.get(where);
    EXPECT_FALSE(ali.has("enquiry")) << where;
  }
  village.now += std::chrono::hours(24 * 29);  // its review date
  pete.cookies = village.as("pete").cookies;
  pete.get("/me/home");
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status <> 'ended'"), 1) << pete.body;
}

TEST_F(Blocked, LiftedItIsOver) {
  ASSERT_EQ(block(), 200);
  auto dana = village.as("dana"), pete = village.as("pete");
  pete.get("/me/blocks");
  ASSERT_EQ(pete.submit("/me/blocks/challenge", {{"words", "We are friends."}}), 200);
  dana.get(page);
  ASSERT_EQ(
      dana.submit(page + "/answer", {{"outcome", "lifted"}, {"answer", "The enquiry is closed. We were too careful."}}),
      200);
  EXPECT_EQ(try_to_meet(), 200);
  auto fin = village.as("fin");
  EXPECT_EQ(fin.get(page), 403);
}

// Demand --------------------------------------------------------------------------------------------------------------

TEST_F(Together, WhatStandsInTheWayIsToldToThePersonAndNeverOfFewerThanFive) {
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/home/in-the-way"), 200);
  EXPECT_TRUE(pete.has("It is company")) << pete.body;
  all_say_yes_to_each_other();
  pete.get("/me/home/in-the-way");
  EXPECT_TRUE(pete.has("Nothing stands in the way")) << pete.body;
  village.write([&](store::Session& s) { s.run("UPDATE home SET taken_at = 0"); });
  pete.get("/me/home/in-the-way");
  EXPECT_TRUE(pete.has("It is the home")) << pete.body;
  // Four people wait for a home: nothing is published. With a fifth it is, and from then on in fives.
  auto cara = village.as("cara");
  village.add_person("bo");
  village.write([&](store::Session& s) { settle(s, "bo"); });
  cara.get("/demand");
  ASSERT_EQ(cara.submit("/demand"), 200) << cara.body;
  EXPECT_TRUE(cara.has("Nowhere do five people or more")) << cara.body;
  EXPECT_EQ(cara.post("/demand"), 409) << "once a week";
  for (const auto* name : {"cy", "di", "ed"}) {
    village.add_person(name);
    village.write([&](store::Session& s) { settle(s, name); });
  }
  village.now += std::chrono::hours(24 * 7);
  cara.cookies = village.as("cara").cookies;
  cara.get("/demand");
  ASSERT_EQ(cara.submit("/demand"), 200);
  auto nobody = village.nobody();
  ASSERT_EQ(nobody.get("/demand"), 200);
  EXPECT_TRUE(nobody.has("At least 5")) << nobody.body;  // seven of them
  EXPECT_FALSE(nobody.has("At least 7"));
  auto mo = village.as("mo");
  EXPECT_EQ(mo.post("/demand"), 403);
  mo.get("/demand");
  EXPECT_TRUE(mo.has("Thornby"));
}

TEST_F(Together, AVetoChangesNoWordOfWhatStandsInTheWay) {
  say("pete", "sam", "yes"), say("sam", "pete", "yes");
  auto pete = village.as("pete");
  pete.get("/me/home/in-the-way");
  const std::string before = without_tokens(pete.body);
  say("ali", "pete", "never");
  pete.get("/me/home/in-the-way");
  EXPECT_EQ(without_tokens(pete.body), before);
}

}  // namespace
}  // namespace onepot::web
