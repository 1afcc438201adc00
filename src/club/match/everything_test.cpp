// The matching beside trying everything, all four aims, in thousands of random towns.
#include "testing/everything.h"

#include <gtest/gtest.h>

#include "testing/towns.h"

namespace onepot::club {
namespace {

struct Towns {
  std::uint64_t seed;
  int rounds;
  std::int64_t least_people, most_people, most_homes;
};

void compare(const Towns& towns) {
  Random random(towns.seed);
  std::int64_t served = 0, left_out = 0;
  for (int round = 0; round < towns.rounds; ++round) {
    const auto n = static_cast<std::size_t>(random.between(towns.least_people, towns.most_people));
    Seeking seeking = random_town(random, n, static_cast<std::size_t>(random.between(1, towns.most_homes)));
    if (random.chance(1, 3)) {  // a town where nearly every group could pay
      for (Person& p : seeking.people) p.budget_week += Pence(40'000);
    }
    Terms terms;
    terms.size_min = static_cast<std::size_t>(random.between(1, 2));
    terms.size_max = static_cast<std::size_t>(random.between(2, 5));
    const Matching found = match(seeking, terms);
    ASSERT_TRUE(found.optimal) << round;
    ASSERT_TRUE(found.refined) << round;
    ASSERT_EQ(worth_of(found), best_of_everything(seeking, terms)) << round;
    if (round % 20 == 0) {
      const PlainAnswer plain = match_plainly(seeking, terms, 60);
      ASSERT_TRUE(plain.proven) << round;
      ASSERT_EQ(plain.served, found.served) << round;
      ASSERT_LE(served_by_largest_first(seeking, terms), found.served) << round;
    }
    served += found.served;
    left_out += static_cast<std::int64_t>(n) - found.served;
  }
  EXPECT_GT(served, towns.rounds);
  EXPECT_GT(left_out, towns.rounds);
}

TEST(MatchTryingEverything, TwoToEight) {
  compare({31, 3000, 2, 8, 4});
}
TEST(MatchTryingEverything, NineToEleven) {
  compare({32, 1500, 9, 11, 6});
}
TEST(MatchTryingEverything, TwelveToFourteen) {
  compare({33, 1500, 12, 14, 7});
}

}  // namespace
}  // namespace onepot::club
