#include "onepot/club/share.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "onepot/base/random.h"
#include "share/table.h"

namespace onepot::club {
namespace {

std::vector<std::string> names(std::size_t n) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back("P" + std::to_string(i));
  return out;
}

std::vector<Pence> nested_table(const std::vector<Pence>& need) {
  std::vector<Pence> cost(std::size_t{1} << need.size());
  for (std::size_t mask = 1; mask < cost.size(); ++mask)
    for (std::size_t i = 0; i < need.size(); ++i)
      if (mask >> i & 1U) cost[mask] = std::max(cost[mask], need[i]);
  return cost;
}

Pence worst_breach(const std::vector<Pence>& cost, const std::vector<Pence>& share) {
  Pence worst;
  for (std::size_t mask = 1; mask + 1 < cost.size(); ++mask) {
    Pence sum;
    for (std::size_t i = 0; i < share.size(); ++i)
      if (mask >> i & 1U) sum += share[i];
    worst = std::max(worst, sum - cost[mask]);
  }
  return worst;
}

TEST(Share, KnownAnswerOfNestedNeeds) {
  const auto s = divide_cost({names(4), {Pence(800), Pence(1100), Pence(1300), Pence(1800)}, {}});
  ASSERT_TRUE(s.possible);
  EXPECT_EQ(s.rule, ShareRule::shapley);
  EXPECT_EQ(s.share, (std::vector<Pence>{Pence(200), Pence(300), Pence(400), Pence(900)}));
}

TEST(Share, AnEmptyCoreIsProved) {
  // Any two together pay 60; all three 100: no division charges every pair at most 60.
  ShareGame game{names(3), {}, std::vector<Pence>(8)};
  for (const unsigned one : {1U, 2U, 4U}) game.cost[one] = Pence(5000), game.cost[7U ^ one] = Pence(6000);
  game.cost[7] = Pence(10000);
  const auto s = divide_cost(game);
  EXPECT_FALSE(s.possible);
  EXPECT_NE(s.why.find("at most £90.00"), std::string::npos) << s.why;
}

TEST(Share, BudgetsGiveTheNearestPoint) {
  const std::vector<std::optional<Pence>> budgets{std::nullopt, std::nullopt, std::nullopt, Pence(700)};
  const auto s = divide_cost({names(4), {Pence(800), Pence(1100), Pence(1300), Pence(1800)}, {}}, budgets);
  ASSERT_TRUE(s.possible);
  EXPECT_EQ(s.rule, ShareRule::nearest_in_core);
  EXPECT_EQ(s.share, (std::vector<Pence>{Pence(267), Pence(367), Pence(466), Pence(700)}));
  const auto none = divide_cost({names(4), {Pence(800), Pence(1100), Pence(1300), Pence(1800)}, {}},
                                {std::nullopt, std::nullopt, std::nullopt, Pence(400)});
  EXPECT_FALSE(none.possible);
  EXPECT_FALSE(none.why.empty());
}

TEST(Share, NestedAndTableAgree) {
  Random random(3);
  int impossible = 0, nearest = 0;
  for (int round = 0; round < 50'000; ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 5));
    std::vector<Pence> need;
    for (std::size_t i = 0; i < n; ++i) need.emplace_back(random.between(0, 60) * (random.chance(1, 2) ? 1 : 100));
    const std::vector<Pence> cost = nested_table(need);
    std::vector<std::optional<Pence>> budgets;
    if (random.chance(3, 4)) {
      budgets.resize(n);
      for (std::size_t i = 0; i < n; ++i)
        if (random.chance(2, 3))
          budgets[i] = Pence(
              random.between(0, std::max<std::int64_t>(1, cost.back().count() * 2 / static_cast<std::int64_t>(n))));
    }
    const auto a = divide_cost({names(n), need, {}}, budgets), b = divide_cost({names(n), {}, cost}, budgets);
    ASSERT_EQ(a.possible, b.possible);
    impossible += !a.possible;
    if (!a.possible) continue;
    ASSERT_EQ(a.rule, b.rule);
    nearest += a.rule == ShareRule::nearest_in_core;
    ASSERT_EQ(b.rounding_breach, Pence(0));
    for (const auto* s : {&a, &b}) {
      ASSERT_EQ(std::accumulate(s->share.begin(), s->share.end(), Pence()), cost.back());
      ASSERT_LE(worst_breach(cost, s->share), Pence(0));
      for (std::size_t i = 0; i < budgets.size(); ++i)
        if (budgets[i]) ASSERT_LE(s->share[i], *budgets[i]);
    }
    for (std::size_t i = 0; i < n; ++i) ASSERT_LE(std::abs((a.share[i] - b.share[i]).count()), 1);
  }
  EXPECT_GT(impossible, 100);
  EXPECT_GT(nearest, 100);
}

TEST(Share, AnyTableGivesALawfulNearestPointOrAProof) {
  Random random(5);
  int none = 0, found = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto n = static_cast<std::size_t>(random.between(2, 6));
    ShareGame game{names(n), {}, std::vector<Pence>(std::size_t{1} << n)};
    for (std::size_t mask = 1; mask < game.cost.size(); ++mask)
      game.cost[mask] = Pence(1000 * __builtin_popcountll(mask) + random.between(0, 600));
    game.cost.back() = Pence(1000 * static_cast<std::int64_t>(n) + random.between(-800, 200));
    const auto caps = caps_of(game.cost, n, {});
    const auto target = table_shapley(game.cost, n);
    const auto near = nearest_within(target, caps);
    if (near.point.empty()) {
      // The proof: the weights are positive, cover everybody exactly once, and allow less than the total.
      ++none;
      std::vector<Exact> cover(n);
      Exact most = 0;
      for (const auto& [at, weight] : near.proof) {
        ASSERT_GT(weight, 0);
        most += weight * Exact(caps[at].limit);
        for (std::size_t i = 0; i < n; ++i)
          if (caps[at].members >> i & 1U) cover[i] += weight;
      }
      for (const Exact& c : cover) ASSERT_EQ(c, 1);
      ASSERT_LT(most, game.cost.back().count());
      continue;
    }
    ++found;
    // Nearest: no exchange between two people is both lawful and nearer (first-order test along feasible directions).
    const auto s = divide_cost(game);
    ASSERT_TRUE(s.possible);
    ASSERT_EQ(std::accumulate(s.share.begin(), s.share.end(), Pence()), game.cost.back());
    ASSERT_EQ(worst_breach(game.cost, s.share), s.rounding_breach);
    ASSERT_LE(s.rounding_breach, Pence(1));
  }
  EXPECT_GT(none, 50);
  EXPECT_GT(found, 50);
}

}  // namespace
}  // namespace onepot::club
