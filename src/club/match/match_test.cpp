#include "onepot/club/match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "match/groups.h"
#include "onepot/club/result.h"
#include "testing/towns.h"

namespace onepot::club {
namespace {

TEST(Match, ThreeMenWhoCannotAloneCanTogether) {
  const Seeking seeking = three_men();
  const Matching m = match(seeking);
  EXPECT_EQ(m.served, 3);
  EXPECT_EQ(m.alone_possible, 0);
  ASSERT_EQ(m.groups.size(), 1U);
  EXPECT_EQ(m.groups[0].rent, (std::vector<Pence>(3, Pence(8'000))));
  // 3 × 6 h × £20 + 8 h × £20 + 10 h × £14 = £660, £220 each.
  EXPECT_EQ(m.groups[0].support, (std::vector<Pence>(3, Pence(22'000))));
  const Alone alone = cheapest_alone(seeking, 0);
  EXPECT_EQ(alone.home, std::size_t{1});
  EXPECT_EQ(alone.short_by, Pence(12'000));  // £120 rent + £280 day + £140 night − £420
}

TEST(Match, AnyNumberOfThreadsGivesTheSame) {
  Random random(5);
  Seeking seeking;
  for (int town = 0; town < 6; ++town) {
    Seeking part = random_town(random, 14, 6);
    const std::size_t first = seeking.people.size();
    for (auto& p : part.people) {
      p.name = std::to_string(town) + p.name;
      for (auto* list : {&p.areas, &p.likes})
        for (auto& name : *list) name = std::to_string(town) + name;
      seeking.people.push_back(p);
    }
    for (auto& h : part.homes)
      h.area = std::to_string(town) + h.area, h.name = std::to_string(town) + h.name, seeking.homes.push_back(h);
    for (const auto& [a, b] : part.apart) seeking.apart.emplace_back(first + a, first + b);
  }
  std::vector<Matching> found;
  for (const unsigned threads : {1U, 2U, 5U}) {
    Effort effort;
    effort.threads = threads;
    found.push_back(match(seeking, {}, effort));
  }
  for (const Matching& m : found) {
    ASSERT_EQ(m.groups.size(), found[0].groups.size());
    for (std::size_t i = 0; i < m.groups.size(); ++i) {
      EXPECT_EQ(m.groups[i].people, found[0].groups[i].people);
      EXPECT_EQ(m.groups[i].home, found[0].groups[i].home);
      EXPECT_EQ(m.groups[i].support, found[0].groups[i].support);
    }
  }
}

/// Whatever is printed is the same whether a pair is kept apart or has not said yes.
TEST(Match, AVetoIsAYesNotSaid) {
  Random random(11);
  std::size_t vetoes = 0, groups = 0;
  for (int round = 0; round < 300; ++round) {
    const Seeking vetoed = random_town(random, 10, 4);
    Seeking unsaid = vetoed;
    unsaid.apart.clear();
    unsaid.together.emplace();
    std::set<Pair> never, yes;
    for (const auto& [a, b] : vetoed.apart) never.insert(std::minmax(a, b));
    if (vetoed.together)
      for (const auto& [a, b] : *vetoed.together) yes.insert(std::minmax(a, b));
    for (std::size_t a = 0; a < vetoed.people.size(); ++a)
      for (std::size_t b = a + 1; b < vetoed.people.size(); ++b)
        if (!never.contains({a, b}) && (!vetoed.together || yes.contains({a, b}))) unsaid.together->emplace_back(a, b);
    const Matching one = match(vetoed), other = match(unsaid);
    ASSERT_EQ(json::pretty(to_json(vetoed, one, 0)), json::pretty(to_json(unsaid, other, 0))) << round;
    ASSERT_EQ(one.home_worth, other.home_worth);
    vetoes += never.size();
    groups += one.groups.size();
  }
  EXPECT_GT(vetoes, 500U);
  EXPECT_GT(groups, 200U);
}

TEST(Match, ACrowdWithoutPairsIsThinnedAndBoundedTruthfully) {
  Random random(13);
  Seeking crowd = random_town(random, 40, 8);
  crowd.together.reset();
  const Matching all = match(crowd);
  const Candidates few = list_candidates(crowd, {}, 2'000);
  EXPECT_FALSE(few.complete);
  EXPECT_GT(few.size(), 0U);
  EXPECT_LE(all.served, plain_bound(crowd, {}));
}

TEST(Match, NobodyAndNothing) {
  EXPECT_EQ(match(Seeking{}).served, 0);
  Random random(9);
  Seeking no_homes = random_town(random, 5, 0);
  const Matching m = match(no_homes);
  EXPECT_EQ(m.served, 0);
  EXPECT_EQ(m.bound, 0);
  EXPECT_TRUE(m.optimal);
  for (const WhyNot& why : why_not(no_homes, m)) EXPECT_EQ(why.obstacle, Obstacle::no_home);
}

TEST(Match, RentsAreEnvyFreeWhereValuesAreGiven) {
  Random random(23);
  int formed = 0;
  for (int round = 0; round < 300; ++round) {
    Seeking seeking = random_town(random, 5, 2);
    value_rooms(random, seeking);
    for (const FormedGroup& g : match(seeking).groups) {
      ++formed;
      const HomeRooms& rooms = (*seeking.values)[g.home];
      Pence sum;
      for (std::size_t i = 0; i < g.people.size(); ++i) {
        sum += g.rent[i];
        EXPECT_GE(g.left[i], Pence(0));
        const auto worth = [&](std::size_t member) {
          const auto at = std::ranges::find(rooms.rooms, g.rooms[member]) - rooms.rooms.begin();
          return rooms.worth[g.people[i]].second[static_cast<std::size_t>(at)] - g.rent[member];
        };
        for (std::size_t j = 0; j < g.people.size(); ++j) EXPECT_LE(worth(j), worth(i) + Pence(1));
      }
      EXPECT_EQ(sum, seeking.homes[g.home].rent_week);
    }
  }
  EXPECT_GT(formed, 50);
}

}  // namespace
}  // namespace onepot::club
