#pragma once
// Cleaning before pricing: stays that would be paid for twice, or for ever. Each finding says what it would change and,
// where the rows have prices or a tariff says them, by how many pounds; each can be undone by name, and then the row
// stands as it came.
//
// What is looked for, in this order, among one person's stays (a stay takes the nights from its first day to the day
// before it ends, so that leaving one place and coming to another on one day is no overlap):
//   duplicate    the same person, provider, first and last day as a row above: taken out
//   never-closed no last day, and the person began another stay since or it began more than `open_days` before the last
//                day that the file knows: held back until somebody says when it ended
//   contained    wholly within another stay at the same provider: taken out
//   two-beds     nights of a stay that another had taken already: its first day moves to after them (all: taken out)
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/price/activity.h"

namespace onepot::price {

struct Finding {
  enum class Kind { duplicate, never_closed, contained, two_beds };
  std::string id;  ///< twelve characters that come from what was found: the same in every run
  Kind kind = Kind::duplicate;
  std::size_t row = 0;    ///< in the table
  std::size_t other = 0;  ///< the row that it clashes with; itself where there is none
  Pence effect;           ///< on the sum of prices; zero where the rows have none
  bool accepted = true;   ///< false: undone by a decision
  std::string words;
};
std::string_view to_text(Finding::Kind kind);

struct Cleaned {
  std::vector<Finding> findings;
  csv::Table kept;  ///< rows in the file's order, first days moved and prices lowered where a finding says so
  csv::Table out;   ///< rows taken out or held back, as they came
  std::vector<std::string> unused;  ///< decisions about findings that these rows do not give (any more)
  Pence before, after;
  bool priced = false;
};

/// What stays would be paid by tariffs of activity for the nights that they have: on their last day (an open one: on
/// its first, for no days). Both are taken from the stay, whatever other columns say of its day and its length.
class StayPrices {
 public:
  /// Refuses as Valuer::over. Both must outlive it.
  static Result<StayPrices> over(std::span<const ActivityTariff> tariffs, const csv::Table& table);
  /// Nothing where no price can be told: faults() says why.
  Pence of(std::size_t row, Date from, std::optional<Date> until);
  /// By row of the table, the fault that price_activity gave.
  const std::map<std::size_t, std::string_view>& faults() const { return faults_; }

 private:
  const csv::Table* table_ = nullptr;
  std::optional<Valuer> valuer_;
  std::size_t from_ = 0, until_ = 0, date_ = 0, days_ = 0, columns_ = 0;
  std::map<std::size_t, std::string_view> faults_;
};

struct CleanOptions {
  std::int64_t open_days = 120;
  csv::Table decisions;          ///< finding,decision (accept or undo); may be empty
  StayPrices* prices = nullptr;  ///< what stays are worth; without it the column price, by nights where they are cut
};

/// Columns: record, person, provider, admitted, discharged (may be empty); price where it is known and no tariff says
/// it. A column of days (column::days) follows a first day that is moved. Refuses "missing-column", "priced" (a column
/// of prices beside a tariff), a date or price that cannot be read, a record without id or twice, a last day before the
/// first, and "bad-decision" in the decisions.
Result<Cleaned> clean(const csv::Table& table, const CleanOptions& options);

}  // namespace onepot::price
