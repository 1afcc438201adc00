// Column generation beside the list of everything.
#include <gtest/gtest.h>

#include "match/found.h"
#include "onepot/club/check.h"
#include "onepot/club/result.h"
#include "solve/relax.h"
#include "testing/everything.h"
#include "testing/towns.h"

namespace onepot::club {
namespace {

GenerateLimits tiny() {
  GenerateLimits out;
  out.listed = 0;
  return out;
}

Seeking some_town(Random& random, std::int64_t least, std::int64_t most) {
  Seeking out = random_town(random, static_cast<std::size_t>(random.between(least, most)),
                            static_cast<std::size_t>(random.between(1, 6)));
  if (random.chance(1, 3))
    for (Person& p : out.people) p.budget_week += Pence(40'000);
  return out;
}

TEST(Generation, FindsWhatTryingEverythingFinds) {
  Random random(51);
  std::int64_t served = 0;
  for (int round = 0; round < 600; ++round) {
    const Seeking seeking = some_town(random, 2, 12);
    Terms terms;
    terms.size_min = static_cast<std::size_t>(random.between(1, 2));
    terms.size_max = static_cast<std::size_t>(random.between(2, 5));
    const Matching found = match_within(seeking, terms, {}, tiny());
    ASSERT_TRUE(found.optimal) << round;
    ASSERT_TRUE(found.refined) << round;
    ASSERT_EQ(worth_of(found), best_of_everything(seeking, terms)) << round;
    served += found.served;
  }
  EXPECT_GT(served, 1500);
}

/// The prices of column generation hold for every group there is, whatever the master could keep; and where it is
/// solved, they prove what the relaxation over the list of everything proves.
TEST(Generation, ItsPricesHoldForEveryGroup) {
  Random random(52);
  int solved = 0, less_than_everybody = 0;
  for (int round = 0; round < 300; ++round) {
    const Seeking seeking = some_town(random, 10, 24);
    const Terms terms;
    GenerateLimits limits;
    if (round % 3 == 0) limits.columns = 30;
    if (round % 3 == 1) limits.nodes = 20;
    const Candidates all = list_candidates(seeking, terms);
    const Generated made = generate(seeking, terms, {}, 0, limits, 1, [] { return false; });
    std::int64_t sum = 0;
    for (const auto* prices : {&made.prices.person, &made.prices.home})
      for (const std::int64_t price : *prices) {
        ASSERT_GE(price, 0);
        sum += price;
      }
    ASSERT_EQ(sum, made.prices.bound);
    for (std::size_t g = 0; g < all.size(); ++g)
      for (const auto h : all.home_lists[all.homes_of[g]]) {
        std::int64_t price = made.prices.home[h];
        for (const auto p : all.group(g)) price += made.prices.person[p];
        ASSERT_GE(price, static_cast<std::int64_t>(all.group(g).size()) * one_person) << round;
      }
    std::int64_t listed = 0;
    for (const Town& town : towns_of(all, seeking.people.size(), seeking.homes.size()))
      listed += relax(town, [] { return false; }).bound_scaled;
    ASSERT_GE(made.prices.bound + 1000, listed) << round;
    if (!made.solved) continue;
    ++solved;
    // Solved to within a sixteenth of a person, or as many as there are served.
    ASSERT_LE(made.prices.bound, listed + one_person / 8) << round;
    less_than_everybody += (listed >> 20) + 1 < static_cast<std::int64_t>(seeking.people.size());
  }
  EXPECT_GT(solved, 200);
  EXPECT_GT(less_than_everybody, 50);
}

/// With hardly any room for columns and none to close the gap, the answer is lawful and the bound true.
TEST(Generation, WithLittleRoomTheAnswerIsLawfulAndTheBoundTrue) {
  Random random(53);
  std::int64_t gap = 0, served = 0;
  for (int round = 0; round < 200; ++round) {
    Seeking seeking = some_town(random, 10, 26);
    if (round % 4 == 0) value_rooms(random, seeking);
    const Terms terms;
    GenerateLimits limits = tiny();
    limits.columns = 25;
    limits.closing = 0;
    limits.nodes = 500;
    const Matching exact = match(seeking, terms);
    const Matching found = match_within(seeking, terms, {}, limits);
    ASSERT_TRUE(exact.optimal);
    ASSERT_LE(found.served, exact.served) << round;
    ASSERT_GE(found.bound, exact.served) << round;
    ASSERT_EQ(found.optimal, found.served == found.bound);
    const auto checked = check_matching(json::pretty(to_json(seeking, found, 0)), "result.json", seeking, terms);
    ASSERT_TRUE(checked.has_value());
    ASSERT_EQ(checked->breaches, std::vector<std::string>{}) << round;
    gap += found.bound - found.served;
    served += found.served;
  }
  EXPECT_LT(gap * 50, served);  // and it is good: under 2 % short of its own bound
}

TEST(Generation, PartsOfAPlaceAreGeneratedOnlyWhereTheyMustBe) {
  Random random(54);
  for (int round = 0; round < 30; ++round) {
    Seeking seeking;
    for (int part = 0; part < 4; ++part) {
      Seeking one = some_town(random, 4, part == 0 ? 16 : 8);
      const std::size_t first = seeking.people.size();
      const std::string name = std::to_string(part);
      for (auto& p : one.people) {
        p.name = name + p.name;
        for (auto* list : {&p.areas, &p.likes})
          for (auto& word : *list) word = name + word;
        seeking.people.push_back(p);
      }
      for (auto& h : one.homes) h.area = name + h.area, h.name = name + h.name, seeking.homes.push_back(h);
      for (const auto& [a, b] : one.apart) seeking.apart.emplace_back(first + a, first + b);
    }
    GenerateLimits limits;
    limits.listed = static_cast<std::size_t>(random.between(0, 400));
    const Matching found = match_within(seeking, {}, {}, limits), exact = match(seeking);
    ASSERT_TRUE(found.refined && exact.refined) << round;
    ASSERT_EQ(worth_of(found), worth_of(exact)) << round;
    ASSERT_EQ(found.bound, exact.bound);
  }
}

TEST(Generation, SumsOfMoneyMayBeAsLargeAsTheyLike) {
  Seeking seeking = three_men();
  for (Person& p : seeking.people) p.budget_week = Pence(9'000'000'000'000'000);
  const Matching found = match_within(seeking, {}, {}, tiny());
  EXPECT_EQ(found.served, 3);
  EXPECT_TRUE(found.optimal);
}

/// Everybody may share with everybody: some 340 million groups, none of them listed.
TEST(Generation, ACrowdIsAnsweredWithItsBoundForAnyNumberOfThreads) {
  Random random(55);
  Seeking crowd = random_town(random, 300, 60);
  crowd.together.reset();
  std::vector<std::string> printed;
  for (const unsigned threads : {1U, 3U}) {
    Effort effort;
    effort.threads = threads;
    const Matching found = match(crowd, {}, effort);
    EXPECT_GT(found.served, 100);
    EXPECT_LE(found.bound - found.served, 1);
    EXPECT_LT(found.bound, plain_bound(crowd, {}) + 1);
    printed.push_back(json::pretty(to_json(crowd, found, 0)));
    const auto checked = check_matching(printed.back(), "result.json", crowd, {});
    ASSERT_TRUE(checked.has_value());
    EXPECT_EQ(checked->breaches, std::vector<std::string>{});
  }
  EXPECT_EQ(printed[0], printed[1]);
}

}  // namespace
}  // namespace onepot::club
