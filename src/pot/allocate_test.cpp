#include "onepot/pot/allocate.h"

#include <gtest/gtest.h>

#include "onepot/base/random.h"

namespace onepot::pot {
namespace {

const Date allocate_day(2026, 5, 1);

Purse purse(std::string stream, std::int64_t pence, std::vector<std::string> purposes, std::optional<Date> until = {}) {
  return {{std::move(stream), std::move(purposes), {}, until}, Pence(pence)};
}
Purchase purchase(std::string name, std::int64_t pence, std::string purpose) {
  return {std::move(name), Pence(pence), std::move(purpose), allocate_day};
}

std::string told(const Allocation& a, std::span<const Purse> streams, std::span<const Purchase> purchases) {
  std::string out;
  for (const auto& p : a.payments)
    out += fmt::format("{} {} {}; ", purchases[p.purchase].name, streams[p.stream].conditions.stream, p.amount.count());
  for (const auto& u : a.unpaid) out += fmt::format("{} lacks {}; ", purchases[u.purchase].name, u.lacking.count());
  return out;
}

TEST(Allocate, NoOrderOfSpendingStrandsRestrictedMoney) {
  // Whoever pays the taxi from adult-social-care first has nothing left for the care.
  const std::vector<Purse> streams = {purse("care-or-taxi", 50, {"care", "taxi"}),
                                      purse("taxi-or-work", 50, {"taxi", "work"})};
  const std::vector<Purchase> purchases = {purchase("ride", 50, "taxi"), purchase("visit", 50, "care")};
  EXPECT_EQ(told(allocate(streams, purchases, false), streams, purchases),
            "ride taxi-or-work 50; visit care-or-taxi 50; ");
  const std::vector<Purchase> more = {purchase("ride", 50, "taxi"), purchase("course", 50, "work"),
                                      purchase("visit", 1, "care")};
  EXPECT_EQ(told(allocate(streams, more, false), streams, more),
            "ride care-or-taxi 50; course taxi-or-work 50; visit lacks 1; ");
}

TEST(Allocate, TheLeastFlexiblePoundFirstAndTheReasonsSayWhy) {
  const std::vector<Purse> streams = {purse("any", 100, {"*"}), purse("ends-soon", 100, {"*"}, allocate_day + 1),
                                      purse("taxi-only", 30, {"taxi"})};
  const std::vector<Purchase> purchases = {purchase("ride", 50, "taxi"), purchase("rent", 90, "rent")};
  const auto a = allocate(streams, purchases, false);
  EXPECT_EQ(told(a, streams, purchases), "ride taxi-only 30; ride ends-soon 20; rent ends-soon 80; rent any 10; ");
  EXPECT_EQ(a.left, (std::vector<Pence>{Pence(90), Pence(), Pence()}));
  EXPECT_EQ(a.payments[0].why, "£0.30 of this comes from taxi-only because it may pay only for taxi");
  EXPECT_EQ(a.payments[1].why, "£0.20 of this comes from ends-soon, which may pay for anything until 2 May 2026");
}

TEST(Allocate, WhatCannotBePaidInFullIsLeftOrPaidAsFarAsItCanBe) {
  const std::vector<Purse> streams = {purse("taxi-only", 30, {"taxi"})};
  const std::vector<Purchase> purchases = {purchase("far", 40, "taxi"), purchase("near", 25, "taxi"),
                                           purchase("rent", 5, "rent")};
  const auto whole = allocate(streams, purchases, false);
  EXPECT_EQ(told(whole, streams, purchases), "near taxi-only 25; far lacks 10; rent lacks 5; ");
  EXPECT_EQ(whole.payments[0].why, "£0.25 of this comes from taxi-only because only it may pay for taxi on 1 May 2026");
  EXPECT_EQ(whole.unpaid[1].why, "no stream may pay for rent on 1 May 2026");
  EXPECT_EQ(told(allocate(streams, purchases, true), streams, purchases),
            "far taxi-only 30; far lacks 10; near lacks 25; rent lacks 5; ");
}

// The slow truth, by Hall's theorem: what some streams can pay of some demands together is the least, over all sets of
// demands, of what the other demands ask plus what the streams hold that may pay one of the set.
std::int64_t payable(std::span<const Purse> streams, const std::vector<std::size_t>& using_streams,
                     std::span<const Purchase> all, const std::vector<std::pair<std::size_t, std::int64_t>>& demands) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::size_t set = 0; set < (std::size_t{1} << demands.size()); ++set) {
    std::int64_t sum = 0;
    for (std::size_t d = 0; d < demands.size(); ++d)
      if (!(set >> d & 1)) sum += demands[d].second;
    for (const std::size_t s : using_streams) {
      bool adjacent = false;
      for (std::size_t d = 0; d < demands.size(); ++d)
        adjacent = adjacent || ((set >> d & 1) && streams[s].conditions.allows(all[demands[d].first].purpose,
                                                                               all[demands[d].first].date));
      if (adjacent) sum += streams[s].available.count();
    }
    least = std::min(least, sum);
  }
  return least;
}

