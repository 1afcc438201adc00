#include "onepot/learn/publish.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>

#include "onepot/base/random.h"

namespace onepot::learn {
namespace {

Release counts_of(const std::string& text, const std::vector<std::string>& by) {
  const auto release = read_counts(*csv::parse(text, "t.csv"), by, "n");
  EXPECT_TRUE(release) << (release ? "" : release.error().text());
  return *release;
}

Release published_again(const Release& release, const std::string& file = "out.csv") {
  return *read_release(*csv::parse(to_csv(release), file));
}

const Figure& figure(const Release& r, const std::vector<std::string>& key) {
  return *std::ranges::find(r.figures, key, &Figure::key);
}

const std::string homes =
    "area,size,n\nNorth,one,3\nNorth,two,20\nNorth,three,17\nSouth,one,12\nSouth,two,9\nSouth,three,31\n"
    "West,one,8\nWest,two,25\nWest,three,14\n";

TEST(Publish, OneSmallCountTakesThreeOthersWithIt) {
  const auto counts = counts_of(homes, {"area", "size"});
  EXPECT_EQ(figure(counts, {"Total", "Total"}).value, 139);
  const auto out = publish(counts, {.threshold = 5, .round = 0}, {});
  ASSERT_TRUE(out) << out.error().text();
  EXPECT_TRUE(figure(out->release, {"North", "one"}).hidden);
  EXPECT_EQ(out->small, 1U);
  EXPECT_EQ(out->more, 3U);  // a rectangle is the least that hides a cell of a table with exact totals
  ASSERT_EQ(out->bounds.size(), 1U);
  EXPECT_LE(out->bounds[0].low, 1);
  EXPECT_GE(*out->bounds[0].high, 4);
}

TEST(Publish, WithoutThemTheAttackFindsIt) {
  auto counts = counts_of(homes, {"area", "size"});
  Figure& small = const_cast<Figure&>(figure(counts, {"North", "one"}));
  small.hidden = true;
  small.low = 0;
  small.high = std::nullopt;
  const auto bounds = attack({counts});
  ASSERT_TRUE(bounds);
  ASSERT_EQ(bounds->size(), 1U);
  EXPECT_EQ((*bounds)[0].low, 3);
  EXPECT_EQ((*bounds)[0].high, 3);
}

TEST(Publish, RoundedTotalsHideMoreWithLess) {
  const auto out = publish(counts_of(homes, {"area", "size"}), {.threshold = 5, .round = 5}, {});
  ASSERT_TRUE(out);
  EXPECT_EQ(out->small, 1U);
  EXPECT_LT(out->more, 3U);
  EXPECT_EQ(figure(out->release, {"North", "two"}).value, 20);
  EXPECT_EQ(figure(out->release, {"South", "two"}).value, 10);
  EXPECT_EQ(figure(out->release, {"South", "two"}).low, 8);
  EXPECT_EQ(figure(out->release, {"South", "two"}).high, 12);
}

TEST(Publish, WhatWentOutBeforeCounts) {
  // A year ago the same people by area alone, exactly; now by area and size. The totals are known, whatever is hidden.
  const auto before = published_again(counts_of("area,n\nNorth,40\nSouth,52\nWest,47\n", {"area"}), "before.csv");
  const auto out = publish(counts_of(homes, {"area", "size"}), {.threshold = 5, .round = 5}, {before});
  ASSERT_TRUE(out) << out.error().text();
  const auto bounds = attack({published_again(out->release), before});
  ASSERT_TRUE(bounds);
  for (const Bound& b : *bounds) {
    const Figure& f = out->release.figures[b.figure];
    if (f.small) {
      EXPECT_LE(b.low, 1);
      EXPECT_GE(b.high.value_or(1000), 4);
    }
  }
  // Before, everything went out exactly: there is nothing left to hide.
  const auto all = published_again(counts_of(homes, {"area", "size"}), "all.csv");
  EXPECT_EQ(publish(counts_of(homes, {"area", "size"}), {}, {all}).error().code, "cannot-protect");
}

TEST(Publish, BadInputIsRefusedWithItsPlace) {
  const auto refusal = [](const std::string& text) {
    const auto r = read_counts(*csv::parse(text, "t.csv"), {"area"}, "n");
    return r ? "accepted" : r.error().text();
  };
  EXPECT_TRUE(refusal("area,n\nNorth,-1\n").starts_with("t.csv:2:n: '-1' is not a count"));
  EXPECT_TRUE(refusal("area,n\nTotal,1\n").starts_with("t.csv:2:area: expected a category"));
  EXPECT_TRUE(refusal("area\nNorth\n").starts_with("t.csv:1:n: "));
  EXPECT_TRUE(refusal("area,n\n").starts_with("t.csv:1: there is no row"));
  EXPECT_EQ(attack({*read_release(*csv::parse("area,n\nNorth,3\nSouth,4\nTotal,8\n", "t.csv"))}).error().code,
            "contradiction");
}

/// All tables of whole people that fit what is printed, one by one.
void every_table(const Release& r, std::size_t rows, std::size_t columns, std::vector<std::int64_t>& cells,
                 std::int64_t most, const auto& found) {
  if (cells.size() == rows * columns) {
    std::vector<std::vector<std::int64_t>> sums(rows + 1, std::vector<std::int64_t>(columns + 1, 0));
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j) {
        const auto v = cells[i * columns + j];
        sums[i][j] += v, sums[rows][j] += v, sums[i][columns] += v, sums[rows][columns] += v;
      }
    const auto at = [&](std::string_view key, std::size_t total) {
      return key == total_word ? total : static_cast<std::size_t>(key.front() - 'a');
    };
    for (const Figure& f : r.figures) {
      const auto v = sums[at(f.key[0], rows)][at(f.key[1], columns)];
      if (v < f.low || (f.high && v > *f.high)) return;
    }
    found(sums);
    return;
  }
  for (std::int64_t v = 0; v <= most; ++v) {
    cells.push_back(v);
    every_table(r, rows, columns, cells, most, found);
    cells.pop_back();
  }
}

RC_GTEST_PROP(Publish, TheAttackIsAsSharpAsTryingEveryTable, ()) {
  // With exact totals over two columns the linear programme's corners are whole, so both must agree.
  constexpr std::size_t rows = 2, columns = 3;
  constexpr std::int64_t most = 6;
  std::string text = "x,y,n\n";
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j)
      text += fmt::format("{},{},{}\n", static_cast<char>('a' + i), static_cast<char>('a' + j),
                          *rc::gen::inRange<std::int64_t>(0, most + 1));
  auto release = counts_of(text, {"x", "y"});
  for (Figure& f : release.figures)
    if (f.key[0] != total_word && f.key[1] != total_word && *rc::gen::arbitrary<bool>()) {
      f.hidden = true;
      f.low = 0;
      f.high = most;
    }
  const auto bounds = attack({release});
  RC_ASSERT(bounds);
  std::vector<std::int64_t> cells;
  std::map<std::vector<std::string>, std::pair<std::int64_t, std::int64_t>> seen;
  every_table(release, rows, columns, cells, most, [&](const auto& sums) {
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t j = 0; j < columns; ++j) {
        const std::vector<std::string> key{std::string(1, static_cast<char>('a' + i)),
                                           std::string(1, static_cast<char>('a' + j))};
        auto& range = seen.try_emplace(key, sums[i][j], sums[i][j]).first->second;
        range.first = std::min(range.first, sums[i][j]);
        range.second = std::max(range.second, sums[i][j]);
      }
  });
  for (const Bound& b : *bounds) {
    const auto& range = seen.at(release.figures[b.figure].key);
    RC_ASSERT(b.low == range.first);
    RC_ASSERT(b.high == range.second);
  }
}

