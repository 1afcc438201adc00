#include "onepot/club/casual.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "casual/times.h"
#include "onepot/base/random.h"
#include "onepot/club/files.h"

namespace onepot::club {
namespace {

constexpr std::int64_t nine = 9 * 60, ten = 10 * 60, noon = 12 * 60;

Wish wish(std::size_t person, std::int64_t need, std::int64_t most, Window when = {every(1), nine, noon}) {
  return {person, "taxi", {when}, Rational(need), Pence(most)};
}
Shareable taxi() {
  Shareable out;
  out.name = "Blue taxi";
  out.purpose = "taxi";
  out.when = {{every(1), nine, noon}};
  out.minutes = 30;
  out.fixed = Pence(300);
  out.rate = Pence(100);
  return out;
}

TEST(Casual, TheMilesOfATaxiAreSharedSliceBySlice) {
  // £3 to come and £1 a mile; 5, 8, 10 and 15 miles: £8, £11, £13 and £18 alone, so £2, £3, £4 and £9 together.
  const std::vector<Wish> wishes{wish(0, 5, 2000), wish(1, 8, 2000), wish(2, 10, 2000), wish(3, 15, 2000)};
  const auto out = gather(wishes, {taxi()}, std::nullopt, {});
  ASSERT_EQ(out.groups.size(), 1U);
  EXPECT_EQ(out.served, 4);
  EXPECT_TRUE(out.optimal);
  EXPECT_EQ(out.groups[0].share, (std::vector<Pence>{Pence(200), Pence(300), Pence(400), Pence(900)}));
  EXPECT_EQ(out.groups[0].alone, (std::vector<Pence>{Pence(800), Pence(1100), Pence(1300), Pence(1800)}));
  EXPECT_EQ(out.groups[0].cost, Pence(1800));
  EXPECT_EQ(out.groups[0].when, (Window{every(1), nine, nine + 30}));
}

TEST(Casual, EquallyIsByHeadsAndWithinWhatEachWouldPay) {
  const std::vector<Wish> wishes{wish(0, 5, 400), wish(1, 15, 2000)};
  GatherTerms equal;
  equal.splitting = Splitting::equally;
  const auto no = gather(wishes, {taxi()}, std::nullopt, {}, equal);
  EXPECT_TRUE(no.groups.empty());
  ASSERT_EQ(no.left_out.size(), 2U);
  EXPECT_EQ(no.left_out[0].kind, NotGathered::money);
  EXPECT_EQ(no.left_out[0].more, Pence(500));  // half of £18
  EXPECT_FALSE(no.left_out[1].more.has_value());
  const auto yes = gather(wishes, {taxi()}, std::nullopt, {});  // £4 and £14
  ASSERT_EQ(yes.groups.size(), 1U);
  EXPECT_EQ(yes.groups[0].share, (std::vector<Pence>{Pence(400), Pence(1400)}));
}

TEST(Casual, ADateTakesThoseWhoSaidItsWeekday) {
  const Date sunday(2026, 7, 12);
  Shareable boat = taxi();
  boat.when = {{once(sunday), nine, noon}};
  const std::vector<Wish> wishes{wish(0, 0, 500, {every(6), nine, noon}), wish(1, 0, 500, {once(sunday), ten, noon}),
                                 wish(2, 0, 500, {every(5), nine, noon})};
  const auto out = gather(wishes, {boat}, std::nullopt, {});
  ASSERT_EQ(out.groups.size(), 1U);
  EXPECT_EQ(out.groups[0].wishes, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(out.groups[0].when.from, ten);
  ASSERT_EQ(out.left_out.size(), 1U);
  EXPECT_EQ(out.left_out[0].kind, NotGathered::nothing_offered);
}

TEST(Casual, NobodyIsInTwoPlacesAtOnce) {
  Shareable assistant = taxi();
  assistant.purpose = "assistant";
  std::vector<Wish> wishes{wish(0, 1, 5000, {every(1), nine, nine + 45}), wish(1, 1, 5000)};
  for (std::size_t p = 0; p < 2; ++p) {
    Wish other = wishes[p];
    other.purpose = "assistant";
    wishes.push_back(other);
  }
  const auto out = gather(wishes, {taxi(), assistant}, std::nullopt, {});
  EXPECT_EQ(out.served, 2);  // person 0 has only time for one of them
  wishes[2].when[0].until = noon;
  const auto both = gather(wishes, {taxi(), assistant}, std::nullopt, {});
  ASSERT_EQ(both.groups.size(), 2U);
  EXPECT_GE(both.groups[1].when.from, both.groups[0].when.until);
}

TEST(Casual, TimesAreStretchesOfMinutes) {
  const auto a = starts_on({{every(0), 0, 100}, {every(0), 90, 200}, {every(0), 300, 320}}, every(0), 30);
  EXPECT_EQ(a.stretches, (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 70}, {90, 170}}));
  const auto b = without(a, {every(0), 60, 100}, 30);
  EXPECT_EQ(b.stretches, (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 30}, {100, 170}}));
  EXPECT_TRUE(common(b, starts_on({{every(0), 31, 99}}, every(0), 30)).empty());
}

