#pragma once
// RFC 4180 CSV, strict: UTF-8 with or without BOM, LF or CRLF, a header row, columns found by name in any order.
// Refusals name the file, the line on which the record begins, and the column.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::csv {

struct Record {
  long line = 0;  ///< 1-based line of the file on which the record begins
  std::vector<std::string> fields;
};

struct Table {
  std::string file;
  std::vector<std::string> header;
  std::vector<Record> records;
};

/// Reads a whole table. Every record must have as many fields as the header. Blank lines are refused except at the end.
Result<Table> parse(std::string_view text, std::string file);

/// Picks columns by name: a missing one is refused, unknown ones are listed in `unknown` (the caller warns).
/// Usage: Columns c(table); auto person = c.need("person"); auto likes = c.may("likes"); ONEPOT_CHECK(c.done());
class Columns {
 public:
  explicit Columns(const Table& table);
  /// Index of a column that must be there; a missing one is remembered and refused by done().
  std::size_t need(std::string_view name);
  /// Index of a column that may be there, or npos.
  std::size_t may(std::string_view name);
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  Result<void> done() const;
  /// One warning a column nobody asked for: "FILE: column 'x' is not known and was passed over".
  std::vector<std::string> warnings() const;

 private:
  const Table& table_;
  std::vector<bool> asked_;
  std::vector<std::string> missing_;
  std::vector<std::string> known_;
};

/// The field as text; empty for npos.
std::string_view field(const Record& record, std::size_t column);
/// The place of a field, for a refusal.
Where where(const Table& table, const Record& record, std::size_t column);

/// Quotes a field where RFC 4180 asks for it.
std::string quoted(std::string_view field);
/// One record, with LF at its end.
std::string line(const std::vector<std::string>& fields);

}  // namespace onepot::csv
