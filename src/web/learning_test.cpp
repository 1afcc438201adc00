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
