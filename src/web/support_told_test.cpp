// Who came, what people think, two ratings that are blind until both are given, signs with their sources.
#include <gtest/gtest.h>

#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Village;

void visit(Village& village, const std::string& person, const std::string& worker, Date day) {
  village.write([&](store::Session& s) {
    const auto id = s.query(
                         "INSERT INTO visit (ref, agreement_id, worker, day, start_minute, day_minutes, pence, "
                         "recorded_at) VALUES (:ref, (SELECT id FROM agreement WHERE ref = :agreement), :worker, :day, "
                         "540, 60, 2000, 0) RETURNING id",
                         {{"ref", fmt::format("visit-{}-{}-{}", person, worker, day.number())},
                          {"agreement", "agreement-" + person},
                          {"worker", worker},
                          {"day", day}})
                        .one()
                        .integer(0);
    s.run("INSERT INTO visit_share (visit_id, person_id, pence) VALUES (:visit, :person, 2000)",
          {{"visit", id}, {"person", village.people.at(person)}});
  });
}

TEST(SupportTold, ThePersonSeesHowManyDifferentPeopleCame) {
  Village village;
  testing::fill_with_lives(village);
  auto person = village.as("somebody3");
  ASSERT_EQ(person.get("/me/who-came"), 200);
  EXPECT_TRUE(person.has("Nobody has written down a visit"));
  for (int i = 0; i < 6; ++i)
    visit(village, "somebody3", i < 4 ? "Anna" : fmt::format("Worker {}", i), Date(2026, 11, 2) + i);
  visit(village, "somebody3", "Long ago", Date(2026, 5, 1));
  ASSERT_EQ(person.get("/me/who-came"), 200);
  EXPECT_TRUE(person.has("3 different people came"));
  EXPECT_TRUE(person.has("Anna came most often: 4 of 6 visits"));
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/continuity"), 200);
  EXPECT_TRUE(eva.has("Too few to say"));
  EXPECT_FALSE(eva.has("Anna")) << "no worker is named";
}

TEST(SupportTold, TheFourTestsAreAnsweredBySizeAndNeverFromTwoProviders) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/four-tests"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Too few to say")) << "nobody has said anything yet";
  for (int i = 0; i < 80; ++i) {
    auto person = village.as(fmt::format("somebody{}", i));
    person.get("/me/life/support");
    ASSERT_EQ(
        person.submit("/me/life/support", {{"provider", fmt::format("provider-{}", (i % 2 == 0 ? 0 : 6) + i / 2 % 6)},
                                           {"valued", i % 2 == 0   ? "3"
                                                      : i % 4 == 1 ? "1"
                                                                   : "2"},
                                           {"personalised", "2"}}),
        200)
        << person.body;
  }
  eva.get("/evaluations/four-tests");
  EXPECT_TRUE(eva.has("3.00 (3.00 to 3.00)")) << eva.body;
  EXPECT_TRUE(eva.has("1.50"));
  const auto micro = eva.body.find(">Micro<"), large = eva.body.find(">Large<");
  ASSERT_NE(micro, std::string::npos) << eva.body;
  EXPECT_LT(micro, large) << "sizes stand in the order of size, whatever came out";
  // By model of support: in the alphabet, each kind of respondent by itself, and nothing of a model with two providers.
  eva.get("/evaluations/four-tests?by=model");
  const auto agencies = eva.body.find(">Agencies<"), enterprises = eva.body.find(">Micro-enterprises<");
  ASSERT_NE(enterprises, std::string::npos) << eva.body;
  EXPECT_LT(agencies, enterprises) << "in the alphabet, whatever came out";
  EXPECT_TRUE(eva.has("3.00 (3.00 to 3.00)") && eva.has("1.50"));
  EXPECT_TRUE(eva.has("nobody is ranked"));
  eva.get("/evaluations/four-tests?by=model&who=carer");
  EXPECT_FALSE(eva.has("3.00 (3.00 to 3.00)"));
  village.write([&](store::Session& s) {
    s.run("UPDATE provider SET kind = 'homeshare' WHERE ref IN ('provider-0', 'provider-1')");
  });
  eva.get("/evaluations/four-tests?by=model");
  EXPECT_TRUE(eva.has(">Homeshare<"));
  EXPECT_FALSE(eva.has("3.00 (3.00 to 3.00)")) << "two providers of a model, four of another: too few of both";
  // Two providers of a size: nothing is said of it.
  village.write([&](store::Session& s) {
    s.run(
        "UPDATE provider SET staff_hundredths = 12000 WHERE ref IN ('provider-2', 'provider-3', 'provider-4', "
        "'provider-5')");
  });
  eva.get("/evaluations/four-tests");
  EXPECT_FALSE(eva.has("3.00 (3.00 to 3.00)"));
  // Carers are never pooled with people.
  eva.get("/evaluations/four-tests?who=carer");
  EXPECT_FALSE(eva.has("3.00 (3.00 to 3.00)"));
  auto stranger = village.as("pete");
  stranger.get("/me/life/support");
  EXPECT_TRUE(stranger.has("You have no support here"));
  EXPECT_EQ(stranger.post("/me/life/support", {{"provider", "provider-1"}, {"valued", "0"}}), 422);
}

