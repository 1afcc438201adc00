#pragma once
// A tariff of activity: what one spell, attendance or day costs by currency unit and point of delivery, and how that is
// adjusted. The needs of a person are priced by tariff.h; this prices work that was done, row by row, as commissioners
// receive it.
//
// The folder: tariff.json, prices.csv, and where they are wanted mff.csv, pods.csv, adjustments.csv, terms.csv.
// docs/price.md says how to write one. The steps of a price, in this order:
//   1 the unit's price, or its short-stay emergency price; 2 the adjustments, in the file's order;
//   3 days beyond the trim point at the unit's daily price; 4 the provider's market forces factor.
// The order is that of the English national tariff since 2005 (long stays get no specialised top-up; the factor of the
// provider multiplies all that went before). Every step is rounded to the penny.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/price/currency.h"
#include "onepot/price/folder.h"
#include "onepot/price/rows/columns.h"

namespace onepot::price {

/// What one unit at one point of delivery costs.
struct UnitPrice {
  Pence price;
  std::optional<Pence> short_stay;   ///< instead of the price, for a short emergency stay
  std::optional<std::int64_t> trim;  ///< days included in the price
  Pence long_stay_day;               ///< for each day beyond them
};

/// What is asked of one field of a row: "los<=1", "age=19..64", "specialty=100|11*", "bpt=yes".
struct Ask {
  std::size_t field = 0;  ///< of ActivityTariff::fields
  bool number = false;
  std::int64_t low = 0, high = 0;
  std::vector<std::string> codes;  ///< "2*": all that begin with 2
  std::string written;
};

/// The units and points of delivery that a rule of the tariff is about.
struct Scope {
  std::vector<bool> groups, pods;  ///< by number
  bool holds(std::size_t group, std::size_t pod) const { return groups[group] && pods[pod]; }
};

struct ActivityAdjustment {
  /// factor: × value. top_up: + value × the unit's price. add: + pounds. instead: these pounds replace the amount.
  /// exclude: nothing is paid under this tariff (it is paid elsewhere), and no step follows.
  enum class Kind { factor, top_up, add, instead, exclude };
  std::string id, words, source;
  Kind kind = Kind::factor;
  Scope scope;
  std::vector<Ask> when;  ///< all must hold
  Rational value = 1;
  Pence pounds;
};

/// How the row's point of delivery is known where no column tells: the first that fits.
struct PodRule {
  std::uint32_t pod = 0;
  std::vector<Ask> when;
};

/// One term of a contract, on the year's total of a line: what is paid beside or instead of the sum of prices.
struct Term {
  /// marginal: above the threshold, `share` of each pound. cap, collar: never more, never less than the threshold.
  /// block: the threshold, whatever is done.
  enum class Kind { marginal, cap, collar, block };
  Kind kind = Kind::cap;
  std::optional<Pence> pounds;  ///< a year; without it, `of_plan` × what is planned
  Rational of_plan = 1;
  Rational share = 1;
};

/// Rows that are settled together, by provider, under terms applied in order.
struct ContractLine {
  std::string id;
  std::string provider;  ///< "*": every provider, each by itself
  Scope scope;
  std::vector<Term> terms;
};

struct ActivityTariff {
  std::string id, name, version, currency, owner, source;
  Period period;
  Status status = Status::draft;
  Rounding half = Rounding::half_even;
  Names groups, pods, providers;
  std::vector<std::optional<UnitPrice>> prices;  ///< group × pods.size() + pod
  std::vector<Rational> factors;                 ///< market forces, by provider; empty: there are none
  std::optional<Rational> other_factor;          ///< of providers not named
  std::vector<std::string> fields;               ///< columns asked for, by the names of column::of_field
  std::vector<Ask> short_stay;                   ///< when the short-stay price is paid; empty: never
  std::vector<PodRule> pod_rules;
  std::vector<ActivityAdjustment> adjustments;
  std::vector<ContractLine> lines;
  std::optional<std::size_t> days;  ///< the field "los", where a trim point asks for it

