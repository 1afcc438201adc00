// The workspace: nothing is seen before the plan is fixed, later change stays visible, a result can be made again.
#include <gtest/gtest.h>

#include "paper.h"
#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Village;

const FormValues plan = {{"title", "Do small providers help?"},
                         {"question", "Is life better with a micro-enterprise than with an agency?"},
                         {"support", "kind:micro-enterprise"},
                         {"compared", "kind:agency"},
                         {"outcome", "life"},
                         {"outcomes", "cost-week"},
                         {"from-day", "1"},
                         {"from-month", "3"},
                         {"from-year", "2026"},
                         {"until-day", "1"},
                         {"until-month", "11"},
                         {"until-year", "2026"},
                         {"covariates", "age"},
                         {"method", "regression"},
                         {"estimand", "ATT"},
                         {"began-day", "3"},
                         {"began-month", "3"},
                         {"began-year", "2025"},
                         {"set-up", "12"},
                         {"effect", "12"},
                         {"mature-why", "Change takes a year"}};

FormValues with(FormValues values, const std::string& name, const std::string& value) {
  for (auto& [n, v] : values)
    if (n == name) {
      v = value;
      return values;
    }
  values.emplace_back(name, value);
  return values;
}

TEST(Evaluations, NothingIsSeenBeforeThePlanIsFixedAndLaterChangeStaysVisible) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/new"), 200) << eva.body;
  EXPECT_EQ(eva.submit("/evaluations/new"), 422);
  EXPECT_EQ(eva.submit("/evaluations/new", with(plan, "compared", "kind:micro-enterprise")), 422);
  EXPECT_TRUE(eva.has("Choose another group")) << eva.body;
  EXPECT_TRUE(eva.has("Is life better with a micro-enterprise")) << "what was typed is kept";
  EXPECT_EQ(eva.submit("/evaluations/new", with(plan, "effect", "many")), 422);
  ASSERT_EQ(eva.submit("/evaluations/new", plan), 200) << eva.body;
  const std::string here = eva.path;
  EXPECT_TRUE(eva.has("This is a draft"));
  // No page, no button and no command line makes or shows a result of a draft.
  EXPECT_EQ(eva.post(here + "/results"), 422);
  EXPECT_EQ(eva.get(here + "/report"), 422);
  eva.get(here + "/draft");
  ASSERT_EQ(eva.submit(here + "/draft", with(plan, "title", "Do the small ones help?")), 200) << eva.body;
  EXPECT_EQ(eva.heading(), "Do the small ones help?");
  ASSERT_EQ(eva.submit(here + "/fix"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Fixed on 21 November 2026 at 9:00 by eva"));
  EXPECT_TRUE(eva.has("already in the database: 80")) << eva.body;
  EXPECT_TRUE(eva.has("too early for a verdict"));
  // Two people, one fixes: the other is told.
  EXPECT_EQ(eva.post(here + "/fix"), 409);
  EXPECT_EQ(eva.post(here + "/draft", plan), 409);
  eva.get(here);
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Doubly robust weighting"));
  EXPECT_TRUE(eva.has("By the method chosen beforehand: Provider: Micro enterprise more than Provider: Agency"))
      << eva.body;
  EXPECT_TRUE(eva.has("a partner may serve again, adjusted")) << "no engine's words stand on the page";
  EXPECT_FALSE(eva.has("with replacement"));
  eva.get("/words");
  ASSERT_EQ(eva.submit("/words", {{"words", "en-easy"}}), 200) << eva.body;
  eva.get(here);
  EXPECT_FALSE(eva.has("with replacement") || eva.has("covariate") || eva.has("propensity")) << eva.body;
  eva.get("/words");
  eva.submit("/words", {{"words", "en"}});
  eva.get(here);
  // Amending needs a reason, keeps what was, and says that a result had been seen.
  ASSERT_EQ(eva.get(here + "/amend"), 200);
  EXPECT_EQ(eva.submit(here + "/amend", with(plan, "method", "aipw")), 422);
  EXPECT_TRUE(eva.has("Say why it changes"));
  auto second = village.as("eva");
  second.get(here + "/amend");
  ASSERT_EQ(eva.submit(here + "/amend", {{"method", "aipw"}, {"reason", "The referee asked"}}), 200) << eva.body;
  EXPECT_TRUE(eva.has("The referee asked"));
  EXPECT_TRUE(eva.has("changed after 1 result had been seen"));
  EXPECT_TRUE(eva.has("was “Regression”, is now “Doubly robust weighting”"));
  EXPECT_EQ(second.submit(here + "/amend", {{"method", "ipw"}, {"reason", "Me too"}}), 409);
  // Others of the council read it; nobody but an evaluator changes it.
  auto cara = village.as("cara");
  ASSERT_EQ(cara.get(here), 200);
  EXPECT_TRUE(cara.actions().empty() || cara.body.find(here + "/fix") == std::string::npos);
  EXPECT_EQ(cara.post(here + "/results"), 403);
  EXPECT_EQ(village.as("pete").get(here), 403);
}

TEST(Evaluations, AResultIsMadeAgainAndSaysWhatHasChanged) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  eva.get("/evaluations/new");
  eva.submit("/evaluations/new", plan);
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  eva.submit(here + "/results");
  std::string again;
  for (const auto& action : eva.actions())
    if (action.ends_with("/again")) again = action;
  ASSERT_FALSE(again.empty()) << eva.body;
  ASSERT_EQ(eva.submit(again), 200) << eva.body;
  EXPECT_TRUE(eva.has("every figure the same"));
  // Somebody takes consent back: the rows are gone, and the page says that the data have changed.
  village.write([&](store::Session& s) {
    store::door::withdraw_consent(s, village.people.at("somebody0"), std::nullopt, "evaluation", village.now);
  });
  village.now += std::chrono::minutes(1);
  ASSERT_EQ(eva.submit(again), 200) << eva.body;
  EXPECT_TRUE(eva.has("the data have changed since")) << eva.body;
}