/// The best by trying everything: slot after slot, each given to every lawful group.
std::pair<std::int64_t, std::int64_t> exhaustive(const std::vector<Wish>& wishes, const std::vector<Shareable>& things,
                                                 const std::set<Pair>& may, const GatherTerms& terms) {
  using Value = std::pair<std::int64_t, std::int64_t>;
  std::vector<Value> best(std::size_t{1} << wishes.size(), Value{-1, 0});
  best[0] = {0, 0};
  for (const Shareable& thing : things)
    for (std::int64_t n = 0; n < thing.times_a_day * 7; ++n) {
      const Day day = every(static_cast<int>(n % 7));
      std::vector<std::pair<std::size_t, Value>> groups;
      for (std::size_t mask = 1; mask < best.size(); ++mask) {
        std::vector<std::size_t> who;
        for (std::size_t i = 0; i < wishes.size(); ++i)
          if (mask >> i & 1U) who.push_back(i);
        if (who.size() < terms.size_min || who.size() > thing.seats) continue;
        bool lawful = true;
        for (const auto a : who)
          for (const auto b : who) lawful = lawful && (a >= b || may.contains({a, b}));
        bool some_minute = false;
        for (std::int64_t at = 0; at + thing.minutes <= 60 && !some_minute; ++at) {
          const auto inside = [&](const std::vector<Window>& when) {
            return std::ranges::any_of(
                when, [&](const Window& w) { return w.day == day && w.from <= at && at + thing.minutes <= w.until; });
          };
          some_minute =
              inside(thing.when) && std::ranges::all_of(who, [&](std::size_t w) { return inside(wishes[w].when); });
        }
        if (!lawful || !some_minute || casual_shares(wishes, who, thing, terms.splitting).empty()) continue;
        Pence left;
        for (const auto w : who) left += wishes[w].most;
        groups.emplace_back(
            mask, Value{static_cast<std::int64_t>(who.size()), (left - casual_cost(wishes, who, thing)).count()});
      }
      auto next = best;
      for (std::size_t mask = 0; mask < best.size(); ++mask)
        for (const auto& [group, value] : groups)
          if (best[mask].first >= 0 && (mask & group) == 0)
            next[mask | group] =
                std::max(next[mask | group], Value{best[mask].first + value.first, best[mask].second + value.second});
      best = std::move(next);
    }
  return *std::ranges::max_element(best);
}