  const std::optional<UnitPrice>& price(std::size_t group, std::size_t pod) const {
    return prices[group * pods.size() + pod];
  }
  /// The provider's factor: its code, else the first three letters of a site's code. Nothing: not known.
  std::optional<Rational> factor_of(std::string_view provider) const;
};

/// True for a folder whose tariff.json says "form": "activity".
bool is_activity_tariff(const Folder& folder);
/// Compiles the folder. Refuses with file, line and column: what is not money, a factor out of range, a unit priced
/// twice, a rule about units or points of delivery that have no price, a figure without its source.
Result<ActivityTariff> load_activity_tariff(const Folder& folder);

/// Stands for a field of which nothing is known: what asks for it does not hold.
inline constexpr std::string_view unknown_field{"\x01", 1};

/// A row as the tariff sees it. `fields` is by ActivityTariff::fields.
struct ActivityRow {
  std::string_view provider, group, pod;
  std::span<const std::string_view> fields;
};

struct PriceStep {
  enum class Kind : std::uint8_t { base, short_stay, adjustment, long_stay, market_forces };
  Kind kind = Kind::base;
  std::uint32_t which = 0;  ///< of the adjustments
  std::int64_t count = 0;   ///< days of a long stay
  Pence after;
};

struct ActivityPrice {
  std::string_view fault;  ///< a stable code; empty where there is a price
  std::uint32_t group = Names::none, pod = Names::none;
  std::uint32_t line = Names::none;  ///< of the contract lines
  Pence base, price;
};

/// Prices one row; `steps` is cleared and filled. Never refuses: a row that cannot be priced has a fault, one of
/// "unknown-group", "no-pod", "unknown-pod", "no-price", "no-factor", "bad-number" (a number asked for is not one).
ActivityPrice price_activity(const ActivityTariff& tariff, const ActivityRow& row, std::vector<PriceStep>& steps);

/// What a fault means, in a sentence that says what was expected.
std::string fault_words(const ActivityTariff& tariff, std::string_view fault, const ActivityRow& row);

/// One step in words with its figures: "Market forces factor of R1H, × 1.148886: £9,647.00 becomes £11,083.30".
std::string step_words(const ActivityTariff& tariff, const ActivityRow& row, const ActivityPrice& price,
                       std::span<const PriceStep> steps, std::size_t which);
/// The rules of the tariff that did not apply to the row, each with the condition that failed.
std::vector<std::string> not_applied(const ActivityTariff& tariff, const ActivityRow& row, const ActivityPrice& price);

/// One or several tariffs (of different periods) bound to the columns of a file.
class Valuer {
 public:
  /// What becomes of adjustments that ask for a column which is not there: refused, or (in a plan, which knows no ages)
  /// not applied.
  enum class Missing { refused, passed_over };
  /// Refuses "missing-column", "overlap" (two tariffs in force on one day). `tariffs` must outlive the valuer.
  static Result<Valuer> over(std::span<const ActivityTariff> tariffs, const std::vector<std::string>& header,
                             const std::string& file, Missing missing = Missing::refused);

  struct Out {
    const ActivityTariff* tariff = nullptr;  ///< none: no tariff is in force on the row's day
    ActivityRow row;                         ///< lives until the next call
    ActivityPrice price;
    bool counted = true;  ///< false for an episode that does not report its spell
  };
  /// Prices the record's fields; further faults: "bad-date", "outside-period".
  Out value(std::span<const std::string_view> fields);
  /// The same by the first tariff, whatever the row's date.
  Out undated(std::span<const std::string_view> fields) { return valued(fields, 0); }
  std::span<const PriceStep> steps() const { return steps_; }

  /// The columns that append() adds: price_pod, price_base, price, price_steps, price_line, price_tariff, price_fault.
  static const std::vector<std::string>& columns();
  /// Adds the row's values of these columns, each after a comma.
  void append(const Out& out, std::string& text) const;
  std::optional<std::size_t> record_column() const { return record_; }
  /// What the reader of the file should be told once: no date was found, and so on.
  std::vector<std::string> warnings() const;

 private:
  Out valued(std::span<const std::string_view> fields, std::size_t which);
  std::span<const ActivityTariff> tariffs_;
  std::vector<std::vector<std::optional<std::size_t>>> fields_;  ///< by tariff and field: the column
  std::optional<std::size_t> record_, provider_, group_, pod_, date_, reports_;
  std::vector<std::string_view> values_;
  std::vector<PriceStep> steps_;
};

/// A list of national prices as a tariff folder. `text` is JSON, one object "POD-UNIT-YEAR": pounds (as published for
/// 2024/25 in community tools), or CSV with group, pod and price. `mff` is a CSV with provider and mff, or empty.
struct PriceList {
  std::string file, text, mff_file, mff;
  std::string id, name, version, currency, source, owner;
  Period period;
  Status status = Status::live;
  std::string year;  ///< only keys of this year; empty: all, which must be of one
  std::optional<Rational> other_factor;
};
/// Refuses with file, line and column; the folder it gives loads.
Result<Folder> import_prices(const PriceList& list, const std::string& path);

}  // namespace onepot::price
