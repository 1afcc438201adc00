#include "onepot/learn/weights.h"

#include <gtest/gtest.h>

#include "onepot/learn/eq5d.h"

namespace onepot::learn {
namespace {

/// Made-up weights of the shape of a licensed measure: level 1 is worth most.
std::string made_up(const Measure& m) {
  std::string out = "item,level,value\nconstant,,-0.466\nmultiply,,0.203\n";
  for (std::size_t i = 0; i < m.items.size(); ++i)
    for (int l = 1; l <= m.levels; ++l)
      out += m.items[i] + "," + std::to_string(l) + ",0." + std::to_string(9 - 2 * l) + std::to_string(i) + "\n";
  return out;
}

TEST(Weights, ScoreAnAdditiveMeasure) {
  const Measure& ascot = *weighted_measure("ascot-sct4");
  const auto w = read_weights(made_up(ascot), "w.csv", ascot);
  ASSERT_TRUE(w) << w.error().text();
  // Level 1: 0.70 to 0.77, 5.88 in all; 0.203 × 5.88 − 0.466 = 0.72764.
  EXPECT_EQ(thousandths(*weighted_index(*w, std::vector<int>(8, 1))), "0.728");
  // Level 4: 0.10 to 0.17, 1.08; 0.203 × 1.08 − 0.466 = −0.24676.
  EXPECT_EQ(thousandths(*weighted_index(*w, std::vector<int>(8, 4))), "-0.247");
  EXPECT_EQ(weighted_index(*w, {1, 1, 5, 1, 1, 1, 1, 1}).error().where.column, "food");
}

TEST(Weights, ScoreATableOfStates) {
  const Measure& crosswalk = *weighted_measure("eq5d-5l:UK-crosswalk");
  const auto w = read_weights("state,index\n11111,1.000\n21111,0.877\n55555,-0.594\n", "cw.csv", crosswalk);
  ASSERT_TRUE(w) << w.error().text();
  EXPECT_EQ(thousandths(*weighted_index(*w, {2, 1, 1, 1, 1})), "0.877");
  EXPECT_EQ(thousandths(*weighted_index(*w, {5, 5, 5, 5, 5})), "-0.594");
  EXPECT_EQ(weighted_index(*w, {5, 5, 5, 5, 4}).error().sentence, "the table of weights has no state 55554");
  EXPECT_EQ(read_weights("state,index\n11116,1\n", "cw.csv", crosswalk).error().text(),
            "cw.csv:2:state: '11116' is not a state; expected 5 digits from 1 to 5");
}

TEST(Weights, RoundHalvesAwayFromNought) {
  const Measure& local = *weighted_measure("local");
  const auto w = read_weights("item,level,value\na,1,0.0005\na,2,-0.0005\na,3,0.000499\n", "l.csv", local);
  ASSERT_TRUE(w) << w.error().text();
  EXPECT_EQ(thousandths(*weighted_index(*w, {1})), "0.001");
  EXPECT_EQ(thousandths(*weighted_index(*w, {2})), "-0.001");
  EXPECT_EQ(thousandths(*weighted_index(*w, {3})), "0.000");
}

TEST(Weights, NameThePlaceOfWhatIsWrong) {
  const Measure& icecap = *weighted_measure("icecap-a");
  const auto wrong = [&](const std::string& text) { return read_weights(text, "w.csv", icecap).error().text(); };
  EXPECT_EQ(wrong("item,level,value\njoy,1,0.2\n"),
            "w.csv:2:item: 'joy' is not an item of icecap-a; expected stability, attachment, autonomy, achievement, "
            "enjoyment");
  EXPECT_EQ(wrong("item,level,value\nautonomy,5,0.2\n"), "w.csv:2:level: '5' is not a level; expected 1 to 4");
  EXPECT_EQ(wrong("item,level,value\nautonomy,1,a\n"),
            "w.csv:2:value: 'a' is not a weight; expected a decimal such as 0.432");
  EXPECT_EQ(wrong("item,level,value\nautonomy,1,0.1\nautonomy,1,0.1\n"),
            "w.csv:3:level: level 1 of autonomy stands above already");
  EXPECT_EQ(wrong("item,level,value\nautonomy,1,0.1\n"),
            "w.csv:level: stability lacks a weight for one of its levels; expected 1 to 4");
  EXPECT_EQ(weighted_measure("ascot"), nullptr);
}

TEST(Eq5d, VersionsAreNamedByTheirYear) {
  EXPECT_EQ(*eq5d_set("eq5d-5l:England"), *eq5d_set("eq5d-5l:England@2018"));
  EXPECT_EQ(eq5d_set("eq5d-5l:England@2017").error().code, "unknown-set");
  for (const Eq5dSet& set : eq5d_sets()) EXPECT_GE(set.year, 1997);
}

}  // namespace
}  // namespace onepot::learn
