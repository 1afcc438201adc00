#include "match/money.h"

#include <gtest/gtest.h>

#include <ClpSimplex.hpp>
#include <numeric>

#include "testing/towns.h"

namespace onepot::club {
namespace {

/// The joint test as the linear programme that INTERFACES describes: rents and support together within every budget.
bool linear_programme_says(std::span<const Lines> people, std::int64_t rent, const RentWindow& window) {
  const int k = static_cast<int>(people.size());
  const auto cost = support_of_parts(people);
  ClpSimplex lp;
  lp.setLogLevel(0);
  lp.resize(0, 2 * k);  // rents, then supports
  for (int i = 0; i < k; ++i) {
    lp.setColBounds(i, static_cast<double>(window.low), static_cast<double>(window.high));
    lp.setColBounds(k + i, -COIN_DBL_MAX, COIN_DBL_MAX);
  }
  const auto row = [&](const std::vector<int>& at, double low, double high) {
    const std::vector<double> ones(at.size(), 1.0);
    lp.addRow(static_cast<int>(at.size()), at.data(), ones.data(), low, high);
  };
  std::vector<int> rents;
  for (int i = 0; i < k; ++i)
    rents.push_back(i), row({i, k + i}, -COIN_DBL_MAX, static_cast<double>(people[static_cast<std::size_t>(i)].budget));
  row(rents, static_cast<double>(rent), static_cast<double>(rent));
  for (unsigned part = 1; part < cost.size(); ++part) {
    std::vector<int> at;
    for (int i = 0; i < k; ++i)
      if (part >> i & 1U) at.push_back(k + i);
    row(at, part + 1 == cost.size() ? static_cast<double>(cost[part]) : -COIN_DBL_MAX, static_cast<double>(cost[part]));
  }
  lp.dual();
  return lp.status() == 0;
}

TEST(Money, TheQuickTestIsTheLinearProgramme) {
  Random random(21);
  int yes = 0, no = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto k = static_cast<std::size_t>(random.between(1, 5));
    std::vector<Lines> people(k);
    const std::int64_t scale = random.chance(1, 2) ? 8 : 20'000;
    for (Lines& p : people)
      p = {random.between(0, scale / 2), random.between(0, scale), random.between(0, scale),
           random.between(scale / 4, 2 * scale)};
    const std::int64_t rent = random.between(0, scale * static_cast<std::int64_t>(k) / 2);
    const RentWindow window = rent_window(rent, k, Rational(random.between(0, 8), 8));
    const bool quick = can_pay(money_of(people), rent, window);
    ASSERT_EQ(quick, linear_programme_says(people, rent, window)) << round;
    (quick ? yes : no)++;
    if (!quick) continue;
    const GroupShares shares = fair_shares(people, rent, window);
    const auto cost = support_of_parts(people);
    ASSERT_EQ(std::accumulate(shares.rent.begin(), shares.rent.end(), std::int64_t{0}), rent);
    ASSERT_EQ(std::accumulate(shares.support.begin(), shares.support.end(), std::int64_t{0}), cost.back());
    for (std::size_t i = 0; i < k; ++i) {
      ASSERT_GE(shares.rent[i], window.low);
      ASSERT_LE(shares.rent[i], window.high);
      ASSERT_LE(shares.rent[i] + shares.support[i], people[i].budget);
    }
    for (unsigned part = 1; part < cost.size(); ++part) {
      std::int64_t pays = 0;
      for (std::size_t i = 0; i < k; ++i) pays += part >> i & 1U ? shares.support[i] : 0;
      ASSERT_LE(pays, cost[part]);
    }
  }
  EXPECT_GT(yes, 3000);
  EXPECT_GT(no, 3000);
}

TEST(Money, RichPeoplePayEqualRentAndShapleySupport) {
  const std::vector<Lines> people{
      {0, 800, 0, 100'000}, {0, 1100, 0, 100'000}, {0, 1300, 0, 100'000}, {0, 1800, 0, 100'000}};
  const auto shares = fair_shares(people, 40'001, rent_window(40'001, 4, Rational(1, 4)));
  EXPECT_EQ(shares.rent, (std::vector<std::int64_t>{10'001, 10'000, 10'000, 10'000}));
  EXPECT_EQ(shares.support, (std::vector<std::int64_t>{200, 300, 400, 900}));
}

TEST(Money, AWindowNarrowerThanAPennyStillHoldsTheWholePenceAroundIt) {
  const RentWindow window = rent_window(10'000, 3, Rational(0));
  EXPECT_EQ(window.low, 3333);
  EXPECT_EQ(window.high, 3334);
}

}  // namespace
}  // namespace onepot::club
