#pragma once
// The payment run: everything that providers have earned and not been paid, in one file for the bank; the money leaves
// the books in the same transaction. Run again, it pays nothing twice: what it paid is no longer due. There is one way
// to pay, whoever asks for it: the command line and the finance page both come here.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "onepot/pay/due.h"
#include "onepot/store/payments.h"
#include "onepot/store/session.h"

namespace onepot::place {

struct PaymentRunWanted {
  Date date;  ///< the day the money is to move
  pay::Format format = pay::Format::pain_09;
  Instant now;
  std::optional<store::AccountId> made_by;
  std::vector<pay::Payee> payees;         ///< besides, and instead of, what providers gave themselves
  std::optional<pay::BankAccount> payer;  ///< instead of the place's own account
  std::string service_user;               ///< Bacs
  std::string ref;                        ///< of the run's row, for a place; a UUIDv7
  /// Whose run; nothing: the first place of the books that has bank details, or a plain ledger.
  std::optional<store::PlaceId> place = {};
};
struct PaymentRunMade {
  std::optional<store::PaymentRunId> id;  ///< where the books are a place's
  pay::PaymentRun run;
  std::string file;
  std::vector<pay::Remittance> remittances;
  std::vector<pay::Held> held;
  bool accounts_checked = false;  ///< a weight table was there to check sort codes and account numbers with
};
/// Who may do this is settled by whoever calls. Held, with why: a payee without bank details, with details that do not
/// fit each other (modulus checking, where a weight table is loaded), to which the last payment came back and whose
/// details were not looked at since (unless given in `payees`), of which the books say less than was approved, and what
/// is paid through a payroll. The file is read back by another reader than its writer before anything is kept.
/// Refuses "nothing-due", "no-payer", "bad-file", and what a bank would refuse. `before_commit` is called last with
/// what was made: a file written there is never of a run that did not happen.
Result<PaymentRunMade> make_payment_run(store::Session& session, const PaymentRunWanted& wanted,
                                        const std::function<Result<void>(const PaymentRunMade&)>& before_commit = {});

/// Everything due, by payee and stream, oldest first; nothing is changed.
std::vector<pay::Due> payments_due(store::Session& session);

}  // namespace onepot::place
