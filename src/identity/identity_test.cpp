#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/identity/password.h"
#include "onepot/identity/session.h"
#include "onepot/identity/throttle.h"
#include "onepot/identity/token.h"

namespace onepot::identity {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const HashCost quick{.passes = 1, .memory_bytes = 8192};
const Instant noon = *parse_instant("2026-11-21T12:00:00Z");

// From the test vectors of the argon2 reference implementation (src/test.c, version 0x13, argon2id).
TEST(Password, KnowsHashesMadeElsewhere) {
  const std::string at_256 = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  const std::string at_65536 = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  EXPECT_TRUE(verify_password(at_256, "password"));
  EXPECT_TRUE(verify_password(at_65536, "password"));
  EXPECT_FALSE(verify_password(at_256, "passwore"));
  EXPECT_FALSE(verify_password(at_256, ""));
  EXPECT_FALSE(needs_rehash(at_65536));
  EXPECT_TRUE(needs_rehash(at_256));
}

TEST(Password, IsKnownAgainAndSaltedApart) {
  const auto first = *hash_password("correct horse battery", quick);
  const auto second = *hash_password("correct horse battery", quick);
  EXPECT_NE(first, second);
  EXPECT_TRUE(first.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << first;
  EXPECT_TRUE(verify_password(first, "correct horse battery"));
  EXPECT_FALSE(verify_password(first, "correct horse batterY"));
  EXPECT_FALSE(verify_nobody("correct horse battery", quick));
  EXPECT_TRUE((*hash_password("x")).starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST(Password, TakesNoOtherKindOfHash) {
  for (const auto* bad :
       {"", "password", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$", "$7$C6..../....x"})
    EXPECT_FALSE(verify_password(bad, "password")) << bad;
  EXPECT_FALSE(verify_password("$argon2id$" + std::string(500, 'a'), "password"));
}

TEST(PasswordRules, RefusesWhatAGuesserTriesFirst) {
  const std::vector<std::string> own{"Pete Marsh", "pete@example.org", "Ashdale"};
  const std::vector<std::pair<std::string, std::string>> cases{
      {"short", "password-short"},
      {"ninechars", "password-short"},
      {std::string(201, 'x'), "password-long"},
      {"aaaaaaaaaa", "password-common"},
      {"ababababab", "password-common"},
      {"1234567890", "password-common"},
      {"0987654321", "password-common"},
      {"qwertyuiop", "password-common"},
      {"qwerty12345", "password-common"},
      {"Password123", "password-common"},
      {"P@ssw0rd2024!", "password-common"},
      {"liverpool1892", "password-common"},
      {"abcdefghij", "password-common"},
      {"petemarsh1990", "password-own"},
      {"Pete Marsh", "password-own"},
      {"Ashdale2026", "password-own"},
      {"pete@example.org", "password-own"},
      {std::string("abcdefgh\xff\xfe"), "password-text"},
  };
  for (const auto& [password, code] : cases) {
    const auto answer = check_new_password(password, own);
    ASSERT_FALSE(answer.has_value()) << password;
    EXPECT_EQ(answer.error().code, code) << password;
  }
  for (const auto* good : {"otter lamp gravel", "coffeetablerain", "Mae'r ddraig goch", "тройка-мельница"})
    EXPECT_TRUE(check_new_password(good, own).has_value()) << good;
}

TEST(Token, IsLongRandomAndKeptOnlyAsAHash) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto token = new_token();
    EXPECT_TRUE(looks_like_token(token)) << token;
    EXPECT_TRUE(seen.insert(token).second);
  }
  // FIPS 180-4's example "abc".
  EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_FALSE(looks_like_token(""));
  EXPECT_FALSE(looks_like_token(std::string(43, '=')));
}

TEST(Csrf, HoldsForItsSessionAndPurposeOnly) {
  const auto session = new_token();
  const auto token = csrf_token(session, "plan");
  EXPECT_EQ(token.size(), 64U);
  EXPECT_NE(token, csrf_token(session, "plan"));
  EXPECT_TRUE(csrf_matches(session, token, "plan"));
  EXPECT_FALSE(csrf_matches(session, token, "pay"));
  EXPECT_FALSE(csrf_matches(new_token(), token, "plan"));
  EXPECT_FALSE(csrf_matches(session, "", "plan"));
  EXPECT_FALSE(csrf_matches(session, token + "A", "plan"));
  EXPECT_FALSE(csrf_matches(session, token.substr(1), "plan"));
}

TEST(Csrf, NoLetterCanBeChanged) {
  EXPECT_TRUE(rc::check([] {
    const auto session = new_token();
    auto token = csrf_token(session);
    const auto at = *rc::gen::inRange<std::size_t>(0, token.size());
    const auto letter = *rc::gen::inRange('!', '~');
    const bool same = token[at] == letter;
    token[at] = letter;
    RC_ASSERT(csrf_matches(session, token) == same);
  }));
}

TEST(Csrf, NothingAtAllIsTaken) {
  EXPECT_TRUE(rc::check([](const std::string& given) { RC_ASSERT(!csrf_matches("session", given)); }));
}

TEST(Session, EndsAtTheEarlierOfTwoLimits) {
  const auto rules = staff_session;
  EXPECT_EQ(session_state(noon, noon, noon + minutes(29), rules), SessionState::live);
  EXPECT_EQ(session_state(noon, noon, noon + minutes(30), rules), SessionState::idle_too_long);
  EXPECT_EQ(session_state(noon, noon + hours(12) - minutes(1), noon + hours(12), rules), SessionState::over);
  EXPECT_EQ(session_ends(noon, noon + minutes(10), rules), noon + minutes(40));
  EXPECT_EQ(session_ends(noon, noon + hours(12) - minutes(5), rules), noon + hours(12));
  EXPECT_FALSE(should_touch(noon, noon + seconds(59)));
  EXPECT_TRUE(should_touch(noon, noon + seconds(60)));
}

TEST(Session, IsLiveExactlyUntilItEnds) {
  EXPECT_TRUE(rc::check([] {
    const auto some = [](int most) { return seconds(*rc::gen::inRange(0, most)); };
    const auto seen = noon + some(30 * 3600);
    const auto now = seen + some(30 * 3600);
    for (const auto& rules : {person_session, staff_session})
      RC_ASSERT((session_state(noon, seen, now, rules) == SessionState::live) ==
                (now < session_ends(noon, seen, rules)));
  }));
}

std::vector<Attempt> failures(int n, seconds apart = seconds(1)) {
  std::vector<Attempt> out;
  for (int i = 0; i < n; ++i) out.push_back({.at = noon - apart * (n - 1 - i)});
  return out;
}

TEST(Throttle, WaitsLongerWithEachFailureUpToALimit) {
  EXPECT_EQ(wait_until({}, noon), std::nullopt);
  EXPECT_EQ(wait_until(failures(4), noon), std::nullopt);
  EXPECT_EQ(wait_until(failures(5), noon), noon + seconds(30));
  EXPECT_EQ(wait_until(failures(6), noon), noon + seconds(60));
  EXPECT_EQ(wait_until(failures(9), noon), noon + seconds(480));
  EXPECT_EQ(wait_until(failures(10), noon), noon + seconds(900));
  EXPECT_EQ(wait_until(failures(5000), noon), noon + seconds(900));
  EXPECT_EQ(wait_until(failures(5), noon + seconds(30)), std::nullopt);
  EXPECT_EQ(wait_until(failures(49), noon, address_throttle), std::nullopt);
}

TEST(Throttle, ForgetsAfterASuccessAndAfterADay) {
  auto attempts = failures(9);
  attempts.push_back({.at = noon, .succeeded = true});
  EXPECT_EQ(wait_until(attempts, noon), std::nullopt);
  attempts.push_back({.at = noon + seconds(1)});
  EXPECT_EQ(wait_until(attempts, noon + seconds(1)), std::nullopt);
  EXPECT_EQ(wait_until(failures(9, hours(6)), noon), std::nullopt);
}

TEST(Throttle, DoesNotMindTheOrder) {
  EXPECT_TRUE(rc::check([](const std::vector<std::pair<bool, unsigned short>>& raw) {
    std::vector<Attempt> attempts;
    for (const auto& [succeeded, ago] : raw) attempts.push_back({.at = noon - seconds(ago), .succeeded = succeeded});
    const auto answer = wait_until(attempts, noon);
    std::reverse(attempts.begin(), attempts.end());
    RC_ASSERT(wait_until(attempts, noon) == answer);
    if (answer) RC_ASSERT(*answer > noon && *answer <= noon + seconds(900));
  }));
}

}  // namespace
}  // namespace onepot::identity
