#include "onepot/pot/ledger.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

const Date today(2026, 4, 1);

Transfer moved(std::string id, std::string from, std::string to, std::int64_t pence, std::string stream = "asc") {
  return {.id = std::move(id),
          .booked = today,
          .effective = today,
          .from = std::move(from),
          .to = std::move(to),
          .amount = Pence(pence),
          .stream = std::move(stream)};
}

std::string code(const Result<bool>& r) {
  return r ? (*r ? "entered" : "repeat") : r.error().code;
}

TEST(PotLedger, APromiseLowersWhatIsAvailableAtOnce) {
  Ledger books;
  EXPECT_EQ(code(books.post(moved("in", "funder:asc", "pot:pete:asc", 100))), "entered");
  Transfer promise = moved("p", "pot:pete:asc", "provider:mary", 70);
  promise.stage = Stage::reserve;
  EXPECT_EQ(code(books.post(promise)), "entered");
  EXPECT_EQ(books.balance("pot:pete:asc", "asc").posted, Pence(100));
  EXPECT_EQ(books.balance("pot:pete:asc", "asc").available(), Pence(30));
  EXPECT_EQ(code(books.post(moved("x", "pot:pete:asc", "bank", 31))), "missing-funds");
}

// One row a reason of refusal, in the order in which the promise lives.
TEST(PotLedger, TheLifeOfAPromise) {
  Ledger books;
  ASSERT_EQ(code(books.post(moved("in", "funder:asc", "pot:pete:asc", 100))), "entered");
  Transfer promise = moved("p", "pot:pete:asc", "provider:mary", 70);
  promise.stage = Stage::reserve;
  promise.until = today + 7;
  const auto of = [&](std::string id, Stage stage, std::int64_t pence, Date booked) {
    return Transfer{.id = std::move(id),
                    .booked = booked,
                    .effective = today,
                    .amount = Pence(pence),
                    .stage = stage,
                    .reservation = "p"};
  };
  EXPECT_EQ(code(books.post(of("a", Stage::post, 10, today))), "unknown-reservation");
  EXPECT_EQ(code(books.post(promise)), "entered");
  EXPECT_EQ(code(books.post(promise)), "repeat");
  EXPECT_EQ(code(books.post(of("a", Stage::post, 71, today))), "not-left");
  EXPECT_EQ(code(books.post(of("a", Stage::post, 10, today + 8))), "lapsed");
  EXPECT_EQ(code(books.post(of("a", Stage::post, 10, today + 7))), "entered");
  EXPECT_EQ(code(books.post(of("a", Stage::post, 10, today + 7))), "repeat");
  EXPECT_EQ(code(books.post(of("a", Stage::post, 11, today + 7))), "id-taken");
  auto elsewhere = of("b", Stage::post, 10, today);
  elsewhere.to = "provider:sam";
  EXPECT_EQ(code(books.post(elsewhere)), "wrong-reservation");
  EXPECT_EQ(books.left("p"), Pence(60));
  EXPECT_EQ(code(books.post(of("c", Stage::expire, 0, today + 7))), "not-lapsed");
  EXPECT_EQ(code(books.post(of("c", Stage::release, 5, today))), "bad-amount");
  EXPECT_EQ(code(books.post(of("c", Stage::expire, 0, today + 8))), "entered");
  EXPECT_EQ(code(books.post(of("d", Stage::release, 0, today + 8))), "not-left");
  EXPECT_EQ(books.balance("pot:pete:asc", "asc"), (Balance{Pence(90), Pence()}));
  EXPECT_EQ(books.balance("provider:mary", "asc"), (Balance{Pence(10), Pence()}));
}

