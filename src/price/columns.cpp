#include "onepot/price/rows/columns.h"

#include <algorithm>

namespace onepot::price {
namespace column_names {
char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
}  // namespace column_names

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, column_names::small, column_names::small);
}

std::optional<std::size_t> column_of(const std::vector<std::string>& header, const std::vector<std::string>& names) {
  for (const auto& name : names)
    for (std::size_t i = 0; i < header.size(); ++i)
      if (same_name(header[i], name)) return i;
  return std::nullopt;
}

bool last_repeats(const std::vector<std::string>& header) {
  return !header.empty() && same_name(header.back(), "UnbundledHRGs");
}

namespace column {

// The national grouper's own names stand beside plain ones. A spell's group is asked for before an episode's: paying
// each episode of a spell would pay it twice.
const std::vector<std::string>& record() {
  static const std::vector<std::string> names{"record", "id", "spell", "spell_id", "provspno", "record_id"};
  return names;
}
const std::vector<std::string>& provider() {
  static const std::vector<std::string> names{"provider", "provider_code", "procodet",
                                              "org_code", "organisation",  "org"};
  return names;
}
const std::vector<std::string>& group() {
  static const std::vector<std::string> names{"group",       "spellhrg", "spell_hrg", "hrg",     "currency",
                                              "price_group", "unit",     "cluster",   "hrg_code"};
  return names;
}
const std::vector<std::string>& pod() {
  static const std::vector<std::string> names{"pod", "point_of_delivery", "price_pod", "pod_code"};
  return names;
}
const std::vector<std::string>& date() {
  static const std::vector<std::string> names{"date",          "discharge_date", "disdate", "end_date", "epiend",
                                              "activity_date", "service_date",   "month",   "period"};
  return names;
}
const std::vector<std::string>& month() {
  static const std::vector<std::string> names{"month",          "period",       "activity_month",
                                              "discharge_date", "disdate",      "end_date",
                                              "activity_date",  "service_date", "date"};
  return names;
}
const std::vector<std::string>& days() {
  static const std::vector<std::string> names{"los", "spelllos", "spell_los", "length_of_stay", "days"};
  return names;
}
const std::vector<std::string>& amount() {
  static const std::vector<std::string> names{"amount", "price", "value",       "actual", "actual_amount",
                                              "total",  "cost",  "total_price", "paid",   "pounds"};
  return names;
}
const std::vector<std::string>& activity() {
  static const std::vector<std::string> names{
      "activity", "expected", "expected_activity", "count", "quantity", "units", "spells", "volume", "number", "n"};
  return names;
}
const std::vector<std::string>& line() {
  static const std::vector<std::string> names{"line", "price_line", "contract_line"};
  return names;
}
const std::vector<std::string>& received() {
  static const std::vector<std::string> names{"received", "received_date", "submitted", "submission_date", "reported"};
  return names;
}

std::vector<std::string> of_field(const std::string& field) {
  if (field == "provider") return provider();
  if (field == "group") return group();
  if (field == "los") return days();
  if (field == "age") return {"age", "startage", "age_on_admission"};
  if (field == "sex") return {"sex", "gender"};
  if (field == "admission") return {"admission", "admimeth", "admission_method"};
  if (field == "class") return {"class", "classpat", "patient_class"};
  if (field == "specialty") return {"specialty", "tretspef", "treatment_specialty", "treatment_function", "mainspef"};
  return {field};
}

}  // namespace column

std::size_t Names::slot(std::string_view name) const {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash ^ (hash >> 32U)) & mask;
  while (slots_[at] != none && names_[slots_[at]] != name) at = (at + 1) & mask;
  return at;
}

std::uint32_t Names::find(std::string_view name) const {
  return slots_.empty() ? none : slots_[slot(name)];
}

std::uint32_t Names::add(std::string_view name) {
  if (2 * (names_.size() + 1) > slots_.size()) grow();
  std::uint32_t& at = slots_[slot(name)];
  if (at == none) {
    at = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(name);
  }
  return at;
}

void Names::grow() {
  slots_.assign(slots_.empty() ? 16 : 2 * slots_.size(), none);
  for (std::size_t i = 0; i < names_.size(); ++i) slots_[slot(names_[i])] = static_cast<std::uint32_t>(i);
}

}  // namespace onepot::price
