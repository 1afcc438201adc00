// What comes after a payment run: runs that race, payments that come back, statements of the bank.
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "onepot/pay/check.h"
#include "onepot/place/account_check.h"
#include "onepot/place/payment_run.h"
#include "onepot/place/returns.h"
#include "onepot/place/statements.h"
#include "onepot/store/bank.h"
#include "onepot/store/ledger.h"
#include "onepot/store/on_both.h"

namespace onepot::place {
namespace {

constexpr Date work_day(2026, 6, 1), pay_day(2026, 6, 5);

class After : public store::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (!db) return;
    const auto done = database().write([](store::Session& s) -> Result<void> {
      int n = 0;
      const auto move = [&](const char* from, const char* to, std::int64_t pence, const char* stream) -> Result<void> {
        ONEPOT_CHECK(store::ledger::post(s, pot::Transfer{.id = "t" + std::to_string(++n),
                                                          .booked = work_day,
                                                          .effective = work_day,
                                                          .from = from,
                                                          .to = to,
                                                          .amount = Pence(pence),
                                                          .stream = stream}));
        return {};
      };
      for (const auto* person : {"pot:pete", "pot:sam"})
        for (const auto* stream : {"asc", "nhs"})
          ONEPOT_CHECK(move((std::string("funder:") + stream).c_str(), person, 50000, stream));
      ONEPOT_CHECK(move("pot:pete", "provider:mary", 6000, "asc"));
      ONEPOT_CHECK(move("pot:sam", "provider:mary", 2500, "asc"));
      ONEPOT_CHECK(move("pot:pete", "provider:mary", 4050, "nhs"));
      return move("pot:pete", "provider:kit", 1200, "asc");
    });
    ASSERT_TRUE(done) << done.error().text();
  }

  static PaymentRunWanted wanted() {
    PaymentRunWanted out{.date = pay_day, .format = pay::Format::pain_09, .now = Instant(Date(2026, 6, 4).days())};
    out.payees = {{"mary", {"Mary", "200000", "55779911"}}, {"kit", {"Kit", "089999", "66374958"}}};
    out.payer = pay::BankAccount{"Ashdale", "400001", "12345678"};
    return out;
  }
  static Result<PaymentRunMade> run(store::Database& at) {
    return at.write([&](store::Session& s) { return make_payment_run(s, wanted()); });
  }
  Result<std::vector<ReturnTaken>> returned(std::vector<pay::Returned> returns) {
    return database().write([&](store::Session& s) {
      return take_returns(s, {.returns = returns, .source = "csv", .now = Instant(Date(2026, 6, 9).days())});
    });
  }
  /// Every lot of the books that is not nought, in words.
  std::map<std::string, Pence> lots() {
    return database().read([](store::Session& s) {
      std::map<std::string, Pence> out;
      for (const auto& l : store::ledger::lots(s))
        if (l.balance.posted != Pence())
          out[l.account + " " + l.stream + " " + pot::to_words(l.earmark)] = l.balance.posted;
      return out;
    });
  }
  bool whole() {
    return database().read([](store::Session& s) { return store::ledger::verify(s).problems.empty(); });
  }
  tl::expected<StatementTaken, Refusals> statement(const std::string& text) {
    tl::expected<StatementTaken, Refusals> out;
    (void)database().write([&](store::Session& s) -> Result<int> {
      int n = 0;
      out = take_statement(
          s, {.text = text,
              .file = "s.csv",
              .now = Instant(Date(2026, 6, 9).days()),
              .by = std::nullopt,
              .place = std::nullopt,
              .new_ref = [&] { return text.substr(0, 40) + std::to_string(++n) + std::to_string(text.size()); }});
      if (!out) return refuse("refused", "");
      return 0;
    });
    return out;
  }
};

