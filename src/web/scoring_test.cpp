// A file of answers is scored by what its evaluator chooses, and nothing of it is kept.
#include <gtest/gtest.h>

#include "testing/village.h"

namespace onepot::web {
namespace {

using testing::Village;

const std::string answers =
    "id,mobility,selfcare,activity,pain,anxiety,respondent\n1,1,1,2,2,1,person\n2,3,3,3,3,3,carer\n3,1,1,,1,1,person\n";

TEST(Scoring, AFileIsLookedAtAndGivenBackWithItsIndex) {
  Village village;
  auto eva = village.as("eva");
  eva.get("/evaluations");
  ASSERT_EQ(eva.get(eva.href("/evaluations/score")), 200);
  EXPECT_TRUE(eva.has("eq5d-3l:UK@1997") && eva.has("ascot-sct4") && eva.has("University of Kent"));
  ASSERT_EQ(eva.upload("/evaluations/score", {{"answers", answers}}, {{"set", "eq5d-3l:UK@1997"}, {"do", "look"}}), 200)
      << eva.body;
  EXPECT_TRUE(eva.has("3 answers: 2 have an index, and 1 an item without an answer"));
  EXPECT_TRUE(eva.has("they must not be put together") && eva.has("carer: 1"));
  eva.get("/evaluations/score");
  ASSERT_EQ(eva.upload("/evaluations/score", {{"answers", answers}},
                       {{"set", "eq5d-3l:UK@1997"}, {"respondent", "person"}, {"do", "keep"}}),
            200);
  EXPECT_EQ(eva.body,
            "id,mobility,selfcare,activity,pain,anxiety,respondent,index\n1,1,1,2,2,1,person,0.760\n"
            "3,1,1,,1,1,person,\n");
}

TEST(Scoring, WhatIsWrongIsSaidWithItsPlace) {
  Village village;
  auto eva = village.as("eva");
  const auto sent = [&](const std::string& bytes, const std::string& set, const std::string& weights = "") {
    eva.get("/evaluations/score");
    testing::FormValues files{{"answers", bytes}};
    if (!weights.empty()) files.emplace_back("weights", weights);
    return eva.upload("/evaluations/score", files, {{"set", set}, {"do", "keep"}});
  };
  EXPECT_EQ(sent(answers, "made-up"), 422);
  EXPECT_TRUE(eva.has("Choose a value set"));
  EXPECT_EQ(sent("mobility,selfcare,activity,pain,anxiety\n1,1,4,1,1\n", "eq5d-3l:UK@1997"), 422);
  EXPECT_TRUE(eva.has("answers.csv:2:activity"));
  EXPECT_EQ(sent(answers, "ascot-sct4"), 422);
  EXPECT_TRUE(eva.has("needs the weights of your licence"));
  EXPECT_EQ(sent(answers, "eq5d-3l:UK@1997", "item,level,value\n"), 422);
  EXPECT_TRUE(eva.has("leave the weights out"));
  EXPECT_EQ(sent("calm\n2\n1\n", "local", "item,level,value\ncalm,1,0\ncalm,2,1.5\n"), 200) << eva.body;
  EXPECT_EQ(eva.body, "calm,index\n2,1.500\n1,0.000\n");
  EXPECT_EQ(village.as("pete").get("/evaluations/score"), 403);
}

}  // namespace
}  // namespace onepot::web