RC_GTEST_PROP(Publish, NoHiddenSmallCountIsEverNarrowedDown, ()) {
  const auto rows = *rc::gen::inRange(1, 6), columns = *rc::gen::inRange(1, 6), sheets = *rc::gen::inRange(1, 4);
  std::string text = "x,y,z,n\n", flat = "x,z,n\n";
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j)
      for (int k = 0; k < sheets; ++k) {
        const auto n = *rc::gen::weightedOneOf<int>(
            {{2, rc::gen::inRange(0, 5)}, {2, rc::gen::inRange(5, 60)}, {1, rc::gen::just(0)}});
        text += fmt::format("x{},y{},z{},{}\n", i, j, k, n);
        flat += fmt::format("x{},z{},{}\n", i, k, n);
      }
  const CountRules rules{.threshold = *rc::gen::element<std::int64_t>(3, 5, 8, 10),
                         .round = *rc::gen::element<std::int64_t>(0, 5)};
  const auto first = publish(counts_of(flat, {"x", "z"}), rules, {});
  RC_ASSERT(first);
  const auto before = published_again(first->release, "before.csv");
  const auto second = publish(counts_of(text, {"x", "y", "z"}), rules, {before});
  if (!second) {
    RC_ASSERT(second.error().code == "cannot-protect");
    RC_DISCARD("told before");
  }
  const std::vector<Release> out{published_again(second->release), before};
  const auto bounds = attack(out);
  RC_ASSERT(bounds);
  for (const Bound& b : *bounds) {
    const auto& r = b.release == 0 ? second->release : first->release;
    const auto truth =
        b.release == 0 ? second->release.figures[b.figure].value : first->release.figures[b.figure].value;
    const auto high = b.high.value_or(1'000'000'000);
    RC_ASSERT(b.low <= truth);
    RC_ASSERT(truth <= high);
    if (!r.figures[b.figure].small) continue;
    RC_ASSERT(b.low <= 1);
    RC_ASSERT(high >= rules.threshold - 1);
  }
}

