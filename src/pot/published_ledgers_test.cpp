// What other ledgers publish about their two-phase transfers, repeats and limits, said again as our own tests – where
// we do the same, and where we differ on purpose. The facts are from their documentation; tests and words are ours.
//   TigerBeetle: docs.tigerbeetle.com, "Two-Phase Transfers" and "Reliable Transaction Submission"; reference,
//   "create_transfers" (the order in which a transfer is refused).
//   Formance Ledger: docs.formance.com, "Idempotency" and "Overdraft".
#include <gtest/gtest.h>

#include "onepot/pot/ledger.h"

namespace onepot::pot {
namespace {

const Date first(2026, 4, 1);

Transfer leg(std::string id, std::string from, std::string to, std::int64_t pence) {
  return {.id = std::move(id),
          .booked = first,
          .effective = first,
          .from = std::move(from),
          .to = std::move(to),
          .amount = Pence(pence),
          .stream = "asc"};
}
Transfer pending(std::string id, std::int64_t pence, std::optional<Date> until = std::nullopt) {
  Transfer t = leg(std::move(id), "pot:a:asc", "provider:b", pence);
  t.stage = Stage::reserve;
  t.until = until;
  return t;
}
Transfer of(std::string id, Stage stage, std::string promise, std::int64_t pence = 0, Date booked = first) {
  return {.id = std::move(id),
          .booked = booked,
          .effective = booked,
          .amount = Pence(pence),
          .stage = stage,
          .reservation = std::move(promise)};
}

class Published : public ::testing::Test {
 protected:
  Published() { (void)books.post(leg("funding", "funder:asc", "pot:a:asc", 1000)); }
  std::string code(const Transfer& t) {
    const auto r = books.post(t);
    return r ? (*r ? "entered" : "repeat") : r.error().code;
  }
  void stands(std::int64_t posted, std::int64_t promised, std::int64_t arrived) {
    EXPECT_EQ(books.balance("pot:a:asc", "asc"), (Balance{Pence(posted), Pence(promised)}));
    EXPECT_EQ(books.balance("provider:b", "asc").posted, Pence(arrived));
  }
  Ledger books;
};

// TigerBeetle, two-phase transfers: a pending transfer reserves and moves nothing.
TEST_F(Published, PendingReservesAndMovesNothing) {
  EXPECT_EQ(code(pending("p", 123)), "entered");
  stands(1000, 123, 0);
}

// … posting the full amount moves it and leaves nothing pending.
TEST_F(Published, PostInFull) {
  EXPECT_EQ(code(pending("p", 123)), "entered");
  EXPECT_EQ(code(of("x", Stage::post, "p", 123)), "entered");
  stands(877, 0, 123);
}

// … posting a part: there, the rest is released at once. Ours stays promised until it is posted, voided or expired,
// because an agreement of four weeks is paid visit by visit.
TEST_F(Published, PostAPartAndHereTheRestStaysPromised) {
  EXPECT_EQ(code(pending("p", 123)), "entered");
  EXPECT_EQ(code(of("x", Stage::post, "p", 23)), "entered");
  stands(977, 100, 23);
  EXPECT_EQ(code(of("y", Stage::release, "p")), "entered");
  stands(977, 0, 23);
}

// … posting more than was reserved is refused (exceeds_pending_transfer_amount).
TEST_F(Published, PostMoreThanWasReserved) {
  EXPECT_EQ(code(pending("p", 123)), "entered");
  EXPECT_EQ(code(of("x", Stage::post, "p", 124)), "not-left");
  stands(1000, 123, 0);
}

// … voiding gives everything back.
TEST_F(Published, Void) {
  EXPECT_EQ(code(pending("p", 123)), "entered");
  EXPECT_EQ(code(of("x", Stage::release, "p")), "entered");
  stands(1000, 0, 0);
}

// … at most once: after a post in full or a void, another is refused (pending_transfer_already_posted, …_voided).
TEST_F(Published, ResolvedOnce) {
  for (const Stage by : {Stage::post, Stage::release})
    for (const Stage then : {Stage::post, Stage::release}) {
      const std::string id = fmt::format("p{}{}", static_cast<int>(by), static_cast<int>(then));
      EXPECT_EQ(code(pending(id, 10)), "entered");
      EXPECT_EQ(code(of(id + "x", by, id, by == Stage::post ? 10 : 0)), "entered");
      EXPECT_EQ(code(of(id + "y", then, id, then == Stage::post ? 10 : 0)), "not-left");
    }
}

// … a promise with a timeout: posting after it is refused (pending_transfer_expired), and what was reserved comes back.
TEST_F(Published, Expiry) {
  EXPECT_EQ(code(pending("p", 123, first + 1)), "entered");
  EXPECT_EQ(code(of("x", Stage::post, "p", 123, first + 2)), "lapsed");
  EXPECT_EQ(code(of("y", Stage::expire, "p", 0, first + 1)), "not-lapsed");
  EXPECT_EQ(code(of("y", Stage::expire, "p", 0, first + 2)), "entered");
  stands(1000, 0, 0);
  EXPECT_EQ(code(of("z", Stage::post, "p", 1, first)), "not-left");
}

// … pending_transfer_not_found, pending_transfer_not_pending, and one with other accounts than the promise's
// (pending_transfer_has_different_debit_account_id, …).
TEST_F(Published, OfWhatIsNoPromise) {
  EXPECT_EQ(code(of("x", Stage::post, "nobody", 1)), "unknown-reservation");
  EXPECT_EQ(code(of("x", Stage::post, "funding", 1)), "unknown-reservation") << "it moved at once";
  EXPECT_EQ(code(pending("p", 10)), "entered");
  Transfer elsewhere = of("y", Stage::post, "p", 1);
  elsewhere.from = "pot:c:asc";
  EXPECT_EQ(code(elsewhere), "wrong-reservation");
  Transfer other_stream = of("z", Stage::post, "p", 1);
  other_stream.stream = "nhs";
  EXPECT_EQ(code(other_stream), "wrong-reservation");
  EXPECT_EQ(code(of("r", Stage::release, "x", 0)), "unknown-reservation") << "x never came to be";
}

// TigerBeetle, reliable submission: the id is the client's; the same transfer again is "exists" and changes nothing,
// each field that differs is a refusal of its own (exists_with_different_amount, …). Formance: the same key with
// another body is an error.
TEST_F(Published, TheSameAgainAndEachFieldThatDiffers) {
  Transfer t = leg("t", "pot:a:asc", "provider:b", 10);
  t.purpose = "support";
  EXPECT_EQ(code(t), "entered");
  for (int n = 0; n < 3; ++n) EXPECT_EQ(code(t), "repeat");
  stands(990, 0, 10);
  const std::pair<std::string_view, std::function<void(Transfer&)>> changes[] = {
      {"amount", [](Transfer& x) { x.amount = Pence(11); }},
      {"from", [](Transfer& x) { x.from = "pot:c:asc"; }},
      {"to", [](Transfer& x) { x.to = "provider:c"; }},
      {"stream", [](Transfer& x) { x.stream = "nhs"; }},
      {"booked", [](Transfer& x) { x.booked = first + 1; }},
      {"effective", [](Transfer& x) { x.effective = first + 1; }},
      {"purpose", [](Transfer& x) { x.purpose = "taxi"; }},
      {"note", [](Transfer& x) { x.note = "again"; }},
      {"stage", [](Transfer& x) { x.stage = Stage::reserve; }},
      {"of", [](Transfer& x) { x.of = Earmark{"a", Holding::isf, ""}; }},
      {"becomes", [](Transfer& x) { x.becomes = Earmark{"a", Holding::isf, ""}; }},
  };
  for (const auto& [field, change] : changes) {
    Transfer other = t;
    change(other);
    EXPECT_EQ(code(other), "id-taken") << field;
  }
  stands(990, 0, 10);
}

// … a refused transfer leaves no trace: there, some ids are used up by their refusal (id_already_failed). Ours may be
// sent again once the books allow it: a payment refused for want of money goes through when the money has come.
TEST_F(Published, ARefusedIdMayBeUsedAgain) {
  const Transfer t = leg("t", "pot:a:asc", "provider:b", 1001);
  EXPECT_EQ(code(t), "missing-funds");
  EXPECT_EQ(code(leg("more", "funder:asc", "pot:a:asc", 1)), "entered");
  EXPECT_EQ(code(t), "entered");
  EXPECT_EQ(code(t), "repeat");
}

// TigerBeetle, debits_must_not_exceed_credits: what is pending counts as gone (exceeds_credits).
TEST_F(Published, WhatIsPromisedCannotBePromisedOrSpentAgain) {
  EXPECT_EQ(code(pending("p", 700)), "entered");
  EXPECT_EQ(code(pending("q", 301)), "missing-funds");
  EXPECT_EQ(code(leg("t", "pot:a:asc", "bank", 301)), "missing-funds");
  EXPECT_EQ(code(leg("t", "pot:a:asc", "bank", 300)), "entered");
  EXPECT_EQ(code(of("x", Stage::post, "p", 700)), "entered") << "what was promised is always there";
}

// … credits_must_not_exceed_debits (exceeds_debits): our highest balance.
TEST_F(Published, AnAccountThatMayHoldSoMuchAndNoMore) {
  books.set_limit("provider:b", {std::nullopt, Pence(50)});
  EXPECT_EQ(code(leg("t", "pot:a:asc", "provider:b", 51)), "above-limit");
  EXPECT_EQ(code(leg("u", "pot:a:asc", "provider:b", 50)), "entered");
  EXPECT_EQ(code(leg("v", "pot:a:asc", "provider:b", 1)), "above-limit");
  EXPECT_EQ(code(pending("p", 1)), "entered") << "a promise moves nothing";
  EXPECT_EQ(code(of("x", Stage::post, "p", 1)), "above-limit");
}

// Formance: an account may be overdrawn up to an amount, without a bound, or not at all.
TEST_F(Published, Overdraft) {
  EXPECT_EQ(code(leg("t", "pot:a:asc", "bank", 1010)), "missing-funds");
  books.set_limit("pot:a:asc", {Pence(-10), std::nullopt});
  EXPECT_EQ(code(leg("t", "pot:a:asc", "bank", 1011)), "missing-funds");
  EXPECT_EQ(code(leg("t", "pot:a:asc", "bank", 1010)), "entered");
  EXPECT_EQ(code(leg("u", "pot:a:asc", "bank", 1)), "missing-funds");
  books.set_limit("pot:a:asc", {std::nullopt, std::nullopt});
  EXPECT_EQ(code(leg("u", "pot:a:asc", "bank", 5'000)), "entered");
}

// TigerBeetle: an amount of nought, and an account paying itself (accounts_must_be_different), are refused.
TEST_F(Published, WhatCanNeverBe) {
  EXPECT_EQ(code(leg("t", "pot:a:asc", "provider:b", 0)), "bad-amount");
  EXPECT_EQ(code(leg("t", "pot:a:asc", "pot:a:asc", 1)), "same-account");
  EXPECT_EQ(code(leg("", "pot:a:asc", "provider:b", 1)), "bad-id");
}

// Ours alone: a switch of holding moves everything between lots of one pot in one transfer, promised money stays until
// it is paid, and no penny is lost.
TEST_F(Published, ASwitchOfHoldingLosesNothing) {
  Transfer in = leg("in", "funder:asc", "pot:a:asc", 500);
  in.of = Earmark{"a", Holding::direct_payment, "v1"};
  EXPECT_EQ(code(in), "entered");
  EXPECT_EQ(code(pending("p", 300)), "entered");
  Transfer all = leg("switch", "pot:a:asc", "pot:a:asc", 1200);
  all.becomes = Earmark{"a", Holding::isf, "v2"};
  Transfer too_much = all;
  too_much.amount = Pence(1201);
  EXPECT_EQ(code(too_much), "missing-funds");
  EXPECT_EQ(code(all), "entered");
  EXPECT_EQ(code(all), "repeat");
  const auto lots = books.lots();
  EXPECT_EQ(lots.at({"pot:a:asc", "asc", Earmark{"a", Holding::isf, "v2"}}), (Balance{Pence(1200), Pence()}));
  EXPECT_EQ(lots.at({"pot:a:asc", "asc", Earmark{"a", {}, ""}}), (Balance{Pence(300), Pence(300)}));
  stands(1500, 300, 0);
  EXPECT_EQ(code(of("x", Stage::post, "p", 300)), "entered");
  EXPECT_EQ(books.lots().at({"provider:b", "asc", Earmark{"a", {}, ""}}).posted, Pence(300))
      << "it arrives as what it was when it was promised";
}

}  // namespace
}  // namespace onepot::pot
