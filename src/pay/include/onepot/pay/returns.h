#pragma once
// Payments that came back, or never left: what the bank's file says of each. Read are
//   pain.002                 rejected: of one payment (TxSts RJCT), or of a whole run (GrpSts or PmtInfSts RJCT)
//   camt.053, camt.054       entries that say they are a return (RtrInf, or a reversal of a payment)
//   Bacs ARUCS               the XML report of returned credits; it carries no id of ours, so the payment is found by
//                            account, amount and day, and only where exactly one fits
//   CSV                      id,date,amount[,code,reason]
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::pay {

struct Returned {
  long line = 0;
  std::string id;               ///< end-to-end id; empty where the format has none
  std::string run;              ///< a whole run was rejected
  std::optional<Pence> amount;  ///< above nought, where it is said
  std::optional<Date> date;     ///< when it came back; of ARUCS: when it was sent
  std::string code, reason;     ///< "AC04", "account closed"
  std::string sort_code, account;
};

struct ReadReturns {
  std::string format;
  std::vector<Returned> returns;
  Refusals faults;
  std::vector<std::string> warnings;
};
ReadReturns read_returns(std::string_view text, const std::string& file);

/// What an ISO 20022 reason code means, in plain words; empty for one that is not known.
std::string_view reason_words(std::string_view code);

/// A payment that went out, as far as returns and statements need to know it.
struct Sent {
  std::string id, run;
  Pence amount;
  Date date;
  std::string sort_code, account;
  bool returned = false;
};
enum class ReturnFate {
  found,      ///< `payment` says which
  before,     ///< it was entered before
  unknown,    ///< no payment of ours
  ambiguous,  ///< several fit, and nobody guesses
  differs     ///< the amount is not what was sent
};
struct MatchedReturn {
  ReturnFate fate = ReturnFate::unknown;
  std::size_t returned = 0;  ///< its place in the file's returns
  std::string payment;       ///< end-to-end id
  std::string why;           ///< for people
};
/// Which payments these are; a rejected run becomes one for each payment of it. Nothing is found twice.
std::vector<MatchedReturn> match_returns(const std::vector<Returned>& returns, const std::vector<Sent>& sent);

}  // namespace onepot::pay
