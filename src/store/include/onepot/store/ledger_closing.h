#pragma once
// Closed periods. What is booked on or before the day up to which the books are closed never changes: nothing can be
// booked there any more, and `verify` checks that the books as they were then still have the digest they had then. A
// fact that comes late is booked in the open period; its effective day says what day it is about.
#include <optional>
#include <string>
#include <vector>

#include "onepot/pot/transfer.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

struct Closing {
  Date until;  ///< the last day that is closed
  Instant at;
  std::string by, note;
  std::int64_t rows = 0;  ///< of the books at that moment
  std::string head;       ///< the digest of the last of them, in hex
};

/// The last day that is closed; nothing while none is.
std::optional<Date> closed_until(Session& session);
/// Closes every day up to `until`. Refused: "closed-already" (it goes back, or no further), "not-over" (the day `until`
/// is not over on `today`).
Result<Closing> close_until(Session& session, Date until, Date today, Instant at, std::string_view by,
                            std::string_view note);
/// Latest first.
std::vector<Closing> closings(Session& session);

/// The transfer as an adjustment: where it would be booked on a closed day, on the first open one (`today` at the
/// earliest), its effective day unchanged. A transfer that is in the books already is given the day it has there, so
/// that the same again is a repeat.
pot::Transfer into_open(Session& session, pot::Transfer transfer, Date today);

}  // namespace onepot::store::ledger
