#pragma once
// The way from the root of a tree to a leaf, as conditions: one for each thing that was asked.
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "onepot/price/design.h"

namespace onepot::price::design_words {

/// What is left of one column on the way to a leaf.
struct Asked {
  std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
  std::vector<bool> codes;  ///< empty for a count
};
using Path = std::map<std::size_t, Asked>;  ///< by column

Path path_to(const Tree& tree, const LinkedCosts& costs, std::size_t leaf);
/// "age <= 64 and kind is one of a, b"; "everybody" for a tree that is only a root.
std::string in_words(const Path& path, const LinkedCosts& costs);
/// The cell of rules.csv: ">=3", "3..7", "a|b", "yes".
std::string cell(const Asked& asked, const Known& known);

}  // namespace onepot::price::design_words
