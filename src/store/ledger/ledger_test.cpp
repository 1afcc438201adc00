
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "ledger_recent.h"
#include "ledger_segment.h"
#include "onepot/base/random.h"
#include "onepot/pot/accounts.h"
#include "onepot/pot/sheets.h"
#include "onepot/store/ledger_closing.h"
#include "onepot/store/ledger_sums.h"
#include "onepot/store/on_both.h"

namespace onepot::store {
namespace {

using pot::Stage;
using pot::Transfer;

const Date day(2026, 4, 1);

Transfer move(std::string id, std::string from, std::string to, std::int64_t pence, std::string stream = "asc") {
  return {.id = std::move(id),
          .booked = day,
          .effective = day,
          .from = std::move(from),
          .to = std::move(to),
          .amount = Pence(pence),
          .stream = std::move(stream)};
}

class LedgerTest : public OnBoth {
 protected:
  Result<ledger::Entered> post(const Transfer& t) {
    return database().write([&](Session& s) { return ledger::post(s, t); });
  }
  std::string outcome(const Transfer& t) {
    const auto r = post(t);
    return r ? (r->repeat ? "repeat" : "entered") : r.error().code;
  }
  pot::Balance balance(const std::string& account, const std::string& stream = "asc") {
    return database().read([&](Session& s) { return ledger::balance(s, account, stream); });
  }
  ledger::Verified verify() {
    return database().read([](Session& s) { return ledger::verify(s); });
  }
  /// What somebody with the file and an SQL prompt could do.
  void tamper(std::string_view sql) {
    ASSERT_TRUE(database().write([&](Session& s) -> Result<void> {
      s.run(sql);
      return {};
    }));
  }
};
ONEPOT_ON_BOTH(LedgerTest);

TEST_P(LedgerTest, MoneyInPromisedSettledAndPaidOut) {
  EXPECT_EQ(outcome(move("in", "funder:asc", "pot:pete:asc", 100'00)), "entered");
  Transfer reserve = move("agreement-1", "pot:pete:asc", "provider:mary", 60'00);
  reserve.stage = Stage::reserve;
  reserve.purpose = "support";
  EXPECT_EQ(outcome(reserve), "entered");
  EXPECT_EQ(balance("pot:pete:asc"), (pot::Balance{Pence(100'00), Pence(60'00)}));
  EXPECT_EQ(outcome(move("too-much", "pot:pete:asc", "provider:sam", 40'01)), "missing-funds");

  const std::vector<std::string> promises = {"agreement-1"};
  const auto settle = [&](std::string_view id, Pence amount) {
    return database().write([&](Session& s) { return ledger::settle(s, id, amount, promises, day, day, "a visit"); });
  };
  ASSERT_TRUE(settle("visit-1", Pence(25'00)));
  EXPECT_EQ(balance("pot:pete:asc"), (pot::Balance{Pence(75'00), Pence(35'00)}));
  const auto again = settle("visit-1", Pence(25'00));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->front().repeat);
  EXPECT_EQ(settle("visit-1", Pence(24'00)).error().code, "id-taken");
  EXPECT_EQ(settle("visit-2", Pence(35'01)).error().code, "not-left");
  EXPECT_EQ(outcome(move("out", "provider:mary", "bank", 25'00)), "entered");
  EXPECT_EQ(
      outcome({.id = "end", .booked = day, .effective = day, .stage = Stage::release, .reservation = "agreement-1"}),
      "entered");
  EXPECT_EQ(balance("pot:pete:asc"), (pot::Balance{Pence(75'00), Pence()}));
  EXPECT_EQ(balance("bank").posted, Pence(25'00));

  database().read([](Session& s) {
    EXPECT_TRUE(ledger::reservations_from(s, "pot:pete:asc").empty());
    const auto history = ledger::history_of_person(s, "pete", 10);
    ASSERT_EQ(history.size(), 4U);
    EXPECT_EQ(history[0].id, "end");
    EXPECT_EQ(history[0].amount, Pence(35'00));
    EXPECT_EQ(history[1].id, "visit-1/1");
    EXPECT_EQ(history[1].purpose, "support");
    EXPECT_EQ(ledger::lots_of_pot(s, "pete").size(), 1U);
    EXPECT_EQ(ledger::lots_of_account(s, "provider:mary").at(0).balance.posted, Pence());
  });
  EXPECT_TRUE(verify().problems.empty());
}

TEST_P(LedgerTest, TheSameIdAgain) {
  const auto in = move("in", "funder:asc", "pot:pete:asc", 10'00);
  EXPECT_EQ(outcome(in), "entered");
  EXPECT_EQ(outcome(in), "repeat");
  auto other = in;
  other.note = "other";
  EXPECT_EQ(outcome(other), "id-taken");
  const auto out = move("out", "pot:pete:asc", "provider:mary", 10'00);
  EXPECT_EQ(outcome(out), "entered");
  EXPECT_EQ(outcome(out), "repeat") << "although the pot is empty now";
  EXPECT_EQ(outcome(move("out", "pot:pete:asc", "provider:mary", 10'01)), "id-taken");
  EXPECT_EQ(verify().transfers, 2);
}

TEST_P(LedgerTest, ABatchIsAllOrNothingAndSaysWhichOne) {
  const std::vector<Transfer> batch = {move("1", "funder:asc", "pot:a:asc", 5), move("2", "pot:a:asc", "pot:b:asc", 5),
                                       move("3", "pot:a:asc", "pot:b:asc", 1)};
  const auto refused = database().write([&](Session& s) { return ledger::post(s, batch); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "missing-funds");
  EXPECT_EQ(refused.error().where.line, 3);
  EXPECT_EQ(verify().transfers, 0);
}

TEST_P(LedgerTest, AnAccountsLimitCanBeChanged) {
  ASSERT_TRUE(database().write([](Session& s) -> Result<void> {
    ONEPOT_CHECK(ledger::set_limit(s, {"pot:pete:asc", {}, day, Instant(), "femi", "an emergency"}));
    return ledger::set_limit(s, {"provider:mary", {Pence(), {}}, day, Instant(), "femi", "paid in arrears only"});
  }));
  EXPECT_EQ(outcome(move("1", "pot:pete:asc", "provider:mary", 5)), "entered");
  EXPECT_EQ(outcome(move("2", "provider:mary", "bank", 6)), "missing-funds");
}

TEST_P(LedgerTest, PromisesExpireAfterTheirLastDay) {
  EXPECT_EQ(outcome(move("in", "funder:asc", "pot:pete:asc", 10)), "entered");
  Transfer reserve = move("r", "pot:pete:asc", "provider:mary", 10);
  reserve.stage = Stage::reserve;
  reserve.until = day + 7;
  EXPECT_EQ(outcome(reserve), "entered");
  const auto expire = [&](Date today) {
    return database().write([&](Session& s) { return ledger::expire_due(s, today); }).value();
  };
  EXPECT_EQ(expire(day + 7), 0U);
  EXPECT_EQ(expire(day + 8), 1U);
  EXPECT_EQ(expire(day + 8), 0U);
  EXPECT_EQ(balance("pot:pete:asc").available(), Pence(10));
}

TEST_P(LedgerTest, EveryTamperingIsFound) {
  const auto entered = [&](const Transfer& t) { ASSERT_EQ(outcome(t), "entered"); };
  entered(move("1", "funder:asc", "pot:pete:asc", 1000));
  entered(move("2", "funder:nhs", "pot:pete:nhs", 1000, "nhs"));
  Transfer reserve = move("3", "pot:pete:asc", "provider:mary", 500);
  reserve.stage = Stage::reserve;
  entered(reserve);
  entered(move("4", "pot:pete:nhs", "provider:mary", 1, "nhs"));
  ASSERT_TRUE(verify().problems.empty());
  ASSERT_TRUE(database().write([](Session& s) -> Result<void> {
    ledger::carry(s);
    return {};
  }));
  ASSERT_TRUE(verify().problems.empty());
  if (database().dialect() == Dialect::sqlite)
    for (const int wrong : {3, 5}) {
      tamper(fmt::format("UPDATE ledger_carried SET number = {}", wrong));
      EXPECT_FALSE(verify().problems.empty()) << wrong;
      tamper("UPDATE ledger_carried SET number = 4");
      EXPECT_EQ(verify().problems, std::vector<std::string>());
    }
  const struct {
    std::string_view what, harm, mend;
  } cases[] = {
      {"a balance", "UPDATE ledger_balance SET posted_pence = posted_pence + 1 WHERE lot = 1",
       "UPDATE ledger_balance SET posted_pence = posted_pence - 1 WHERE lot = 1"},
      {"a commitment", "UPDATE ledger_balance SET committed_pence = 499 WHERE committed_pence = 500",
       "UPDATE ledger_balance SET committed_pence = 500 WHERE committed_pence = 499"},
      {"a stream", "UPDATE ledger_lot SET stream = 'own' WHERE account = 'funder:nhs'",
       "UPDATE ledger_lot SET stream = 'nhs' WHERE account = 'funder:nhs'"},
      {"what is left", "UPDATE ledger_reservation SET left_pence = 400",
       "UPDATE ledger_reservation SET left_pence = 500"},
      {"a history", "UPDATE ledger_balance SET last_transfer = 1 WHERE lot = 3",
       "UPDATE ledger_balance SET last_transfer = 2 WHERE lot = 3"},
      {"a number", "UPDATE ledger_segment SET first = 9 WHERE first = 4",
       "UPDATE ledger_segment SET first = 4 WHERE first = 9"},
      {"how many", "UPDATE ledger_segment SET parts = 2 WHERE first = 4",
       "UPDATE ledger_segment SET parts = 1 WHERE first = 4"},
      {"whose it is", "UPDATE ledger_lot SET person = 'sam' WHERE account = 'provider:mary' AND stream = 'nhs'",
       "UPDATE ledger_lot SET person = 'pete' WHERE account = 'provider:mary' AND stream = 'nhs'"},
      {"how it is held", "UPDATE ledger_lot SET holding = 'isf' WHERE account = 'pot:pete:nhs'",
       "UPDATE ledger_lot SET holding = '' WHERE account = 'pot:pete:nhs'"},
      {"its conditions", "UPDATE ledger_lot SET conditions = 'v9' WHERE account = 'pot:pete:nhs'",
       "UPDATE ledger_lot SET conditions = '' WHERE account = 'pot:pete:nhs'"},
      {"an id", "UPDATE ledger_id SET number = 3 WHERE id = '4'", "UPDATE ledger_id SET number = 4 WHERE id = '4'"},
      {"a promise's lot", "UPDATE ledger_reservation SET to_lot = 1", "UPDATE ledger_reservation SET to_lot = 5"},
  };
  for (const auto& c : cases) {
    tamper(c.harm);
    EXPECT_FALSE(verify().problems.empty()) << c.what;
    tamper(c.mend);
    EXPECT_EQ(verify().problems, std::vector<std::string>()) << c.what;
  }
  const struct {
    std::string_view what;
    std::function<void(ledger::PackedPart&)> harm;
  } rows[] = {
      {"an amount", [](auto& p) { p.amount = Pence(999); }},
      {"an amount that cannot be", [](auto& p) { p.amount = Pence(-1); }},
      {"a note", [](auto& p) { p.note = "x"; }},
      {"a purpose", [](auto& p) { p.purpose = "x"; }},
      {"a day", [](auto& p) { p.booked = p.booked + 1; }},
      {"the day it is about", [](auto& p) { p.effective = p.effective + 1; }},
      {"an id", [](auto& p) { p.id = "x"; }},
      {"a lot that is not there", [](auto& p) { p.to_lot = 99; }},
      {"another lot", [](auto& p) { p.to_lot = 2; }},
      {"what was said", [](auto& p) { p.said = 3; }},
      {"a stage", [](auto& p) { p.stage = Stage::post; }},
  };
  for (const auto& r : rows) {
    std::string before;
    ASSERT_TRUE(database().write([&](Session& s) -> Result<void> {
      before = s.query("SELECT body FROM ledger_segment WHERE first = 4").one().bytes(0);
      std::string body;
      EXPECT_TRUE(ledger::unpack(before, 4, [&](ledger::PackedPart part) {
        r.harm(part);
        ledger::pack(body, part);
        return true;
      }));
      s.run("UPDATE ledger_segment SET body = :body WHERE first = 4", {{"body", Bytes{body}}});
      return {};
    }));
    EXPECT_FALSE(verify().problems.empty()) << r.what;
    ASSERT_TRUE(database().write([&](Session& s) -> Result<void> {
      s.run("UPDATE ledger_segment SET body = :body WHERE first = 4", {{"body", Bytes{before}}});
      return {};
    }));
    EXPECT_EQ(verify().problems, std::vector<std::string>()) << r.what;
  }
  tamper("DELETE FROM ledger_segment WHERE first = 2");
  EXPECT_FALSE(verify().problems.empty());
}

pot::Earmark any_earmark(Random& random) {
  pot::Earmark out;
  if (random.chance(1, 4)) out.person = random.chance(1, 2) ? "a" : "b";
  if (random.chance(1, 2)) out.holding = random.chance(1, 2) ? pot::Holding::isf : pot::Holding::direct_payment;
  if (random.chance(1, 3)) out.conditions = "v1";
  return out;
}

/// A random transfer over few accounts, streams and ids, so that repeats, conflicts and shortages all happen.
Transfer any_transfer(Random& random, std::uint64_t ids = 400) {
  static constexpr std::array accounts = {"funder:asc", "funder:nhs", "pot:a:asc", "pot:a:nhs",
                                          "pot:b:asc",  "provider:m", "bank"};
  Transfer t{.id = fmt::format("t{}", random.below(ids)), .booked = day + random.between(0, 9), .effective = day};
  t.stage = random.chance(1, 2) ? Stage::move : static_cast<Stage>(random.below(5));
  if (t.stage == Stage::move || t.stage == Stage::reserve) {
    t.from = random.pick(accounts);
    t.to = random.pick(accounts);
    t.stream = random.chance(2, 3) ? "asc" : "nhs";
    t.amount = Pence(random.between(random.chance(1, 20) ? 0 : 1, 40));
    if (t.stage == Stage::reserve && random.chance(1, 2)) t.until = t.booked + random.between(0, 5);
  } else {
    t.reservation = fmt::format("t{}", random.below(ids));
    if (t.stage == Stage::post) t.amount = Pence(random.between(1, 20));
    if (random.chance(1, 20)) t.from = random.pick(accounts);
  }
  if (random.chance(1, 3)) t.purpose = random.chance(1, 2) ? "taxi" : "rent";
  if (t.reservation.empty()) {
    if (random.chance(1, 5)) t.of = any_earmark(random);
    if (random.chance(1, 5)) t.becomes = any_earmark(random);
    if (t.becomes && random.chance(1, 3)) t.to = t.from;  // a switch
  }
  return t;
}

TEST_P(LedgerTest, DoesWhatTheModelDoes) {
  pot::Ledger model;
  std::map<std::string, int> seen;
  const int steps = GetParam() == Dialect::sqlite ? 20'000 : 6'000;  // quarters and halves of it end a batch
  Random random(7);
  std::vector<Transfer> given;
  const std::array<ledger::LimitChange, 3> limits = {{
      {"pot:b:asc", {Pence(-30), {}}, day, Instant(), "femi", "an advance"},
      {"provider:m", {Pence(-10), Pence(400)}, day, Instant(), "femi", "paid in arrears"},
      {"bank", {{}, Pence(300)}, day, Instant(), "femi", "a ceiling"},
  }};
  // In batches, each refusal undone alone, as a caller may do; now and then an earlier one again.
  for (int done = 0; done < steps;) {
    ASSERT_TRUE(database().write([&](Session& s) -> Result<void> {
      // The rules change on the way: limits, and what is closed.
      if (done == steps / 4)
        for (const auto& limit : limits) {
          model.set_limit(limit.account, limit.limit);
          ONEPOT_CHECK(ledger::set_limit(s, limit));
        }
      if (done == steps / 2) {
        model.close_until(day + 1);
        ONEPOT_CHECK(ledger::close_until(s, day + 1, day + 30, Instant(), "femi", ""));
      }
      for (int i = 0; i < 500 && done < steps; ++i, ++done) {
        const Transfer t = !given.empty() && random.chance(1, 10)
                               ? random.pick(given)
                               : any_transfer(random, static_cast<std::uint64_t>(steps) / 5);
        given.push_back(t);
        const auto expected = model.post(t);
        const auto found = ledger::post(s, t);
        EXPECT_EQ(expected.has_value(), found.has_value());
        if (expected && found) EXPECT_EQ(*expected, !found->repeat);
        if (!expected && !found) EXPECT_EQ(expected.error(), found.error());
        ++seen[expected ? (*expected ? "entered" : "repeat") : expected.error().code];
        if (::testing::Test::HasFailure()) return refuse("stop", "differs");
      }
      return {};
    }));
  }
  database().read([&](Session& s) {
    for (const auto& [key, balance] : model.balances()) EXPECT_EQ(ledger::balance(s, key.first, key.second), balance);
    std::size_t lots = 0;
    for (const auto& [key, balance] : model.lots()) {
      const auto& [account, stream, earmark] = key;
      EXPECT_EQ(ledger::lot_balance(s, account, stream, earmark), balance);
      ++lots;
    }
    EXPECT_EQ(ledger::lots(s).size(), lots);
    std::size_t at = 0;
    ledger::each_part(s, [&](const pot::Part& part) { EXPECT_EQ(part, model.parts().at(at++)); });
    EXPECT_EQ(at, model.parts().size());
    for (const std::string account : {"pot:a:asc", "bank", "funder:nhs"}) {
      std::vector<Transfer> expected;
      for (const auto& [t, number, of, becomes] : model.parts())
        if (t.from == account || t.to == account) expected.insert(expected.begin(), t);
      EXPECT_EQ(ledger::history_of_account(s, account, 100'000), expected);
      if (expected.size() > 3) expected.resize(3);
      EXPECT_EQ(ledger::history_of_account(s, account, 3), expected);
    }
    const auto verified = ledger::verify(s);
    EXPECT_EQ(verified.problems, std::vector<std::string>());
  });
  for (const auto* code : {"entered", "repeat", "id-taken", "missing-funds", "unknown-reservation", "not-left",
                           "same-account", "above-limit", "period-closed", "wrong-person"})
    EXPECT_GT(seen[code], 0) << code << " never happened: the test is too tame";
}

TEST_P(LedgerTest, SumsOfAPeriodAreThoseOfEveryRow) {
  Random random(11);
  ASSERT_TRUE(database().write([&](Session& s) -> Result<void> {
    for (int i = 0; i < 1'500; ++i)
      (void)ledger::post(s, any_transfer(random, 300));  // what is refused is not in the books
    return {};
  }));
  database().read([&](Session& s) {
    const auto days = ledger::days_booked(s);
    ASSERT_TRUE(days.has_value());
    for (const Period period : {*days, Period{days->from + 1, days->until}, Period{days->from, days->from}}) {
      pot::BookSheets each(period), summed(period);
      ledger::each(s, [&](const Transfer& t) { each.add(t); });
      for (const Transfer& t : ledger::summed(s, period)) summed.add(t);
      const auto expected = each.sheets(), found = summed.sheets();
      for (const std::size_t sheet : {1U, 2U, 4U}) {  // accounts, streams, people: those that only add up
        EXPECT_FALSE(expected[sheet].rows.empty());
        EXPECT_EQ(expected[sheet].rows, found[sheet].rows) << expected[sheet].name;
      }
    }
  });
}

TEST_P(LedgerTest, ManyAtOnceSpendNoPennyTwice) {
  ASSERT_EQ(outcome(move("in", "funder:asc", "pot:pete:asc", 50)), "entered");
  constexpr int threads = 4, times = 20;
  std::atomic<int> entered = 0, short_of = 0, repeats = 0;
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t)
    all.emplace_back([&, t] {
      for (int i = 0; i < times; ++i) {
        // Every second id is the same in all threads: one of them enters it, the others are repeats.
        const auto id = i % 2 == 0 ? fmt::format("all-{}", i) : fmt::format("own-{}-{}", t, i);
        const auto r = outcome(move(id, "pot:pete:asc", "bank", 1));
        if (r == "entered") ++entered;
        if (r == "repeat") ++repeats;
        if (r == "missing-funds") ++short_of;
      }
    });
  for (auto& t : all) t.join();
  EXPECT_EQ(entered, 50) << "10 shared and 40 of their own";
  EXPECT_EQ(repeats, 30);
  EXPECT_EQ(short_of, 0);
  EXPECT_EQ(outcome(move("one-more", "pot:pete:asc", "bank", 1)), "missing-funds");
  EXPECT_TRUE(verify().problems.empty());
}

TEST_P(LedgerTest, ABatchDoesWhatOneByOneDoes) {
  Random random(11);
  pot::Ledger model;
  std::vector<Transfer> batch;
  while (batch.size() < 1'200) {
    const Transfer t = !batch.empty() && random.chance(1, 10) ? random.pick(batch) : any_transfer(random, 3'000);
    if (model.post(t)) batch.push_back(t);  // repeats of what is in the same batch among them
  }
  ASSERT_TRUE(database().write([&](Session& s) { return ledger::post(s, batch); }));
  database().read([&](Session& s) {
    for (const auto& [key, balance] : model.balances()) EXPECT_EQ(ledger::balance(s, key.first, key.second), balance);
    EXPECT_TRUE(ledger::verify(s).problems.empty());
  });
}

}  // namespace
}  // namespace onepot::store
