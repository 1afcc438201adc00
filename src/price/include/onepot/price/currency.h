#pragma once
// A currency sorts a described need into a group: the unit that is paid for. It is an ordered decision table; the first
// rule that fits decides. A group is a unit of support for paying with; it never describes a person, and neither its id
// nor its name may stand in words meant for one (capability P4).
//
// The folder: currency.json (id, name, version, from, until, status, hit), attributes.csv, codes.csv, groups.csv,
// rules.csv, validation.csv. docs/price.md says how to write one.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"
#include "onepot/price/decider.h"
#include "onepot/price/folder.h"

namespace onepot::price {

/// draft: being written; shadow: prices everything and moves no money; live: what is offered and paid.
enum class Status { draft, shadow, live };
Result<Status> parse_status(std::string_view text, const std::string& file);
std::string_view to_text(Status status);

struct Attribute {
  enum class Kind { code, count, flag };
  std::string id;
  Kind kind = Kind::count;
  std::int64_t least = 0, most = 1;     ///< lawful values; for a code, indices into `codes`
  int places = 0;                       ///< of a count: it is kept in units of 10^-places; 0 to 6
  std::string words;                    ///< what it is, for a person: "minutes a week"
  std::vector<std::string> codes;       ///< for Kind::code
  std::vector<std::string> code_words;  ///< beside each code, for a person: "help with washing and dressing"
};

/// What a rule asks of one attribute: a value between low and high, or one of the codes.
struct Condition {
  std::size_t attribute = 0;
  std::int64_t low = 0, high = 0;
  std::vector<bool> codes;  ///< by code index; empty for counts and flags
  std::string written;      ///< the cell as it stands in the file
  bool admits(std::int64_t value) const;
};

struct Rule {
  std::string id;
  std::vector<Condition> conditions;
  std::size_t group = 0;
  std::string words;  ///< why, for a commissioner
  long line = 0;
};

struct Group {
  std::string id, name, words;
};

/// What must hold between two attributes of one record, such as shareable_minutes <= minutes.
struct Check {
  std::string id;
  std::size_t left = 0;
  std::string is;  ///< "<=", "<", "=", ">=", ">"
  std::size_t right = 0;
  std::string words;
};

/// One value an attribute, in the currency's order.
using Record = std::vector<std::int64_t>;

/// The smallest change of one attribute that would lead to another group.
struct Change {
  std::size_t attribute = 0;
  std::int64_t from = 0, to = 0;
  std::size_t group = 0;
  std::size_t rule = 0;
};

struct Decision {
  std::size_t rule = 0, group = 0;
  std::vector<std::size_t> used, not_used;  ///< attributes the winning rule looked at, and the rest
  std::optional<std::size_t> runner_up;     ///< the next rule that also fits
  std::vector<Change> changes;              ///< nearest first, at most one an attribute
};

struct Currency {
  std::string id, name, version, source;
  Period period;
  Status status = Status::draft;
  bool unique = false;  ///< hit "unique": two rules for one record are refused; "first": the earlier decides
  std::vector<Attribute> attributes;
  std::vector<Rule> rules;
  std::vector<Group> groups;
  std::vector<Check> checks;
  Decider decider;  ///< the rules, compiled

  std::optional<std::size_t> attribute(std::string_view id) const;
  std::optional<std::size_t> group(std::string_view id) const;
  /// The group of a valid record. A loaded currency has no gap, so there always is one.
  std::size_t group_of(const Record& record) const { return rules[rule_of(record)].group; }
  std::size_t rule_of(const Record& record) const { return decider.rule_of(record); }
  Decision decide(const Record& record) const;
  /// The value as written in files: a code, yes/no, or the number.
  std::string written(std::size_t attribute, std::int64_t value) const;
  /// Everything that is wrong with a record, each with a stable code. Empty for a valid one.
  Refusals faults(const Record& record) const;
};

/// Compiles the folder. Refuses, naming file and line: unknown attributes, codes and groups; conditions that cannot be
/// read; a gap ("gap": a record that no rule takes, shown), a rule that can never decide ("unreachable-rule"), and two
/// rules for one record where hit is "unique" ("overlap").
Result<Currency> load_currency(const Folder& folder);

/// Reads one value as written in files. Refuses "bad-value", saying what was expected.
Result<std::int64_t> parse_value(const Attribute& attribute, std::string_view text);

/// True when the text holds the id or the name of any group, or the currency's own name: it is not fit for a person
/// (P4).
bool names_a_group(const Currency& currency, std::string_view text);

}  // namespace onepot::price
