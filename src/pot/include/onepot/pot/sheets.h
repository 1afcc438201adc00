#pragma once
// The books as tables that finance people open in a spreadsheet: every movement of a period, and its sums by account,
// stream, payment and person. Text that somebody typed is never let become a formula.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "onepot/pot/statement.h"

namespace onepot::pot {

struct Column {
  enum class Kind : std::uint8_t { text, date, money, count } kind = Kind::text;
  std::string title;
};
/// Nothing, text, a day, money or a number; each row has one for each column, of the column's kind or nothing.
using Value = std::variant<std::monostate, std::string, Date, Pence, std::int64_t>;
struct Sheet {
  std::string name;
  std::vector<Column> columns;
  std::vector<std::vector<Value>> rows;
  bool totals = false;  ///< a spreadsheet shows a last row with the sum of each column of money
};

/// RFC 4180 with a header row. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
/// carriage return, or would after the spaces before it) gets an apostrophe before it, as OWASP's "CSV injection" page
/// advises. Money and dates are ours: "-3.07" stays a number.
std::string to_csv(const Sheet& sheet);
/// What to_csv writes for a text.
std::string safe_text(std::string_view text);

/// A statement as two sheets: its sums by stream, and its lines. `names` say who the accounts are.
std::vector<Sheet> sheets_of(const Statement& statement, const std::map<std::string, std::string>& names = {});

/// Adds up the whole books, one transfer at a time in the order of the chain, so that a year of a place need not be
/// held: only the period's movements and the sums are.
class BookSheets {
 public:
  explicit BookSheets(Period period) : period_(period) {}
  void add(const Transfer& transfer);
  /// "Ledger", "Accounts", "Streams", "Payments", "People".
  std::vector<Sheet> sheets() const;

 private:
  struct Side {
    Pence opening, plus, minus, closing, promised;
  };
  Period period_;
  std::vector<Transfer> moved_;
  std::map<std::pair<std::string, std::string>, Side> accounts_;  ///< by account and stream
  std::map<std::string, MoneyFlow> people_, streams_;
};

}  // namespace onepot::pot
