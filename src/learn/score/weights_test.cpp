#include "onepot/learn/weights.h"

#include <gtest/gtest.h>

#include <array>

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

TEST(Eq5d, TheCrosswalkIsThePublishedTable) {
  // From the EuroQol Research Foundation's table of 3,125 states, as the R package eq5d (Morton and Nijjar) keeps it.
  const std::vector<std::pair<int, std::int64_t>> published{
      {11112, 879},  {11113, 848},  {11114, 635},  {11115, 414},  {11121, 837},  {11122, 768},  {11123, 750},
      {11124, 537},  {11125, 316},  {11131, 796},  {11132, 740},  {11133, 725},  {11134, 512},  {11135, 291},
      {11141, 584},  {11142, 527},  {11143, 513},  {11144, 352},  {11145, 186},  {11151, 264},  {11152, 208},
      {11153, 193},  {11154, 112},  {11155, 28},   {11211, 906},  {11212, 837},  {11213, 819},  {11214, 606},
      {11215, 385},  {11221, 795},  {11222, 736},  {11223, 721},  {11224, 508},  {11225, 287},  {11231, 767},
      {11241, 555},  {11251, 235},  {11255, -1},   {11311, 883},  {11411, 776},  {11412, 719},  {11413, 705},
      {11414, 535},  {11415, 359},  {11421, 677},  {11422, 621},  {11424, 437},  {11444, 270},  {11445, 131},
      {11454, 57},   {11511, 556},  {11555, -66},  {12111, 846},  {12112, 779},  {12114, 548},  {12211, 806},
      {12222, 649},  {12224, 421},  {12244, 237},  {12245, 71},   {12255, -88},  {12311, 796},  {12323, 627},
      {12335, 168},  {55331, -37},  {55332, -93},  {55344, -294}, {55351, -300}, {55411, 67},   {55412, 11},
      {55413, -4},   {55414, -85},  {55415, -169}, {55421, -32},  {55422, -88},  {55424, -184}, {55441, -161},
      {55442, -217}, {55444, -313}, {55445, -397}, {55454, -471}, {55455, -555}, {55511, 28},   {55521, -71},
      {55522, -127}, {55524, -223}, {55544, -352}, {55545, -436}, {55554, -510}, {55555, -594}};
  const Eq5dSet& set = **eq5d_set("eq5d-5l:UK-crosswalk");
  for (const auto& [state, index] : published) {
    std::array<int, 5> levels{};
    for (int i = 4, rest = state; i >= 0; --i, rest /= 10) levels[static_cast<std::size_t>(i)] = rest % 10;
    EXPECT_EQ(eq5d_index(set, levels), index) << state;
  }
  // The R package eq5dsuite (Rand and others) gives 0.6829058 and 0.6288650; 21111 is often quoted.
  EXPECT_EQ(eq5d_index(set, {2, 1, 1, 3, 2}), 683);
  EXPECT_EQ(eq5d_index(set, {3, 2, 3, 2, 1}), 629);
  EXPECT_EQ(eq5d_index(set, {2, 1, 1, 1, 1}), 877);
  EXPECT_EQ(eq5d_index(set, {1, 1, 1, 1, 1}), 1000);
  // 1, 3 and 5 are the 3L's 1, 2 and 3.
  EXPECT_EQ(eq5d_index(set, {3, 1, 5, 3, 1}), eq5d_index(**eq5d_set("eq5d-3l:UK"), {2, 1, 3, 2, 1}));
  EXPECT_EQ(eq5d_index(set, {1, 6, 1, 1, 1}).error().where.column, "selfcare");
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
