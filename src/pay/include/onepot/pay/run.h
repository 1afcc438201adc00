#pragma once
// A payment run: who is to be paid what on one day from one account, as a file that a bank takes. What is written is
// proved by check.h, a reader that shares nothing with the writers.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"
#include "onepot/pay/bank.h"

namespace onepot::pay {

enum class Format { pain_09, pain_03, bacs18, csv };
/// "pain.001.001.09", "pain.001.001.03", "bacs18", "csv". Refuses "bad-format".
Result<Format> parse_format(std::string_view text);
std::string_view to_text(Format format);

struct Payment {
  std::string
      id;  ///< end-to-end id: unique for ever, at most 35 characters; the bank hands it back with a returned payment
  BankAccount to;
  Pence amount;
  std::string reference;  ///< what the payee sees on their statement; the first 18 characters reach it by Bacs
  bool operator==(const Payment&) const = default;
};

struct PaymentRun {
  std::string id;  ///< message id, at most 35 characters
  Instant created;
  Date date;  ///< the day the money is to move
  BankAccount from;
  std::string initiator;     ///< who sends it: "Ashdale Council"
  std::string service_user;  ///< six digits, Bacs only
  std::vector<Payment> payments;
};

/// Everything that would make a bank refuse the run: no payment, an amount not above nothing or above the scheme's
/// limit of £20,000,000.00, ids that are empty, too long or twice there, accounts of the wrong shape, a payee that is
/// the payer.
Refusals faults(const PaymentRun& run, Format format);
Pence total(const PaymentRun& run);

/// The file. Refuses the run's first fault.
Result<std::string> write(const PaymentRun& run, Format format);

}  // namespace onepot::pay