TEST(PotLedger, WhatCheckRefuses) {
  const auto refused = [](auto change) {
    Transfer t = moved("id", "a", "b", 1);
    change(t);
    const auto r = check(t);
    return r ? std::string("fine") : r.error().code;
  };
  EXPECT_EQ(refused([](Transfer&) {}), "fine");
  EXPECT_EQ(refused([](Transfer& t) { t.id = ""; }), "bad-id");
  EXPECT_EQ(refused([](Transfer& t) { t.id = "a b"; }), "bad-id");
  EXPECT_EQ(refused([](Transfer& t) { t.from = "b"; }), "same-account");
  EXPECT_EQ(refused([](Transfer& t) { t.from = "a::b"; }), "bad-name");
  EXPECT_EQ(refused([](Transfer& t) { t.from = "a  b"; }), "bad-name");
  EXPECT_EQ(refused([](Transfer& t) { t.from = ""; }), "bad-name");
  EXPECT_EQ(refused([](Transfer& t) { t.stream = "a:b"; }), "bad-name");
  EXPECT_EQ(refused([](Transfer& t) { t.purpose = "a;b"; }), "bad-name");
  EXPECT_EQ(refused([](Transfer& t) { t.amount = Pence(); }), "bad-amount");
  EXPECT_EQ(refused([](Transfer& t) { t.amount = Pence(-1); }), "bad-amount");
  EXPECT_EQ(refused([](Transfer& t) { t.amount = amount_max + Pence(1); }), "bad-amount");
  EXPECT_EQ(refused([](Transfer& t) { t.stage = Stage::post; }), "bad-reservation");
  EXPECT_EQ(refused([](Transfer& t) { t.reservation = "r"; }), "bad-reservation");
  EXPECT_EQ(refused([](Transfer& t) { t.until = today; }), "bad-until");
}

TEST(PotLedger, TheChainTellsEveryFieldApart) {
  std::set<Digest> seen;
  const Transfer base = moved("id", "a", "b", 1);
  std::vector<Transfer> all(12, base);
  all[1].id = "ie";
  all[2].booked = today + 1;
  all[3].effective = today + 1;
  all[4].from = "c";
  all[5].to = "c";
  all[6].amount = Pence(2);
  all[7].stream = "s";
  all[8].purpose = "p";
  all[9].stage = Stage::reserve;
  all[10].until = today;
  all[11].note = "n";
  const auto digest = [](const Digest& before, const Transfer& t, const Earmark& of, const Earmark& becomes) {
    return chained(before, {&t, t.amount, &of, &becomes});
  };
  const Earmark none;
  for (const auto& t : all) EXPECT_TRUE(seen.insert(digest(chain_start, t, none, none)).second);
  for (const Earmark& other : {Earmark{"pete", {}, ""}, Earmark{"", Holding::isf, ""}, Earmark{"", {}, "pete"}}) {
    EXPECT_TRUE(seen.insert(digest(chain_start, base, other, none)).second);
    EXPECT_TRUE(seen.insert(digest(chain_start, base, none, other)).second);
  }
  EXPECT_TRUE(seen.insert(chained(chain_start, {&base, base.amount, &none, &none, 1})).second);
  EXPECT_TRUE(seen.insert(chained(chain_start, {&base, base.amount, &none, &none, 0, true})).second);
  EXPECT_TRUE(seen.insert(chained(chain_start, {&base, base.amount, &none, &none, 0, false, true})).second);
  Transfer shifted = base;  // the same letters, cut otherwise
  shifted.from = "ab";
  shifted.to = "";
  EXPECT_TRUE(seen.insert(digest(chain_start, shifted, none, none)).second);
  EXPECT_TRUE(seen.insert(digest(*seen.begin(), base, none, none)).second);
}

Transfer arbitrary_transfer() {
  const auto accounts = rc::gen::element<std::string>("funder:asc", "pot:a:asc", "pot:b:asc", "provider:m", "bank");
  Transfer t = moved(fmt::format("t{}", *rc::gen::inRange(0, 30)), *accounts, *accounts, *rc::gen::inRange(1, 50),
                     *rc::gen::element<std::string>("asc", "nhs"));
  t.stage = static_cast<Stage>(*rc::gen::inRange(0, 5));
  if (t.stage >= Stage::post) {
    t.from = t.to = t.stream = "";
    t.reservation = fmt::format("t{}", *rc::gen::inRange(0, 30));
    if (t.stage != Stage::post) t.amount = Pence();
  }
  return t;
}

TEST(PotLedger, BooksBalanceInEveryStreamAfterAnySequence) {
  EXPECT_TRUE(rc::check("books balance", [] {
    Ledger books;
    const int steps = *rc::gen::inRange(0, 80);
    for (int i = 0; i < steps; ++i) {
      (void)books.post(arbitrary_transfer());
      std::map<std::string, Pence> streams;
      for (const auto& [key, balance] : books.balances()) {
        streams[key.second] += balance.posted;
        RC_ASSERT(balance.committed >= Pence());
        if (person_of(key.first)) RC_ASSERT(balance.available() >= Pence());
      }
      for (const auto& [stream, sum] : streams) RC_ASSERT(sum == Pence());
    }
  }));
}

}  // namespace
}  // namespace onepot::pot
