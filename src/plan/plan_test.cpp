#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/plan/hints.h"
#include "onepot/plan/statement.h"

namespace onepot::plan {
namespace {

TEST(Write, OnlyThePersonIsTheAuthor) {
  for (const Part part : {Part::practitioner, Part::provider, Part::panel, Part::other, Part::supporter}) {
    const auto out = may_write({.part = part, .persons_own_words = true, .text = "I want a dog.", .helped_by = "Me"});
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().code, "not-the-author");
  }
  EXPECT_EQ(may_write({.part = Part::person, .text = "I want a dog."})->supported_by, "");
  const auto helped = may_write({.part = Part::supporter,
                                 .may_help_write = true,
                                 .persons_own_words = true,
                                 .text = "I want a dog.",
                                 .helped_by = " my sister Jo "});
  ASSERT_TRUE(helped);
  EXPECT_EQ(helped->supported_by, "my sister Jo");
  EXPECT_EQ(may_write({.part = Part::supporter, .may_help_write = true, .text = "x", .helped_by = "Jo"}).error().code,
            "not-own-words");
  EXPECT_EQ(
      may_write({.part = Part::supporter, .may_help_write = true, .persons_own_words = true, .text = "x"}).error().code,
      "no-credit");
  EXPECT_EQ(may_write({.part = Part::person, .text = " \n"}).error().code, "empty");
  std::string long_text;
  for (int i = 0; i < 2000; ++i) long_text += "é";
  EXPECT_TRUE(may_write({.part = Part::person, .text = long_text}));
  EXPECT_EQ(may_write({.part = Part::person, .text = long_text + "."}).error().code, "too-long");
}

TEST(Propose, SilenceIsNotConsent) {
  // However many proposals wait and however old they are, the plan is what the person wrote.
  EXPECT_TRUE(rc::check([] {
    std::vector<Statement> statements;
    std::vector<Proposal> proposals;
    const auto n = *rc::gen::inRange(0, 20);
    for (int i = 0; i < n; ++i) {
      statements.push_back(
          {.id = i, .text = "I " + std::to_string(i), .written = Instant(std::chrono::milliseconds(i))});
      proposals.push_back({.id = i,
                           .statement = i,
                           .by = "panel",
                           .text = "He should",
                           .reason = "because",
                           .made = Instant(std::chrono::milliseconds(*rc::gen::inRange(0, 1000000)))});
      RC_ASSERT(!adopted(proposals.back(), 100, Instant()));
    }
    RC_ASSERT(in_force(statements).size() == static_cast<std::size_t>(n));
    RC_ASSERT(waiting(proposals).size() == static_cast<std::size_t>(n));
  }));
}

TEST(Propose, ThePersonAnswersOnce) {
  Proposal p{
      .id = 7, .statement = 1, .by = "Ms Green", .text = "I want to try a week away.", .reason = "You said so in May"};
  EXPECT_TRUE(may_propose(Part::practitioner, p));
  EXPECT_EQ(may_propose(Part::person, p).error().code, "write-it-yourself");
  Proposal silent = p;
  silent.reason.clear();
  EXPECT_EQ(may_propose(Part::panel, silent).error().code, "no-reason");
  EXPECT_EQ(may_answer(Part::practitioner, p, Answer::accepted).error().code, "not-theirs");
  EXPECT_EQ(may_answer(Part::supporter, p, Answer::accepted).error().code, "not-theirs");
  EXPECT_EQ(may_answer(Part::person, p, Answer::none).error().code, "no-answer");
  EXPECT_TRUE(may_answer(Part::person, p, Answer::accepted));
  p.answer = Answer::accepted;
  EXPECT_EQ(may_answer(Part::person, p, Answer::declined).error().code, "already-answered");
  const auto sentence = adopted(p, 2, Instant(std::chrono::milliseconds(5)));
  ASSERT_TRUE(sentence);
  const std::vector<Statement> all{{.id = 1, .text = "I want a week away."}, *sentence};
  const auto now = in_force(all);
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now[0].text, "I want to try a week away.");
  EXPECT_EQ(now[0].supported_by, "Ms Green");
}

TEST(Hints, HelpAndNeverRefuse) {
  EXPECT_TRUE(hints("I want to live with friends, near a bus.").empty());
  EXPECT_TRUE(hints("").empty());
  const auto about = hints("Pete requires support to access the community.");
  ASSERT_EQ(about.size(), 3U);
  EXPECT_EQ(about[0].id, "starts-with-i");
  EXPECT_EQ(about[1].found, "requires");
  EXPECT_EQ(about[2].found, "access the community");
  std::string many = "I like";
  for (int i = 0; i < 30; ++i) many += " tea";
  EXPECT_EQ(hints(many)[0].id, "long");
  EXPECT_TRUE(hints("I am patiently waiting.").empty());
  EXPECT_TRUE(rc::check([](const std::string& any) { (void)hints(any); }));
}

TEST(Budget, KeepsAPartUndefined) {
  EXPECT_EQ(undefined_percent(Pence(10000), Pence(9000)), 10);
  EXPECT_EQ(undefined_percent(Pence(10000), Pence(10000)), 0);
  EXPECT_EQ(undefined_percent(Pence(0), Pence(0)), 0);
}

}  // namespace
}  // namespace onepot::plan
