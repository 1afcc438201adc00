#pragma once
// What one person's care has cost, from the records of several services (P5). Records are linked by pseudonym – a keyed
// hash, the key being the place's own – and no day of care is counted twice: a person lies in one bed at a time, and a
// bed sets aside what cannot have happened on the same day. What is set aside is kept beside what is counted, with the
// rule that decided, and together they are the money that came in, to the penny.
//
// The rules are a folder, rules/linked-costs: kinds.csv (kinds of care, in the order in which beds come before each
// other) and evidence.csv (how sure a yearly figure is, from surest to least). docs/price.md says how to write them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/money.h"
#include "onepot/price/folder.h"

namespace onepot::price {

struct CareKind {
  std::string id;
  std::string side;             ///< who bears it: health, care, housing, …
  bool bed = false;             ///< in one of these at most on any day; an earlier kind of the table comes first
  std::vector<bool> gives_way;  ///< by kind: not counted on a day in such a bed
  std::string stream;           ///< of the pot that could pay for it; empty: it stays where it is and is never offered
  std::string words;            ///< for the person
  std::string why;              ///< the rule in words, for those who check
};

/// How sure a yearly figure is. A figure has the first grade of which it meets every measure.
struct CareGrade {
  std::string id;
  std::int64_t streams_least = 0;  ///< services whose records were linked
  std::int64_t days_least = 0;     ///< for which the person was observed
  std::int64_t age_most = 0;       ///< days since the last day looked at
  std::int64_t similar_least = 0;  ///< people whose main kind of care is the same
  std::int64_t spread_most = 0;    ///< standard deviation of their years over the mean, in percent
  std::string words;               ///< for the person
};

struct CareRules {
  std::vector<CareKind> kinds;
  std::vector<CareGrade> grades;
  std::optional<std::size_t> kind(std::string_view id) const;
};

/// Refuses, with file and line: a kind named twice, one that gives way to what is not a bed, a bed that gives way (beds
/// come before each other in the table's order), no words, grades that are easier to meet above than below.
Result<CareRules> load_care_rules(const Folder& folder);

/// HMAC-SHA-256 (RFC 2104) of the person's number under the place's key, as 64 hexadecimal digits. Without the key
/// nobody can tell whose it is or try every number; the same number gives the same pseudonym in every file.
std::string care_pseudonym(std::string_view key, std::string_view number);

/// One line of a service's records: what it cost from one day to another, both included. A bed's last day is the day
/// of leaving it and is no day in it, unless it is the first as well.
struct CareRecord {
  std::uint32_t person = 0;   ///< place in CareRecords::people
  std::uint32_t stream = 0;   ///< place in CareRecords::streams
  std::uint32_t pathway = 0;  ///< place in CareRecords::pathways; the first is the empty one
  std::uint32_t kind = 0;
  Date from, until;
  Pence cost;          ///< never below nought
  std::string record;  ///< the service's own number of it
};
struct CareRecords {
  std::vector<std::string> people;   ///< pseudonyms
  std::vector<std::string> streams;  ///< names of the services that the records are of
  std::vector<std::string> pathways = {""};
  std::vector<CareRecord> records;
  std::size_t duplicates = 0;  ///< rows passed over: the same number of the same service, word for word
  Pence duplicate_cost;

