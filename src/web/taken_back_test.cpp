// A yes taken back, through the person's own page: what was made from their row before is withheld, made again or
// flagged, and nothing says who it was.
#include <gtest/gtest.h>

#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Village;

void take_back(Village& village, const std::string& name) {
  auto person = village.as(name);
  ASSERT_EQ(person.get("/me/people"), 200);
  ASSERT_EQ(person.submit("/me/people/open", {{"open", "story"}}), 200) << person.body;
  village.now += std::chrono::minutes(1);
}

std::string ending(const testing::Browser& browser, std::string_view with) {
  for (const auto& action : browser.actions())
    if (action.ends_with(with)) return action;
  return {};
}

const FormValues plan = {{"title", "Do small providers help?"},
                         {"question", "Is life better with a micro-enterprise than with an agency?"},
                         {"support", "kind:micro-enterprise"},
                         {"compared", "kind:agency"},
                         {"outcome", "life"},
                         {"outcomes", "events"},
                         {"from-day", "1"},
                         {"from-month", "3"},
                         {"from-year", "2026"},
                         {"until-day", "1"},
                         {"until-month", "11"},
                         {"until-year", "2026"},
                         {"method", "naive"},
                         {"estimand", "ATT"},
                         {"began-day", "3"},
                         {"began-month", "3"},
                         {"began-year", "2024"},
                         {"set-up", "6"},
                         {"effect", "6"},
                         {"mature-why", "Enough"}};

TEST(TakenBack, AResultIsWithheldUntilItIsMadeAgainAndAnEarlierOneForGood) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  eva.get("/evaluations/new");
  ASSERT_EQ(eva.submit("/evaluations/new", plan), 200) << eva.body;
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  const std::string first = ending(eva, "/again");
  ASSERT_TRUE(eva.has("By the method chosen beforehand"));
  ASSERT_EQ(eva.submit(here + "/conclusions", {{"verdict", "better"}, {"words", "It helps"}}), 200) << eva.body;
  village.now += std::chrono::minutes(1);
  // A yes of somebody who was in no figure changes nothing.
  take_back(village, "pete");
  eva.get(here);
  ASSERT_FALSE(eva.has("taken their yes back"));
  take_back(village, "somebody4");
  for (const std::string& page : {here, here + "/report", first.substr(0, first.size() - 6)}) {
    ASSERT_EQ(eva.get(page), 200) << page;
    EXPECT_TRUE(eva.has("has taken their yes back since. The figures are not shown any more")) << page;
    EXPECT_FALSE(eva.has("By the method chosen beforehand")) << page;
    EXPECT_FALSE(eva.has("somebody4")) << page;
  }
  eva.get(here);
  EXPECT_TRUE(eva.has("The figures that this stands on are not shown any more"));
  EXPECT_EQ(eva.post(here + "/conclusions", {{"result", first.substr(here.size() + 9, first.size() - here.size() - 15)},
                                             {"verdict", "better"},
                                             {"words", "Still"}}),
            422)
      << "nothing is concluded from what may not be seen";
  eva.get(here);
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_FALSE(eva.has("The figures are not shown any more. Make"));
  EXPECT_TRUE(eva.has("By the method chosen beforehand")) << "made again from those who say yes now";
  eva.get(first.substr(0, first.size() - 6));
  EXPECT_FALSE(eva.has("By the method chosen beforehand")) << "the earlier one stays closed";
}

TEST(TakenBack, AnEventTakenBackClosesTheFiguresThatCountedIt) {
  Village village;
  testing::fill_with_lives(village);
  auto person = village.as("somebody6");
  person.get("/me/life/events");
  ASSERT_EQ(person.submit("/me/life/events", {{"kind", "job"},
                                              {"day-day", "1"},
                                              {"day-month", "6"},
                                              {"day-year", "2026"},
                                              {"words", "I work"},
                                              {"may", "count"}}),
            200)
      << person.body;
  village.now += std::chrono::minutes(1);
  auto eva = village.as("eva");
  eva.get("/evaluations/new");
  ASSERT_EQ(eva.submit("/evaluations/new", plan), 200) << eva.body;
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  ASSERT_TRUE(eva.has("By the method chosen beforehand"));
  village.now += std::chrono::minutes(1);
  person.get("/me/life/events");
  std::string remove;
  for (const auto& action : person.actions())
    if (action.ends_with("/back")) remove = action;
  ASSERT_EQ(person.submit(remove), 200) << person.body;
  village.now += std::chrono::minutes(1);
  eva.get(here);
  EXPECT_TRUE(eva.has("The figures are not shown any more"));
}

TEST(TakenBack, ATableThatWaitsIsNotReleasedAndOneThatWentOutIsFlagged) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  const auto made = [&](const std::string& title) {
    eva.get("/evaluations/publish/new");
    EXPECT_EQ(eva.submit("/evaluations/publish/new", {{"title", title},
                                                      {"by", "size"},
                                                      {"as-of-day", "1"},
                                                      {"as-of-month", "10"},
                                                      {"as-of-year", "2026"},
                                                      {"rules", "social-care"}}),
              200)
        << eva.body;
    return eva.path;
  };
  const std::string out = made("Out");
  auto cara = village.as("cara");
  cara.get(out);
  ASSERT_EQ(cara.submit(out + "/check", {{"answer", "release"}}), 200) << cara.body;
  const std::string waits = made("Waits");
  // And a file of rows.
  const std::string account = village.db->read(
      [&](store::Session& s) { return s.query("SELECT ref FROM account WHERE sign_in = 'eva'").one().text(0); });
  cara.get("/evaluations/permissions");
  ASSERT_EQ(
      cara.submit(
          "/evaluations/permissions",
          {{"account", account}, {"why", "A study"}, {"until-day", "1"}, {"until-month", "2"}, {"until-year", "2027"}}),
      200)
      << cara.body;
  eva.get("/evaluations/extract");
  ASSERT_EQ(eva.submit("/evaluations/extract", {{"purpose", "A study"}}), 200);
  village.now += std::chrono::minutes(1);
  cara.get("/evaluations/publish");
  ASSERT_FALSE(cara.has("taken their yes back"));
  take_back(village, "somebody8");
  cara.get("/evaluations/publish");
  EXPECT_TRUE(cara.has("Somebody counted in it has taken their yes back since"));
  cara.get(out);
  EXPECT_TRUE(cara.has("What went out cannot be called back")) << cara.body;
  cara.get(waits);
  EXPECT_TRUE(cara.has("It cannot be released: it must be made again"));
  EXPECT_EQ(cara.submit(waits + "/check", {{"answer", "release"}}), 409);
  cara.get(waits);
  EXPECT_EQ(cara.submit(waits + "/check", {{"answer", "refuse"}, {"words", "Made again"}}), 200);
  eva.get("/evaluations/extract");
  EXPECT_TRUE(eva.has("Whoever took that file must delete it")) << eva.body;
  EXPECT_FALSE(eva.has("somebody8"));
  cara.get("/evaluations/permissions");
  EXPECT_TRUE(cara.has("Whoever took that file must delete it")) << cara.body;
}

}  // namespace
}  // namespace onepot::web
