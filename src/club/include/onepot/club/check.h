#pragma once
// A second, independent reading of the matching's rules, for answers that come from a file. It shares the readers of
// the input files with the matching and nothing else: no arithmetic, no sets, no result type.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/club/match.h"

namespace onepot::club {

struct Checked {
  std::vector<std::string> breaches;  ///< one sentence each; empty means every group is lawful
  std::size_t groups = 0, people = 0;
};

/// Reads the JSON of `onepot club match` and tests every rule of docs/club.md. A document that is not one is refused.
/// A breach never says whether a pair lacks a yes or is kept apart.
Result<Checked> check_matching(std::string_view json_text, const std::string& file, const Seeking& seeking,
                               const Terms& terms);

}  // namespace onepot::club
