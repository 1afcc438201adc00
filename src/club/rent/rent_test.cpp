#include "onepot/club/rent.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "onepot/base/random.h"

namespace onepot::club {
namespace {

WorthTable pounds(const std::vector<std::vector<int>>& rows) {
  WorthTable out;
  for (const auto& row : rows) {
    auto& to = out.emplace_back();
    for (const int v : row) to.emplace_back(v * 100);
  }
  return out;
}

std::vector<std::int64_t> surpluses(const RentDivision& d) {
  std::vector<std::int64_t> out;
  for (const auto& s : d.shares) out.push_back(s.surplus.count());
  return out;
}

/// Checks the sum, the envy and the budgets from the definitions.
void expect_lawful(const WorthTable& worth, Pence rent, const std::vector<std::optional<Pence>>& budgets,
                   const RentDivision& d) {
  Pence sum;
  std::vector<Pence> price(worth.size());
  std::vector<char> taken(worth.size(), 0);
  for (const auto& s : d.shares) sum += s.rent, price[s.room] = s.rent, taken[s.room] = 1;
  ASSERT_EQ(sum, rent);
  ASSERT_TRUE(std::ranges::all_of(taken, [](char c) { return c; }));
  for (const auto& s : d.shares) {
    for (std::size_t r = 0; r < price.size(); ++r) ASSERT_LE((worth[s.person][r] - price[r] - s.surplus).count(), 1);
    if (!budgets.empty() && budgets[s.person]) ASSERT_LE(s.rent, *budgets[s.person]);
  }
}

/// The exact least surplus × n by an obvious way: for every value-maximal assignment (all permutations) and every
/// person as the one with least surplus, scanning whole-penny levels is too slow, so the linear programme's answer is
/// found by bisection over L in units of 1/420 penny with Bellman–Ford as its test.
std::optional<std::int64_t> slow_maximin_420(const WorthTable& worth, Pence rent,
                                             const std::vector<std::optional<Pence>>& budgets) {
  const std::size_t n = worth.size();
  std::vector<std::size_t> perm(n);
  std::iota(perm.begin(), perm.end(), std::size_t{0});
  std::int64_t top = std::numeric_limits<std::int64_t>::min();
  const auto value = [&] {
    std::int64_t v = 0;
    for (std::size_t i = 0; i < n; ++i) v += worth[i][perm[i]].count();
    return v;
  };
  do top = std::max(top, value());
  while (std::ranges::next_permutation(perm).found);
  std::optional<std::int64_t> best;
  do {
    if (value() != top) continue;
    const auto highest_sum = [&](std::int64_t level) {
      std::vector<std::int64_t> p(n);
      for (std::size_t i = 0; i < n; ++i) {
        p[perm[i]] = 420 * worth[i][perm[i]].count() - level;
        if (!budgets.empty() && budgets[i]) p[perm[i]] = std::min(p[perm[i]], 420 * budgets[i]->count());
      }
      for (std::size_t round = 0; round < n; ++round)
        for (std::size_t i = 0; i < n; ++i)
          for (std::size_t r = 0; r < n; ++r)
            p[perm[i]] = std::min(p[perm[i]], p[r] + 420 * (worth[i][perm[i]] - worth[i][r]).count());
      return std::accumulate(p.begin(), p.end(), std::int64_t{0});
    };
    std::int64_t low = -420LL * 1'000'000, high = 420LL * 1'000'000;
    if (highest_sum(low) < 420 * rent.count()) continue;
    while (low < high) {
      const std::int64_t middle = low + (high - low + 1) / 2;
      if (highest_sum(middle) >= 420 * rent.count())
        low = middle;
      else
        high = middle - 1;
    }
    best = std::max(best.value_or(low), low);
  } while (std::ranges::next_permutation(perm).found);
  return best;
}

TEST(Rent, KnownAnswerGivesEverybodyFortyPounds) {
  const auto d = divide_rent(pounds({{0, 70, 30}, {40, 0, 60}, {90, 10, 0}}), Pence(10000));
  ASSERT_TRUE(d.possible);
  EXPECT_EQ(surpluses(d), (std::vector<std::int64_t>{4000, 4000, 4000}));
  EXPECT_EQ(d.least_surplus, Pence(4000));
  EXPECT_EQ(d.largest_envy, Pence(0));
}

TEST(Rent, OnePersonPaysItAll) {
  const auto d = divide_rent(pounds({{-5}}), Pence(777));
  ASSERT_TRUE(d.possible);
  EXPECT_EQ(d.shares[0].rent, Pence(777));
}

TEST(Rent, EqualWishesShareOddPenniesWithinAPenny) {
  const auto d = divide_rent(pounds({{50, 50, 50}, {50, 50, 50}, {50, 50, 50}}), Pence(10000));
  EXPECT_EQ(d.largest_envy, Pence(1));
  EXPECT_EQ(d.least_surplus, Pence(5000 - 3334));
}

TEST(Rent, BudgetsMoveMoneyToThoseWhoCan) {
  // Both would give the same for either room: £50 each, unless one can pay only £30, and then nothing else is
  // envy-free.
  const auto worth = pounds({{60, 60}, {60, 60}});
  const auto d = divide_rent(worth, Pence(10000), {Pence(3000), std::nullopt});
  EXPECT_FALSE(d.possible);
  EXPECT_EQ(d.most, Pence(6000));
  EXPECT_NE(why_impossible(d, Pence(10000), {"Attic", "Front"}).find("£40.00 less"), std::string::npos);
}

TEST(Rent, BudgetsAreMetOverAllBestAssignments) {
  // Either may have either room for the same sum, and the front room must cost £20 more. Only Bea can pay that.
  const auto worth = pounds({{70, 50}, {70, 50}});
  for (const bool first : {true, false}) {
    const std::vector<std::optional<Pence>> budgets = first
                                                          ? std::vector<std::optional<Pence>>{Pence(4000), Pence(6000)}
                                                          : std::vector<std::optional<Pence>>{Pence(6000), Pence(4000)};
    const auto d = divide_rent(worth, Pence(10000), budgets);
    ASSERT_TRUE(d.possible);
    EXPECT_EQ(d.shares[first ? 1 : 0].rent, Pence(6000));
    expect_lawful(worth, Pence(10000), budgets, d);
  }
}

TEST(Rent, AgreesWithTheSlowWayOnRandomHomes) {
  Random random(7);
  int impossible = 0;
  for (int round = 0; round < 100'000; ++round) {
    const auto n = static_cast<std::size_t>(random.between(1, 5));
    const std::int64_t scale = random.chance(1, 2) ? 6 : 40000;  // small scales make many equal assignments
    WorthTable worth(n, std::vector<Pence>(n));
    for (auto& row : worth)
      for (auto& v : row) v = Pence(random.between(-scale / 4, scale));
    const Pence rent(random.between(-scale, scale * static_cast<std::int64_t>(n)));
    std::vector<std::optional<Pence>> budgets;
    if (random.chance(2, 3)) {
      budgets.resize(n);
      for (auto& b : budgets)
        if (random.chance(3, 4)) b = Pence(random.between(0, scale));
    }
    const auto d = divide_rent(worth, rent, budgets);
    const auto slow = slow_maximin_420(worth, rent, budgets);
    ASSERT_EQ(d.possible, slow.has_value());
    impossible += !d.possible;
    if (!d.possible) {
      ASSERT_LT(d.most, rent);
      continue;
    }
    expect_lawful(worth, rent, budgets, d);
    // Rounded to pence, the least surplus is the exact one's floor or above.
    ASSERT_GE(d.least_surplus.count() * 420, *slow - 420);
    ASSERT_LE(d.least_surplus.count() * 420, *slow + 419);
  }
  EXPECT_GT(impossible, 100);
}

TEST(Rent, LargeHomesStayLawful) {
  Random random(11);
  for (const std::size_t n : {8U, 20U, 60U}) {
    for (int round = 0; round < 20; ++round) {
      WorthTable worth(n, std::vector<Pence>(n));
      const std::int64_t scale = round % 2 ? 5 : 100000;
      for (auto& row : worth)
        for (auto& v : row) v = Pence(random.between(0, scale));
      const Pence rent(random.between(0, scale * static_cast<std::int64_t>(n)));
      const auto d = divide_rent(worth, rent);
      ASSERT_TRUE(d.possible);
      expect_lawful(worth, rent, {}, d);
    }
  }
}

TEST(Rent, SaysWhyInPlainWords) {
  const WorthTable worth = pounds({{100, 95}, {60, 120}});
  const auto d = divide_rent(worth, Pence(16000));
  const auto all = comparisons(worth, d);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].person, 0U);
  const std::string words = sentence(all[0], {"Sam", "Ali"}, {"the attic", "the front room"});
  EXPECT_TRUE(words.starts_with("Sam would not rather have the front room at £")) << words;
  EXPECT_TRUE(words.ends_with(" less.")) << words;
}

}  // namespace
}  // namespace onepot::club
