#include "onepot/spread/listen.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/random.h"

namespace onepot::spread {
namespace {

std::optional<std::string> polis(const std::string& name) {
  const char* given = std::getenv("ONEPOT_SHARED_DATA");
  const std::string path =
      (given != nullptr ? given : std::string(ONEPOT_SOURCE_DIR) + "/../shared/data") + "/polis/" + name;
  if (!std::filesystem::exists(path)) return std::nullopt;
  return *read_file(path);
}

TEST(Listen, GivesThePublishedGroupsOfARealConversation) {
  const auto text = polis("votes.json"), published = polis("math-pca2.json");
  if (!text || !published) GTEST_SKIP() << "no shared data: set ONEPOT_SHARED_DATA";
  const auto math = json::parse(*published, "math-pca2.json")->as_object();
  std::set<std::string> without;
  for (const auto& t : math.at("mod-out").as_array()) without.insert(std::to_string(t.as_int64()));
  const auto votes = read_votes(*text, "votes.json");
  ASSERT_TRUE(votes) << votes.error().text();
  const auto heard = listen(*votes, without);
  ASSERT_TRUE(heard) << heard.error().text();

  // Centre and components, statement by statement.
  const auto number = [](const json::value& v) { return v.to_number<double>(); };
  for (std::size_t t = 0; t < votes->statements.size(); ++t) {
    const auto tid = static_cast<std::size_t>(std::stoi(votes->statements[t]));
    EXPECT_NEAR(heard->center[t], number(math.at("pca").at("center").at(tid)), 1e-12);
    for (std::size_t c = 0; c < 2; ++c)
      EXPECT_NEAR(heard->components[c][t], number(math.at("pca").at("comps").at(c).at(tid)), 1e-9);
    EXPECT_NEAR(heard->consensus[t], number(math.at("group-aware-consensus").at(std::to_string(tid))), 1e-12);
  }
  // Where each participant stands, and in which group.
  std::map<std::int64_t, std::string> participant_of_base;
  const auto& base = math.at("base-clusters").as_object();
  for (std::size_t b = 0; b < base.at("id").as_array().size(); ++b) {
    const std::string id = std::to_string(base.at("members").at(b).at(0).as_int64());
    participant_of_base[base.at("id").at(b).as_int64()] = id;
    const auto p = static_cast<std::size_t>(std::ranges::find(votes->participants, id) - votes->participants.begin());
    EXPECT_NEAR(heard->at[p].first, number(base.at("x").at(b)), 1e-9);
    EXPECT_NEAR(heard->at[p].second, number(base.at("y").at(b)), 1e-9);
  }
  std::set<std::set<std::string>> ours([&] {
    std::map<std::size_t, std::set<std::string>> groups;
    for (std::size_t p = 0; p < votes->participants.size(); ++p)
      groups[*heard->group[p]].insert(votes->participants[p]);
    std::set<std::set<std::string>> out;
    for (const auto& [g, members] : groups) out.insert(members);
    return out;
  }());
  std::set<std::set<std::string>> theirs;
  std::map<std::set<std::string>, std::int64_t> their_id;
  for (const auto& g : math.at("group-clusters").as_array()) {
    std::set<std::string> members;
    for (const auto& m : g.at("members").as_array()) members.insert(participant_of_base.at(m.as_int64()));
    their_id[members] = g.at("id").as_int64();
    theirs.insert(members);
  }
  EXPECT_EQ(heard->k, 3U);
  EXPECT_EQ(ours, theirs);
  // What each group stands for.
  for (std::size_t g = 0; g < heard->k; ++g) {
    std::set<std::string> members;
    for (std::size_t p = 0; p < votes->participants.size(); ++p)
      if (heard->group[p] == g) members.insert(votes->participants[p]);
    std::map<std::string, double> published_tests, own_tests;
    for (const auto& r : math.at("repness").at(std::to_string(their_id.at(members))).as_array())
      published_tests[std::to_string(r.at("tid").as_int64())] = number(r.at("repness-test"));
    for (const Stands& s : heard->stands)
      if (s.group == g) own_tests[votes->statements[s.statement]] = s.repness_test;
    ASSERT_EQ(own_tests.size(), published_tests.size());
    for (const auto& [tid, z] : published_tests) {
      ASSERT_TRUE(own_tests.contains(tid)) << "group " << g << " statement " << tid;
      EXPECT_NEAR(own_tests[tid], z, 1e-5);
    }
  }
}

TEST(Listen, FindsGroupsThatWerePutThere) {
  Random random(7);
  std::string text = "participant,statement,vote\n";
  for (int p = 0; p < 60; ++p)
    for (int s = 0; s < 20; ++s) {
      // Two camps on sixteen statements; everybody agrees with the last four.
      const int view = s >= 16 ? 1 : (p % 2 == 0) == (s % 2 == 0) ? 1 : -1;
      text += fmt::format("p{},s{},{}\n", p, s, random.chance(9, 10) ? view : -view);
    }
  const auto votes = read_votes(text, "v.csv");
  ASSERT_TRUE(votes);
  const auto heard = listen(*votes);
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->k, 2U);
  for (std::size_t p = 0; p < 60; ++p) EXPECT_EQ(heard->group[p] == heard->group[0], p % 2 == 0);
  for (std::size_t t = 0; t < 16; ++t) EXPECT_LT(heard->consensus[t], heard->consensus[16]);
}

TEST(Listen, HoldsForAnyVotes) {
  EXPECT_TRUE(rc::check([] {
    std::string text = "participant,statement,vote\n";
    const int people = *rc::gen::inRange(2, 30), statements = *rc::gen::inRange(2, 12);
    for (int p = 0; p < people; ++p)
      for (int s = 0; s < statements; ++s)
        if (const int v = *rc::gen::inRange(-1, 3); v < 2) text += fmt::format("{},{},{}\n", p, s, v);
    const auto votes = read_votes(text, "v.csv");
    RC_ASSERT(static_cast<bool>(votes));
    const auto heard = listen(*votes);
    if (!heard) {
      RC_ASSERT(heard.error().code == "too-few");
      return;
    }
    RC_ASSERT(heard->k >= 1 && heard->k <= 5 && heard->silhouette <= 1 && heard->silhouette >= -1);
    for (const double c : heard->consensus) RC_ASSERT(c > 0 && c < 1);
    for (const auto& [x, y] : heard->at) RC_ASSERT(std::isfinite(x) && std::isfinite(y));
  }));
}

TEST(Votes, NameThePlaceOfWhatIsWrong) {
  EXPECT_EQ(read_votes("participant,statement,vote\na,1,2\n", "v.csv").error().text(),
            "v.csv:2:vote: '2' is not a vote; expected 1 (agree), -1 (disagree) or 0 (pass)");
  EXPECT_EQ(read_votes("participant,vote\na,1\n", "v.csv").error().code, "missing-column");
  EXPECT_EQ(read_votes("[{\"participant_id\":1,\"statement_id\":2,\"vote\":5}]", "v.json").error().text(),
            "v.json:vote: vote 1: expected 1 (agree), -1 (disagree) or 0 (pass)");
  const auto changed = read_votes("timestamp,comment-id,voter-id,vote\n2,7,a,-1\n1,7,a,1\n", "v.csv");
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->votes[0][0], -1);
  EXPECT_EQ(listen(*changed).error().code, "too-few");
}

}  // namespace
}  // namespace onepot::spread
