#pragma once
// Records in a CSV file: one row each, attributes by column name. A bad row is kept, numbered, coded and explained;
// only a file whose columns do not fit is refused before a row is read.
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/price/currency.h"

namespace onepot::price {

struct Row {
  std::string id;  ///< the column `record`
  Record record;
  Refusals faults;  ///< empty for a row that can be grouped; each names file, line and column
};

/// Columns: record, and every attribute of the currency. Refuses "missing-column". Rows in the file's order.
Result<std::vector<Row>> read_records(const Currency& currency, const csv::Table& table);

}  // namespace onepot::price
