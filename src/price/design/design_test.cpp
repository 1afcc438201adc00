#include "onepot/price/design.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "onepot/base/random.h"
#include "onepot/price/records.h"

namespace onepot::price {
namespace {

std::vector<std::uint32_t> everybody(const LinkedCosts& costs) {
  std::vector<std::uint32_t> out(costs.people());
  std::iota(out.begin(), out.end(), 0U);
  return out;
}

/// A village in which nights and being over 64 cost more, and the area nothing.
std::string village(std::size_t people, std::uint64_t seed, double noise) {
  Random random(seed);
  std::string out = "record,age,nights,area,two,cost\n";
  for (std::size_t i = 0; i < people; ++i) {
    const auto age = random.between(18, 95), nights = random.between(0, 7);
    const auto area = random.below(5);
    const bool two = random.chance(1, 5);
    const double cost =
        500 + (age > 64 ? 300.0 : 0.0) + (nights >= 4 ? 700.0 : 0.0) + (two ? 150.0 : 0.0) + noise * random.normal();
    out += fmt::format("p{},{},{},{},{},{}\n", i, age, nights, "NESWC"[area], two ? "yes" : "no",
                       to_decimal(Pence(std::llround(std::max(cost, 0.0) * 100))));
  }
  return out;
}

LinkedCosts read(const std::string& text) {
  auto costs = read_costs(text, "costs.csv", "cost", {"age", "nights", "area", "two"});
  EXPECT_TRUE(costs) << (costs ? "" : costs.error().front().text());
  return std::move(*costs);
}

TEST(PriceDesign, AKnownTreeIsRecovered) {
  const auto costs = read(village(4000, 7, 20));
  const auto made = design(costs, {.min_group = 30, .max_groups = 8}, 0.3, 5, 1);
  ASSERT_TRUE(made) << made.error().text();
  ASSERT_EQ(made->groups.size(), 8U);
  for (const auto& g : made->groups) {
    EXPECT_EQ(g.rule.find("area"), std::string::npos) << g.rule;
    EXPECT_NE(g.rule.find("age"), std::string::npos);
    EXPECT_NEAR(g.sd, 2000, 400);  // what is left is the noise: £20
  }
  EXPECT_GT(made->riv_train, 0.99);
  EXPECT_GT(*made->riv_holdout, 0.99);
  EXPECT_GT(made->stability, 0.98);
  EXPECT_EQ(made->train, 2800U);
  EXPECT_EQ(made->holdout, 1200U);
}

TEST(PriceDesign, WhereThereIsNothingToFindTheHoldOutSaysSo) {
  Random random(3);
  std::string text = "record,age,nights,area,two,cost\n";
  for (int i = 0; i < 2000; ++i)
    text += fmt::format("p{},{},{},N,no,{}.00\n", i, random.between(18, 95), random.between(0, 7),
                        random.between(100, 900));
  const auto made = design(read(text), {.min_group = 30}, 0.3, 5, 1);
  ASSERT_TRUE(made);
  EXPECT_GT(made->riv_train, 0.01);
  EXPECT_LT(*made->riv_holdout, 0.005);
  EXPECT_LT(made->stability, 0.6);
}

/// Every cut of every column tried by hand.
double best_gain(const LinkedCosts& costs, std::size_t least) {
  const auto squares = [&](const std::vector<std::size_t>& people) {
    double sum = 0, out = 0;
    for (const auto p : people) sum += static_cast<double>(costs.pence[p]);
    for (const auto p : people)
      out += std::pow(static_cast<double>(costs.pence[p]) - sum / static_cast<double>(people.size()), 2);
    return out;
  };
  std::vector<std::size_t> all(costs.people());
  std::iota(all.begin(), all.end(), 0U);
  double best = 0;
  const auto try_sides = [&](const auto& low) {
    std::vector<std::size_t> a, b;
    for (const auto p : all) (low(p) ? a : b).push_back(p);
    if (a.size() >= least && b.size() >= least) best = std::max(best, squares(all) - squares(a) - squares(b));
  };
  for (const Known& known : costs.known) {
    if (known.kind == Attribute::Kind::count)
      for (std::uint32_t cut = 0; cut < known.distinct(); ++cut)
        try_sides([&](std::size_t p) { return known.at[p] <= cut; });
    else
      for (std::uint32_t set = 0; set < 1U << known.distinct(); ++set)
        try_sides([&](std::size_t p) { return (set >> known.at[p] & 1U) != 0; });
  }
  return best;
}

RC_GTEST_PROP(PriceDesign, TheFirstDivisionIsTheBestThereIs, ()) {
  const auto people = *rc::gen::inRange<std::size_t>(8, 60);
  const auto costs = read(village(people, *rc::gen::arbitrary<std::uint64_t>(), 200));
  const std::size_t least = *rc::gen::inRange<std::size_t>(1, 4);
  const auto tree = grow(costs, everybody(costs), {.min_group = least, .max_groups = 1'000'000});
  RC_ASSERT(tree);
  const Branch& root = tree->nodes.front();
  const double gain =
      root.leaf() ? 0 : root.deviance - tree->nodes[root.left].deviance - tree->nodes[root.right].deviance;
  RC_ASSERT(std::abs(gain - best_gain(costs, least)) <= 1e-9 * root.deviance + 1e-6);
}

RC_GTEST_PROP(PriceDesign, TheDraftCurrencyGroupsEverybodyAsTheTreeDoes, ()) {
  const std::string text = village(*rc::gen::inRange<std::size_t>(60, 400), *rc::gen::arbitrary<std::uint64_t>(), 300);
  const auto costs = read(text);
  const auto made = design(costs, {.min_group = 5, .max_groups = 12}, 0.2, 0, 1);
  RC_ASSERT(made);
  const auto currency = load_currency(published(*made, costs, "draft", "draft"));
  RC_ASSERT(currency);
  RC_ASSERT(currency->status == Status::draft);
  const auto rows = read_records(*currency, *csv::parse(text, "costs.csv"));
  RC_ASSERT(rows);
  const auto leaves = made->tree.in_order();
  std::size_t people = 0;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    RC_ASSERT((*rows)[i].faults.empty());
    const auto group = currency->groups[currency->group_of((*rows)[i].record)].id;
    const auto leaf = made->tree.leaf_of(costs, i);
    RC_ASSERT(group == made->groups[static_cast<std::size_t>(std::ranges::find(leaves, leaf) - leaves.begin())].id);
  }
  for (const auto& g : made->groups) {
    RC_ASSERT(g.people >= 5);
    people += g.people;
  }
  RC_ASSERT(people == made->train);
}

RC_GTEST_PROP(PriceDesign, MoreNightsNeverCostLessWhereTheRulesSaySo, ()) {
  const auto costs = read(village(300, *rc::gen::arbitrary<std::uint64_t>(), 900));
  DesignRules rules{.min_group = 5, .max_groups = 40, .direction = {0, 1, 0, -1}};
  const auto tree = grow(costs, everybody(costs), rules);
  RC_ASSERT(tree);
  LinkedCosts moved = costs;
  for (std::size_t p = 0; p < costs.people(); ++p) {
    double before = -1;
    for (std::uint32_t n = 0; n < costs.known[1].distinct(); ++n) {
      moved.known[1].at[p] = n;
      const double mean = tree->nodes[tree->leaf_of(moved, p)].mean;
      RC_ASSERT(mean >= before);
      before = mean;
    }
    moved.known[1].at[p] = costs.known[1].at[p];
    moved.known[3].at[p] = 0;
    const double without = tree->nodes[tree->leaf_of(moved, p)].mean;
    moved.known[3].at[p] = 1;
    RC_ASSERT(tree->nodes[tree->leaf_of(moved, p)].mean <= without);
    moved.known[3].at[p] = costs.known[3].at[p];
  }
}

RC_GTEST_PROP(PriceDesign, WhatIsKeptTogetherIsNeverParted, ()) {
  const auto costs = read(village(300, *rc::gen::arbitrary<std::uint64_t>(), 900));
  DesignRules rules{.min_group = 5, .max_groups = 40};
  rules.together.push_back({.known = 0, .low = 30, .high = 80});
  rules.together.push_back({.known = 2, .codes = {0, 3}});
  const auto tree = grow(costs, everybody(costs), rules);
  RC_ASSERT(tree);
  for (const Branch& b : tree->nodes) {
    if (b.leaf()) continue;
    if (b.known == 0) RC_ASSERT(b.cut < 30 || b.cut >= 80);
    if (b.known == 2) RC_ASSERT(b.low_side[0] == b.low_side[3]);
  }
}

TEST(PriceDesign, ThreadsChangeNothing) {
  const auto costs = read(village(30'000, 5, 300));
  const auto one = design(costs, {.threads = 1}, 0.3, 2, 9);
  const auto two = design(costs, {.threads = 2}, 0.3, 2, 9);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(published(*one, costs, "d", "d").files, published(*two, costs, "d", "d").files);
  EXPECT_EQ(one->stability, two->stability);
}

/// A column of more values than are counted in a table is divided from its sorted list: the best cut there is, too.
TEST(PriceDesign, ManyValuesAreDividedAsWellAsFew) {
  Random random(11);
  std::string text = "record,age,nights,area,two,cost\n";
  for (int i = 0; i < 1500; ++i) {
    const auto age = random.between(-100'000, 900'000);
    text += fmt::format("p{},{},{},{},{},{}\n", i, age, random.between(0, 7), "NESWC"[random.below(5)],
                        random.chance(1, 5) ? "yes" : "no",
                        to_decimal(Pence(random.between(0, 90'000) + (age > 345'678 ? 2000 : 0))));
  }
  const auto costs = read(text);
  ASSERT_GT(costs.known[0].distinct(), 1400U);
  for (const std::size_t least : {1U, 30U, 400U}) {
    const auto tree = grow(costs, everybody(costs), {.min_group = least, .max_groups = 2});
    ASSERT_TRUE(tree);
    const Branch& root = tree->nodes.front();
    ASSERT_FALSE(root.leaf());
    const double gain = root.deviance - tree->nodes[root.left].deviance - tree->nodes[root.right].deviance;
    EXPECT_NEAR(gain, best_gain(costs, least), 1e-9 * root.deviance);
  }
}

TEST(PriceDesign, ThreadsChangeNothingWhereTheyDivideOnePartTogether) {
  const auto costs = read(village(120'000, 6, 300));
  const auto one = design(costs, {.threads = 1}, 0, 0, 9);
  for (const unsigned threads : {2U, 3U}) {
    const auto more = design(costs, {.threads = threads}, 0, 0, 9);
    ASSERT_TRUE(one && more);
    EXPECT_EQ(published(*one, costs, "d", "d").files, published(*more, costs, "d", "d").files);
  }
}

TEST(PriceDesign, WhoWinsAndWhoLosesByProvider) {
  const auto costs = *read_costs("kind,cost\na,10.00\na,20.00\nb,100.00\nb,101.01\n", "c.csv", "cost", {"kind"});
  const auto made = design(costs, {.min_group = 1, .max_groups = 2}, 0, 0, 1);
  ASSERT_TRUE(made);
  const auto beside = *read_costs("who,paid\nX,12.00\nY,12.00\nX,90.00\nX,110.00\n", "c.csv", "paid", {"who"});
  const auto out = outcomes(*made, costs, beside.known[0], beside.pence);
  ASSERT_EQ(out.size(), 2U);
  // The groups' means are 15.00 and 100.505, which is 100.51 to the penny.
  EXPECT_EQ(out[0].provider, "X");
  EXPECT_EQ(out[0].people, 3U);
  EXPECT_EQ(out[0].cost, Pence(21101));
  EXPECT_EQ(out[0].paid_now, Pence(21200));
  EXPECT_EQ(out[0].by_groups, Pence(1500 + 2 * 10051));
  EXPECT_EQ(out[1].by_groups - out[1].paid_now, Pence(300));
}

TEST(PriceDesign, DecimalsStayDecimals) {
  const auto costs =
      read_costs("record,score,cost\na,0.5,1.00\nb,0.75,2.00\nc,2.25,9.00\nd,-1,1.50\n", "c.csv", "cost", {"score"});
  ASSERT_TRUE(costs);
  EXPECT_EQ(costs->known[0].values, (std::vector<std::int64_t>{-100, 50, 75, 225}));
  const auto made = design(*costs, {.min_group = 1, .max_groups = 2}, 0, 0, 1);
  ASSERT_TRUE(made);
  ASSERT_EQ(made->groups.size(), 2U);
  EXPECT_EQ(made->groups[0].rule, "score <= 1.49");  // halfway between 0.75 and 2.25; 1.50 itself goes up, as in rpart
  const auto currency = load_currency(published(*made, *costs, "draft", "draft"));
  ASSERT_TRUE(currency) << currency.error().text();
  EXPECT_EQ(currency->group_of({*parse_value(currency->attributes[0], "1.49")}), 0U);
  EXPECT_EQ(currency->group_of({*parse_value(currency->attributes[0], "1.5")}), 1U);
  EXPECT_EQ(currency->written(0, -5), "-0.05");
  EXPECT_FALSE(parse_value(currency->attributes[0], "1.505"));
}

TEST(PriceDesign, AWordAmongNumbersIsNotAColumnOfCodes) {
  const auto table = [](const std::string& word, std::size_t every) {
    std::string out = "age,cost\n";
    for (std::size_t i = 0; i < 200; ++i)
      out += (i % every == every - 1 ? word : std::to_string(18 + i % 70)) + ",10.00\n";
    return out;
  };
  const auto lost = read_costs(table("NA", 50), "c.csv", "cost", {"age"});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().front().text().substr(0, 30), "c.csv:51:age: 'NA' is not a nu");
  // A column that is half words is one of codes, however many of them look like numbers.
  const auto mixed = read_costs(table("ward", 2), "c.csv", "cost", {"age"});
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->known.front().kind, Attribute::Kind::code);
}

TEST(PriceDesign, BadInputIsRefusedWithItsPlace) {
  const auto refusal = [](const std::string& text, const std::vector<std::string>& by) {
    const auto costs = read_costs(text, "c.csv", "cost", by);
    return costs ? "accepted" : costs.error().front().text();
  };
  EXPECT_EQ(refusal("age,cost\n1,x\n", {"age"}), "c.csv:2:cost: " + parse_pence("x").error().sentence);
  EXPECT_TRUE(refusal("age,cost\n,1.00\n", {"age"}).starts_with("c.csv:2:age: nothing stands here"));
  EXPECT_TRUE(refusal("age,cost\n1,1.00\n", {"nights"}).starts_with("c.csv:1:nights: "));
  EXPECT_TRUE(refusal("age,cost\n", {"age"}).starts_with("c.csv:1: there is nobody"));
  const auto few = read_costs("age,cost\n1,1.00\n2,2.00\n", "c.csv", "cost", {"age"});
  EXPECT_EQ(design(*few, {}, 0, 0, 1).error().code, "too-few");
}

}  // namespace
}  // namespace onepot::price
