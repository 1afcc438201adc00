#pragma once
// How a transfer is read back: its columns, and the row made a pot::Transfer again.
#include "onepot/pot/transfer.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

/// Columns and joins for transfer_of(); add WHERE and ORDER BY on t (transfer), f and o (the lots it left and arrived
/// in).
#define ONEPOT_TRANSFER_COLUMNS                                                                                      \
  "SELECT t.id, t.booked, t.effective, f.account, o.account, t.pence, f.stream, t.purpose, t.stage, r.id, "          \
  "t.until_date, "                                                                                                   \
  "t.note, t.from_lot, t.from_before, t.to_lot, t.to_before FROM transfer t JOIN ledger_lot f ON f.id = t.from_lot " \
  "JOIN ledger_lot o ON o.id = t.to_lot "                                                                            \
  "LEFT JOIN transfer r ON r.number = t.reservation "

pot::Transfer transfer_of(const Row& row);

}  // namespace onepot::store::ledger
