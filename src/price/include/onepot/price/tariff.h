#pragma once
// A tariff says what each group of a currency costs in a period, and how that is adjusted. Every price can say how it
// came about in two ways kept apart: plain words for the person, workings for those who check.
//
// The folder: tariff.json, rates.csv (every figure once, with year, source and evidence grade), prices.csv (group →
// rate), adjustments.csv, streams.csv (offer.h), evidence.csv. docs/price.md says how to write one.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/base/money.h"
#include "onepot/base/rational.h"
#include "onepot/price/currency.h"

namespace onepot::price {

/// One figure with where it comes from.
struct Rate {
  std::string id;
  Pence amount;
  std::string per;  ///< "hour", "night": a unit in words
  std::string year, source, words;
  std::size_t evidence = 0;  ///< index into Tariff::grades
};

/// How sure a figure is: grade A measured here, B published elsewhere, C an assumption; and how far off it may be.
struct Grade {
  std::string id, words;
  Rational low, high;  ///< factors of the price: 0.9 and 1.1
};

/// What a group is paid by: `per_count` of `measure` (60 minutes) cost one `rate`.
struct GroupPrice {
  std::size_t group = 0, rate = 0, measure = 0;
  std::int64_t per_count = 1;
};

struct Adjustment {
  /// factor: the price × value. part: the part counted in `measure` costs value × its price, the rest is unchanged.
  /// add: value pounds for each of `measure`.
  enum class Kind { factor, part, add };
  std::string id;
  Kind kind = Kind::factor;
  std::vector<bool> groups;           ///< by group
  std::vector<Condition> conditions;  ///< all must hold
  std::optional<std::size_t> measure;
  Rational value;
  std::string words;  ///< for a person, why
  std::string source;
  std::size_t evidence = 0;
};

/// One rule of how a priced need is divided among streams; rules are tried in order.
struct StreamRule {
  std::string id, stream;
  std::vector<Condition> conditions;
  Rational share = 1;              ///< of what is left of the need's price
  std::optional<Pence> most_week;  ///< over all needs of the person
  bool contribution = false;       ///< may the person be asked to pay towards it?
  std::string words;               ///< for a person: why this money
  std::string basis;               ///< the law or policy
};

struct Tariff {
  std::string id, name, version, currency, owner;
  Period period;
  Status status = Status::draft;
  std::vector<Grade> grades;
  std::vector<Rate> rates;
  std::vector<std::optional<GroupPrice>> prices;  ///< by group of the currency
  std::vector<Adjustment> adjustments;
  std::vector<StreamRule> streams;

  /// "day-hour" and "night-hour" are the planning rates that affordability uses. Refuses "unknown-rate".
  Result<Rate> rate(std::string_view id) const;
};

/// Compiles the folder against its currency. Refuses, naming file and line: unknown groups, rates, attributes, grades;
/// a group without a price; words for a person that name a group; streams whose last rule does not take everything.
Result<Tariff> load_tariff(const Folder& folder, const Currency& currency);

/// One step of a price. Every amount is whole pence, rounded half to even at each step, so that it can be done by hand.
struct Step {
  std::string id;     ///< rate or adjustment
  std::string words;  ///< what was done, with the figures
  Pence after;
};

struct Explanation {
  std::vector<std::string> plain;     ///< for the person; never names a group (P4)
  std::vector<std::string> workings;  ///< rule, version, inputs used and not, runner-up, nearest changes, each step
};

/// A record priced: pounds a week.
struct Line {
  Record record;
  Decision decision;
  Pence week, low, high;
  std::size_t grade = 0;  ///< the weakest grade of the figures used
  std::vector<Step> steps;
};

/// Prices one valid record. Refuses the record's first fault.
Result<Line> price_record(const Currency& currency, const Tariff& tariff, const Record& record);
/// Says why, in both ways. What would have changed it is priced too: "With 7 hours more it would be £31 more".
Explanation explain(const Currency& currency, const Tariff& tariff, const Line& line);

/// A need as it is described with a person, a week.
struct Need {
  std::string kind;  ///< a code of the attribute "kind": personal, household, out, health, night, work
  Hours day;         ///< of which `shareable` could be shared with people they live with
  Hours shareable;
  std::int64_t nights = 0;
  bool nights_shareable = false;
  bool waking = false;       ///< the helper stays awake at night
  bool two_helpers = false;  ///< two people are needed at once
};
struct Circumstances {
  bool rural = false;
};

struct Priced {
  std::vector<Line> lines;  ///< as the needs stand
  Pence week, low, high;
  std::size_t grade = 0;
  std::string currency, currency_version, tariff, tariff_version;
};

/// The needs as records of a currency that has the attributes kind, minutes, shareable_minutes, nights,
/// nights_shareable, waking, two_helpers and rural (others are refused). Refuses "bad-need" naming its number.
Result<Priced> price_needs(const Currency& currency, const Tariff& tariff, std::span<const Need> needs,
                           Circumstances circumstances);

}  // namespace onepot::price
