#pragma once
// How a part is read back: its columns, and the row made a pot::Part again.
#include "onepot/pot/transfer.h"
#include "onepot/store/session.h"

namespace onepot::store::ledger {

/// Columns and joins for part_of(); add WHERE and ORDER BY on t (transfer), f and o (the lots it left and arrived in).
#define ONEPOT_TRANSFER_COLUMNS                                                                                   \
  "SELECT t.id, t.booked, t.effective, f.account, o.account, t.pence, f.stream, t.purpose, t.stage, r.id, "       \
  "t.until_date, t.note, t.from_lot, t.from_before, t.to_lot, t.to_before, t.part, t.said, f.person, f.holding, " \
  "f.conditions, o.person, o.holding, o.conditions FROM transfer t JOIN ledger_lot f ON f.id = t.from_lot "       \
  "JOIN ledger_lot o ON o.id = t.to_lot LEFT JOIN transfer r ON r.number = t.reservation "

pot::Part part_of(const Row& row);

/// Three columns from this one on.
pot::Earmark earmark_of(const Row& row, std::size_t column);

}  // namespace onepot::store::ledger
