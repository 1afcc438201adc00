#pragma once
// Measures whose weights are a licensee's own: they are read from the licensee's file and never kept here. ASCOT
// belongs to the University of Kent, ICECAP-A is the University of Bristol's. A local measure is scored in the same
// way, and so is a crosswalk of EQ-5D-5L by a table of states of one's own (eq5d.h has the published one).
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::learn {

/// What is asked for in a measure; the order is that of a state's digits in a table of states.
struct Measure {
  std::string id;                  ///< "ascot-sct4", "icecap-a", "eq5d-5l:UK-crosswalk", "local"
  std::vector<std::string> items;  ///< columns; empty for a local measure, whose items its file names
  int levels = 4;                  ///< 1 to this
  std::string source;              ///< who publishes it and whom to ask for the weights
};
const std::vector<Measure>& weighted_measures();
/// Nothing where no measure has the id.
const Measure* weighted_measure(std::string_view id);

/// Weights in millionths.
struct Weights {
  std::vector<std::string> items;
  int levels = 0;                                               ///< the most that any item has
  std::vector<std::vector<std::optional<std::int64_t>>> value;  ///< [item][level − 1]; of an additive measure
  std::int64_t constant = 0, multiply = 1'000'000;              ///< index = constant + multiply × Σ value
  std::map<std::vector<int>, std::int64_t> states;              ///< of a table of states, instead
};
/// Either `item,level,value` – with rows whose item is `constant` or `multiply` and whose level is empty, where the
/// measure has them, as ASCOT's index does – or `state,index` with the levels as digits ("11213"). Decimals to six
/// places. Refuses with line and column a number that is none, an item that the measure has not, and a level or a state
/// given twice; and "incomplete" where an item's levels are not all there.
Result<Weights> read_weights(std::string_view text, const std::string& file, const Measure& measure);

/// The index in thousandths, halves away from nought. Refuses "bad-level" with the item's name, and "no-state" where a
/// table of states lacks the one asked for.
Result<std::int64_t> weighted_index(const Weights& weights, const std::vector<int>& levels);

}  // namespace onepot::learn
