#pragma once
// Payments that came back. Each is reversed in the books – from the bank to what the provider is owed, in the same
// stream and to the same lot – exactly once, and what it paid is due again.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pay/returns.h"
#include "onepot/place/work.h"

namespace onepot::place {

struct ReturnTaken {
  pay::MatchedReturn match;
  pay::Returned said;  ///< by the bank
  std::string payee;   ///< provider's ref, where the payment is known
  Pence amount;        ///< of the payment, where it is known
};
struct ReturnsWanted {
  std::vector<pay::Returned> returns;
  std::string source;          ///< the file's format, or "by hand"
  std::optional<Date> booked;  ///< the day it enters the books; nothing: each on the day it came back
  Instant now;
  std::optional<AccountId> by;
  std::optional<PlaceId> place;  ///< only this place's payments
};
/// Enters those that were found and gives all of them, in the file's order; the others are listed with why. Who may do
/// this is settled by whoever calls. Refused, and then nothing is entered: "no-day" where neither the file nor `booked`
/// says when, and what the ledger refuses (a closed period).
Result<std::vector<ReturnTaken>> take_returns(store::Session& session, const ReturnsWanted& wanted);

/// By a finance officer: a file from the bank, booked today (run-payments).
struct ReturnsRead {
  std::vector<ReturnTaken> taken;
  std::vector<std::string> warnings;
};
tl::expected<ReturnsRead, Refusals> take_returns_file(const Work& work, std::string_view text, const std::string& file);
/// By hand (run-payments). Refused "unknown" (no such payment of the place), "before" (it was entered already), "empty"
/// (no reason), "not-yet" (a day to come, or before the payment).
Result<void> take_return(const Work& work, std::string_view payment, Date day, std::string_view reason);

}  // namespace onepot::place
