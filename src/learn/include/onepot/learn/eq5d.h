#pragma once
// EQ-5D health states to an index, exact in thousandths. The value sets are published facts, each with its source; the
// questionnaires themselves belong to the EuroQol Research Foundation and are not here.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::learn {

struct Eq5dSet {
  std::string_view id;  ///< "eq5d-3l:UK": instrument and country
  int year = 0;         ///< of publication: a country may revise its values
  int levels = 3;
  std::string_view source, note;
  /// Decrements in thousandths for levels 2, 3, … of mobility, self-care, usual activities, pain, anxiety.
  std::array<std::array<std::int64_t, 4>, 5> decrements{};
  std::int64_t any_above_1 = 0, any_at_3 = 0;  ///< 3L only: once where any level is above 1, and again where any is 3
  std::string_view crosswalk_of = "";          ///< a set of three levels whose values these are; no decrements then
};
const std::vector<Eq5dSet>& eq5d_sets();
/// By id, the newest; by id and year ("eq5d-5l:England@2018"), that one. Refuses "unknown-set", listing the known ones.
Result<const Eq5dSet*> eq5d_set(std::string_view id);

/// Levels in the order mobility, self-care, usual activities, pain, anxiety, each 1 to `levels`. The index in
/// thousandths. Refuses "bad-level" with the item's column name.
Result<std::int64_t> eq5d_index(const Eq5dSet& set, const std::array<int, 5>& levels);
/// Answers of five levels valued by a set of three (van Hout and others 2012), in thousandths as its table prints them.
Result<std::int64_t> eq5d_crosswalk_index(const Eq5dSet& three, const std::array<int, 5>& levels);
inline constexpr std::array<std::string_view, 5> eq5d_items{"mobility", "selfcare", "activity", "pain", "anxiety"};
/// "0.760", "-0.594".
std::string thousandths(std::int64_t value);

}  // namespace onepot::learn