TEST(Evaluations, TooFewPeopleGiveNoFigureAndNoSmallCount) {
  Village village;
  testing::fill_with_lives(village);
  village.write([&](store::Session& s) {
    s.run(
        "UPDATE life_check SET score = NULL WHERE person_id IN (SELECT id FROM person WHERE known_as IN "
        "('somebody0', 'somebody2', 'somebody4'))");
    s.run(
        "UPDATE consent SET withdrawn_at = 0 WHERE person_id IN (SELECT id FROM person WHERE known_as LIKE "
        "'somebody1%' OR known_as LIKE 'somebody3%' OR known_as LIKE 'somebody5%')");
  });
  auto eva = village.as("eva");
  eva.get("/evaluations/new");
  eva.submit("/evaluations/new", plan);
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Too few to say"));
  EXPECT_FALSE(eva.has("By the method chosen beforehand"));
  EXPECT_TRUE(eva.has("fewer than 5") || eva.has("Fewer than 5"));
}

TEST(Evaluations, AnEarlyVerdictNeedsAWarningAndSavingsAreNeverAdded) {
  Village village;
  testing::fill_with_lives(village);
  auto eva = village.as("eva");
  eva.get("/evaluations/new");
  eva.submit("/evaluations/new", plan);
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  eva.submit(here + "/results");
  EXPECT_EQ(eva.submit(here + "/conclusions", {{"verdict", "better"}, {"words", "It helps"}}), 422);
  EXPECT_TRUE(eva.has("Say that you know it is too early"));
  ASSERT_EQ(eva.submit(here + "/conclusions", {{"verdict", "better"}, {"words", "It helps"}, {"early", "yes"}}), 200);
  EXPECT_TRUE(eva.has("Concluded before it was time"));
  EXPECT_EQ(eva.submit(here + "/savings", {{"kind", "avoided"}}), 422);
  const FormValues avoided = {{"kind", "avoided"},    {"saving-words", "Nights in hospital"},
                              {"budget", "NHS"},      {"low", "100"},
                              {"central", "1000"},    {"high", "2000"},
                              {"evidence", "Counted"}};
  EXPECT_EQ(eva.submit(here + "/savings", with(avoided, "low", "5000")), 422);
  EXPECT_TRUE(eva.has("must be in this order"));
  ASSERT_EQ(eva.submit(here + "/savings", avoided), 200) << eva.body;
  auto cashable = with(with(avoided, "kind", "cashable"), "central", "300");
  EXPECT_EQ(eva.submit(here + "/savings", cashable), 422) << "nobody agreed that it leaves a budget";
  for (const auto& [name, value] : FormValues{
           {"agreed-by", "The trust's board"}, {"leaves-day", "1"}, {"leaves-month", "4"}, {"leaves-year", "2027"}})
    cashable.emplace_back(name, value);
  EXPECT_EQ(eva.submit(here + "/savings", cashable), 422);
  EXPECT_TRUE(eva.has("one saving must not be told twice"));
  ASSERT_EQ(eva.submit(here + "/savings", with(cashable, "saving-words", "A ward that closes")), 200) << eva.body;
  EXPECT_TRUE(eva.has("All avoided costs"));
  EXPECT_TRUE(eva.has("All cashable savings"));
  EXPECT_TRUE(eva.has("£1,000") && eva.has("£300"));
  EXPECT_FALSE(eva.has("£1,300")) << "the two are never summed";
  std::string remove;
  for (const auto& action : eva.actions())
    if (action.ends_with("/remove")) remove = action;
  ASSERT_EQ(eva.submit(remove), 200);
  EXPECT_EQ(eva.post(remove), 422) << "it is gone already";
  ASSERT_EQ(eva.get(here + "/report"), 200);
  EXPECT_TRUE(eva.has("Concluded before it was time"));
  if (!has_paper()) GTEST_SKIP() << "weasyprint is not installed: no PDF";
  eva.get(here);
  ASSERT_EQ(eva.submit(here + "/report"), 200) << eva.body;
  EXPECT_TRUE(eva.body.starts_with("%PDF-1.7")) << eva.body.substr(0, 20);
  EXPECT_NE(eva.body.find("/StructTreeRoot"), std::string::npos) << "tagged for screen readers";
}

}  // namespace
}  // namespace onepot::web