/// People are whole, which a linear programme does not know. Every table of whole people up to five in a cell that fits
/// three linked tables of two columns each – where a corner of the programme may be no table of people.
TEST(Publish, WholePeopleTellNoMoreOfASmallCount) {
  Random random(5);
  std::size_t small = 0;
  for (int run = 0; run < 60; ++run) {
    std::string text = "x,y,z,n\n";
    for (int cell = 0; cell < 8; ++cell)
      text += fmt::format("a{},b{},c{},{}\n", cell & 1, cell >> 1 & 1, cell >> 2, random.below(4));
    const CountRules rules{.threshold = 3, .round = 0};
    std::vector<Release> out, with_truth;
    for (const auto& by : std::vector<std::vector<std::string>>{{"x", "y"}, {"y", "z"}, {"x", "z"}})
      if (const auto made = publish(counts_of(text, by), rules, out)) {
        with_truth.push_back(made->release);
        out.push_back(published_again(made->release));
      }
    struct Known {
      unsigned cells = 0;  // bits
      std::int64_t low, high;
      std::int64_t least = 99, most = -1;  // of all tables found
    };
    std::vector<Known> known;
    for (const Release& r : out)
      for (const Figure& f : r.figures) {
        Known k{0, f.low, f.high.value_or(99), 99, -1};
        for (unsigned cell = 0; cell < 8; ++cell) {
          bool in = true;
          for (std::size_t d = 0; d < r.by.size(); ++d) {
            const unsigned bit = cell >> (r.by[d].front() - 'x') & 1U;
            in = in && (f.key[d] == total_word || f.key[d].back() - '0' == static_cast<int>(bit));
          }
          if (in) k.cells |= 1U << cell;
        }
        known.push_back(k);
      }
    std::array<std::int64_t, 8> people{};
    const auto sum = [&](const Known& k, unsigned until) {
      std::int64_t total = 0;
      for (unsigned cell = 0; cell < until; ++cell)
        if ((k.cells >> cell & 1U) != 0) total += people[cell];
      return total;
    };
    const auto every = [&](const auto& self, unsigned cell) -> void {
      for (const Known& k : known)
        if (const auto so_far = sum(k, cell); so_far > k.high || (cell == 8 && so_far < k.low)) return;
      if (cell == 8) {
        for (Known& k : known) {
          k.least = std::min(k.least, sum(k, 8));
          k.most = std::max(k.most, sum(k, 8));
        }
        return;
      }
      for (people[cell] = 0; people[cell] <= 5; ++people[cell]) self(self, cell + 1);
    };
    every(every, 0);
    std::size_t at = 0;
    for (const Release& r : with_truth)
      for (const Figure& f : r.figures) {
        const Known& k = known[at++];
        if (!f.small) continue;
        ++small;
        EXPECT_LE(k.least, 1) << run << " " << f.key[0] << " " << f.key[1];
        EXPECT_GE(k.most, 2) << run << " " << f.key[0] << " " << f.key[1];
      }
  }
  EXPECT_GT(small, 50U);
}

