// Evaluations over time through the pages: those who began at different times, and one provider against a mix of the
// others. The truth is known: support costs £50 a week less from the day it begins.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "testing/lived_kit.h"

namespace onepot::web {
namespace {

using testing::FormValues;
using testing::Village;

/// Of the eighty, forty leave their agencies for micro-enterprises in March, May and July 2026, each £50 a week less;
/// whoever stays with provider-6 pays £30 a week less from May on.
void roll_out(Village& village) {
  testing::fill_with_lives(village);
  village.write([&](store::Session& s) {
    for (int i = 0; i < 80; ++i) {
      const auto person = village.people.at(fmt::format("somebody{}", i));
      const std::string old = fmt::format("agreement-somebody{}", i);
      s.run("UPDATE agreement SET provider_id = (SELECT id FROM provider WHERE ref = :provider) WHERE ref = :ref",
            {{"provider", fmt::format("provider-{}", 6 + i / 2 % 6)}, {"ref", old}});
      if (i % 2 != 0) {
        if (i / 2 % 6 == 0)
          s.run(
              "INSERT INTO agreement_share_from (agreement_id, from_date, person_id, week_pence) SELECT id, :from, "
              ":person, 17000 + :i FROM agreement WHERE ref = :ref",
              {{"from", Date(2026, 4, 27)}, {"person", person}, {"i", i * 3}, {"ref", old}});
        continue;
      }
      const Date begins =
          std::array{Date(2026, 3, 2), Date(2026, 4, 27), Date(2026, 6, 22)}[static_cast<std::size_t>(i / 2 % 3)];
      s.run("UPDATE agreement SET until_date = :until WHERE ref = :ref", {{"until", begins - 1}, {"ref", old}});
      s.run(
          "INSERT INTO agreement (ref, place_id, provider_id, person_id, category, day_rate_pence, night_rate_pence, "
          "day_minutes_week, night_minutes_week, notice_days, from_date, made_at) VALUES (:ref, :place, (SELECT id "
          "FROM provider WHERE ref = :provider), :person, 'support', 1500, 0, 600, 0, 28, :from, 0)",
          {{"ref", fmt::format("new-{}", i)},
           {"place", village.place},
           {"provider", fmt::format("provider-{}", i / 6 % 6)},
           {"person", person},
           {"from", begins}});
      s.run(
          "INSERT INTO agreement_share (agreement_id, person_id, week_pence) SELECT id, person_id, 15000 + :i FROM "
          "agreement WHERE ref = :ref",
          {{"ref", fmt::format("new-{}", i)}, {"i", i + i * 37 % 11}});
    }
  });
}

FormValues asked(const FormValues& more) {
  FormValues out = {{"title", "What changed?"},
                    {"question", "Does support cost less once it is by a small provider?"},
                    {"outcome", "cost-week"},
                    {"from-day", "5"},
                    {"from-month", "1"},
                    {"from-year", "2026"},
                    {"until-day", "11"},
                    {"until-month", "10"},
                    {"until-year", "2026"},
                    {"period-weeks", "4"},
                    {"began-day", "3"},
                    {"began-month", "3"},
                    {"began-year", "2024"},
                    {"set-up", "6"},
                    {"effect", "6"},
                    {"mature-why", "Costs change at once"}};
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

const FormValues rolled = asked({{"support", "kind:micro-enterprise"},
                                 {"compared", "others"},
                                 {"unit", "person"},
                                 {"covariates", "age"},
                                 {"method", "change-not-yet"}});

std::string again_of(const testing::Browser& browser) {
  for (const auto& action : browser.actions())
    if (action.ends_with("/again")) return action;
  return {};
}

TEST(EvaluationsOverTime, WhoBeganAtDifferentTimesIsSetBesideWhoHadNotBegun) {
  Village village;
  roll_out(village);
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/new"), 200);
  EXPECT_TRUE(eva.has("A support that began at different times"));
  ASSERT_EQ(eva.get("/evaluations/new/change"), 200) << eva.body;
  EXPECT_EQ(eva.submit("/evaluations/new/change"), 422);
  auto wrong = rolled;
  for (auto& [name, value] : wrong)
    if (name == "until-year") value = "2025";
  EXPECT_EQ(eva.submit("/evaluations/new/change", wrong), 422);
  EXPECT_TRUE(eva.has("3 to 60 whole periods")) << eva.body;
  EXPECT_TRUE(eva.has("Does support cost less")) << "what was typed is kept";
  // A method of another kind of answer is no way around the form.
  auto other = rolled;
  for (auto& [name, value] : other)
    if (name == "method") value = "naive";
  EXPECT_EQ(eva.submit("/evaluations/new/change", other), 422);
  ASSERT_EQ(eva.submit("/evaluations/new/change", rolled), 200) << eva.body;
  const std::string here = eva.path;
  EXPECT_TRUE(eva.has("Set beside all who have not begun yet"));
  EXPECT_EQ(eva.post(here + "/results"), 422) << "nothing is seen before it is fixed";
  eva.get(here);
  ASSERT_EQ(eva.submit(here + "/fix"), 200) << eva.body;
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("10 periods of 4 weeks"));
  EXPECT_TRUE(eva.has("less since it began than it would have been without")) << eva.body;
  EXPECT_TRUE(eva.has("-50.") || eva.has("-49.") || eva.has("-48.")) << eva.body;
  EXPECT_TRUE(eva.has("1 period before") && eva.has("7 periods after") && eva.has("The period it began"));
  EXPECT_TRUE(eva.has("Began with the period from 2 March 2026"));
  EXPECT_TRUE(eva.has("Two-way fixed effects, only to compare"));
  EXPECT_TRUE(eva.has("a band that covers all of these figures together"));
  ASSERT_EQ(eva.submit(again_of(eva)), 200) << eva.body;
  EXPECT_TRUE(eva.has("every figure the same"));
  ASSERT_EQ(eva.get(here + "/report"), 200);
  EXPECT_TRUE(eva.has("Two-way fixed effects, only to compare"));
  // The plan is amended in sight like any other.
  ASSERT_EQ(eva.get(here + "/amend"), 200);
  ASSERT_EQ(eva.submit(here + "/amend", {{"method", "change-never"}, {"period-weeks", "13"}, {"reason", "Asked"}}), 200)
      << eva.body;
  EXPECT_TRUE(eva.has("was “4 weeks”, is now “13 weeks")) << eva.body;
  eva.get(here);
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("3 periods of 13 weeks"));
}

TEST(EvaluationsOverTime, TooFewWhoBeganGiveNoFigure) {
  Village village;
  roll_out(village);
  village.write([&](store::Session& s) {
    for (int i = 0; i < 24; i += 2)
      store::door::withdraw_consent(s, village.people.at(fmt::format("somebody{}", i)), std::nullopt, "evaluation",
                                    village.now);
  });
  village.now += std::chrono::minutes(1);
  auto eva = village.as("eva");
  eva.get("/evaluations/new/change");
  ASSERT_EQ(eva.submit("/evaluations/new/change", rolled), 200) << eva.body;
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Too few to say. Change over time needs at least 30 people"));
  EXPECT_FALSE(eva.has("By what was chosen beforehand"));
}

TEST(EvaluationsOverTime, OneProviderIsSetBesideAMixOfTheOthers) {
  Village village;
  roll_out(village);
  auto eva = village.as("eva");
  ASSERT_EQ(eva.get("/evaluations/new/synth"), 200) << eva.body;
  const auto plan = asked({{"support", "provider:provider-6 P"},
                           {"method", "sc"},
                           {"started-day", "27"},
                           {"started-month", "4"},
                           {"started-year", "2026"}});
  EXPECT_EQ(eva.submit("/evaluations/new/synth", asked({{"support", "provider:provider-6 P"},
                                                        {"method", "sc"},
                                                        {"started-day", "1"},
                                                        {"started-month", "2"},
                                                        {"started-year", "2026"}})),
            422);
  EXPECT_TRUE(eva.has("Two whole periods must come before this day")) << eva.body;
  ASSERT_EQ(eva.submit("/evaluations/new/synth", plan), 200) << eva.body;
  const std::string here = eva.path;
  eva.submit(here + "/fix");
  ASSERT_EQ(eva.submit(here + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("Synthetic control") && eva.has("Plain difference-in-differences, only to compare"));
  EXPECT_TRUE(eva.has("The same was done for 5 others")) << eva.body;
  EXPECT_TRUE(eva.has("With fewer than 20 others to try it on, the interval is rough"));
  EXPECT_TRUE(eva.has("What the mix is made of"));
  ASSERT_EQ(eva.submit(again_of(eva)), 200) << eva.body;
  EXPECT_TRUE(eva.has("every figure the same"));
  // A provider with too few people is not written about at all.
  eva.get("/evaluations/new/synth");
  auto small = plan;
  for (auto& [name, value] : small)
    if (name == "support") value = "provider:provider-0 P";
  ASSERT_EQ(eva.submit("/evaluations/new/synth", small), 200) << eva.body;
  const std::string there = eva.path;
  eva.submit(there + "/fix");
  ASSERT_EQ(eva.submit(there + "/results"), 200) << eva.body;
  EXPECT_TRUE(eva.has("does not have 5 people whose outcome is known in every period")) << eva.body;
}

}  // namespace
}  // namespace onepot::web
