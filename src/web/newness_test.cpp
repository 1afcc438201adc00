// What a provider says is new: kept with its evidence, read by anybody, counted in the four tests, taken back.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::Village;

constexpr const char* walks = "A walk before breakfast for people who cannot sleep";
constexpr const char* diary = "The walkers’ own sleep diaries, kept since May";

TEST(Newness, IsSaidByTheProviderAndReadByAnybody) {
  Village village;
  auto mo = village.as("mo"), nobody = village.nobody(), eva = village.as("eva");
  const std::string page = "/providers/" + village.db->read([&](store::Session& session) {
    return session.query("SELECT ref FROM provider WHERE id = :id", {{"id", village.provider}}).one().text(0);
  });
  ASSERT_EQ(nobody.get(page), 200);
  EXPECT_FALSE(nobody.has("What is new about it"));
  ASSERT_EQ(eva.get("/evaluations/newness"), 200);
  EXPECT_TRUE(eva.has("No provider has said anything yet"));

  mo.get("/provider");
  ASSERT_EQ(mo.get(mo.href("/provider/new")), 200);
  EXPECT_EQ(mo.submit("/provider/new", {{"kind", "other"}, {"words", walks}, {"evidence", diary}}), 422);
  EXPECT_TRUE(mo.has("Choose in what way it is new"));
  EXPECT_TRUE(mo.has(diary)) << "what was typed is kept";
  EXPECT_EQ(mo.submit("/provider/new", {{"kind", "how"}, {"words", "  "}, {"evidence", diary}}), 422);
  EXPECT_TRUE(mo.has("Say what is new, in up to 1,000 letters"));
  EXPECT_EQ(mo.submit("/provider/new", {{"kind", "how"}, {"words", std::string(1'001, 'x')}}), 422);
  ASSERT_EQ(mo.submit("/provider/new", {{"kind", "how"}, {"words", walks}, {"evidence", diary}}), 200) << mo.body;
  EXPECT_TRUE(mo.has("Anybody can read this now"));
  ASSERT_EQ(mo.submit("/provider/new", {{"kind", "who"}, {"words", "Nobody else comes at six"}, {"evidence", ""}}),
            200);
  EXPECT_TRUE(mo.has("this is a claim"));

  nobody.get(page);
  EXPECT_TRUE(nobody.has("What is new about it") && nobody.has(walks) && nobody.has(diary));
  eva.get("/evaluations/newness");
  EXPECT_TRUE(eva.has(walks) && eva.has(diary) && eva.has("this is a claim"));
  EXPECT_TRUE(eva.has(page)) << "each leads to its provider";

  EXPECT_EQ(village.as("pete").get("/evaluations/newness"), 403) << "the whole list is the evaluator's";
}

TEST(Newness, IsTakenBackOnceAndByItsProviderOnly) {
  Village village;
  testing::fill_with_lives(village);  // other providers
  auto mo = village.as("mo");
  mo.get("/provider/new");
  mo.submit("/provider/new", {{"kind", "how"}, {"words", walks}, {"evidence", diary}});
  const auto ref =
      village.db->read([](store::Session& s) { return s.query("SELECT ref FROM innovation_evidence").one().text(0); });
  ASSERT_EQ(mo.post("/provider/new/take-back", {{"newness", ref}}), 200);
  EXPECT_FALSE(mo.has(walks));
  EXPECT_EQ(mo.post("/provider/new/take-back", {{"newness", ref}}), 409);
  village.write([&](store::Session& s) {
    s.run(
        "INSERT INTO innovation_evidence (ref, provider_id, kind, words, evidence, written_at) SELECT 'theirs', id, "
        "'what', 'Not yours', '', 0 FROM provider WHERE id <> :mine ORDER BY id LIMIT 1",
        {{"mine", village.provider}});
  });
  EXPECT_EQ(mo.post("/provider/new/take-back", {{"newness", "theirs"}}), 409);
  EXPECT_EQ(village.db->read([](store::Session& s) {
    return s.query("SELECT COUNT(*) FROM innovation_evidence WHERE ref = 'theirs' AND removed_at IS NULL")
        .one()
        .integer(0);
  }),
            1);
}

TEST(Newness, CountsInTheFourTestsOnlyWithEvidence) {
  Village village;
  testing::fill_with_lives(village);
  const auto say = [&](const std::string& provider, const char* evidence) {
    village.write([&](store::Session& s) {
      s.run(
          "INSERT INTO innovation_evidence (ref, provider_id, kind, words, evidence, written_at) SELECT 'new-' || ref "
          "|| :evidence, "
          "id, 'how', 'New', :evidence, 0 FROM provider WHERE ref = :provider",
          {{"provider", provider}, {"evidence", evidence}});
    });
  };
  auto eva = village.as("eva");
  for (int i = 0; i < 6; ++i) say(fmt::format("provider-{}", i), "");
  eva.get("/evaluations/four-tests");
  EXPECT_FALSE(eva.has("6 providers: 100 %")) << "six claims, and nothing to show";
  for (int i = 0; i < 6; ++i) say(fmt::format("provider-{}", i), "A count");
  eva.get("/evaluations/four-tests");
  EXPECT_TRUE(eva.has("6 providers: 100 %"));
}

}  // namespace
}  // namespace onepot::web
