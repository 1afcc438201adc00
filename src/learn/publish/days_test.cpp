// Tables of different days, and the outsider who takes one from the other.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "onepot/base/random.h"
#include "onepot/learn/publish.h"

namespace onepot::learn {
namespace days_tests {

/// What somebody reads who has only the file and knows the day.
Release as_out(const Release& release) {
  Release out = *read_release(*csv::parse(to_csv(release), release.day + ".csv"));
  out.day = release.day;
  return out;
}

Release counts_on(const std::string& day, const std::string& text, const std::vector<std::string>& by) {
  Release out = *read_counts(*csv::parse(text, day + ".csv"), by, "n");
  out.day = day;
  return out;
}

const Figure* find(const Release& r, const std::vector<std::string>& key) {
  const auto at = std::ranges::find(r.figures, key, &Figure::key);
  return at == r.figures.end() ? nullptr : &*at;
}

/// What every figure can be, from tables of one day.
std::vector<Bound> all_ranges(std::vector<Release> of_day) {
  for (Release& r : of_day)
    for (Figure& f : r.figures) f.hidden = true;  // so that the attack asks about it; what is known of it stays
  return *attack(of_day);
}

struct People {
  std::vector<std::array<std::string, 2>> all;  // area, size
  std::string csv(std::size_t columns) const {
    std::map<std::string, int> cells;
    for (const auto& p : all) ++cells[columns == 1 ? p[0] : p[0] + "," + p[1]];
    std::string out = columns == 1 ? "area,n\n" : "area,size,n\n";
    for (const auto& [cell, n] : cells) out += fmt::format("{},{}\n", cell, n);
    return out;
  }
};

TEST(PublishDays, TakingOneDayFromAnotherTellsNotThatOneCame) {
  const CountRules exact{.threshold = 5, .round = 0};
  const auto first = publish(counts_on("2026-04-01", "area,n\nNorth,20\nSouth,30\nWest,41\n", {"area"}), exact, {});
  ASSERT_TRUE(first);
  const auto before = as_out(first->release);
  // In July there is one more in South. Alone, that table would be printed as it is, and the difference be a person.
  const auto july = counts_on("2026-07-01", "area,n\nNorth,20\nSouth,31\nWest,41\n", {"area"});
  EXPECT_EQ(find(publish(july, exact, {})->release, {"South"})->value, 31);
  const auto second = publish(july, exact, {before});
  ASSERT_TRUE(second) << second.error().text();
  EXPECT_GE(second->changes, 1U);
  for (const Figure& f : second->release.figures)
    if (const Figure* was = find(before, f.key); !f.hidden && !was->hidden) EXPECT_EQ(f.value, was->value);
  // South is not told by North, West and the total either.
  const auto bounds = all_ranges({as_out(second->release)});
  const auto south = static_cast<std::size_t>(find(second->release, {"South"}) - second->release.figures.data());
  EXPECT_LE(bounds[south].low, 30);
  // Ten who came are no secret.
  const auto many =
      publish(counts_on("2026-10-01", "area,n\nNorth,20\nSouth,45\nWest,41\n", {"area"}), exact, {before});
  ASSERT_TRUE(many);
  EXPECT_EQ(many->changes, 0U);
  EXPECT_FALSE(find(many->release, {"South"})->hidden);
  // Nor is it that nobody did.
  const auto same =
      publish(counts_on("2026-10-01", "area,n\nNorth,20\nSouth,30\nWest,41\n", {"area"}), exact, {before});
  ASSERT_TRUE(same);
  EXPECT_EQ(same->changes, 0U);
}

TEST(PublishDays, RoundingAloneIsEnoughForOneMore) {
  const CountRules rounded{.threshold = 5, .round = 5};
  const auto first = publish(counts_on("2026-04-01", "area,n\nNorth,20\nSouth,32\n", {"area"}), rounded, {});
  const auto second =
      publish(counts_on("2026-07-01", "area,n\nNorth,20\nSouth,33\n", {"area"}), rounded, {as_out(first->release)});
  ASSERT_TRUE(second);
  EXPECT_EQ(find(first->release, {"South"})->value, 30);
  EXPECT_EQ(find(second->release, {"South"})->value, 35);
  EXPECT_EQ(second->changes, 0U);
}

TEST(PublishDays, TheSamePeopleOnAnotherDayAreAttackedAsTheSame) {
  // In April by area and size, one small count hidden with a rectangle. In July nobody has come or left, and the table
  // asked for is the rest of the rectangle.
  const std::string homes =
      "area,size,n\nNorth,one,3\nNorth,two,20\nNorth,three,17\nSouth,one,12\nSouth,two,9\nSouth,three,31\n"
      "West,one,8\nWest,two,25\nWest,three,14\n";
  const CountRules exact{.threshold = 5, .round = 0}, lax{.threshold = 2, .round = 0};
  const auto first = publish(counts_on("2026-04-01", homes, {"area", "size"}), exact, {});
  const auto before = as_out(first->release);
  const auto naive = publish(counts_on("2026-07-01", homes, {"area", "size"}), lax, {});
  EXPECT_EQ(naive->more, 0U);
  const auto told = attack({before, as_out(naive->release)});
  ASSERT_TRUE(told);
  bool recovered = false;
  for (const Bound& b : *told) recovered = recovered || (b.release == 0 && b.low == 3 && b.high == 3);
  EXPECT_TRUE(recovered) << "two days laid together tell the three of the first";
  const auto second = publish(counts_on("2026-07-01", homes, {"area", "size"}), lax, {before});
  ASSERT_TRUE(second) << second.error().text();
  EXPECT_GT(second->shielded, 0U);
  const auto bounds = attack({before, as_out(second->release)});
  ASSERT_TRUE(bounds);
  for (const Bound& b : *bounds) {
    if (b.release != 0 || !first->release.figures[b.figure].small) continue;
    EXPECT_LE(b.low, 1);
    EXPECT_GE(b.high.value_or(99), 4);
  }
}

TEST(PublishDays, WhoeverThinksThatNobodyMovedIsAllowedToBeWrong) {
  // Ten of North have left: two are there now. That May's table says 12 tells nothing of the two.
  const CountRules exact{.threshold = 5, .round = 0};
  const auto first = publish(counts_on("2026-04-01", "area,n\nNorth,12\nSouth,30\nWest,41\n", {"area"}), exact, {});
  const auto second = publish(counts_on("2026-07-01", "area,n\nNorth,2\nSouth,30\nWest,61\n", {"area"}), exact,
                              {as_out(first->release)});
  ASSERT_TRUE(second) << second.error().text();
  EXPECT_TRUE(find(second->release, {"North"})->hidden);
  EXPECT_TRUE(find(second->release, {"Total"})->hidden || find(second->release, {"South"})->hidden ||
              find(second->release, {"West"})->hidden);
}

RC_GTEST_PROP(PublishDays, NoDifferenceOfDaysTellsAFew, ()) {
  Random random(*rc::gen::arbitrary<std::uint32_t>());
  const auto areas = *rc::gen::inRange(1, 4), sizes = *rc::gen::inRange(1, 4), days = *rc::gen::inRange(2, 4);
  const CountRules rules{.threshold = *rc::gen::element<std::int64_t>(3, 5, 8, 10),
                         .round = *rc::gen::element<std::int64_t>(0, 0, 5)};
  const auto one = [&] {
    return std::array<std::string, 2>{fmt::format("a{}", random.below(static_cast<std::uint64_t>(areas))),
                                      fmt::format("s{}", random.below(static_cast<std::uint64_t>(sizes)))};
  };
  People people;
  for (int i = *rc::gen::inRange(1, 120); i > 0; --i) people.all.push_back(one());
  std::vector<Release> out;         // as everybody has them
  std::vector<Release> with_truth;  // hidden figures with what they are
  for (int d = 0; d < days; ++d) {
    // Between none and a good many come, leave and move.
    for (int m = *rc::gen::inRange(0, 5) * (d > 0 ? 1 : 0); m > 0; --m) {
      if (random.unit() < 0.4 && people.all.size() > 1) people.all.erase(people.all.begin());
      if (random.unit() < 0.6) people.all.push_back(one());
    }
    const std::string day = fmt::format("2026-0{}-01", d + 1);
    for (const std::size_t columns : {std::size_t{1}, std::size_t{2}}) {
      if (*rc::gen::inRange(0, 3) == 0) continue;
      const std::vector<std::string> by =
          columns == 1 ? std::vector<std::string>{"area"} : std::vector<std::string>{"area", "size"};
      const auto made = publish(counts_on(day, people.csv(columns), by), rules, out);
      if (!made) {
        RC_ASSERT(made.error().code == "cannot-protect");
        RC_TAG(std::string("refused"));
        continue;
      }
      with_truth.push_back(made->release);
      out.push_back(as_out(made->release));
    }
  }
  const auto bounds = attack(out);
  RC_ASSERT(bounds);
  for (const Bound& b : *bounds) {
    const Figure& f = with_truth[b.release].figures[b.figure];
    if (!f.small || b.low > f.value || b.high.value_or(f.value) < f.value) continue;
    RC_ASSERT(b.low <= 1);
    RC_ASSERT(b.high.value_or(1000) >= rules.threshold - 1);
  }
  for (const auto& r : with_truth) RC_LOG() << r.day << "\n" << to_csv(r);
  // Each day by itself, then the difference of each figure that stands in tables of two days.
  std::map<std::string, std::vector<std::size_t>> of_day;
  for (std::size_t r = 0; r < out.size(); ++r) of_day[out[r].day].push_back(r);
  std::map<std::string, std::map<std::vector<std::string>, Bound>> known;
  for (const auto& [day, which] : of_day) {
    std::vector<Release> tables;
    for (const std::size_t r : which) tables.push_back(out[r]);
    for (const Bound& b : all_ranges(tables)) {
      auto key = tables[b.release].figures[b.figure].key;
      if (key.size() == 1) key.emplace_back(total_word);
      known[day].try_emplace(key, b);
    }
  }
  for (auto first = known.begin(); first != known.end(); ++first)
    for (auto second = std::next(first); second != known.end(); ++second)
      for (const auto& [key, then] : first->second) {
        const auto now = second->second.find(key);
        if (now == second->second.end() || !then.high || !now->second.high) continue;
        std::int64_t low = now->second.low - *then.high, high = *now->second.high - then.low;
        if (high < 0) {
          std::swap(low, high);
          low = -low;
          high = -high;
        }
        RC_ASSERT(!(low > 0 && high < rules.threshold && (low > 1 || high < rules.threshold - 1)));
      }
}

/// How much is left to read: a town whose people change by a few each quarter, in tables rounded to 5.
TEST(PublishDays, ATownStillReadsMostOfItsTables) {
  Random random(11);
  People people;
  const auto one = [&] {
    return std::array<std::string, 2>{fmt::format("a{}", random.below(4)), fmt::format("s{}", random.below(3))};
  };
  for (int i = 0; i < 240; ++i) people.all.push_back(one());
  std::vector<Release> out;
  std::size_t figures = 0, hidden = 0;
  for (int quarter = 1; quarter <= 4; ++quarter) {
    for (int m = 0; m < 9; ++m) {
      people.all.erase(people.all.begin());
      people.all.push_back(one());
    }
    const auto made = publish(counts_on(fmt::format("2026-{:02}-01", 3 * quarter), people.csv(2), {"area", "size"}),
                              {.threshold = 5, .round = 5}, out);
    ASSERT_TRUE(made) << made.error().text();
    figures += made->release.figures.size();
    hidden += static_cast<std::size_t>(std::ranges::count(made->release.figures, true, &Figure::hidden));
    out.push_back(as_out(made->release));
  }
  EXPECT_LT(hidden * 10, figures);
}

/// Five days of four columns have more unknowns together than are asked about at once: then each pair of days is safe.
TEST(PublishDays, ManyDaysAreAttackedTwoAtATime) {
  Random random(3);
  using Person = std::array<std::uint64_t, 4>;
  const auto one = [&] { return Person{random.below(5), random.below(4), random.below(3), random.below(4)}; };
  std::vector<Person> people;
  for (int i = 0; i < 110; ++i) people.push_back(one());
  const std::vector<std::string> names{"age", "band", "city", "door"};
  const std::vector<std::vector<std::size_t>> tables{{0, 1}, {2, 3}, {1, 2}, {0, 3}, {0, 1}};
  const CountRules rules{.threshold = 5, .round = 5};
  std::vector<Release> out, with_truth;
  for (std::size_t day = 0; day < tables.size(); ++day) {
    for (int m = 0; m < 7; ++m) people[random.below(people.size())] = one();
    std::map<std::vector<std::string>, int> cells;
    std::vector<std::string> by;
    for (const std::size_t c : tables[day]) by.push_back(names[c]);
    for (const Person& p : people) {
      std::vector<std::string> key;
      for (const std::size_t c : tables[day]) key.push_back(fmt::format("{}{}", names[c], p[c]));
      ++cells[key];
    }
    std::string text = by[0] + "," + by[1] + ",n\n";
    for (const auto& [key, n] : cells) text += fmt::format("{},{},{}\n", key[0], key[1], n);
    const auto made = publish(counts_on(fmt::format("2026-0{}-01", day + 1), text, by), rules, out);
    ASSERT_TRUE(made) << made.error().text();
    with_truth.push_back(made->release);
    out.push_back(as_out(made->release));
  }
  std::size_t small = 0;
  for (std::size_t a = 0; a < out.size(); ++a)
    for (std::size_t b = a + 1; b < out.size(); ++b) {
      const auto bounds = attack({out[a], out[b]});
      ASSERT_TRUE(bounds);
      for (const Bound& k : *bounds) {
        const Figure& f = with_truth[k.release == 0 ? a : b].figures[k.figure];
        if (!f.small || k.low > f.value || k.high.value_or(f.value) < f.value) continue;
        ++small;
        EXPECT_LE(k.low, 1) << a << " " << b;
        EXPECT_GE(k.high.value_or(99), 4) << a << " " << b;
      }
    }
  EXPECT_GT(small, 0U);
}

}  // namespace days_tests
}  // namespace onepot::learn