TEST_P(After, ManyRunsAtOnceFromManyProgramsPayOnce) {
  // Each thread has the books open for itself, as another program would.
  std::vector<std::thread> threads;
  std::vector<std::string> outcomes(8);
  for (auto& outcome : outcomes)
    threads.emplace_back([&] {
      auto own = store::Database::open(db->url(), db->options());
      ASSERT_TRUE(own);
      const auto made = run(*own);
      outcome = made ? "paid" : made.error().code;
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(std::ranges::count(outcomes, "paid"), 1);
  EXPECT_EQ(std::ranges::count(outcomes, "nothing-due"), 7);
  const auto outs = database().read([](store::Session& s) { return store::bank::outs(s); });
  EXPECT_EQ(outs.size(), 2U);
  Pence in_bank;
  for (const auto& [lot, pence] : lots())
    if (lot.starts_with("bank ")) in_bank += pence;
  EXPECT_EQ(in_bank, Pence(13750));
  EXPECT_TRUE(whole());
}

TEST_P(After, WhatComesBackGoesToTheLotsItCameFromOnceAndIsPaidAgain) {
  const auto before = lots();
  const auto first = run(database());
  ASSERT_TRUE(first) << first.error().text();
  std::string mary;
  for (const auto& r : first->remittances)
    if (r.payee == "mary") mary = r.payment_id;
  const auto paid = lots();
  ASSERT_NE(paid, before);

  const pay::Returned back{.id = mary, .amount = Pence(12550), .date = Date(2026, 6, 8), .code = "AC04"};
  const auto wrong = returned({{.id = mary, .amount = Pence(12549), .date = Date(2026, 6, 8)}, {.id = "OPX"}});
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->at(0).match.fate, pay::ReturnFate::differs);
  EXPECT_EQ(wrong->at(1).match.fate, pay::ReturnFate::unknown);
  EXPECT_EQ(lots(), paid) << "nothing was entered";

  const auto taken = returned({back, {.id = "OPX", .date = Date(2026, 6, 8)}});
  ASSERT_TRUE(taken) << taken.error().text();
  EXPECT_EQ(taken->at(0).match.fate, pay::ReturnFate::found);
  EXPECT_EQ(taken->at(0).payee, "mary");
  auto after = lots();
  for (const auto& [lot, pence] : before)
    if (lot.starts_with("provider:mary")) EXPECT_EQ(after[lot], pence) << lot;
  EXPECT_TRUE(whole());

  const auto again = returned({back});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->at(0).match.fate, pay::ReturnFate::before);
  EXPECT_EQ(lots(), after);

  const auto second = run(database());
  ASSERT_TRUE(second) << second.error().text();
  ASSERT_EQ(second->remittances.size(), 1U);
  EXPECT_NE(second->remittances[0].payment_id, mary);
  EXPECT_EQ(second->remittances[0].amount, Pence(12550));
  EXPECT_EQ(run(database()).error().code, "nothing-due");
  EXPECT_EQ(lots(), paid);
  EXPECT_TRUE(whole());
}

TEST_P(After, AnAccountThatCannotBeIsNotPaid) {
  const auto loaded = database().write([](store::Session& s) -> Result<std::int64_t> {
    const auto rows = load_weight_table(s, {"089999 089999 MOD10 0 0 0 0 0 0 7 1 3 7 1 3 7 1\n", "w", "", ""},
                                        Instant(), std::nullopt);
    return rows ? Result<std::int64_t>(*rows) : refuse("no", "");
  });
  EXPECT_EQ(*loaded, 1);
  auto asked = wanted();
  asked.payees[1].account.number = "66374959";
  const auto made = database().write([&](store::Session& s) { return make_payment_run(s, asked); });
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_TRUE(made->accounts_checked);
  ASSERT_EQ(made->held.size(), 1U);
  EXPECT_EQ(made->held[0].payee, "kit");
  EXPECT_NE(made->held[0].why.find("do not fit each other"), std::string::npos);
  const auto mended = run(database());
  ASSERT_TRUE(mended) << mended.error().text();
  EXPECT_EQ(pay::total(mended->run), Pence(1200));
}

TEST_P(After, AStatementIsMatchedOnceHoweverOftenItComes) {
  const auto made = run(database());
  ASSERT_TRUE(made);
  std::map<std::string, std::string> id;
  for (const auto& r : made->remittances) id[r.payee] = r.payment_id;
  const std::string text =
      "date,amount,description,reference,balance\n"
      "2026-06-05,-125.50,Mary," +
      id["mary"] +
      ",874.50\n"
      "2026-06-05,-3.00,Charge,,871.50\n"
      "2026-06-06,-12.00,,,859.50\n";
  const auto first = statement(text);
  ASSERT_TRUE(first) << first.error().front().text();
  EXPECT_EQ(first->new_lines, 3);
  ASSERT_EQ(first->matched.size(), 2U);
  EXPECT_EQ(first->matched[0].by, pay::MatchedBy::id);
  EXPECT_EQ(first->matched[1].by, pay::MatchedBy::amount_and_day);
  ASSERT_EQ(first->open.in_the_bank.size(), 1U);
  EXPECT_EQ(first->open.in_the_bank[0].line.words, "Charge");
  EXPECT_TRUE(first->open.in_the_books.empty());

  const auto again = statement(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->new_lines, 0);
  EXPECT_EQ(again->known_lines, 3);
  EXPECT_TRUE(again->matched.empty());
  // An overlapping file: what is known counts once. The return is in the bank and not in the books, and then it is.
  const std::string later =
      "date,amount,description,reference\n"
      "2026-06-06,-12.00,,\n2026-06-08,125.50,Returned," +
      id["mary"] + "\n";
  const auto overlap = statement(later);
  ASSERT_TRUE(overlap);
  EXPECT_EQ(overlap->new_lines, 1);
  ASSERT_EQ(overlap->open.in_the_bank.size(), 2U);
  ASSERT_TRUE(returned({{.id = id["mary"], .amount = Pence(12550), .date = Date(2026, 6, 8)}}));
  const auto then = statement(later);
  ASSERT_TRUE(then);
  ASSERT_EQ(then->matched.size(), 1U);
  EXPECT_TRUE(then->matched[0].entries[0].is_return);
  EXPECT_EQ(then->open.in_the_bank.size(), 1U);

  const auto bad = statement("date,amount,balance\n2026-06-09,-1.00,9.00\n2026-06-09,-1.00,9.00\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().front().code, "wrong-balance");
}
ONEPOT_ON_BOTH(After);

}  // namespace
}  // namespace onepot::place
