#pragma once
// The records of a CSV one after another, without keeping them: for files too large to hold as a table. The same
// language and the same refusals as csv::parse, which is made of it.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"

namespace onepot::csv {

/// Reads the first row as the header: names trimmed, none twice. `text` must outlive the scanner.
class Scanner {
 public:
  /// Refuses "bad-encoding", "no-header", "repeated-column", and what next() refuses.
  static Result<Scanner> open(std::string_view text, std::string file);

  const std::vector<std::string>& header() const { return table_.header; }
  /// The header as a table without records, for Columns and where().
  const Table& table() const { return table_; }

  /// From now on a record may have more fields than the header: as some programs write a list in the last column, each
  /// of its items in a field of its own.
  void let_last_repeat() { last_repeats_ = true; }

  /// Goes to the next record: false at the end. Blank lines at the end are passed over. Refuses "open-quote",
  /// "stray-quote", "bad-line-end", "ragged-row".
  Result<bool> next();
  /// The record's fields, as many as the header has; they live until the next call of next().
  std::span<const std::string_view> fields() const { return std::span(fields_).first(fields_.size() - rest_); }
  /// What comes after them, where the last column repeats.
  std::span<const std::string_view> rest() const { return std::span(fields_).last(rest_); }
  std::string_view operator[](std::size_t column) const {
    return column < fields_.size() ? fields_[column] : std::string_view();
  }
  long line() const { return begun_line_; }
  Where where(std::size_t column) const {
    return {table_.file, begun_line_, column < table_.header.size() ? table_.header[column] : ""};
  }

 private:
  Scanner(std::string_view text, std::string file);
  Result<void> record();
  Result<std::string_view> quoted_field();

  Table table_;
  std::string_view text_;
  std::size_t at_ = 0;
  long line_ = 1, begun_line_ = 0;
  bool blank_ = false, last_repeats_ = false;
  std::size_t rest_ = 0;  ///< fields beyond the header's
  std::vector<std::string_view> fields_;
  std::vector<std::unique_ptr<std::string>> unquoted_;  ///< fields with a doubled quote in them, rewritten
  std::size_t used_ = 0;
};

}  // namespace onepot::csv
