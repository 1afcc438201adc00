#include "onepot/club/unmet.h"

#include <gtest/gtest.h>

#include <set>

#include "onepot/club/result.h"
#include "testing/towns.h"
#include "unmet/nearest.h"

namespace onepot::club {
namespace {

std::vector<Unmet> told(const Seeking& seeking, const Terms& terms = {}) {
  return unmet(seeking, match(seeking, terms), terms);
}

TEST(Unmet, NobodyWhoIsServedIsListed) {
  EXPECT_TRUE(told(three_men()).empty());
}

TEST(Unmet, MoneyToThePenny) {
  // 3 × 6 h × £20 + 8 h × £20 + 10 h × £14 = £660 of support; with £960 of rent that is £1,620, and they have £1,260.
  Seeking dear = three_men();
  dear.homes[0].rent_week = Pence(96'000);
  const auto out = told(dear);
  ASSERT_EQ(out.size(), 3U);
  for (const Unmet& one : out) {
    EXPECT_EQ(one.kind, InTheWay::budget);
    EXPECT_EQ(one.more_week, Pence(36'000));  // £1,620 − £1,260
  }
  dear.homes[0].rent_week = Pence(63'000);
  const auto near = told(dear);
  ASSERT_EQ(near.size(), 3U);
  for (const Unmet& one : near) {
    EXPECT_EQ(one.kind, InTheWay::budget);
    EXPECT_EQ(one.more_week, Pence(3'000));  // £630 + £660 − £1,260
    ASSERT_TRUE(one.home.has_value());
    EXPECT_EQ(one.home->rent_most, Pence(60'000));
    EXPECT_EQ(one.home->bedrooms, 3);
    EXPECT_EQ(one.area, "Ash");
  }
  EXPECT_EQ(sentence(near[0], dear),
            "Pete: with £30 more a week a group around them could pay for a home in Ash. It could as it is for a home "
            "with 3 bedrooms in Ash at £600 a week or less.");
}

TEST(Unmet, NightSupportStandsInTheWay) {
  Seeking seeking = three_men();
  for (Person& p : seeking.people) p.night_hours = Rational(0), p.budget_week = Pence(28'000);
  seeking.people[0].night_hours = Rational(20);
  seeking.people[0].night_shareable = false;
  const auto out = told(seeking, {3, 3, Pence(2000), Pence(1400), Rational(1, 4)});
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[0].kind, InTheWay::night_support);
  EXPECT_EQ(out[0].night_week, Pence(28'000));
  EXPECT_EQ(out[0].more_week, Pence(20'000));  // £240 + £520 + £280 of nights − £840
}

TEST(Unmet, AHomeStandsInTheWay) {
  Seeking seeking = three_men();
  seeking.people[0].must = {"step-free"};
  auto out = told(seeking);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].kind, InTheWay::home);
  ASSERT_TRUE(out[0].home.has_value());
  EXPECT_EQ(out[0].home->features, std::vector<std::string>{"step-free"});
  EXPECT_EQ(out[0].home->area, "Ash");
  // Six people and one home for three: the other three could pay for one more.
  Seeking six = three_men();
  for (const auto* name : {"Una", "Vic", "Wyn"}) {
    six.people.push_back(six.people[0]);
    six.people.back().name = name;
  }
  out = told(six);
  ASSERT_EQ(out.size(), 3U);
  for (const Unmet& one : out) {
    EXPECT_EQ(one.kind, InTheWay::home);
    EXPECT_FALSE(one.more_week.has_value());
    ASSERT_TRUE(one.home.has_value());
    EXPECT_GE(one.home->rent_most.value_or(Pence()), Pence(24'000));
  }
}

TEST(Unmet, NobodyToShareWith) {
  Seeking seeking = three_men();
  seeking.together = std::vector<Pair>{{0, 1}};
  const auto out = told(seeking, {3, 3, Pence(2000), Pence(1400), Rational(1, 4)});
  ASSERT_EQ(out.size(), 3U);
  EXPECT_EQ(out[2].kind, InTheWay::nobody_suitable);
  EXPECT_EQ(out[2].companions, 0U);
  EXPECT_TRUE(out[2].people);
}

/// What a person is short by, is exactly enough: with it a group around them exists, with a penny less none does.
TEST(Unmet, TheLeastMoreIsEnoughAndAPennyLessIsNot) {
  Random random(17);
  int helped = 0;
  for (int round = 0; round < 200; ++round) {
    Seeking seeking = random_town(random, 6, 3);
    seeking.apart.clear();
    const Matching m = match(seeking);
    for (const Unmet& one : unmet(seeking, m)) {
      if (!one.more_week || *one.more_week == Pence(0)) continue;
      const auto candidates_with = [&](Pence extra) {
        Seeking richer = seeking;
        richer.people[one.person].budget_week += extra;
        return match(richer).candidates;
      };
      EXPECT_GT(candidates_with(*one.more_week), m.candidates);
      EXPECT_EQ(candidates_with(*one.more_week - Pence(1)), m.candidates);
      ++helped;
    }
  }
  EXPECT_GT(helped, 50);
}

/// The home that is said to help does: with it alone, at the highest rent said, some group can pay.
TEST(Unmet, TheHomeThatWouldHelpDoes) {
  Random random(19);
  int helped = 0;
  for (int round = 0; round < 200; ++round) {
    Seeking seeking = random_town(random, 6, 3);
    seeking.apart.clear();
    const Matching m = match(seeking);
    for (const Unmet& one : unmet(seeking, m)) {
      if (!one.home || !one.home->rent_most) continue;
      Seeking with = seeking;
      with.homes = {{"new", one.home->area, *one.home->rent_most, one.home->bedrooms, one.home->features}};
      const Matching alone_with = match(with);
      EXPECT_GT(alone_with.candidates, 0) << round;
      ++helped;
    }
  }
  EXPECT_GT(helped, 50);
}

/// The quick shortage is the slow one: bisection over the budget with the test of the matching.
TEST(Unmet, WhatTheFirstLacksIsFoundByBisectionToo) {
  Random random(23);
  int short_of = 0, never = 0;
  for (int round = 0; round < 20'000; ++round) {
    const auto k = static_cast<std::size_t>(random.between(1, 5));
    std::vector<Lines> people(k);
    for (Lines& p : people)
      p = {random.between(0, 100), random.between(0, 200), random.between(0, 200), random.between(50, 400)};
    const std::int64_t rent = random.between(0, 200 * static_cast<std::int64_t>(k));
    const RentWindow window = rent_window(rent, k, Rational(random.between(0, 8), 8));
    const auto quick = first_lacks(people, rent, window);
    std::vector<Lines> with = people;
    const auto pays = [&](std::int64_t more) {
      with[0].budget = people[0].budget + more;
      return can_pay(money_of(with), rent, window);
    };
    std::int64_t low = 0, high = 100'000;
    if (!pays(high)) {
      ASSERT_FALSE(quick.has_value()) << round;
      ++never;
      continue;
    }
    while (low < high) {
      const std::int64_t middle = (low + high) / 2;
      if (pays(middle))
        high = middle;
      else
        low = middle + 1;
    }
    ASSERT_EQ(quick, low) << round;
    short_of += low > 0;
  }
  EXPECT_GT(short_of, 1000);
  EXPECT_GT(never, 1000);
}

TEST(Unmet, NoVetoMovesAWordOfIt) {
  Random random(29);
  std::size_t people = 0;
  for (int round = 0; round < 400; ++round) {
    Seeking seeking = random_town(random, 10, 4);
    const Matching m = match(seeking);
    const auto with = unmet(seeking, m);
    Seeking none = seeking;
    none.apart.clear();
    const auto without = unmet(none, m);
    EXPECT_EQ(json::pretty(to_json(seeking, with)), json::pretty(to_json(none, without)));
    ASSERT_EQ(with.size(), without.size());
    for (std::size_t i = 0; i < with.size(); ++i) {
      EXPECT_EQ(sentence(with[i], seeking), sentence(without[i], none));
      EXPECT_EQ(with[i].companions, without[i].companions);
    }
    people += with.size();
  }
  EXPECT_GT(people, 1000U);
}

TEST(GapMap, ShowsOnlyFiveAndMoreAndHidesNoFewerThanFive) {
  Random random(37);
  std::size_t shown = 0;
  for (int round = 0; round < 60; ++round) {
    const Seeking seeking = random_town(random, static_cast<std::size_t>(random.between(1, 30)),
                                        static_cast<std::size_t>(random.between(0, 4)));
    const Matching m = match(seeking);
    const auto all = unmet(seeking, m);
    const auto gaps = gap_map(seeking, m, all);
    std::int64_t sum = 0;
    std::set<std::pair<std::string, InTheWay>> cells;
    for (const Gap& gap : gaps) {
      EXPECT_GE(gap.people, 5);
      EXPECT_TRUE(cells.emplace(gap.area, gap.kind).second);
      if (!gap.area.empty()) {
        std::int64_t there = 0;
        for (const Unmet& one : all) there += one.area == gap.area && one.kind == gap.kind;
        EXPECT_EQ(gap.people, there);
      }
      if (gap.more_week) EXPECT_EQ(gap.more_week->count() % 500, 0);
      sum += gap.people;
    }
    const std::int64_t hidden = static_cast<std::int64_t>(all.size()) - sum;
    EXPECT_TRUE(hidden == 0 || hidden >= 5 || gaps.empty()) << hidden;
    shown += gaps.size();
  }
  EXPECT_GT(shown, 40U);
}

TEST(GapMap, OneMoreHomeIsWorthWhatTheDualsSay) {
  Seeking six = three_men();
  for (const auto* name : {"Una", "Vic", "Wyn"}) {
    six.people.push_back(six.people[0]);
    six.people.back().name = name;
  }
  const Matching m = match(six);
  ASSERT_EQ(m.home_worth.size(), 2U);
  EXPECT_EQ(m.home_worth[0], 3000);  // the second home for three serves three more
  const auto gaps = gap_map(six, m, unmet(six, m), 3);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_EQ(gaps[0].kind, InTheWay::home);
  EXPECT_EQ(gaps[0].serves_thousandths, 3000);
  EXPECT_EQ(gap_map_csv(gaps), "area,kind,people,more_week,bedrooms,serves\nAsh,home,3,,4,3.0\n");
}

}  // namespace
}  // namespace onepot::club
