#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/spread/innovation.h"
#include "onepot/spread/similar.h"

namespace onepot::spread {
namespace {

Innovation three_men() {
  return {.id = 1,
          .name = "Three friends, one house, one micro-provider",
          .summary = "People who chose each other put part of their budgets together.",
          .kinds = {Kind::how},
          .origin = "Pete, Sam and Ali, Little Ash",
          .parts = {{11, true, "People choose each other"},
                    {12, true, "Each keeps a pot of their own"},
                    {13, true, "The provider is chosen by those who live there"},
                    {14, false, "Three people"},
                    {15, false, "A rented house"}},
          .looked_at_prior = true};
}

TEST(Innovation, SaysWhatIsMissing) {
  EXPECT_TRUE(missing(three_men()).empty());
  EXPECT_EQ(missing({}).size(), 7U);
  Innovation twice = three_men();
  twice.parts.push_back({16, false, "People choose each other "});
  EXPECT_EQ(missing(twice).at(0).code, "repeated-part");
  EXPECT_EQ(to_text(*parse_kinds("who| how|who")), "how|who");
  EXPECT_EQ(parse_kinds("why").error().code, "bad-kind");
  EXPECT_EQ(parse_kinds(" | ").error().code, "no-kind");
}

TEST(Adoption, AnswersForEveryPartAndSeesDrift) {
  const Innovation i = three_men();
  Adoption a{"Brackenford",
             {{11, Did::kept, ""},
              {12, Did::changed, "A shared account with separate lines"},
              {13, Did::left_out, "The council has a framework"},
              {14, Did::changed, "Two people"},
              {15, Did::kept, ""}}};
  EXPECT_TRUE(faults(i, a).empty());
  const Departures d = departures(i, a);
  EXPECT_TRUE(d.drift);
  EXPECT_EQ(d.words, "Kept 1 of 3 core parts, changed 1, left out “The provider is chosen by those who live there”.");
  EXPECT_EQ(d.changed.size(), 2U);
  const Innovation child = fork(i, a);
  EXPECT_EQ(child.parent, 1);
  ASSERT_EQ(child.parts.size(), 4U);
  EXPECT_EQ(child.parts[1].text, "A shared account with separate lines");
  a.parts[2] = {13, Did::kept, ""};
  EXPECT_FALSE(departures(i, a).drift);
  const std::vector<Adoption> both{a, a};
  EXPECT_EQ(fidelity(i, both)[1].changed, 2);
}

TEST(Adoption, RefusesWhatIsNotAnswered) {
  const Innovation i = three_men();
  const Refusals r =
      faults(i, {"X", {{11, Did::kept, ""}, {11, Did::kept, ""}, {12, Did::changed, " "}, {99, Did::kept, ""}}});
  std::vector<std::string> codes;
  for (const auto& x : r) codes.push_back(x.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"repeated-part", "no-note", "unknown-part", "not-answered", "not-answered",
                                             "not-answered"}));
  for (const Did d : {Did::kept, Did::changed, Did::left_out}) EXPECT_EQ(*parse_did(to_text(d)), d);
  EXPECT_FALSE(parse_did("lost"));
}

TEST(Lineage, EndsEvenInACircle) {
  std::vector<Innovation> library(3);
  for (std::size_t k = 0; k < 3; ++k) library[k].id = static_cast<std::int64_t>(k + 1);
  library[2].parent = 2;
  library[1].parent = 1;
  EXPECT_EQ(lineage(library, 3), (std::vector<std::int64_t>{3, 2, 1}));
  library[0].parent = 3;
  EXPECT_EQ(lineage(library, 3), (std::vector<std::int64_t>{3, 2, 1}));
  EXPECT_TRUE(lineage(library, 9).empty());
}

TEST(Similar, FindsWhatWasTriedBefore) {
  const std::vector<Text> library{
      {"house", "Three friends share a house and choose one small provider for their support"},
      {"garden", "A community garden run by people with dementia"},
      {"taxi", "A shared taxi to the town on market days"}};
  const auto found = most_similar("Friends sharing houses, with shared support", library);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].id, "house");
  EXPECT_TRUE(std::ranges::find(found[0].shared, "hous") != found[0].shared.end());
  EXPECT_EQ(most_similar("Three friends share a house and choose one small provider for their support", library)[0].id,
            "house");
  EXPECT_NEAR(most_similar(library[1].words, library)[0].likeness, 1, 1e-9);
  EXPECT_TRUE(most_similar("", library).empty());
  EXPECT_TRUE(most_similar("of the and", library).empty());
  EXPECT_EQ(stems("Sharing, shared, shares, share"), (std::vector<std::string>{"shar", "shar", "shar", "shar"}));
  EXPECT_TRUE(rc::check([&](const std::string& any) {
    for (const auto& s : most_similar(any, library)) RC_ASSERT(s.likeness >= 0 && s.likeness <= 1);
  }));
}

}  // namespace
}  // namespace onepot::spread
