// Balances are written now and then, and the rows since are added to them: whoever asks, whoever writes, and whatever
// was undone in between, it is as if they were written each time.
#include <gtest/gtest.h>

#include "ledger_recent.h"
#include "onepot/base/random.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"
#include "onepot/store/test_database.h"

namespace onepot::store {
namespace {

const Date recent_day(2026, 4, 1);

pot::Transfer recent_move(std::string id, std::string from, std::string to, std::int64_t pence) {
  return {.id = std::move(id),
          .booked = recent_day,
          .effective = recent_day,
          .from = std::move(from),
          .to = std::move(to),
          .amount = Pence(pence),
          .stream = "asc"};
}

Result<std::vector<ledger::Entered>> enter(Database& db, const std::vector<pot::Transfer>& batch) {
  return db.write([&](Session& s) { return ledger::post(s, batch); });
}

std::int64_t carried(Database& db) {
  return db.read([](Session& s) { return ledger::state_of(s).carried; });
}

using Balances = std::map<std::tuple<std::string, std::string, pot::Earmark>, pot::Balance>;
Balances balances_of(Session& s) {
  Balances out;
  for (const auto& lot : ledger::lots(s)) out.emplace(std::tuple(lot.account, lot.stream, lot.earmark), lot.balance);
  return out;
}

/// A life of money in, promises, payments of them, and money to providers; the ids run on.
pot::Transfer recent_next(Random& random, int n, std::vector<std::string>& promises) {
  const std::string pot = fmt::format("pot:p{}:asc", random.below(30));
  const auto kind = random.below(6);
  const std::string id = fmt::format("t{}", n);
  if (kind < 3) return recent_move(id, "funder:asc", pot, random.between(1, 500));
  pot::Transfer t = recent_move(id, pot, fmt::format("provider:{}", random.below(5)), random.between(1, 300));
  if (kind == 4) {
    t.stage = pot::Stage::reserve;
    promises.push_back(id);
  } else if (kind == 5 && !promises.empty()) {
    t.from.clear();
    t.to.clear();
    t.stream.clear();
    t.reservation = promises[random.below(promises.size())];
    t.stage = pot::Stage::post;
    t.amount = Pence(random.between(1, 100));
  }
  return t;
}

TEST(LedgerRecent, TwoWhoWriteInTurnAndMuchThatIsUndoneComeToWhatTheModelSays) {
  auto place = TestDatabase::make(Dialect::sqlite);
  auto other = Database::open(place->url());
  ASSERT_TRUE(other);
  Random random(5);
  pot::Ledger model;
  std::vector<std::string> promises;
  int n = 0, undone = 0;
  std::int64_t carried_before = 0, times_carried = 0;
  for (int round = 0; round < 260; ++round) {
    std::vector<pot::Transfer> batch;
    const auto size = random.between(1, 120);
    while (std::ssize(batch) < size) {
      auto t = recent_next(random, ++n, promises);
      const auto entered = model.post(t);
      if (entered) {
        batch.push_back(std::move(t));
      } else if (t.stage == pot::Stage::reserve) {
        promises.pop_back();
      }
    }
    Database& db = random.chance(1, 4) ? *other : **place;
    // Now and then something is entered and undone before: in the same transaction, or as one of its own.
    const auto gone = recent_move(fmt::format("gone{}", round), "funder:asc", "pot:p1:asc", 1'000'000);
    if (random.chance(1, 5)) {
      ++undone;
      EXPECT_FALSE(db.write([&](Session& s) -> Result<void> {
        ONEPOT_CHECK(ledger::post(s, gone));
        if (random.chance(1, 2)) ledger::carry(s);
        return refuse("no", "not this");
      }));
    }
    const auto done = db.write([&](Session& s) -> Result<std::vector<ledger::Entered>> {
      if (random.chance(1, 5)) {
        EXPECT_FALSE(s.attempt([&]() -> Result<void> {
          ONEPOT_CHECK(ledger::post(s, gone));
          if (random.chance(1, 2)) ledger::carry(s);
          return refuse("no", "nor this");
        }));
        EXPECT_EQ(ledger::balance(s, "bank", "asc").posted, Pence());
      }
      return ledger::post(s, batch);
    });
    ASSERT_TRUE(done) << done.error().text();
    if (random.chance(1, 40))
      ASSERT_TRUE(db.write([](Session& s) -> Result<void> {
        ledger::carry(s);
        return {};
      }));
    const std::int64_t now = carried(db);
    times_carried += now != carried_before ? 1 : 0;
    carried_before = now;
    for (Database* reader : {&**place, &*other})
      reader->read([&](Session& s) { ASSERT_EQ(balances_of(s), model.lots()) << round; });
    if (HasFatalFailure()) return;
    if (round % 20 == 0)
      EXPECT_EQ(db.read([](Session& s) { return ledger::verify(s); }).problems, std::vector<std::string>());
  }
  EXPECT_GT(undone, 20);
  EXPECT_GT(times_carried, 5);
  EXPECT_EQ(other->read([](Session& s) { return ledger::verify(s); }).problems, std::vector<std::string>());
}

TEST(LedgerRecent, OneWhoWritesAloneCarriesNowAndThen) {
  auto place = TestDatabase::make(Dialect::sqlite);
  int n = 0;
  std::int64_t times = 0, before = 0;
  for (int round = 0; round < 30; ++round) {
    std::vector<pot::Transfer> batch;
    for (int i = 0; i < 1'000; ++i)
      batch.push_back(recent_move(fmt::format("t{}", n + i + 1), "funder:asc", fmt::format("pot:p{}:asc", i % 50), 7));
    ASSERT_TRUE(enter(**place, batch));
    n += 1'000;
    const std::int64_t now = carried(**place);
    times += now != before ? 1 : 0;
    before = now;
    EXPECT_EQ((*place)->read([](Session& s) { return ledger::balance(s, "funder:asc", "asc"); }).posted, Pence(-7 * n));
  }
  EXPECT_GE(times, 3);
  EXPECT_LE(times, 8);
  EXPECT_EQ((*place)->read([](Session& s) { return ledger::verify(s); }).problems, std::vector<std::string>());
}

TEST(LedgerRecent, BooksFromBeforeOpenAndGoOn) {
  auto place = TestDatabase::make(Dialect::sqlite);
  ASSERT_TRUE(
      enter(**place, {recent_move("a", "funder:asc", "pot:p:asc", 500), recent_move("b", "pot:p:asc", "bank", 20)}));
  ASSERT_TRUE((*place)->write([](Session& s) -> Result<void> {
    ledger::carry(s);  // as every commit did then
    s.run("DROP VIEW ledger_standing");
    s.run("DROP TABLE ledger_carried");
    s.run(
        "CREATE VIEW ledger_standing AS SELECT l.id AS lot, l.account, l.stream, l.person, l.holding, l.conditions, "
        "l.pot_of, b.posted_pence, b.committed_pence FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id");
    s.run("DELETE FROM migration WHERE number = 11");
    return {};
  }));
  place->close();
  auto again = Database::open(place->url());
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(carried(*again), 2);
  ASSERT_TRUE(
      enter(*again, {recent_move("c", "pot:p:asc", "bank", 30), recent_move("a", "funder:asc", "pot:p:asc", 500)}));
  EXPECT_EQ(again->read([](Session& s) { return ledger::balance(s, "pot:p:asc", "asc"); }).posted, Pence(450));
  EXPECT_EQ(again->read([](Session& s) { return ledger::verify(s); }).problems, std::vector<std::string>());
}

/// What a connection remembers of limits and closed days is given up when anybody changes them, or a change is undone.
TEST(LedgerRecent, LimitsAndClosedDaysCountFromTheNextTransferWhoeverSetThem) {
  auto place = TestDatabase::make(Dialect::sqlite);
  auto other = Database::open(place->url());
  ASSERT_TRUE(other);
  int n = 0;
  const auto pays = [&](Database& db, std::int64_t pence) {
    const auto done = enter(db, {recent_move(fmt::format("t{}", ++n), "pot:p:asc", "bank", pence)});
    return done ? std::string("entered") : done.error().code;
  };
  const auto limit = [](std::int64_t lowest) {
    return ledger::LimitChange{"pot:p:asc", {Pence(lowest), {}}, recent_day, Instant(), "test", "a reason"};
  };
  ASSERT_TRUE(enter(**place, {recent_move("in", "funder:asc", "pot:p:asc", 100)}));
  EXPECT_EQ(pays(**place, 101), "missing-funds");
  ASSERT_TRUE(other->write([&](Session& s) { return ledger::set_limit(s, limit(-50)); }));
  EXPECT_EQ(pays(**place, 150), "entered");
  EXPECT_EQ(pays(**place, 1), "missing-funds");
  // Undone: it never counted, also for the transfer that was entered by it.
  EXPECT_FALSE((*place)->write([&](Session& s) -> Result<void> {
    ONEPOT_CHECK(ledger::set_limit(s, limit(-500)));
    ONEPOT_CHECK(ledger::post(s, recent_move("u", "pot:p:asc", "bank", 100)));
    return refuse("no", "undone");
  }));
  EXPECT_EQ(pays(**place, 1), "missing-funds");
  EXPECT_TRUE((*place)->write([&](Session& s) -> Result<void> {
    EXPECT_FALSE(s.attempt([&]() -> Result<void> {
      ONEPOT_CHECK(ledger::set_limit(s, limit(-500)));
      ONEPOT_CHECK(ledger::post(s, recent_move("v", "pot:p:asc", "bank", 100)));
      return refuse("no", "undone");
    }));
    EXPECT_FALSE(ledger::post(s, recent_move("w", "pot:p:asc", "bank", 100)));
    return {};
  }));
  ASSERT_TRUE((*place)->write([&](Session& s) { return ledger::set_limit(s, limit(-60)); }));
  EXPECT_EQ(pays(**place, 10), "entered");
  ASSERT_TRUE(other->write([](Session& s) {
    return ledger::close_until(s, recent_day, recent_day + 1, Instant(), "test", "the end of the month");
  }));
  EXPECT_EQ(pays(**place, 1), "period-closed");
  EXPECT_EQ((*place)->read([](Session& s) { return ledger::verify(s); }).problems, std::vector<std::string>());
}

}  // namespace
}  // namespace onepot::store
