#include <algorithm>

#include "onepot/price/clean.h"
#include "onepot/price/rows/columns.h"

namespace onepot::price {

Result<StayPrices> StayPrices::over(std::span<const ActivityTariff> tariffs, const csv::Table& table) {
  StayPrices out;
  out.table_ = &table;
  auto header = table.header;
  const auto find = [&](const std::vector<std::string>& names) -> std::size_t {
    if (const auto at = column_of(header, names)) return *at;
    header.push_back(names.front());
    return header.size() - 1;
  };
  out.from_ = find({"admitted"});
  out.until_ = find({"discharged"});
  out.date_ = find(column::date());
  out.days_ = find(column::days());
  ONEPOT_TRY(out.valuer_, Valuer::over(tariffs, header, table.file));
  out.columns_ = header.size();
  return out;
}

Pence StayPrices::of(std::size_t row, Date from, std::optional<Date> until) {
  auto cells = table_->records[row].fields;
  cells.resize(columns_);
  cells[from_] = to_iso(from);
  cells[until_] = until ? to_iso(*until) : "";
  cells[date_] = to_iso(until.value_or(from));
  cells[days_] = std::to_string(until ? *until - from : 0);
  const std::vector<std::string_view> fields(cells.begin(), cells.end());
  const auto valued = valuer_->value(fields);
  if (valued.price.fault.empty()) return valued.price.price;
  faults_.emplace(row, valued.price.fault);
  return {};
}

}  // namespace onepot::price
