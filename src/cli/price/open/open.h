#pragma once
// What the verbs of `onepot price` read: currencies, tariffs of both forms, tables with columns added.
#include <string>
#include <utility>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/price/activity.h"
#include "onepot/price/records.h"
#include "onepot/price/tariff.h"

namespace onepot::cli {

Result<price::Currency> currency_at(const std::string& path);
/// The tariff of needs at a path with the currency named, or the one that it prices, beside it: tariffs/x →
/// currencies/y.
Result<std::pair<price::Currency, price::Tariff>> needs_tariff_at(const std::string& tariff,
                                                                  const std::string& currency);
/// True where the folder holds a tariff of activity. Refuses a folder that cannot be read.
Result<bool> prices_activity(const std::string& tariff);
Result<std::vector<price::ActivityTariff>> activity_tariffs_at(const std::vector<std::string>& paths);

/// A table of records and what each row of it is in the currency's terms.
struct Records {
  csv::Table table;
  std::vector<price::Row> rows;
  /// The row of that id, if it can be grouped. Refuses "no-record", and the row's first fault.
  Result<const price::Row*> of(const std::string& id) const;
};
/// Reads records ("-" is standard input). Refuses a table whose columns do not fit.
Result<Records> records_at(const price::Currency& currency, const std::string& path);

/// The rows as they came, each with more columns.
std::string with_columns(const csv::Table& table, const std::vector<std::string>& names,
                         const std::vector<std::vector<std::string>>& values);

}  // namespace onepot::cli
