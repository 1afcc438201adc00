#pragma once
#include "onepot/base/json.h"
#include "onepot/club/match.h"
#include "onepot/club/unmet.h"

namespace onepot::club {

/// The document that `onepot club match --json` prints. `seconds` is the caller's measure of time taken.
json::value to_json(const Seeking& seeking, const Matching& matching, double seconds);
/// Its member `unmet`: what stands in the way of each person who is in no group.
json::array to_json(const Seeking& seeking, const std::vector<Unmet>& unmet);
/// Its member `gap_map`.
json::array to_json(const std::vector<Gap>& gaps);

}  // namespace onepot::club
