#include <gtest/gtest.h>

#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

TEST(Learning, APersonSaysHowLifeIsAndAStoryNeedsTheirYes) {
  Village village;
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/life"), 200);
  EXPECT_EQ(pete.submit("/me/life"), 422);
  testing::FormValues all;
  for (const auto* area : {"control", "home", "food", "self", "safe", "people"}) all.emplace_back(area, "3");
  all.emplace_back("words", "I have my own front door.");
  ASSERT_EQ(pete.submit("/me/life", all), 200);
  EXPECT_TRUE(pete.has("24 of 24"));
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluation"), 200) << eva.body;
  EXPECT_FALSE(eva.has("own front door"));
  EXPECT_TRUE(eva.has("Too few to say"));
  all.emplace_back("share", "yes");
  pete.get("/me/life");
  ASSERT_EQ(pete.submit("/me/life", all), 200);
  eva.get("/evaluation");
  EXPECT_TRUE(eva.has("own front door"));
  pete.get("/me/people");
  ASSERT_EQ(pete.submit("/me/people/open", {{"open", ""}}), 200);
  eva.get("/evaluation");
  EXPECT_FALSE(eva.has("own front door")) << "a consent taken back removes the story";
}

TEST(Learning, ALifeEventIsToldCountedAndTakenBackEverywhere) {
  Village village;
  auto pete = village.as("pete");
  ASSERT_EQ(pete.get("/me/life/events"), 200);
  EXPECT_EQ(pete.submit("/me/life/events"), 422);
  const testing::FormValues told = {{"kind", "tenancy"},
                                    {"day-day", "2"},
                                    {"day-month", "11"},
                                    {"day-year", "2026"},
                                    {"words", "My name is on the door."}};
  auto late = told;
  late[3].second = "2027";
  EXPECT_EQ(pete.submit("/me/life/events", late), 422) << "it is not yet";
  EXPECT_TRUE(pete.has("My name is on the door.")) << "what was typed is kept";
  // Told for oneself: nobody else sees anything.
  ASSERT_EQ(pete.submit("/me/life/events", told), 200) << pete.body;
  EXPECT_TRUE(pete.has("It is not counted."));
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/told"), 200);
  EXPECT_FALSE(eva.has("name is on the door"));
  EXPECT_TRUE(eva.has("Nobody has told any news"));
  // Told with both yeses.
  auto shared = told;
  shared.emplace_back("may", "count");
  shared.emplace_back("may", "read");
  ASSERT_EQ(pete.submit("/me/life/events", shared), 200);
  eva.get("/evaluations/told");
  EXPECT_TRUE(eva.has("name is on the door"));
  EXPECT_TRUE(eva.has("ewer than 5")) << "one is never shown as one";
  // The consent to stories goes: so do the words, for good.
  pete.get("/me/people");
  ASSERT_EQ(pete.submit("/me/people/open", {{"open", "evaluation"}}), 200);
  eva.get("/evaluations/told");
  EXPECT_FALSE(eva.has("name is on the door"));
  EXPECT_TRUE(eva.has("ewer than 5"));
  ASSERT_EQ(pete.submit("/me/people/open", {{"open", "story"}}), 200);
  eva.get("/evaluations/told");
  EXPECT_FALSE(eva.has("name is on the door")) << "a new yes brings nothing old back";
  EXPECT_FALSE(eva.has("ewer than 5"));
  // An event taken back is gone; twice is told.
  pete.get("/me/life/events");
  ASSERT_EQ(pete.submit("/me/life/events/back"), 200);
  auto again = village.as("pete");
  EXPECT_EQ(again.post("/me/life/events/back", {{"event", "nothing"}}), 422);
}

TEST(Library, AnIdeaIsPutInAndAnotherPlaceAnswersForEveryPart) {
  Village village;
  auto eva = village.as("eva");
  eva.get("/library/new");
  EXPECT_EQ(eva.submit("/library/new", {{"name", "Three men, one house"}}), 422);
  const testing::FormValues idea = {{"name", "Three men, one house"},
                                    {"summary", "Three men share a house and one micro-provider."},
                                    {"kinds", "how"},
                                    {"origin", "Ashdale, 2026"},
                                    {"core", "Each says yes for himself\nOne small provider they chose"},
                                    {"adaptable", "How many share"}};
  ASSERT_EQ(eva.submit("/library/new", idea), 200);
  EXPECT_TRUE(eva.has("What was tried before"));
  ASSERT_EQ(eva.submit("/library/new"), 200) << eva.body;
  EXPECT_EQ(eva.heading(), "Three men, one house");
  const std::string here = eva.path;
  // The place's own commissioner has nothing to adopt; another place's has.
  auto cara = village.as("cara");
  cara.get(here + "/adopt");
  EXPECT_EQ(cara.submit(here + "/adopt", {{"part-1", "kept"}, {"part-2", "kept"}, {"part-3", "kept"}}), 422);
  village.write([&](store::Session& s) {
    const auto other = s.query(
                            "INSERT INTO place (slug, name, council, nhs_partner, residents) VALUES ('b', "
                            "'Brackenford', 'B', 'B', 1) RETURNING id")
                           .one()
                           .integer(0);
    s.run("UPDATE account SET place_id = :place WHERE sign_in = 'cara'", {{"place", other}});
  });
  cara.get(here + "/adopt");
  EXPECT_EQ(cara.submit(here + "/adopt", {{"part-1", "kept"}, {"part-2", "left-out"}}), 422);
  EXPECT_TRUE(cara.has("Say what your place will do with this part"));
  ASSERT_EQ(
      cara.submit(here + "/adopt",
                  {{"part-1", "kept"}, {"part-2", "left-out"}, {"note-2", "We have a framework"}, {"part-3", "kept"}}),
      200)
      << cara.body;
  EXPECT_TRUE(cara.has("Drift"));
  EXPECT_TRUE(cara.has("We have a framework"));
  cara.get(here + "/adopt");
  EXPECT_EQ(cara.submit(here + "/adopt", {{"part-1", "kept"}, {"part-2", "kept"}, {"part-3", "kept"}}), 409);
}

}  // namespace
}  // namespace onepot::web
