#include "onepot/club/check.h"

#include <gtest/gtest.h>

#include <functional>

#include "onepot/base/text.h"
#include "onepot/club/result.h"
#include "testing/towns.h"

namespace onepot::club {
namespace {

json::object example(Seeking& seeking) {
  seeking = three_men();
  seeking.homes[1].area = "Elm";
  return to_json(seeking, match(seeking), 0.5).get_object();
}

std::vector<std::string> breaches(const json::object& result, const Seeking& seeking, const Terms& terms = {}) {
  const auto checked = check_matching(json::pretty(result), "result.json", seeking, terms);
  if (!checked) return {checked.error().text()};
  return checked->breaches;
}

/// Random options as well as a random town; half of the towns divide rents by what rooms are worth.
Seeking any_town(Random& random, Terms& terms) {
  Seeking out = random_town(random, static_cast<std::size_t>(random.between(1, 12)),
                            static_cast<std::size_t>(random.between(1, 6)));
  if (random.chance(1, 2)) value_rooms(random, out);
  terms.size_min = static_cast<std::size_t>(random.between(1, 3));
  terms.size_max = static_cast<std::size_t>(random.between(static_cast<std::int64_t>(terms.size_min), 5));
  terms.day_rate = Pence(random.between(0, 3000));
  terms.night_rate = Pence(random.between(0, 2000));
  terms.rent_spread = Rational(random.between(0, 4), 4);
  return out;
}

TEST(Check, PassesWhatTheMatchingPrints) {
  Random random(41);
  std::size_t groups = 0, with_rooms = 0;
  for (int round = 0; round < 1500; ++round) {
    Terms terms;
    const Seeking seeking = any_town(random, terms);
    const Matching m = match(seeking, terms);
    ASSERT_EQ(breaches(to_json(seeking, m, 0.1).get_object(), seeking, terms), std::vector<std::string>{}) << round;
    groups += m.groups.size();
    if (seeking.values) with_rooms += m.groups.size();
  }
  EXPECT_GT(groups, 800U);
  EXPECT_GT(with_rooms, 200U);
}

/// One change to what was printed or to the rules it was printed under, in a random group; nullopt where it does not
/// apply. Every one breaks a rule, so check must say so.
struct Change {
  const char* name;
  std::function<bool(json::object& result, Seeking& seeking, Terms& terms, const FormedGroup& first)> make;
};

json::object& group_of(json::object& result) {
  return result["groups"].get_array()[0].get_object();
}
void add_pence(json::object& group, const char* list, const char* amount, std::size_t at, std::int64_t pence) {
  auto& field = group[list].get_array()[at].get_object()[amount];
  field = to_decimal(*parse_pence(std::string(field.get_string())) + Pence(pence));
}

const std::vector<Change> changes{
    {"a penny of rent too much",
     [](auto& r, auto&, auto&, auto&) { return add_pence(group_of(r), "rent", "share", 0, 1), true; }},
    {"a penny of support too little",
     [](auto& r, auto&, auto&, auto&) { return add_pence(group_of(r), "support", "share", 0, -1), true; }},
    {"a penny more left than there is",
     [](auto& r, auto&, auto&, auto&) { return add_pence(group_of(r), "left_week", "amount", 0, 1), true; }},
    {"somebody twice",
     [](auto& r, auto&, auto&, auto&) { return r["groups"].get_array().push_back(json::value(group_of(r))), true; }},
    {"somebody unknown",
     [](auto& r, auto&, auto&, auto&) { return group_of(r)["people"].get_array()[0] = "nobody", true; }},
    {"a home unknown", [](auto& r, auto&, auto&, auto&) { return group_of(r)["home"] = "nowhere", true; }},
    {"too large a group",
     [](auto&, auto&, Terms& t, const auto& g) {
       return t.size_min = 1, t.size_max = g.people.size() - 1, t.size_max > 0;
     }},
    {"too small a group",
     [](auto&, auto&, Terms& t, const auto& g) { return t.size_min = g.people.size() + 1, t.size_max = 8, true; }},
    {"too few bedrooms",
     [](auto&, Seeking& s, auto&, const auto& g) {
       return s.homes[g.home].bedrooms = static_cast<std::int64_t>(g.people.size()) - 1, true;
     }},
    {"an area not chosen",
     [](auto&, Seeking& s, auto&, const auto& g) { return s.homes[g.home].area = "elsewhere", true; }},
    {"a must that is lacking",
     [](auto&, Seeking& s, auto&, const auto& g) { return s.people[g.people[0]].must.push_back("a moat"), true; }},
    {"a pair kept apart",
     [](auto&, Seeking& s, auto&, const auto& g) {
       return g.people.size() > 1 && (s.apart.emplace_back(g.people[0], g.people[1]), true);
     }},
    {"a pair that did not say yes",
     [](auto&, Seeking& s, auto&, const auto& g) { return s.together = std::vector<Pair>{}, g.people.size() > 1; }},
    {"another rent of the home",
     [](auto&, Seeking& s, auto&, const auto& g) { return s.homes[g.home].rent_week += Pence(1), true; }},
    {"a budget a penny too small",
     [](auto&, Seeking& s, auto&, const auto& g) {
       return s.people[g.people[0]].budget_week = g.rent[0] + g.support[0] - Pence(1), true;
     }},
    {"more support needed than is shared",
     [](auto&, Seeking& s, Terms& t, const auto& g) {
       return s.people[g.people[0]].day_hours = s.people[g.people[0]].day_hours + Rational(1), t.day_rate > Pence(0);
     }},
    {"support beyond what somebody would pay apart",
     [](auto& r, Seeking& s, auto&, const auto& g) {
       // One pays a pound too much beyond what it costs them apart, another a pound less.
       const auto k = g.people.size();
       if (k < 2) return false;
       add_pence(group_of(r), "support", "share", 0, 1'000'000);
       add_pence(group_of(r), "support", "share", 1, -1'000'000);
       add_pence(group_of(r), "left_week", "amount", 0, -1'000'000);
       add_pence(group_of(r), "left_week", "amount", 1, 1'000'000);
       s.people[g.people[0]].budget_week += Pence(1'000'000);
       add_pence(group_of(r), "left_week", "amount", 0, 1'000'000);
       return true;
     }},
    {"rents not near an equal share, or envied",
     [](auto& r, Seeking& s, Terms&, const auto& g) {
       if (g.people.size() < 2) return false;
       add_pence(group_of(r), "rent", "share", 0, 5'000'000);
       add_pence(group_of(r), "rent", "share", 1, -5'000'000);
       s.people[g.people[0]].budget_week += Pence(5'000'000);
       add_pence(group_of(r), "left_week", "amount", 1, 5'000'000);
       return true;
     }},
    {"more served than there are",
     [](auto& r, auto&, auto&, auto&) { return r["served"] = r["served"].get_int64() + 1, true; }},
    {"a bound below the served",
     [](auto& r, auto&, auto&, auto&) { return r["bound"] = r["served"].get_int64() - 1, true; }},
    {"a bound above the people",
     [](auto& r, auto&, auto&, auto&) { return r["bound"] = 1000, r["status"] = "feasible", true; }},
    {"optimal with a gap", [](auto& r, auto&, auto&, auto&) { return r["status"] = "feasible", true; }},
    {"others able alone",
     [](auto& r, auto&, auto&, auto&) { return r["alone_possible"] = r["alone_possible"].get_int64() + 1, true; }},
    {"a room given twice",
     [](auto& r, Seeking& s, auto&, const auto& g) {
       if (!s.values || g.people.size() < 2) return false;
       auto& rooms = group_of(r)["rooms"].get_array();
       return rooms[0].get_object()["room"] = json::value(rooms[1].get_object()["room"]), true;
     }},
};

TEST(Check, FindsWhateverIsChanged) {
  Random random(43);
  std::vector<int> made(changes.size(), 0);
  for (int round = 0; round < 400; ++round) {
    Terms terms;
    const Seeking seeking = any_town(random, terms);
    const Matching m = match(seeking, terms);
    if (m.groups.empty()) continue;
    const json::object good = to_json(seeking, m, 0.1).get_object();
    for (std::size_t c = 0; c < changes.size(); ++c) {
      json::object bad = good;
      Seeking with = seeking;
      Terms under = terms;
      if (!changes[c].make(bad, with, under, m.groups.front())) continue;
      EXPECT_FALSE(breaches(bad, with, under).empty()) << changes[c].name << " in round " << round;
      ++made[c];
    }
  }
  for (std::size_t c = 0; c < changes.size(); ++c) EXPECT_GT(made[c], 20) << changes[c].name;
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
