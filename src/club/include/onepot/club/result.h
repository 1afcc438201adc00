#pragma once
#include "onepot/base/json.h"
#include "onepot/club/match.h"

namespace onepot::club {

/// The document that `onepot club match --json` prints. `seconds` is the caller's measure of time taken.
json::value to_json(const Seeking& seeking, const Matching& matching, double seconds);

}  // namespace onepot::club
