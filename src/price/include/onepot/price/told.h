#pragma once
// How far the records of each service go. One service sends its list weeks after another; days of which one has told
// nothing yet look as if its people had cost it nothing, and as if its cost had moved to the others.
#include <optional>
#include <string>
#include <vector>

#include "onepot/price/linked.h"

namespace onepot::price {

struct ServiceTold {
  std::string service;  ///< CareRecords::streams
  Period days;          ///< from its first day to its last
};
struct Told {
  std::vector<ServiceTold> services;  ///< in the records' order, of those that have a record
  Period all;                         ///< what every service has told of
};

/// With fewer records than this, nobody can say whether a service is silent or had nothing to do.
inline constexpr std::size_t told_records_least = 30;
/// A silence as long as this, in days, is no silence.
inline constexpr std::int64_t told_pause_least = 7;

/// A service is taken to have told nothing before its first day and after its last where that silence is longer than
/// told_pause_least and than twice its longest pause between records. Nothing where there is no record, or no day of
/// which all have told.
std::optional<Told> told_by_all(const CareRecords& records);

}  // namespace onepot::price
