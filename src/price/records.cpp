#include "onepot/price/records.h"

#include <set>

namespace onepot::price {

Result<std::vector<Row>> read_records(const Currency& currency, const csv::Table& table) {
  csv::Columns columns(table);
  const auto id = columns.need("record");
  std::vector<std::size_t> at;
  for (const Attribute& a : currency.attributes) at.push_back(columns.need(a.id));
  ONEPOT_CHECK(columns.done());
  std::vector<Row> rows;
  std::set<std::string> seen;
  for (const auto& source : table.records) {
    Row row{std::string(field(source, id)), Record(currency.attributes.size(), 0), {}};
    if (row.id.empty())
      row.faults.push_back({"no-record", "the record has no id", where(table, source, id)});
    else if (!seen.insert(row.id).second)
      row.faults.push_back(
          {"repeated-record", "the record '" + row.id + "' stands above already", where(table, source, id)});
    for (std::size_t a = 0; a < at.size(); ++a) {
      auto value = parse_value(currency.attributes[a], field(source, at[a]));
      if (value)
        row.record[a] = *value;
      else
        row.faults.push_back({value.error().code, value.error().sentence, where(table, source, at[a])});
    }
    if (row.faults.empty())
      for (Refusal fault : currency.faults(row.record)) {
        fault.where = Where{table.file, source.line, fault.where.column};
        row.faults.push_back(std::move(fault));
      }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace onepot::price