TEST(Publish, WhatWasHiddenBeforeStaysHidden) {
  // Out already: by area and size, North's one hidden with a rectangle. The same people by size and age come next,
  // where nothing is small: printed as they are they would tell the earlier table's hidden figures of size one, and so
  // the rest.
  const auto first = publish(counts_of(homes, {"area", "size"}), {.threshold = 5, .round = 0}, {});
  ASSERT_TRUE(first);
  auto before = published_again(first->release, "before.csv");
  const auto sizes = counts_of("size,n\none,23\ntwo,54\nthree,62\n", {"size"});
  const auto exact = counts_of(
      "area,size,n\nNorth,two,20\nNorth,three,17\nSouth,one,12\nSouth,two,9\nSouth,three,31\n"
      "West,one,8\nWest,two,25\nWest,three,14\nNorth,one,3\n",
      {"area", "size"});
  // Everything but the small one exact would tell it: the attack agrees that it is known then.
  EXPECT_TRUE(publish(sizes, {.threshold = 5, .round = 0}, {before}));
  const auto again = publish(exact, {.threshold = 2, .round = 0}, {before});  // a publisher with a laxer rule
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_GT(again->shielded, 0U);
  const auto bounds = attack({before, published_again(again->release)});
  ASSERT_TRUE(bounds);
  for (const Bound& b : *bounds) {
    if (b.release != 0 || !first->release.figures[b.figure].small) continue;
    EXPECT_LE(b.low, 1);
    EXPECT_GE(b.high.value_or(1000), 4);
  }
}

TEST(Publish, PublishersRulesByName) {
  const auto counts = counts_of("area,n\nNorth,7\nSouth,8\nWest,4\nEast,61\n", {"area"});
  const auto one_to_seven = publish(counts, (*publisher_rules("1-to-7"))->counts, {});
  ASSERT_TRUE(one_to_seven);
  EXPECT_TRUE(figure(one_to_seven->release, {"North"}).hidden);
  const auto below_five = publish(counts, (*publisher_rules("below-5"))->counts, {});
  ASSERT_TRUE(below_five);
  EXPECT_TRUE(figure(below_five->release, {"West"}).hidden);
  EXPECT_EQ(publisher_rules("lax").error().code, "unknown-rules");
  // Where nought is hidden too, what is hidden could be nought.
  const std::string homeless =
      "area,home,n\nNorth,yes,30\nNorth,no,0\nSouth,yes,41\nSouth,no,12\nWest,yes,2\nWest,no,9\n";
  const auto none = publish(counts_of(homeless, {"area", "home"}), (*publisher_rules("0-to-4"))->counts, {});
  ASSERT_TRUE(none) << none.error().text();
  EXPECT_TRUE(figure(none->release, {"North", "no"}).hidden);
  EXPECT_EQ(none->small, 2U);
  for (const Bound& b : none->bounds) {
    EXPECT_EQ(b.low, 0);
    EXPECT_GE(b.high.value_or(99), 4);
  }
  EXPECT_EQ(rules_in_words((*publisher_rules("0-to-4"))->counts),
            "counts from 0 to 4 are hidden; others are rounded to the nearest 5");
}

Release sums_of(const std::string& text, const SumRules& rules) {
  const auto r = read_sums(*csv::parse(text, "t.csv"), {"area"}, "spend", "provider", rules);
  EXPECT_TRUE(r) << (r ? "" : r.error().text());
  return *r;
}