  /// Places of a name, made where it is new.
  std::uint32_t person(const std::string& pseudonym);
  std::uint32_t stream(const std::string& name);
  std::uint32_t pathway(const std::string& name);
  std::unordered_map<std::string, std::uint32_t> person_at, stream_at, pathway_at;
  std::unordered_map<std::string, std::size_t> record_at;  ///< by care_record_name
};
/// By which the same record is known again: its service and its number there.
std::string care_record_name(const CareRecord& record);

/// Adds a file: columns record, person, stream, kind, from, until, cost (pounds), and pathway where there is one. The
/// person's number is hashed as it is read and kept nowhere. Refuses with line and column, all lines that are wrong: an
/// unknown kind, a day or an amount that cannot be read, a last day before the first, a record of more than ten years,
/// a number that comes again with other contents ("conflict").
tl::expected<void, Refusals> add_care_records(CareRecords& into, std::string_view text, const std::string& file,
                                              const CareRules& rules, std::string_view key);

/// A run of days of one record, counted or set aside.
struct CarePiece {
  std::uint32_t record = 0;  ///< place in CareRecords::records
  Date from;
  std::int64_t days = 0;
  Pence pence;  ///< a record's cost is spread over its days by whole pence, without loss
  bool counted = true;
  std::uint32_t by = 0;  ///< of what was set aside: the record that came first
};

/// The days of one person's records within the window, piece by piece, in the records' order. `mine` are places in
/// `records`, all of one person. What lies outside the window is left out.
std::vector<CarePiece> count_days(const CareRules& rules, const std::vector<CareRecord>& records,
                                  const std::vector<std::uint32_t>& mine, Period window);
/// Why a piece was set aside: "hospital before home-care", "one bed at a time: hospital".
std::string rule_of(const CareRules& rules, const std::vector<CareRecord>& records, const CarePiece& piece);

/// A year's cost, and between what it may lie in nine cases of ten: a prediction interval for the sum of the 13 periods
/// of four weeks to come from the k seen, mean ± t(0.95, k − 1) × s × √(1/13 + 1/k) (Meeker, Hahn and Escobar,
/// Statistical Intervals, 2nd edition 2017, section 4.7), never below nought. Periods are taken as independent, which
/// they are not quite: where care changes for good, the truth lies outside more often. Floating point is for s only.
struct CareEstimate {
  Pence counted, year, low, high;
};

struct CarePart {
  std::size_t kind = 0;
  std::int64_t days = 0;
  Pence pence;
};
struct CareAside {
  std::string rule;
  std::int64_t days = 0;
  Pence pence;
};
/// How far people with the same main kind of care differ.
struct Similar {
  std::size_t kind = 0;
  std::int64_t people = 0;
  std::int64_t mean_pence = 0;
  std::int64_t spread_percent = 0;  ///< standard deviation over mean
};

/// One person's care, counted.
struct PersonCost {
  std::uint32_t person = 0;
  Period observed;               ///< from the first day of any record in the window to the window's last day
  std::int64_t days = 0;         ///< observed
  int periods = 0;               ///< whole four weeks among them
  CareEstimate all;              ///< of everything
  CareEstimate offerable;        ///< of what a stream of the pot could pay for
  std::vector<CarePart> parts;   ///< counted, by kind in the table's order
  std::vector<CareAside> aside;  ///< by rule
  Pence set_aside;
  std::vector<std::string> streams;  ///< services whose records were linked
  std::optional<std::size_t> main;   ///< the kind that cost most
};

/// Fewest whole periods from which anything is said.
inline constexpr int care_periods_least = 3;

/// Counts one person. Refuses "too-little" where fewer than three whole periods were observed, "no-records" where
/// there is nothing in the window.
Result<PersonCost> cost_of(const CareRules& rules, const CareRecords& records, const std::vector<std::uint32_t>& mine,
                           Period window);
/// Places in `records`, by person, in the file's order.
std::vector<std::vector<std::uint32_t>> by_person(const CareRecords& records);
/// By main kind, of everybody of whom something can be said.
std::vector<Similar> similar_people(const std::vector<PersonCost>& costs);

/// The grade, and what each measure was; none where the last grade is not met.
struct Evidence {
  std::optional<std::size_t> grade;
  std::vector<std::string> workings;
};
Evidence evidence_of(const CareRules& rules, const PersonCost& cost, const std::vector<Similar>& similar, Date as_of);

/// What can be offered: a week's money by stream of the pot. Of every stream the year's part ÷ 365 × 7, whole pence,
/// halves to even.
struct LinkedOffer {
  struct Part {
    std::string stream;
    Pence year, week;
    std::string words;  ///< the kinds of care it pays for, for the person
  };
  Pence week, low, high;  ///< of the parts together
  Pence stays_year;       ///< the rest of the year's cost: it stays where it is
  std::string grade, grade_words;
  std::vector<Part> parts;
  std::vector<std::string> plain;  ///< for the person
  std::vector<std::string> workings;
};
/// Refuses "no-evidence" where the evidence has no grade, "nothing-to-offer" where no part can be paid from a pot.
Result<LinkedOffer> linked_offer(const CareRules& rules, const PersonCost& cost, const Evidence& evidence);

}  // namespace onepot::price
