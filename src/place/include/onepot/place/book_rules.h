#pragma once
// What the finance people of a place decide about the books: up to which day they are closed, and how far an account
// may go. Both say who decided it and when, and neither can be taken back: a later decision follows the one before.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"

namespace onepot::place {

struct Closings {
  std::optional<Date> closed_until;
  std::vector<store::ledger::Closing> all;  ///< latest first
};
Closings see_closings(const Work& work);

/// Closes the books up to that day, which must be over. What is promised and lapsed is released first, so that the
/// period ends with what is really promised. Refused: "not-over", "closed-already".
Result<store::ledger::Closing> close_books(const Work& work, Date until, std::string_view note);

std::vector<store::ledger::LimitChange> see_limits(const Work& work);
/// For what is booked from today on. Without a lowest, a pot may still not go below nought: for a pot "no limit" has to
/// be said as an amount. Refused: "bad-name", "unknown-account" (nothing was ever booked there), "bad-limit",
/// "no-reason", "period-closed".
Result<void> change_limit(const Work& work, std::string_view account, const pot::Limit& limit, std::string_view why);

}  // namespace onepot::place
