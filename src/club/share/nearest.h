#pragma once
// The whole-penny point of a polymatroid's base nearest to a target: used for nested needs and for matched clubs.
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <functional>
#include <vector>

namespace onepot::club {

using Exact = boost::multiprecision::cpp_rational;

/// Among whole numbers that sum to `total`, the nearest to `target` (least squares): each target is moved by the same
/// amount, floored, and the odd pennies go to the largest remainders, ties to the earlier.
std::vector<std::int64_t> nearest_with_sum(const std::vector<Exact>& target, std::int64_t total);

/// A set of elements and by how much `point` exceeds the bound on it, relative to what is already fixed.
struct Violation {
  std::vector<char> set;   ///< over all elements; holds every element of `fixed`
  std::int64_t bound = 0;  ///< the bound on the whole set
  std::int64_t excess = 0;
};

/// fixed: elements inside already; free: elements asked about; point: their values. Returns the set S with
/// fixed ⊆ S ⊆ fixed ∪ free for which point(S \ fixed) − bound(S) is greatest; excess is measured against bound(fixed).
using MostViolated = std::function<Violation(const std::vector<char>& fixed, const std::vector<char>& free,
                                             const std::vector<std::int64_t>& point)>;

/// The whole-number point x nearest to `target` with x(all) = total and x(S) ≤ bound(S), for a submodular bound with
/// bound(all) = total. Decomposition: Groenevelt 1991; Fujishige, "Submodular Functions and Optimization" (2005), §8.
std::vector<std::int64_t> nearest_in_base(const std::vector<Exact>& target, std::int64_t total,
                                          const MostViolated& most_violated);

}  // namespace onepot::club
