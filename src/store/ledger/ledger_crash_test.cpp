// A process that enters transfers is killed at a random moment, again and again: what it had acknowledged is there,
// what it had not is there whole or not at all, and the books verify. ONEPOT_CRASH_ROUNDS says how often (30).
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "onepot/base/random.h"
#include "onepot/store/ledger.h"
#include "onepot/store/test_database.h"

namespace onepot::store {
namespace {

/// The n-th batch of one to five transfers; the same for every process, as a client that tries again would send it.
std::vector<pot::Transfer> crash_batch(std::int64_t n) {
  std::vector<pot::Transfer> out;
  for (std::int64_t i = 0; i <= n % 5; ++i)
    out.push_back({.id = fmt::format("{}-{}", n, i),
                   .booked = Date(2026, 4, 1),
                   .effective = Date(2026, 4, 1),
                   .from = "funder:asc",
                   .to = fmt::format("pot:p{}:asc", (n + i) % 50),
                   .amount = Pence(n + 1),
                   .stream = "asc"});
  return out;
}

/// Enters batches from `from` on for ever, writing each one's number to the pipe once it is durable.
[[noreturn]] void enter_until_killed(const std::string& url, std::int64_t from, int pipe) {
  auto db = Database::open(url);
  for (std::int64_t n = from; db; ++n) {
    const auto batch = crash_batch(n);
    if (!db->write([&](Session& s) { return ledger::post(s, batch); })) break;
    if (::write(pipe, &n, sizeof n) != static_cast<ssize_t>(sizeof n)) break;
  }
  ::_exit(1);
}

TEST(LedgerCrash, NothingAcknowledgedIsLostAndNothingHalfDoneIsSeen) {
  const char* chosen = std::getenv("ONEPOT_CRASH_ROUNDS");
  const int rounds = chosen ? std::atoi(chosen) : 30;
  auto place = TestDatabase::make(Dialect::sqlite);
  place->close();  // as long as one process has it open, the next one need not recover
  Random random(1);
  std::int64_t acknowledged = -1;
  for (int round = 0; round < rounds; ++round) {
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(pipe[0]);
      enter_until_killed(place->url(), acknowledged + 1, pipe[1]);
    }
    ::close(pipe[1]);
    // From the first moment (while it opens and recovers) to well into its work, however slow the machine is: after
    // so many batches, and a moment more.
    std::int64_t batches = random.chance(1, 4) ? 0 : random.between(1, 12);
    for (std::int64_t n = 0; batches > 0 && ::read(pipe[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n); --batches)
      acknowledged = n;
    std::this_thread::sleep_for(std::chrono::microseconds(random.between(0, 6'000)));
    ::kill(child, SIGKILL);
    for (std::int64_t n = 0; ::read(pipe[0], &n, sizeof n) == static_cast<ssize_t>(sizeof n);) acknowledged = n;
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself";

    auto reopened = Database::open(place->url());
    ASSERT_TRUE(reopened) << reopened.error().text();
    reopened->read([&](Session& s) {
      const auto found = ledger::verify(s);
      EXPECT_EQ(found.problems, std::vector<std::string>()) << "round " << round;
      std::int64_t whole = 0;  // transfers of all batches up to the last acknowledged one
      for (std::int64_t n = 0; n <= acknowledged; ++n) whole += n % 5 + 1;
      const std::int64_t next =
          (acknowledged + 1) % 5 + 1;  // the batch that may have been durable before it could say so
      EXPECT_TRUE(found.transfers == whole || found.transfers == whole + next)
          << found.transfers << " transfers are there, " << whole << " were acknowledged";
    });
    ASSERT_FALSE(::testing::Test::HasFailure());
  }
  EXPECT_GT(acknowledged, rounds) << "too little was entered to show anything";
}

}  // namespace
}  // namespace onepot::store
