#pragma once
// What the search leaves open is closed by branch and cut: Cbc on the columns that could still be part of a better
// answer.
#include "onepot/base/random.h"
#include "solve/relax.h"
#include "solve/town.h"

namespace onepot::club {

struct PackingRow {
  std::vector<int> columns;
  std::vector<double> weight;  ///< empty: all ones
  double low = 0, high = 1;
};

/// Choose columns (each 0 or 1) that keep every row and whose worth, whole numbers, is more than `above`.
struct Packing {
  std::vector<double> worth;
  std::vector<PackingRow> rows;
  /// Where given: more rows that hold, among those that the amounts (by column) break. Asked at every node and of every
  /// answer; what it breaks is no answer.
  std::function<std::vector<PackingRow>(const double*)> broken;
};
struct Packed {
  bool found = false, complete = false;  ///< complete: the best was found, or proved not to exist
  std::vector<int> columns;
  double bound = 0;  ///< no choice is worth more (or there is none above `above`)
};
struct PackingEffort {
  double seconds = 1e9;
  int nodes = 1'000'000;
};
Packed pack(const Packing& packing, double above, const PackingEffort& effort);

struct Served {
  Chosen best;
  std::int64_t bound = 0;
};
/// Serves more people than `best`, or proves that nobody can: bound = served then.
Served prove_served(const Town& town, Relaxed& relaxed, const Chosen& best, const PackingEffort& effort,
                    const Random& random, const std::function<double()>& seconds_left);

}  // namespace onepot::club