void agrees_with_the_slow_truth(Random& random) {
  static constexpr std::array words = {"a", "b", "c", "d"};
  std::vector<Purse> streams;
  for (std::uint64_t i = random.below(5); i > 0; --i) {
    std::vector<std::string> purposes;
    for (const auto* w : words)
      if (random.chance(2, 5)) purposes.emplace_back(w);
    if (purposes.empty()) purposes.emplace_back("*");
    std::optional<Date> until;
    if (random.chance(1, 3)) until = allocate_day + random.between(0, 3);
    streams.push_back(purse(fmt::format("s{}", i), random.between(0, 30), purposes, until));
  }
  std::vector<Purchase> purchases;
  for (std::uint64_t i = random.below(7); i > 0; --i) {
    purchases.push_back(purchase(fmt::format("p{}", i), random.between(1, 25), random.pick(words)));
    purchases.back().date = allocate_day + random.between(0, 4);
  }
  const bool partial = random.chance(1, 2);
  const auto found = allocate(streams, purchases, partial);

  std::vector<std::size_t> ranked(streams.size());
  std::iota(ranked.begin(), ranked.end(), std::size_t{0});
  std::sort(ranked.begin(), ranked.end(), [&](std::size_t a, std::size_t b) {
    const auto& x = streams[a].conditions;
    const auto& y = streams[b].conditions;
    if (x.any_purpose() != y.any_purpose()) return y.any_purpose();
    if (!x.any_purpose() && x.purposes.size() != y.purposes.size()) return x.purposes.size() < y.purposes.size();
    if (x.until.has_value() != y.until.has_value()) return x.until.has_value();
    if (x.until && *x.until != *y.until) return *x.until < *y.until;
    return a < b;
  });

  // Granted in order.
  std::vector<std::pair<std::size_t, std::int64_t>> granted;
  std::vector<std::int64_t> lacking(purchases.size()), expected_paid(purchases.size());
  std::int64_t total = 0;
  for (std::size_t i = 0; i < purchases.size(); ++i) {
    granted.emplace_back(i, purchases[i].amount.count());
    const std::int64_t more = payable(streams, ranked, purchases, granted) - total;
    lacking[i] = purchases[i].amount.count() - more;
    if (lacking[i] > 0 && (!partial || more == 0))
      granted.pop_back();
    else
      granted.back().second = more, total += more, expected_paid[i] = more;
  }
  std::vector<std::int64_t> paid(purchases.size()), used(streams.size()), lacks(purchases.size());
  for (const auto& p : found.payments) {
    ASSERT_GT(p.amount, Pence());
    ASSERT_TRUE(streams[p.stream].conditions.allows(purchases[p.purchase].purpose, purchases[p.purchase].date));
    paid[p.purchase] += p.amount.count();
    used[p.stream] += p.amount.count();
  }
  for (const auto& u : found.unpaid) lacks[u.purchase] = u.lacking.count();
  ASSERT_EQ(paid, expected_paid);
  ASSERT_EQ(lacks, lacking);
  // Of the least flexible streams as much as can be: what the first k can pay together.
  std::vector<std::size_t> first;
  std::int64_t before = 0;
  for (const std::size_t s : ranked) {
    first.push_back(s);
    const std::int64_t together = payable(streams, first, purchases, granted);
    ASSERT_EQ(used[s], together - before);
    ASSERT_EQ(found.left[s].count(), streams[s].available.count() - used[s]);
    before = together;
  }
}

TEST(Allocate, AgreesWithTheSlowTruth) {
  Random random(3);
  for (int i = 0; i < 3000; ++i) {
    agrees_with_the_slow_truth(random);
    ASSERT_FALSE(::testing::Test::HasFatalFailure()) << "case " << i;
  }
}

}  // namespace
}  // namespace onepot::pot
