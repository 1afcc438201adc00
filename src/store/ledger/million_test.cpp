// The books beside a map: a million random operations, those that the model takes in batches as the books are used, and
// of those that it refuses one in fifty, whose refusal must be the same to the letter. Under sanitizers a tenth of
// that.
#include <gtest/gtest.h>

#include "onepot/base/random.h"
#include "onepot/store/ledger.h"
#include "onepot/store/test_database.h"

namespace onepot::store {
namespace {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr int million = 100'000;
#else
constexpr int million = 1'000'000;
#endif
#else
constexpr int million = 1'000'000;
#endif

const Date million_day(2026, 4, 1);

/// Mostly lawful: money in, out and between, promises and what becomes of them, lots named and not.
class RandomLife {
 public:
  pot::Transfer next() {
    pot::Transfer t{.id = fmt::format("t{}", ++last_), .booked = million_day + random_.between(0, 60)};
    t.effective = t.booked - random_.between(0, 5);
    const auto kind = random_.below(10);
    if (kind < 2) {
      t.from = "funder:" + stream(t);
      t.to = pot(t);
      t.amount = Pence(random_.between(1, 5'000));
      if (random_.chance(1, 3)) t.of = earmark();
    } else if (kind < 6) {
      t.from = pot_of_any(t);
      t.to = random_.chance(1, 4) ? pot(t) : fmt::format("provider:{}", random_.below(7));
      if (t.from == t.to) t.to = "bank";
      t.amount = Pence(random_.between(1, 900));
      if (random_.chance(1, 10)) t.of = earmark();
    } else if (kind == 6) {
      t.from = fmt::format("provider:{}", random_.below(7));
      (void)stream(t);
      t.to = "bank";
      t.amount = Pence(random_.between(1, 2'000));
    } else if (kind == 7) {
      t.from = t.to = pot_of_any(t);
      t.becomes = earmark();
      t.amount = Pence(random_.between(1, 500));
    } else if (kind == 8 || promises_.empty()) {
      t.from = pot_of_any(t);
      t.to = fmt::format("provider:{}", random_.below(7));
      t.amount = Pence(random_.between(1, 900));
      t.stage = pot::Stage::reserve;
      if (random_.chance(1, 2)) t.until = t.booked + random_.between(0, 20);
      promises_.push_back(t.id);
    } else {
      t.reservation = promises_[random_.below(promises_.size())];
      t.stage = static_cast<pot::Stage>(random_.between(2, 4));
      if (t.stage == pot::Stage::post) t.amount = Pence(random_.between(1, 300));
    }
    if (random_.chance(1, 3)) t.purpose = random_.chance(1, 2) ? "taxi" : "support";
    return t;
  }
  bool chance(std::uint64_t n, std::uint64_t of) { return random_.chance(n, of); }
  std::uint64_t below(std::uint64_t n) { return random_.below(n); }

 private:
  std::string stream(pot::Transfer& t) { return t.stream = random_.chance(2, 3) ? "asc" : "nhs"; }
  std::string pot(const pot::Transfer& t) { return fmt::format("pot:p{}:{}", random_.below(40), t.stream); }
  std::string pot_of_any(pot::Transfer& t) {
    (void)stream(t);
    return pot(t);
  }
  pot::Earmark earmark() {
    pot::Earmark out;
    if (random_.chance(2, 3)) out.holding = random_.chance(1, 2) ? pot::Holding::isf : pot::Holding::direct_payment;
    if (random_.chance(1, 3)) out.conditions = random_.chance(1, 2) ? "v1" : "v2";
    return out;
  }
  Random random_{20260401};
  std::int64_t last_ = 0;
  std::vector<std::string> promises_;
};

TEST(LedgerMillion, DoesWhatAMapDoesAMillionTimes) {
  auto db = TestDatabase::make(Dialect::sqlite);
  pot::Ledger model;
  RandomLife life;
  std::vector<pot::Transfer> batch, before;
  long entered = 0, refused = 0, repeats = 0;
  const auto flush = [&] {
    const auto done = (*db)->write([&](Session& s) { return ledger::post(s, batch); });
    ASSERT_TRUE(done) << done.error().text();
    if (before.size() < 5'000) before.insert(before.end(), batch.begin(), batch.end());
    batch.clear();
  };
  for (int done = 0; done < million; ++done) {
    const pot::Transfer t = !before.empty() && life.chance(1, 50) ? before[life.below(before.size())] : life.next();
    const auto expected = model.post(t);
    if (expected) {
      ++(*expected ? entered : repeats);
      batch.push_back(t);
      if (batch.size() == 1'000) flush();
    } else {
      ++refused;
      if (life.chance(1, 50)) {
        flush();
        const auto found = (*db)->write([&](Session& s) { return ledger::post(s, t); });
        ASSERT_FALSE(found);
        ASSERT_EQ(found.error(), expected.error());
      }
    }
    if (HasFatalFailure()) return;
  }
  flush();
  EXPECT_GT(entered, million / 3);
  EXPECT_GT(refused, million / 100);
  EXPECT_GT(repeats, million / 100);
  (*db)->read([&](Session& s) {
    std::map<std::tuple<std::string, std::string, pot::Earmark>, pot::Balance> found;
    for (const auto& lot : ledger::lots(s))
      found.emplace(std::tuple(lot.account, lot.stream, lot.earmark), lot.balance);
    EXPECT_EQ(found, model.lots());
    std::size_t at = 0, differ = 0;
    ledger::each_part(s, [&](const pot::Part& part) {
      if (at >= model.parts().size() || part != model.parts()[at]) ++differ;
      ++at;
    });
    EXPECT_EQ(at, model.parts().size());
    EXPECT_EQ(differ, 0U);
    const auto verified = ledger::verify(s);
    EXPECT_EQ(verified.problems, std::vector<std::string>());
    EXPECT_EQ(verified.transfers, entered);
  });
}

}  // namespace
}  // namespace onepot::store
