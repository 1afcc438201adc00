#include "kept.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::place {
namespace {

using Text = Kept<std::string>;

std::string ask(Text& kept, const std::string& key, const std::optional<std::string>& mark, const std::string& makes) {
  return **kept.get(key, mark, [&] { return Result<std::string>(makes); });
}

TEST(Kept, GivesTheSameUntilTheMarkIsAnother) {
  Text kept(4);
  EXPECT_EQ(ask(kept, "a", "1", "first"), "first");
  EXPECT_EQ(ask(kept, "a", "1", "second"), "first");
  EXPECT_EQ(ask(kept, "b", "1", "third"), "third") << "another key is another question";
  EXPECT_EQ(ask(kept, "a", "2", "fourth"), "fourth");
  EXPECT_EQ(ask(kept, "a", "2", "fifth"), "fourth");
  EXPECT_EQ(ask(kept, "a", "1", "sixth"), "sixth") << "a key has one answer";
}

TEST(Kept, KeepsNothingWithoutAMarkAndNoRefusal) {
  Text kept(4);
  EXPECT_EQ(ask(kept, "a", std::nullopt, "first"), "first");
  EXPECT_EQ(ask(kept, "a", std::nullopt, "second"), "second");
  EXPECT_EQ(ask(kept, "a", "1", "third"), "third");
  EXPECT_EQ(ask(kept, "a", std::nullopt, "fourth"), "fourth") << "nor is anything given without one";
  const auto refused = kept.get("b", "1", []() -> Result<std::string> { return refuse("no", "Not now"); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "no");
  EXPECT_EQ(ask(kept, "b", "1", "fifth"), "fifth");
}

TEST(Kept, WhatWasAskedForLongestAgoGoesFirst) {
  Text kept(10, [](const std::string& s) { return s.size(); });
  ask(kept, "a", "1", "aaaa");
  ask(kept, "b", "1", "bbbb");
  ask(kept, "a", "1", "");
  ask(kept, "c", "1", "cccc");
  EXPECT_EQ(ask(kept, "a", "1", "again"), "aaaa");
  EXPECT_EQ(ask(kept, "b", "1", "gone"), "gone");
  EXPECT_EQ(ask(kept, "d", "1", "far too long to be kept"), "far too long to be kept");
  EXPECT_EQ(ask(kept, "d", "1", "made again"), "made again");
  // What is replaced does not count any more.
  Text small(4, [](const std::string& s) { return s.size(); });
  for (const auto* mark : {"1", "2", "3", "4", "5"}) ask(small, "a", mark, "aaa");
  ask(small, "b", "1", "b");
  EXPECT_EQ(ask(small, "a", "5", "lost"), "aaa");
}

TEST(Kept, IsMadeOnceWhenManyAskAtOnce) {
  Text kept(4);
  std::atomic<int> made = 0;
  std::vector<std::thread> askers;
  for (int i = 0; i < 8; ++i)
    askers.emplace_back([&] {
      for (const auto* mark : {"1", "2"})
        EXPECT_EQ(**kept.get(mark, mark,
                             [&] {
                               ++made;
                               std::this_thread::sleep_for(std::chrono::milliseconds(20));
                               return Result<std::string>(mark);
                             }),
                  mark);
    });
  for (auto& asker : askers) asker.join();
  EXPECT_EQ(made, 2);
}

}  // namespace
}  // namespace onepot::place
