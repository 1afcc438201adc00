#pragma once
// Transfers in a file, one a row: id,date,effective,from,to,amount,stream,purpose,pending,note.
// `pending` is empty for money that moves at once, else what is done with a promise:
//   reserve | reserve:2026-06-30 (its last day) | post:ID | void:ID | expire:ID
// Further columns, each of which may be absent, say which lot: person,holding,conditions (of the money that leaves) and
// new_holding,new_conditions (what it becomes).
#include <string>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/pot/transfer.h"

namespace onepot::pot {

struct TransferRow {
  Transfer transfer;
  long line = 0;
};

struct TransferFile {
  std::vector<TransferRow> rows;
  Refusals refusals;                  ///< every row that cannot be read, with line and column
  std::vector<std::string> warnings;  ///< unknown columns
};

TransferFile read_transfers(const csv::Table& table);

/// The column that a refusal of check() or of the books is about: "amount" for missing-funds, and so on.
std::string column_of(const Refusal& refusal);

}  // namespace onepot::pot
