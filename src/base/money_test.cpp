#include "onepot/base/money.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

namespace onepot {
namespace {

TEST(Money, ReadsAndWritesPounds) {
  for (const auto& [text, pence] :
       {std::pair{"450.00", 45000}, {"-3.07", -307}, {"0.5", 50}, {"12", 1200}, {"-0.01", -1}}) {
    EXPECT_EQ(parse_pence(text), Pence(pence)) << text;
  }
  for (const auto* bad :
       {"", "-", ".5", "1.", "1.234", "£1", "1,000.00", "1e3", " 1", "1 ", "+1", "--1", "9999999999999999"})
    EXPECT_FALSE(parse_pence(bad)) << bad;
  EXPECT_EQ(to_decimal(Pence(-5)), "-0.05");
  EXPECT_EQ(to_pounds(Pence(123450)), "£1,234.50");
  EXPECT_EQ(to_pounds(Pence(45000), true), "£450");
  EXPECT_EQ(to_pounds(Pence(-307)), "−£3.07");
}

TEST(Money, RoundsOnceAndSaysHow) {
  EXPECT_EQ(times(Pence(5), Rational(1, 2)), Pence(2));
  EXPECT_EQ(times(Pence(7), Rational(1, 2)), Pence(4));
  EXPECT_EQ(times(Pence(5), Rational(1, 2), Rounding::half_up), Pence(3));
  EXPECT_EQ(times(Pence(-5), Rational(1, 2), Rounding::half_up), Pence(-3));
  EXPECT_EQ(times(Pence(-5), Rational(1, 2), Rounding::floor), Pence(-3));
  EXPECT_EQ(times(Pence(-5), Rational(1, 2), Rounding::ceiling), Pence(-2));
}

TEST(Money, TextGoesThereAndBack) {
  EXPECT_TRUE(rc::check([](int n) { RC_ASSERT(parse_pence(to_decimal(Pence(n))) == Pence(n)); }));
}

TEST(Money, SplitsLoseNothingAndStayWithinAPenny) {
  EXPECT_TRUE(rc::check([](int total) {
    const auto weights =
        *rc::gen::suchThat(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1000)),
                           [](const auto& w) { return std::accumulate(w.begin(), w.end(), std::int64_t{0}) > 0; });
    const auto parts = split(Pence(total), weights);
    const auto sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    Pence given;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      given += parts[i];
      const __int128 off = static_cast<__int128>(parts[i].count()) * sum - static_cast<__int128>(total) * weights[i];
      RC_ASSERT(off < sum && off > -sum);
    }
    RC_ASSERT(given == Pence(total));
  }));
}

TEST(MoneyDeathTest, OverflowStopsTheProgram) {
  EXPECT_DEATH(Pence(std::numeric_limits<std::int64_t>::max()) + Pence(1), "assertion failed");
}

}  // namespace
}  // namespace onepot