const FormValues high = {{"listened", "5"}, {"chose", "5"}, {"pace", "5"}, {"known", "5"}, {"life", "5"}};
const FormValues low = {{"listened", "1"}, {"chose", "2"}, {"pace", "1"}, {"known", "1"}, {"life", "1"}};

TEST(SupportTold, NeitherSideSeesTheOthersRatingBeforeBothAreGiven) {
  Village village;
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/rating"), 200);
  EXPECT_EQ(pete.submit("/me/rating/open"), 422) << "nobody works with Pete yet";
  village.relate("dana", "pete", "practitioner");
  auto dana = village.as("dana");
  const std::string theirs = "/people/" + village.ref("pete") + "/rating";
  EXPECT_EQ(dana.get(theirs), 403) << "a relationship alone does not open it";
  village.consent("pete", "dana", "plan");
  pete.get("/me/rating");
  ASSERT_EQ(pete.submit("/me/rating/open"), 200);
  EXPECT_EQ(pete.post("/me/rating/open"), 409) << "one round at a time";
  ASSERT_EQ(dana.get(theirs), 200);
  EXPECT_EQ(dana.submit(theirs, {{"listened", "9"}}), 422);
  EXPECT_TRUE(dana.has("Choose an answer"));
  ASSERT_EQ(dana.submit(theirs, high), 200) << dana.body;
  pete.get("/me/rating");
  EXPECT_FALSE(pete.has("Both answers")) << "blind until both are given";
  EXPECT_TRUE(pete.has("I am listened to"));
  auto again = village.as("dana");
  again.get(theirs);
  EXPECT_TRUE(again.has("You have answered"));
  pete.get("/me/rating");
  const auto race =
      village.db->read([&](store::Session& s) { return s.query("SELECT ref FROM rating_round").one().text(0); });
  ASSERT_EQ(pete.submit("/me/rating", low), 200) << pete.body;
  EXPECT_TRUE(pete.has("+4"));
  FormValues second = high;
  second.emplace_back("round", race);
  EXPECT_EQ(pete.post("/me/rating", second), 409) << "what is given stays";
  dana.get(theirs);
  EXPECT_TRUE(dana.has("+4"));
  // One round is too few for a figure; a count of one is not shown.
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/rating-gap"), 200);
  EXPECT_TRUE(eva.has("Too few rounds"));
}

TEST(SupportTold, SignsAreCountedWithTheirSources) {
  Village village;
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/diagnostic"), 200);
  EXPECT_EQ(eva.submit("/evaluations/diagnostic"), 422);
  FormValues counted = {{"subject", "Home care in Wexcombe"}};
  EXPECT_EQ(eva.submit("/evaluations/diagnostic",
                       {{"subject", "x"}, {"rota-set-time-found", "9"}, {"rota-set-time-of", "3"}}),
            422);
  for (const auto& [sign, found] :
       {std::pair("rota-set-time", "80"), std::pair("worker-changed", "70"), std::pair("asked-twice", "3"),
        std::pair("review-by-calendar", "5"), std::pair("decided-without", "4"), std::pair("goal-not-theirs", "6")}) {
    counted.emplace_back(std::string(sign) + "-found", found);
    counted.emplace_back(std::string(sign) + "-of", "100");
    counted.emplace_back(std::string(sign) + "-source", "A hundred records read in May");
  }
  ASSERT_EQ(eva.submit("/evaluations/diagnostic", counted), 200) << eva.body;
  EXPECT_TRUE(eva.has("Mostly arranged around the provider"));
  EXPECT_TRUE(eva.has("A hundred records read in May"));
  auto fin = village.as("fin");
  ASSERT_EQ(fin.get("/evaluations/diagnostic"), 200);
  EXPECT_EQ(fin.post("/evaluations/diagnostic", counted), 403);
}

TEST(SupportTold, ALineOfLifeNeedsTwoDays) {
  Village village;
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/life/line"), 200);
  EXPECT_TRUE(pete.has("when you have answered how life is on two days"));
  village.write([&](store::Session& s) {
    for (const auto& [at, score] : {std::pair("2024-11-21T09:00:00Z", 10), std::pair("2025-11-21T09:00:00Z", 14)})
      s.run("INSERT INTO life_check (person_id, at, respondent, score) VALUES (:person, :at, 'person', :score)",
            {{"person", village.people.at("pete")}, {"at", *parse_instant(at)}, {"score", score}});
  });
  pete.get("/me/life/line");
  EXPECT_TRUE(pete.has("Now 14.0; going up by 4.0 a year")) << pete.body;
  EXPECT_TRUE(pete.has("12.0 points")) << "a year at 12 on average";
}

}  // namespace
}  // namespace onepot::web
