#include "onepot/base/csv.h"

#include <algorithm>

#include "onepot/base/csv_scan.h"
#include "onepot/base/text.h"

namespace onepot::csv {

Result<Table> parse(std::string_view text, std::string file) {
  ONEPOT_TRY(auto scanner, Scanner::open(text, std::move(file)));
  Table table = scanner.table();
  for (;;) {
    ONEPOT_TRY(const bool more, scanner.next());
    if (!more) return table;
    table.records.push_back({scanner.line(), {scanner.fields().begin(), scanner.fields().end()}});
  }
}

Columns::Columns(const Table& table) : table_(table), asked_(table.header.size(), false) {}

std::size_t Columns::may(std::string_view name) {
  known_.emplace_back(name);
  const auto it = std::ranges::find(table_.header, name);
  if (it == table_.header.end()) return npos;
  const auto at = static_cast<std::size_t>(it - table_.header.begin());
  asked_[at] = true;
  return at;
}

std::size_t Columns::need(std::string_view name) {
  const std::size_t at = may(name);
  if (at == npos) missing_.emplace_back(name);
  return at;
}

Result<void> Columns::done() const {
  if (missing_.empty()) return {};
  return refuse("missing-column",
                "the column " + and_list(missing_) + (missing_.size() > 1 ? " are" : " is") + " missing; expected " +
                    join(known_, ","),
                Where{table_.file, 1, missing_.front()});
}

std::vector<std::string> Columns::warnings() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < asked_.size(); ++i)
    if (!asked_[i])
      out.push_back(table_.file + ": the column '" + table_.header[i] + "' is not known and was passed over");
  return out;
}

std::string_view field(const Record& record, std::size_t column) {
  return column < record.fields.size() ? std::string_view(record.fields[column]) : std::string_view();
}

Where where(const Table& table, const Record& record, std::size_t column) {
  return {table.file, record.line, column < table.header.size() ? table.header[column] : ""};
}

std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string line(const std::vector<std::string>& fields) {
  if (fields.size() == 1 && fields[0].empty()) return "\"\"\n";  // else it would be a blank line, which is no record
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    out += quoted(fields[i]);
  }
  return out + '\n';
}

}  // namespace onepot::csv
