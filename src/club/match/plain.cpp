#include <cmath>

#include "match/groups.h"
#include "solve/exact.h"

namespace onepot::club {

PlainAnswer match_plainly(const Seeking& seeking, const Terms& terms, double seconds) {
  const Candidates candidates = list_candidates(seeking, terms);
  Packing packing;
  packing.rows.resize(seeking.people.size() + seeking.homes.size());
  std::vector<std::size_t> size;
  for (std::size_t g = 0; g < candidates.size(); ++g)
    for (const auto h : candidates.home_lists[candidates.homes_of[g]]) {
      const int column = static_cast<int>(packing.worth.size());
      packing.worth.push_back(static_cast<double>(candidates.group(g).size()));
      for (const auto p : candidates.group(g)) packing.rows[p].columns.push_back(column);
      packing.rows[seeking.people.size() + h].columns.push_back(column);
    }
  const Packed packed = pack(packing, 0, {seconds, 100'000'000});
  double served = 0;
  for (const int c : packed.columns) served += packing.worth[static_cast<std::size_t>(c)];
  return {std::llround(served), static_cast<std::int64_t>(std::floor(packed.bound + 1e-6))};
}

}  // namespace onepot::club
