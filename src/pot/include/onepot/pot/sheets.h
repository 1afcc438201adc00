#pragma once
// The books as tables that finance people open in a spreadsheet: every movement of a period, and its sums by account,
// stream, payment and person. Text that somebody typed is never let become a formula.
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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

/// The same without its rows, which are made one after the other: a year of a place need not be held as cells.
struct SheetRows {
  Sheet head;  ///< its rows are empty
  std::size_t count = 0;
  std::function<void(const std::function<void(const std::vector<Value>&)>&)> each;
};

/// RFC 4180 with a header row. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
/// carriage return, or would after the spaces before it) gets an apostrophe before it, as OWASP's "CSV injection" page
/// advises. Money and dates are ours: "-3.07" stays a number.
std::string to_csv(const Sheet& sheet);
std::string to_csv(const SheetRows& sheet);
/// What to_csv writes for a text.
std::string safe_text(std::string_view text);

/// A statement as two sheets: its sums by stream, and its lines. `names` say who the accounts are.
std::vector<Sheet> sheets_of(const Statement& statement, const std::map<std::string, std::string>& names = {});

/// Adds up the whole books, one transfer at a time in the order of the chain, so that a year of a place need not be
/// held: only the sums are, and what the period's movements do not share with each other.
class BookSheets {
 public:
  explicit BookSheets(Period period) : period_(period) {}
  BookSheets(const BookSheets&) = delete;  // what it holds points into itself
  BookSheets& operator=(const BookSheets&) = delete;
  void add(const Transfer& transfer);
  static constexpr std::array<std::string_view, 5> names = {"Ledger", "Accounts", "Streams", "Payments", "People"};
  /// All of them, in that order.
  std::vector<Sheet> sheets() const;
  /// One of those names; good as long as this is and nothing is added.
  SheetRows sheet(std::string_view name) const;

 private:
  /// A movement: what it shares with others is named once, and its own texts stand one after the other in texts_.
  struct Moved {
    Date booked, effective;
    Pence amount;
    const std::string *from, *to, *stream, *purpose;
    std::size_t id, note, end;  ///< where each begins in texts_, and where they end
  };
  std::vector<const Moved*> in_order_of_day(bool payments_only) const;
  std::string_view id_of(const Moved& m) const { return std::string_view(texts_).substr(m.id, m.note - m.id); }
  std::string_view note_of(const Moved& m) const { return std::string_view(texts_).substr(m.note, m.end - m.note); }
  struct Side {
    Pence opening, plus, minus, closing, promised;
  };
  Period period_;
  std::vector<Moved> moved_;
  std::string texts_;
  std::set<std::string> purposes_;
  std::map<std::pair<std::string, std::string>, Side> accounts_;  ///< by account and stream
  std::map<std::string, MoneyFlow> people_, streams_;
};

}  // namespace onepot::pot
