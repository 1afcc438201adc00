#include "onepot/club/check.h"

#include <gtest/gtest.h>

#include "match/random_town.h"
#include "onepot/base/text.h"
#include "onepot/club/result.h"

namespace onepot::club {
namespace {

json::object example(Seeking& seeking) {
  for (const auto* name : {"Pete", "Sam", "Ali"}) {
    Person p;
    p.name = name;
    p.budget_week = Pence(42'000);
    p.day_hours = Rational(14);
    p.day_shareable_hours = Rational(8);
    p.night_hours = Rational(10);
    p.night_shareable = true;
    p.areas = {"Ash"};
    seeking.people.push_back(p);
  }
  seeking.homes = {{"Mill Lane 3", "Ash", Pence(24'000), 3, {}}, {"Bedsit", "Elm", Pence(12'000), 1, {}}};
  return to_json(seeking, match(seeking), 0.5).get_object();
}

std::vector<std::string> breaches(const json::object& result, const Seeking& seeking, const Terms& terms = {}) {
  const auto checked = check_matching(json::pretty(result), "result.json", seeking, terms);
  if (!checked) return {checked.error().text()};
  return checked->breaches;
}

TEST(Check, PassesWhatTheMatchingPrints) {
  Random random(41);
  std::size_t groups = 0;
  for (int round = 0; round < 600; ++round) {
    const Seeking seeking = random_town(random, static_cast<std::size_t>(random.between(1, 12)),
                                        static_cast<std::size_t>(random.between(1, 6)));
    const Matching m = match(seeking);
    EXPECT_EQ(breaches(to_json(seeking, m, 0.1).get_object(), seeking), std::vector<std::string>{}) << round;
    groups += m.groups.size();
  }
  EXPECT_GT(groups, 300U);
}

TEST(Check, FindsEachKindOfBreach) {
  Seeking seeking;
  const json::object good = example(seeking);
  EXPECT_TRUE(breaches(good, seeking).empty());
  const auto group = [](json::object& o) -> json::object& { return o["groups"].get_array()[0].get_object(); };
  const auto expect = [&](const json::object& bad, const Seeking& with, const Terms& terms, const std::string& words) {
    EXPECT_NE(join(breaches(bad, with, terms), "\n").find(words), std::string::npos)
        << words << "\n"
        << join(breaches(bad, with, terms), "\n");
  };
  json::object bad = good;
  group(bad)["home"] = "Bedsit";
  expect(bad, seeking, {}, "has 3 people and Bedsit has 1 bedrooms");
  expect(bad, seeking, {}, "Pete did not choose Elm");
  bad = good;
  group(bad)["rent"].get_array()[0].get_object()["share"] = "280.01";
  expect(bad, seeking, {}, "rents sum to 440.01");
  expect(bad, seeking, {}, "Pete would pay");
  bad = good;
  group(bad)["support"].get_array()[0].get_object()["share"] = "219.99";
  expect(bad, seeking, {}, "support shares sum to 659.99 and support costs 660.00");
  bad = good;
  bad["served"] = 4;
  expect(bad, seeking, {}, "'served' says 4");
  bad = good;
  bad["alone_possible"] = 1;
  expect(bad, seeking, {}, "'alone_possible' says 1");
  bad = good;
  bad["groups"].get_array().push_back(good.at("groups").get_array()[0]);
  expect(bad, seeking, {}, "Pete is in another group too");
  expect(bad, seeking, {}, "Mill Lane 3 is taken by another group too");
  bad = good;
  bad.erase("bound");
  expect(bad, seeking, {}, "'bound' is missing");
  Terms two;
  two.size_max = 2;
  expect(good, seeking, two, "2 to 2 may share");
  Terms equal;
  equal.rent_spread = Rational(0);
  EXPECT_TRUE(breaches(good, seeking, equal).empty());
}

TEST(Check, NeverSaysWhetherAPairIsKeptApart) {
  Seeking seeking;
  const json::object good = example(seeking);
  Seeking vetoed = seeking, unsaid = seeking;
  vetoed.apart = {{0, 1}};
  unsaid.together = std::vector<Pair>{{0, 2}, {1, 2}};
  EXPECT_EQ(breaches(good, vetoed), breaches(good, unsaid));
  EXPECT_EQ(breaches(good, vetoed).size(), 1U);
}

}  // namespace
}  // namespace onepot::club
