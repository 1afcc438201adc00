#pragma once
// Adult social care client level data (England), release 2: what councils send each quarter about requests,
// assessments, services and reviews. Fields, when each applies and when it must be there are as in the code that the
// Department of Health and Social Care publishes for its quality reports (github.com/DataS-DHSC/ASC-CLD-LA-Dashboard:
// GetDQValues, GetDerivedFields, Main_tables/docs). The lists of values for release 2 are given where a public source
// has them whole
// (`values`); the others are taken as they are and said to be unchecked.
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::learn {

enum class CldKind : std::uint8_t { text, date, nhs_number, number, amount, quantity, list };
struct CldField {
  std::string_view name;    ///< "Event_Type"
  std::string_view module;  ///< "Events (all)"
  CldKind kind = CldKind::text;
  std::vector<std::string_view> values;  ///< of a list, release 2; empty where no public source has it whole
  bool names_person = false;             ///< left out of an export that is not for the national body
};
/// All 48 fields, in the order of the specification's modules.
const std::vector<CldField>& cld_fields();
/// Index into cld_fields(); nothing where there is none. Case and the marks between words do not matter.
std::optional<std::size_t> cld_field(std::string_view name);

/// One event: a value a field, empty where nothing was sent.
struct CldEvent {
  long line = 0;
  std::vector<std::string> values;
  const std::string& at(std::string_view field) const;
};
/// Whether a field applies to an event, and whether it must be there.
bool cld_applies(std::string_view field, const CldEvent& event);
bool cld_mandatory(std::string_view field, const CldEvent& event);

struct CldFault {
  long line = 0;
  std::string field, code, sentence;  ///< codes: blank, invalid, order, not-applicable
};
struct CldCount {
  std::string_view field;
  std::int64_t valid = 0, blank_allowed = 0, blank_mandatory = 0, invalid = 0, not_applicable = 0;
  bool checked = true;  ///< false: a list whose values no public source has whole
};
struct CldReport {
  std::vector<CldCount> fields;
  std::vector<CldFault> faults;
  std::int64_t events = 0, events_with_faults = 0;
  bool sound() const { return faults.empty(); }
};

/// Reads a submission: columns by name in any order, unknown ones passed over and named. Refuses a missing LA_Code or
/// Event_Type column.
struct CldFile {
  std::vector<CldEvent> events;
  std::vector<std::string> missing, unknown;  ///< columns
};
Result<CldFile> read_cld(const csv::Table& table);
/// Every field of every event, and what must agree between them: an end not before its start, requests, assessments and
/// reviews ended within the reporting period, services going on in it, nobody born after the event.
CldReport check_cld(const std::vector<CldEvent>& events);
/// In the specification's order, all columns; `national` false leaves out what names a person.
std::string cld_csv(const std::vector<CldEvent>& events, bool national);

/// An NHS number: ten digits with the check digit of modulus 11 (NHS Data Dictionary).
bool valid_nhs_number(std::string_view number);

}  // namespace onepot::learn
