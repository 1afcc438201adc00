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
  for (int round = 0; round < 70'000; ++round) {
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
  for (int round = 0; round < 30'000; ++round) {
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

/// The nearest point by Dykstra's projections (JASA 78, 1983), in floating point: an independent and obvious way.
std::vector<double> by_projections(const std::vector<Exact>& target, const std::vector<Cap>& caps) {
  const std::size_t n = target.size();
  std::vector<double> x;
  double total = 0;
  for (const Exact& t : target) x.push_back(static_cast<double>(t)), total += x.back();
  std::vector<double> pushed(caps.size(), 0.0);  // along each cap's normal
  for (int round = 0; round < 20'000; ++round) {
    double moved = 0;
    for (std::size_t c = 0; c < caps.size(); ++c) {
      // Inside the plane of the total the normal is the members' less their mean.
      double size = 0, sum = 0;
      for (std::size_t i = 0; i < n; ++i)
        if (caps[c].members >> i & 1U) size += 1, sum += x[i];
      const auto people = static_cast<double>(n);
      const double length = size - size * size / people;
      if (length < 0.5) continue;
      const double excess = sum + pushed[c] * length - static_cast<double>(caps[c].limit);
      const double push = std::max(0.0, excess / length);
      const double change = pushed[c] - push;
      if (change == 0) continue;
      for (std::size_t i = 0; i < n; ++i) x[i] += change * ((caps[c].members >> i & 1U ? 1.0 : 0.0) - size / people);
      pushed[c] = push;
      moved = std::max(moved, std::abs(change));
    }
    if (moved < 1e-9) break;
  }
  return x;
}

TEST(Share, NearestAgreesWithProjectionsForUpToEight) {
  Random random(7);
  int moved = 0;
  for (int round = 0; round < 300; ++round) {
    const auto n = static_cast<std::size_t>(random.between(3, 8));
    // Concave in the number of people, with noise, so that the core is mostly there and mostly binds.
    ShareGame game{names(n), {}, std::vector<Pence>(std::size_t{1} << n)};
    for (std::size_t mask = 1; mask < game.cost.size(); ++mask)
      game.cost[mask] = Pence(2000 + 1000 * __builtin_popcountll(mask) + random.between(0, 900));
    const auto caps = caps_of(game.cost, n, {});
    const auto target = table_shapley(game.cost, n);
    const auto near = nearest_within(target, caps);
    if (near.point.empty()) continue;
    const auto slow = by_projections(target, caps);
    for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(static_cast<double>(near.point[i]), slow[i], 0.5) << round;
    const auto s = divide_cost(game);
    for (std::size_t i = 0; i < n; ++i) ASSERT_NEAR(static_cast<double>(s.share[i].count()), slow[i], 3.0) << round;
    EXPECT_EQ(wronged(game, s.share).empty(), s.rounding_breach == Pence(0));
    moved += near.point != target;
  }
  EXPECT_GT(moved, 30);
}

TEST(Share, SaysWhyItIsFairAndToWhomItIsNot) {
  const ShareGame game{names(4), {Pence(800), Pence(1100), Pence(1300), Pence(1800)}, {}};
  const auto s = divide_cost(game);
  const auto why = reasons(game, s);
  ASSERT_EQ(why.size(), 4U);
  EXPECT_EQ(sentence(why[0], game), "P0 pays £2. On their own it would cost £8.");
  EXPECT_TRUE(wronged(game, s.share).empty());
  const std::vector<std::optional<Pence>> budgets{std::nullopt, std::nullopt, std::nullopt, Pence(700)};
  const auto short_of = divide_cost(game, budgets);
  const auto reason = reasons(game, short_of, budgets);
  EXPECT_EQ(
      sentence(reason[3], game),
      "P3 pays £7. On their own it would cost £18. By what each adds it would be £9; they pay £2 less, as it is all "
      "they can.");
  EXPECT_EQ(
      sentence(reason[0], game),
      "P0 pays £2.67. On their own it would cost £8. By what each adds it would be £2; they pay £0.67 more, so that "
      "everybody can pay and nobody would do better apart.");
  // Equal parts of £18: the first three would pay £13.50, and apart only £13.
  const auto equal = wronged(game, std::vector<Pence>(4, Pence(450)));
  ASSERT_EQ(equal.size(), 1U);
  EXPECT_EQ(sentence(equal[0], game),
            "This is not fair to P0, P1 and P2: together they pay £0.50 more than it would cost them apart.");
  const auto parts = wronged(game, {Pence(900), Pence(300), Pence(300), Pence(300)});
  ASSERT_FALSE(parts.empty());
  EXPECT_EQ(sentence(wronged(game, {Pence(900), Pence(100), Pence(100), Pence(700)}).front(), game),
            "This is not fair to P0: they pay £1 more than it would cost on their own.");
}

}  // namespace
}  // namespace onepot::club
