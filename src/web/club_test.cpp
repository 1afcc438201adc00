// A home: alone it is out of reach, people meet by two yeses, a club is found, rooms and support are divided, all say
// yes.
#include <thread>

#include "testing/home_kit.h"

namespace onepot::web {
namespace {

using namespace testing;  // the kit is made for these tests

TEST_F(Home, AloneThePageSaysByHowMuch) {
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/home"), 200);
  // 21 hours at £24.10 and 63 at £14, beside the cheapest rent, against what is not for a job.
  EXPECT_TRUE(pete.has("You are £829.73 a week short")) << pete.body;
  EXPECT_TRUE(pete.has("1A Mill Lane"));
  EXPECT_TRUE(pete.has("£1,388.10"));
  EXPECT_TRUE(pete.has("£658.37"));
  EXPECT_FALSE(pete.has("AS-"));
}

TEST_F(Home, WhatIsNeededFirstIsSaid) {
  village.write([&](store::Session& s) {
    s.run("DELETE FROM pot_stream"), s.run("DELETE FROM pot_conditions"), s.run("DELETE FROM pot");
  });
  auto pete = village.as("pete");
  pete.get("/me/home");
  EXPECT_TRUE(pete.has("you need a pot of money first"));
  EXPECT_EQ(pete.post("/me/club/find"), 422);
  EXPECT_TRUE(pete.has("you need a pot of money first"));
}

TEST_F(Home, AWishIsKeptAndMistakesAreSaid) {
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/home/wish"), 200);
  EXPECT_EQ(pete.post("/me/home/wish", {{"sharing", "yes"}, {"hello", "Hi"}, {"interests", "chess"}}), 422);
  EXPECT_TRUE(pete.has("Choose at least one area"));
  EXPECT_TRUE(pete.has("value=\"chess\""));
  EXPECT_EQ(pete.post("/me/home/wish", {{"areas", "Atlantis"}, {"sharing", "no"}}), 422);
  EXPECT_EQ(pete.post("/me/home/wish", {{"areas", "Thornby"}, {"hello", "I play chess"}}), 422)
      << "sharing is not said";
  EXPECT_TRUE(pete.has("I play chess")) << "what was typed is still there";
  ASSERT_EQ(pete.post("/me/home/wish", {{"areas", "Thornby"},
                                        {"musts", "garden"},
                                        {"sharing", "yes"},
                                        {"hello", "Hi there"},
                                        {"interests", "chess, football"}}),
            200);
  EXPECT_EQ(pete.path, "/me/home");
  EXPECT_TRUE(pete.has("Hi there"));
  EXPECT_TRUE(pete.has("chess, football"));
}

TEST_F(Home, PeopleMeetByTwoYeses) {
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/meet"), 200);
  EXPECT_TRUE(pete.has("Hello from sam."));
  EXPECT_FALSE(pete.has("1990"));
  ASSERT_EQ(pete.submit("/me/meet", {{"person", village.ref("sam")}, {"answer", "yes"}}), 200);
  EXPECT_FALSE(pete.has("You both said yes"));
  auto sam = village.as("sam");
  sam.get("/me/meet");
  EXPECT_FALSE(sam.has("You both said yes"));  // Sam is not told that Pete said yes
  ASSERT_EQ(sam.submit("/me/meet", {{"person", village.ref("pete")}, {"answer", "yes"}}), 200);
  EXPECT_TRUE(sam.has("You both said yes"));
  pete.get("/me/meet");
  EXPECT_TRUE(pete.has("You both said yes"));
  EXPECT_EQ(pete.post("/me/meet", {{"person", "nobody"}, {"answer", "yes"}}), 422);
}

TEST_F(Home, WhoShowsNoHelloSeesNobody) {
  village.write([&](store::Session& s) {
    meeting::set_wish(s, village.person("sam"), {true, {"Thornby"}, {}, {}, ""}, village.now);
  });
  auto sam = village.as("sam");
  sam.get("/me/meet");
  EXPECT_FALSE(sam.has("Hello from pete."));
  auto pete = village.as("pete");
  pete.get("/me/meet");
  EXPECT_FALSE(pete.has(">sam<"));
  EXPECT_TRUE(pete.has("Hello from ali."));
}

TEST_F(Home, ANeverShowsNothingToAnyone) {
  say("pete", "sam", "yes");
  // What Pete sees when Sam simply is not looking …
  village.write([&](store::Session& s) {
    meeting::set_wish(s, village.person("sam"), {false, {"Thornby"}, {}, {}, ""}, village.now);
  });
  auto pete = village.as("pete");
  const auto look = [&] {
    std::string all;
    for (const auto* page : {"/me/meet", "/me/home"}) pete.get(page), all += without_tokens(pete.body);
    pete.post("/me/club/find");
    return all + without_tokens(pete.body);
  };
  const std::string not_looking = look();
  // … is what he sees, to the letter, when Sam said never.
  village.write([&](store::Session& s) {
    meeting::set_wish(s, village.person("sam"), {true, {"Thornby"}, {}, {"football"}, "Hello from sam."}, village.now);
  });
  auto sam = village.as("sam");
  sam.get("/me/meet");
  ASSERT_EQ(sam.submit("/me/meet", {{"person", village.ref("pete")}, {"answer", "never"}}), 200);
  EXPECT_EQ(look(), not_looking);
  EXPECT_EQ(pete.post("/me/meet", {{"person", village.ref("sam")}, {"answer", "yes"}}), 422);
  // Sam's own list is Sam's; taken back, they can meet.
  EXPECT_TRUE(sam.has("People you asked never to be shown"));
  ASSERT_EQ(sam.post("/me/meet", {{"person", village.ref("pete")}, {"answer", ""}}), 200);
  pete.get("/me/meet");
  EXPECT_TRUE(pete.has("Hello from sam."));
}

TEST_F(Home, WithoutTwoYesesNothingIsFound) {
  say("pete", "sam", "yes");
  auto pete = village.as("pete");
  pete.get("/me/home");
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  EXPECT_TRUE(pete.has("Nobody with a pot has said yes to you")) << pete.body;
  EXPECT_EQ(number("SELECT COUNT(*) FROM club"), 0);
}

TEST_F(Home, ThreeFindAHouseAndAllSayYes) {
  const std::string club = found();
  ASSERT_TRUE(club.starts_with("/clubs/")) << club;
  auto pete = village.as("pete");
  pete.get("/me/home");
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  EXPECT_EQ(pete.path, club);  // the same people and home: the same club
  EXPECT_EQ(number("SELECT COUNT(*) FROM club"), 1);
  EXPECT_EQ(rooms("pete", club, {"70", "50", "46.85"}), 200);
  EXPECT_EQ(rooms("sam", club, {"60", "60", ""}), 422);
  EXPECT_EQ(rooms("sam", club, {"60", "60", "46.85"}), 200);
  EXPECT_EQ(rooms("ali", club, {"50", "70", "46.85"}), 200);
  village.db->read([&](store::Session& s) {
    Pence rent, support;
    for (const auto& m :
         clubs::members(s, clubs::clubs_of(s, village.person("pete"), village.now).front().id, village.now)) {
      rent += *m.rent;
      support += *m.support;
      EXPECT_LE(*m.rent + *m.support, Pence(65837));
    }
    EXPECT_EQ(rent, Pence(16685));
    EXPECT_EQ(support, Pence(172550));  // 3 × 7 hours, once 14, at £24.10; 63 hours of night at £14
  });
  for (const auto* name : cast) {
    auto b = village.as(name);
    b.get("/me/home");
    EXPECT_TRUE(b.has("waits for everybody’s own yes"));
    ASSERT_EQ(b.get(club), 200);
    EXPECT_TRUE(b.has("would not rather have")) << b.body;
    EXPECT_TRUE(b.has("If sam leaves"));
    EXPECT_TRUE(b.has("£1,725.50"));
    ASSERT_EQ(b.submit(club + "/yes"), 200) << b.body;
  }
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'agreed'"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM home WHERE taken_at IS NOT NULL"), 1);
  pete.get(club);
  EXPECT_TRUE(pete.has("You have a home together"));
  EXPECT_FALSE(pete.href(club + "/brief").empty());
  pete.get("/me/home");
  EXPECT_TRUE(pete.has("This is your home"));
  EXPECT_EQ(pete.post(club + "/yes", {{"week", "1"}}), 409);
}

