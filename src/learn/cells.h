#pragma once
// Cells of a table as what they should be, each refused with its file, line and column.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/assert.h"
#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/text.h"

namespace onepot::learn {

/// A cell as a number; `expected` is what the refusal says it is not ("a number").
template <class T>
Result<T> cell_as(const csv::Table& table, const csv::Record& row, std::size_t column, std::string_view expected) {
  const auto cell = trim(csv::field(row, column));
  T value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(static_cast<double>(value)))
    return refuse("bad-number", "'" + std::string(cell.substr(0, 40)) + "' is not " + std::string(expected),
                  csv::where(table, row, column));
  return value;
}

/// A table and its columns, for readers that refuse at the first wrong cell.
class Cells {
 public:
  explicit Cells(const csv::Table& table) : table_(table), columns_(table) {}
  std::size_t need(std::string_view name) { return columns_.need(name); }
  std::size_t may(std::string_view name) { return columns_.may(name); }
  Result<void> done() const { return columns_.done(); }

  static std::string_view text(const csv::Record& row, std::size_t column) { return trim(csv::field(row, column)); }
  tl::unexpected<Refusal> wrong(const csv::Record& row, std::size_t column, std::string code,
                                std::string_view expected) const {
    return refuse(std::move(code),
                  "'" + std::string(text(row, column).substr(0, 40)) + "' is not " + std::string(expected),
                  csv::where(table_, row, column));
  }
  Result<std::string> name(const csv::Record& row, std::size_t column) const {
    const auto cell = text(row, column);
    if (cell.empty()) return refuse("empty", "expected a name; the cell is empty", csv::where(table_, row, column));
    return std::string(cell);
  }
  Result<std::int64_t> count(const csv::Record& row, std::size_t column) const {
    const auto cell = text(row, column);
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
    if (cell.empty() || error != std::errc() || end != cell.data() + cell.size() || out < 0 || out > 1'000'000'000)
      return wrong(row, column, "bad-count", "a count; expected a whole number from 0");
    return out;
  }
  Result<double> number(const csv::Record& row, std::size_t column) const {
    return cell_as<double>(table_, row, column, "a number");
  }
  Result<std::optional<double>> maybe_number(const csv::Record& row, std::size_t column) const {
    if (column == csv::Columns::npos || text(row, column).empty()) return std::optional<double>();
    ONEPOT_TRY(const double out, number(row, column));
    return std::optional(out);
  }
  Result<Date> date(const csv::Record& row, std::size_t column) const {
    const auto out = parse_date(text(row, column));
    if (!out) return wrong(row, column, "bad-date", "a day; expected one such as 2026-04-01");
    return *out;
  }
  Result<Pence> pence(const csv::Record& row, std::size_t column) const {
    const auto out = parse_pence(text(row, column));
    // A million million pounds: sums of what one file can hold stay far from overflowing.
    constexpr std::int64_t most = 100'000'000'000'000;
    if (!out || out->count() > most || out->count() < -most)
      return wrong(row, column, "bad-amount", "an amount; expected pounds such as 450.00");
    return *out;
  }

 private:
  const csv::Table& table_;
  csv::Columns columns_;
};

/// A row whose cells are asked for by the name of their column.
class NamedRow {
 public:
  using Columns = std::vector<std::pair<std::string_view, std::size_t>>;
  NamedRow(const Cells& cells, const csv::Table& table, const Columns& columns, const csv::Record& row)
      : cells_(cells), table_(table), columns_(columns), row_(row) {}
  std::string_view text(std::string_view name) const { return Cells::text(row_, column(name)); }
  Result<std::string> name(std::string_view name) const { return cells_.name(row_, column(name)); }
  Result<std::int64_t> count(std::string_view name) const { return cells_.count(row_, column(name)); }
  Result<double> number(std::string_view name) const { return cells_.number(row_, column(name)); }
  Result<Date> date(std::string_view name) const { return cells_.date(row_, column(name)); }
  Result<Pence> pence(std::string_view name) const { return cells_.pence(row_, column(name)); }
  tl::unexpected<Refusal> wrong(std::string_view name, std::string code, std::string_view expected) const {
    return cells_.wrong(row_, column(name), std::move(code), expected);
  }
  Where where(std::string_view name) const { return csv::where(table_, row_, column(name)); }

 private:
  std::size_t column(std::string_view name) const {
    const auto at = std::ranges::find(columns_, name, &Columns::value_type::first);
    ONEPOT_ASSERT(at != columns_.end());
    return at->second;
  }
  const Cells& cells_;
  const csv::Table& table_;
  const Columns& columns_;
  const csv::Record& row_;
};

/// A file of rows with the columns `needed` and perhaps `also`, each row made a T by `read(row, made)`, which may
/// refuse it.
template <class T, class Read>
Result<std::vector<T>> rows_of(std::string_view text, const std::string& file,
                               std::initializer_list<std::string_view> needed,
                               std::initializer_list<std::string_view> also, Read&& read) {
  ONEPOT_TRY(const auto table, csv::parse(text, file));
  Cells cells(table);
  NamedRow::Columns columns;
  for (const auto name : needed) columns.emplace_back(name, cells.need(name));
  for (const auto name : also) columns.emplace_back(name, cells.may(name));
  ONEPOT_CHECK(cells.done());
  std::vector<T> out;
  for (const auto& row : table.records) {
    T made{};
    ONEPOT_CHECK(read(NamedRow(cells, table, columns, row), made));
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace onepot::learn
