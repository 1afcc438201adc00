#pragma once
// Cells of a table as what they should be, each refused with its file, line and column.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/base/text.h"

namespace onepot::learn {

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
    const auto cell = text(row, column);
    double out = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
    if (cell.empty() || error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(out))
      return wrong(row, column, "bad-number", "a number");
    return out;
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

}  // namespace onepot::learn