TEST(Publish, SumsByTheirContributors) {
  // North: one provider makes 90 of 100; South: three near equals; rules of dominance and p % only.
  const std::string text =
      "area,provider,spend\nNorth,a,90.00\nNorth,b,6.00\nNorth,c,4.00\nSouth,a,30.00\nSouth,d,35.00\nSouth,e,35.00\n"
      "West,f,500.00\nWest,g,400.00\nWest,h,300.00\n";
  const SumRules rules{.contributors = 1, .dominance_n = 1, .dominance_k = 80, .p_percent = 10, .round = 1};
  const auto sums = sums_of(text, rules);
  const Figure& north = figure(sums, {"North"});
  EXPECT_TRUE(north.small);
  // Dominance lacks 90 ÷ 0.8 − 100 = 12.5, p % lacks 9 − 4 = 5: the range reaches 13 pounds either way.
  EXPECT_EQ(north.must_low, 87);
  EXPECT_EQ(north.must_high, 113);
  EXPECT_FALSE(figure(sums, {"South"}).small);
  EXPECT_EQ(figure(sums, {"South"}).contributors, 3);
  const auto out = publish_sums(sums, rules, {});
  ASSERT_TRUE(out) << out.error().text();
  EXPECT_TRUE(figure(out->release, {"North"}).hidden);
  EXPECT_GE(out->more, 1U);
  const auto bounds = attack({published_again(out->release)});
  ASSERT_TRUE(bounds);
  EXPECT_LE(bounds->front().low, 87);
  EXPECT_GE(bounds->front().high.value_or(1000), 113);
  EXPECT_TRUE(published_again(out->release).pounds);
  // Two providers of one area make it theirs: the second tells the first.
  EXPECT_TRUE(figure(sums_of("area,provider,spend\nNorth,a,50.00\nNorth,b,50.00\n", rules), {"North"}).small);
}

RC_GTEST_PROP(Publish, NoSensitiveSumIsEverToldTooClosely, ()) {
  const auto areas = *rc::gen::inRange(1, 5), kinds = *rc::gen::inRange(1, 4);
  std::string text = "area,kind,provider,spend\n";
  for (int a = 0; a < areas; ++a)
    for (int k = 0; k < kinds; ++k)
      for (int p = *rc::gen::inRange(0, 5); p > 0; --p)
        text += fmt::format("a{},k{},p{},{}.{:02}\n", a, k, *rc::gen::inRange(0, 6), *rc::gen::inRange(0, 900),
                            *rc::gen::inRange(0, 100));
  if (text.size() < 30) RC_DISCARD("nobody");
  const SumRules rules{.contributors = *rc::gen::inRange(1, 4),
                       .dominance_n = *rc::gen::inRange(1, 3),
                       .dominance_k = *rc::gen::element(60.0, 85.0, 100.0),
                       .p_percent = *rc::gen::element(0.0, 5.0, 15.0),
                       .round = *rc::gen::element<std::int64_t>(1, 10)};
  const auto sums = read_sums(*csv::parse(text, "t.csv"), {"area", "kind"}, "spend", "provider", rules);
  RC_ASSERT(sums);
  const auto out = publish_sums(*sums, rules, {});
  RC_ASSERT(out);
  const auto bounds = attack({published_again(out->release)});
  RC_ASSERT(bounds);
  for (const Bound& b : *bounds) {
    const Figure& f = out->release.figures[b.figure];
    RC_ASSERT(b.low <= f.value);
    RC_ASSERT(f.value <= b.high.value_or(f.value));
    if (!f.small) continue;
    RC_ASSERT(b.low <= f.must_low);
    RC_ASSERT(b.high.value_or(f.must_high) >= f.must_high);
  }
}

TEST(Publish, RatiosTellNothingThatIsNotPrinted) {
  const auto counts =
      counts_of("area,happy,n\nNorth,yes,30\nNorth,no,10\nSouth,yes,2\nSouth,no,50\n", {"area", "happy"});
  const auto out = publish(counts, {.threshold = 5, .round = 5}, {});
  ASSERT_TRUE(out);
  for (std::size_t f = 0; f < out->release.figures.size(); ++f) {
    const auto& key = out->release.figures[f].key;
    const auto share = printed_ratio(out->release, f, "happy", "yes");
    if (key == std::vector<std::string>{"South", "yes"} || key[1] != "yes") EXPECT_FALSE(share);
    if (share) EXPECT_GE(out->release.figures[f].value, 5);
  }
}

TEST(Publish, HistoryComesBackAsItWas) {
  const std::vector<Released> history{{"a.csv", std::string(64, 'f'), "2026-04-01", "counts from 1 to 4 are hidden"}};
  const auto again = read_history(history_csv(history), "h.csv");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->front().sha256, history.front().sha256);
  EXPECT_TRUE(read_history("file,sha256,released,rules\na.csv,xyz,2026-04-01,\n", "h.csv")
                  .error()
                  .text()
                  .starts_with("h.csv:2:sha256: 'xyz' is not a SHA-256"));
}

}  // namespace
}  // namespace onepot::learn