TEST_F(Home, TwoWithMoreMoneyAndARoomToSpare) {
  // Only Pete and Sam said yes; each could go on alone if the other left, and the page says what it would cost.
  village.write(
      [&](store::Session& s) { s.run("UPDATE pot_stream SET week_pence = 200000 WHERE week_pence = 59023"); });
  say("pete", "sam", "yes");
  say("sam", "pete", "yes");
  auto pete = village.as("pete");
  pete.get("/me/home");
  EXPECT_TRUE(pete.has("Your pot is enough for a home of your own"));
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  const std::string club = pete.path;
  EXPECT_EQ(rooms("pete", club, {"100", "50", "10"}), 200);
  auto sam = village.as("sam");
  sam.get("/me");
  EXPECT_TRUE(sam.has("Waits for you"));
  EXPECT_EQ(rooms("sam", club, {"90", "60", "10"}), 200);
  pete.get(club);
  EXPECT_TRUE(pete.has("Front room: ")) << pete.body;
  EXPECT_TRUE(pete.has("The others could still pay for this home."));
  EXPECT_TRUE(pete.has("£1,554.95"));  // all of the rent and all of their own support: 166.85 + 1,388.10
  EXPECT_FALSE(pete.has("Ali"));
}

TEST_F(Home, AMeetingPageIsShortWhateverThePlace) {
  village.write([&](store::Session& s) {
    for (int i = 0; i < 40; ++i) {
      const auto ref = fmt::format("00000000-0000-7000-8000-00000005{:04}", i);
      const auto id = store::accounts::add_person(s, {.ref = ref,
                                                      .known_as = fmt::format("aa{}", i),
                                                      .full_name = "A",
                                                      .pseudonym = ref,
                                                      .place = village.place,
                                                      .area = village.area,
                                                      .born = Date(1980, 1, 1)});
      meeting::set_wish(s, id, {true, {"Thornby"}, {}, {}, "Hi"}, village.now);
    }
  });
  auto pete = village.as("pete");
  pete.get("/me/meet");
  std::size_t shown = 0;
  for (auto at = pete.body.find("name=\"person\""); at != std::string::npos;
       at = pete.body.find("name=\"person\"", at + 1))
    ++shown;
  EXPECT_EQ(shown, 20u);
  EXPECT_TRUE(pete.has("Hello from sam."));  // football in common comes first
  EXPECT_TRUE(pete.has("others come"));
}