TEST(Casual, AgreesWithTryingEverything) {
  Random random(61);
  std::int64_t served = 0, left_out = 0;
  for (int round = 0; round < 1000; ++round) {
    std::vector<Wish> wishes;
    std::set<Pair> may;
    std::vector<Pair> together, apart;
    const auto n = static_cast<std::size_t>(random.between(2, 8));
    const auto windows = [&] {
      std::vector<Window> out;
      for (std::int64_t i = random.between(1, 3); i > 0; --i) {
        const std::int64_t from = random.between(0, 30);
        out.push_back({every(static_cast<int>(random.between(0, 1))), from, random.between(from + 10, 60)});
      }
      return out;
    };
    for (std::size_t i = 0; i < n; ++i)
      wishes.push_back({i, "taxi", windows(), Rational(random.between(0, 12), 2), Pence(random.between(100, 1200))});
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b) {
        if (random.chance(1, 3)) continue;
        together.emplace_back(b, a);
        if (random.chance(1, 6))
          apart.emplace_back(a, b);
        else
          may.emplace(a, b);
      }
    std::vector<Shareable> things;
    for (std::int64_t i = random.between(1, 2); i > 0; --i) {
      Shareable s;
      s.name = "T" + std::to_string(i);
      s.purpose = "taxi";
      s.when = windows();
      s.seats = static_cast<std::size_t>(random.between(2, 4));
      s.minutes = random.between(1, 20);
      s.times_a_day = random.between(1, 2);
      s.fixed = Pence(random.between(0, 600));
      s.each = Pence(random.between(0, 100));
      s.rate = Pence(random.between(0, 200));
      things.push_back(s);
    }
    GatherTerms terms;
    terms.splitting = random.chance(1, 2) ? Splitting::equally : Splitting::by_what_each_adds;
    const auto found = gather(wishes, things, together, apart, terms);
    ASSERT_TRUE(found.optimal) << round;
    std::int64_t left = 0;
    for (const Gathered& g : found.groups) {
      Pence sum;
      for (std::size_t i = 0; i < g.wishes.size(); ++i) {
        const Wish& w = wishes[g.wishes[i]];
        sum += g.share[i];
        ASSERT_LE(g.share[i], w.most);
        if (terms.splitting == Splitting::by_what_each_adds) ASSERT_LE(g.share[i], g.alone[i]);
        ASSERT_TRUE(std::ranges::any_of(w.when, [&](const Window& x) {
          return x.day == g.when.day && x.from <= g.when.from && g.when.until <= x.until;
        }));
        left += (w.most - g.share[i]).count();
      }
      ASSERT_EQ(sum, g.cost);
    }
    ASSERT_EQ((std::pair{found.served, left}), exhaustive(wishes, things, may, terms)) << round;
    // A veto is a yes not said, for everybody who is in a group; and it moves nothing that others are told.
    std::vector<Pair> said(may.begin(), may.end());
    const auto unsaid = gather(wishes, things, said, {}, terms);
    ASSERT_EQ(unsaid.groups.size(), found.groups.size());
    for (std::size_t i = 0; i < found.groups.size(); ++i) {
      ASSERT_EQ(unsaid.groups[i].wishes, found.groups[i].wishes);
      ASSERT_EQ(unsaid.groups[i].share, found.groups[i].share);
      ASSERT_EQ(unsaid.groups[i].when, found.groups[i].when);
    }
    served += found.served;
    left_out += static_cast<std::int64_t>(found.left_out.size());
  }
  EXPECT_GT(served, 600);
  EXPECT_GT(left_out, 600);
}

TEST(Casual, ManyPeopleAndOneBusAreBoundedTruthfully) {
  std::vector<Wish> wishes;
  for (std::size_t i = 0; i < 60; ++i) wishes.push_back(wish(i, static_cast<std::int64_t>(i % 7), 5000));
  Shareable bus = taxi();
  bus.seats = 12;
  const auto out = gather(wishes, {bus}, std::nullopt, {});
  EXPECT_LE(out.served, out.bound);
  EXPECT_LE(out.bound, 12);
  EXPECT_GE(out.served, 2);
}

TEST(CasualFiles, AreReadStrictly) {
  std::vector<std::string> warnings;
  const auto read = read_wishes(
      "person,purpose,days,from,until,need,most\nAnn,taxi,Tue|2026-07-12,09:30,12:00,2.5,6.00\n"
      "Ann,taxi,Fri,10:00,24:00,2.5,6.00\n",
      "w.csv", warnings);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->wishes.size(), 1U);
  EXPECT_EQ(read->wishes[0].when.size(), 3U);
  EXPECT_EQ(read->wishes[0].when[1].day, once(Date(2026, 7, 12)));
  const auto bad = read_wishes(
      "person,purpose,days,from,until,need,most\nAnn,taxi,Tuesday,9.30,12:00,x,6\nAnn,taxi,Tue,12:00,09:00,1,7\n",
      "w.csv", warnings);
  ASSERT_FALSE(bad);
  std::vector<std::string> said;
  for (const Refusal& r : bad.error()) said.push_back(r.text());
  ASSERT_GE(said.size(), 4U);
  EXPECT_TRUE(said[0].starts_with("w.csv:2:from: '9.30' is not a time"));
  EXPECT_TRUE(said[1].starts_with("w.csv:2:days: 'Tuesday' is not a day"));
  EXPECT_TRUE(said[2].starts_with("w.csv:2:need:"));
  EXPECT_TRUE(said[3].starts_with("w.csv:3:until: it ends before it begins"));
  const auto things =
      read_things("thing,purpose,days,from,until,seats,minutes,fixed,rate\nBlue,taxi,Tue,09:00,12:00,4,30,3.00,1.00\n",
                  "t.csv", warnings);
  ASSERT_TRUE(things);
  EXPECT_EQ((*things)[0].fixed, Pence(300));
  EXPECT_EQ((*things)[0].times_a_day, 1);
  EXPECT_FALSE(read_things("thing,purpose,days,from,until,seats,minutes,fixed\nBlue,taxi,Tue,09:00,12:00,99,0,-1\n",
                           "t.csv", warnings));
}

}  // namespace
}  // namespace onepot::club
