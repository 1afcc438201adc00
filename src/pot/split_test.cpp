#include "onepot/pot/split.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onepot::pot {
namespace {

using Weights = std::vector<std::int64_t>;

std::vector<std::int64_t> pennies(const Result<SplitShares>& split) {
  std::vector<std::int64_t> out;
  for (const auto& p : split->parts) out.push_back(p.count());
  return out;
}

TEST(split, ten_pounds_between_three) {
  EXPECT_EQ(pennies(split_bill(Remainder::first, Pence(1000), Weights{1, 1, 1})), (Weights{334, 333, 333}));
  EXPECT_EQ(pennies(split_bill(Remainder::largest, Pence(1000), Weights{1, 1, 1})), (Weights{334, 333, 333}));
  EXPECT_EQ(pennies(split_bill(Remainder::first, Pence(11), Weights{1, 1, 2, 3})), (Weights{2, 2, 3, 4}));
  // Hamilton: 11 × (1,1,2,3)/7 = 1.57, 1.57, 3.14, 4.71; the two odd pennies to .71 and the first .57.
  EXPECT_EQ(pennies(split_bill(Remainder::largest, Pence(11), Weights{1, 1, 2, 3})), (Weights{2, 1, 3, 5}));
}

TEST(split, carried_pennies_go_round) {
  std::vector<std::int64_t> carried;
  std::vector<Weights> bills;
  for (int i = 0; i < 3; ++i) {
    const auto bill = split_bill(Remainder::carried, Pence(1000), Weights{1, 1, 1}, carried);
    bills.push_back(pennies(bill));
    carried = bill->carried;
  }
  EXPECT_EQ(bills[0], (Weights{334, 333, 333}));
  EXPECT_EQ(bills[1], (Weights{333, 334, 333}));
  EXPECT_EQ(bills[2], (Weights{333, 333, 334}));
}

TEST(split, who_has_no_share_pays_nothing) {
  for (const auto rule : {Remainder::first, Remainder::largest, Remainder::carried})
    EXPECT_EQ(pennies(split_bill(rule, Pence(5), Weights{0, 1, 1})), (Weights{0, 3, 2})) << to_string(rule);
}

TEST(split, what_cannot_be_split) {
  EXPECT_EQ(split_bill(Remainder::carried, Pence(5), Weights{0, 0}).error().code, "no-shares");
  EXPECT_EQ(split_bill(Remainder::carried, Pence(5), Weights{1, -1}).error().code, "bad-share");
  EXPECT_EQ(split_bill(Remainder::carried, Pence(-5), Weights{1}).error().code, "bad-total");
  EXPECT_EQ(parse_remainder("evenly").error().code, "bad-rule");
  EXPECT_EQ(*parse_remainder("carried"), Remainder::carried);
}

RC_GTEST_PROP(split, parts_sum_to_the_bill_and_are_near_the_share, ()) {
  const auto rule = *rc::gen::element(Remainder::first, Remainder::largest, Remainder::carried);
  const auto total = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
  const auto weights = *rc::gen::nonEmpty(rc::gen::container<Weights>(rc::gen::inRange<std::int64_t>(0, 100'000)));
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  RC_PRE(sum > 0);
  const auto got = split_bill(rule, Pence(total), weights);
  RC_ASSERT(got.has_value());
  Pence all;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    all += got->parts[i];
    RC_ASSERT(got->parts[i] >= Pence());
    // Within a penny of the exact share, above or below.
    RC_ASSERT(std::abs(got->parts[i].count() * sum - total * weights[i]) <= sum);
  }
  RC_ASSERT(all == Pence(total));
}

RC_GTEST_PROP(split, with_carried_nobody_is_ever_a_penny_off, ()) {
  const auto people = *rc::gen::inRange<std::size_t>(1, 9);
  std::vector<std::int64_t> carried(people);
  std::vector<std::int64_t> paid(people);
  std::vector<long double> exact(people);  // a check of its own, in floating point: the engine has none
  for (int bill = 0; bill < 60; ++bill) {
    const auto weights = *rc::gen::container<Weights>(people, rc::gen::inRange<std::int64_t>(1, 1000));
    const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    const auto total = *rc::gen::inRange<std::int64_t>(sum, 100'000'000);  // nobody's share is below a penny
    const auto got = split_bill(Remainder::carried, Pence(total), weights, carried);
    RC_ASSERT(got.has_value());
    RC_ASSERT(std::accumulate(got->carried.begin(), got->carried.end(), std::int64_t{0}) == 0);
    const auto back = without_bill(Pence(total), weights, got->parts, got->carried);
    RC_ASSERT(back == carried);
    carried = got->carried;
    for (std::size_t i = 0; i < people; ++i) {
      paid[i] += got->parts[i].count();
      exact[i] +=
          static_cast<long double>(total) * static_cast<long double>(weights[i]) / static_cast<long double>(sum);
      RC_ASSERT(std::abs(carried[i]) < carried_unit);
      RC_ASSERT(std::abs(exact[i] - static_cast<long double>(paid[i])) < 1.001L);
    }
  }
}

}  // namespace
}  // namespace onepot::pot
