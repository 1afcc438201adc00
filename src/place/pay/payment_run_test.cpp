#include "onepot/place/payment_run.h"

#include <gtest/gtest.h>

#include "onepot/pay/check.h"
#include "onepot/store/ledger.h"
#include "onepot/store/on_both.h"

namespace onepot::place {
namespace {

class Paying : public store::OnBoth {
 protected:
  Result<store::ledger::Entered> move(const std::string& id, const std::string& from, const std::string& to,
                                      Pence amount, const std::string& stream) {
    return database().write([&](store::Session& s) {
      return store::ledger::post(s, pot::Transfer{.id = id,
                                                  .booked = Date(2026, 6, 1),
                                                  .effective = Date(2026, 6, 1),
                                                  .from = from,
                                                  .to = to,
                                                  .amount = amount,
                                                  .stream = stream});
    });
  }
  Result<PaymentRunMade> run(const std::function<Result<void>(const PaymentRunMade&)>& before_commit = {}) {
    PaymentRunWanted wanted{
        .date = Date(2026, 6, 5), .format = pay::Format::pain_09, .now = Instant(Date(2026, 6, 4).days())};
    wanted.payees = {{"mary", {"Mary", "200000", "55779911"}}};
    wanted.payer = pay::BankAccount{"Ashdale", "400001", "12345678"};
    return database().write([&](store::Session& s) { return make_payment_run(s, wanted, before_commit); });
  }
  Pence in_the_bank() {
    return database().read([](store::Session& s) {
      Pence sum;
      for (const auto& lot : store::ledger::lots_of_account(s, "bank")) sum += lot.balance.posted;
      return sum;
    });
  }
};

TEST_P(Paying, PaysWhatIsDueOnceAndHoldsTheRest) {
  ASSERT_TRUE(move("1", "funder:asc", "pot:pete", Pence(50000), "asc"));
  ASSERT_TRUE(move("2", "funder:nhs", "pot:pete", Pence(50000), "nhs"));
  ASSERT_TRUE(move("3", "pot:pete", "provider:mary", Pence(6000), "asc"));
  ASSERT_TRUE(move("4", "pot:pete", "provider:mary", Pence(4050), "nhs"));
  ASSERT_TRUE(move("5", "pot:pete", "provider:tom", Pence(1200), "asc"));

  // A file that cannot be written undoes the run.
  const auto failed = run([](const PaymentRunMade&) -> Result<void> { return refuse("machine", "disk full"); });
  ASSERT_FALSE(failed);
  EXPECT_EQ(in_the_bank(), Pence(0));

  const auto made = run();
  ASSERT_TRUE(made) << made.error().text();
  EXPECT_EQ(pay::check(made->file, "run").total, Pence(10050));
  EXPECT_EQ(in_the_bank(), Pence(10050));
  ASSERT_EQ(made->held.size(), 1U);
  EXPECT_EQ(made->held[0].payee, "tom");

  const auto again = run();
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "nothing-due");
  EXPECT_EQ(in_the_bank(), Pence(10050));

  ASSERT_TRUE(move("6", "pot:pete", "provider:mary", Pence(7), "asc"));
  const auto more = run();
  ASSERT_TRUE(more) << more.error().text();
  EXPECT_EQ(pay::total(more->run), Pence(7));
  EXPECT_NE(more->run.payments[0].id, made->run.payments[0].id);
  const auto verified = database().read([](store::Session& s) { return store::ledger::verify(s); });
  EXPECT_TRUE(verified.problems.empty());
}
ONEPOT_ON_BOTH(Paying);

}  // namespace
}  // namespace onepot::place