TEST_F(Home, NobodyElseSeesAClub) {
  const std::string club = asked();
  for (const auto* name : {"sister", "dana", "fin", "mo", "eva"}) EXPECT_EQ(village.as(name).get(club), 403) << name;
  village.write([&](store::Session& s) {
    s.run("UPDATE club_member SET left_at = 1 WHERE person_id = :p", {{"p", village.person("ali")}});
  });
  EXPECT_EQ(village.as("ali").get(club), 403);
  EXPECT_EQ(village.as("ali").post(club + "/yes", {{"week", "1"}}), 403);
}

TEST_F(Home, OtherWorthsAskEverybodyAgain) {
  const std::string club = asked();
  auto sam = village.as("sam");
  sam.get(club);
  ASSERT_EQ(sam.submit(club + "/yes"), 200);
  auto ali = village.as("ali");
  ali.get(club);
  EXPECT_EQ(rooms("pete", club, {"90", "40", "36.85"}), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_member WHERE answer = 'yes'"), 0);
  EXPECT_EQ(ali.submit(club + "/yes", {{"week", "1"}}), 409);  // not what Ali would pay
  EXPECT_TRUE(ali.has("The sums have changed"));
}

TEST_F(Home, AnImpossibleDivisionSaysWhyAndCanBeTriedAgain) {
  const std::string club = found();
  for (const auto* name : cast) EXPECT_EQ(rooms(name, club, {"3000", "0", "0"}), 200);
  auto ali = village.as("ali");
  ali.get(club + "/rooms");
  EXPECT_TRUE(ali.has("no division that nobody would envy")) << ali.body;
  EXPECT_TRUE(ali.has("Talk with each other"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'rooms'"), 1);
  for (const auto* name : cast) EXPECT_EQ(rooms(name, club, {"60", "55", "51.85"}), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'asked'"), 1);
}

TEST_F(Home, ANoEndsItAndNamesNobody) {
  const std::string club = asked();
  auto sam = village.as("sam");
  sam.get(club);
  ASSERT_EQ(sam.submit(club + "/no"), 200);
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get(club), 200);
  EXPECT_TRUE(pete.has("it was not right for everybody"));
  EXPECT_FALSE(pete.has("sam and ali"));
  EXPECT_EQ(pete.post(club + "/yes", {{"week", "1"}}), 409);
  EXPECT_EQ(pete.post(club + "/no"), 409);
}

TEST_F(Home, OfTwoClubsOneGetsTheHomeAndTheOtherIsTold) {
  const std::string club = asked();
  add_other_club();
  for (const auto* name : cast) {
    auto b = village.as(name);
    b.get(club);
    ASSERT_EQ(b.submit(club + "/yes"), 200);
  }
  auto bo = village.as("bo");
  EXPECT_EQ(bo.post(other_club + "/yes", {{"week", "16685"}}), 409);
  EXPECT_TRUE(bo.has("gone to other people"));
  bo.get("/me/home");
  EXPECT_TRUE(bo.has("This home has gone to other people"));
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'agreed'"), 1);
}

TEST_F(Home, TheLastYesesOfTwoClubsAtTheSameMoment) {
  const std::string club = asked();
  add_other_club();
  for (const auto* name : {"pete", "sam"}) {
    auto b = village.as(name);
    b.get(club);
    ASSERT_EQ(b.submit(club + "/yes"), 200);
  }
  auto ali = village.as("ali"), bo = village.as("bo");
  ali.get(club);
  bo.get(other_club);
  std::thread one([&] { ali.submit(club + "/yes"); }), two([&] { bo.submit(other_club + "/yes"); });
  one.join();
  two.join();
  EXPECT_EQ(std::min(ali.status, bo.status), 200);
  EXPECT_EQ(std::max(ali.status, bo.status), 409);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'agreed'"), 1);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'ended' AND ended_why = 'taken'"), 1);
}

TEST_F(Home, AHomeTakenAtThatMomentIsNotTakenTwice) {
  const std::string club = asked();
  for (const auto* name : {"pete", "sam"}) {
    auto b = village.as(name);
    b.get(club);
    ASSERT_EQ(b.submit(club + "/yes"), 200);
  }
  village.write([&](store::Session& s) { ASSERT_TRUE(clubs::take_home(s, house, village.now)); });
  auto ali = village.as("ali");
  ali.get(club);
  EXPECT_EQ(ali.submit(club + "/yes"), 409);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club WHERE status = 'agreed'"), 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM club_member WHERE answer = 'yes'"), 2);
}

TEST_F(Home, LeavingBeforeMovingInFreesTheHome) {
  const std::string club = asked();
  for (const auto* name : cast) {
    auto b = village.as(name);
    b.get(club);
    ASSERT_EQ(b.submit(club + "/yes"), 200);
  }
  auto sam = village.as("sam");
  sam.get(club);
  ASSERT_EQ(sam.submit(club + "/no"), 200);
  EXPECT_EQ(number("SELECT COUNT(*) FROM home WHERE taken_at IS NOT NULL"), 0);
  auto pete = village.as("pete");
  pete.get("/me/home");
  EXPECT_TRUE(pete.has("before anybody moved in"));
  ASSERT_EQ(pete.submit("/me/club/find"), 200);
  EXPECT_NE(pete.path, club);
  EXPECT_TRUE(pete.path.starts_with("/clubs/"));
}

}  // namespace
}  // namespace onepot::web
