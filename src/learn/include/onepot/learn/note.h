#pragma once
// A note to the reader of a result in a form that a page can say in its own words – plain or Easy Read –: what it is,
// and what stands in it. Beside each stands the same as an English sentence, for the command line.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace onepot::learn {

struct Note {
  std::string code;
  std::vector<std::pair<std::string, std::string>> values;  ///< by name: names of covariates and methods, shares
  std::optional<std::int64_t> n;                            ///< a count of people: not to be shown from 1 to 4
};

}  // namespace onepot::learn
