#pragma once
#include <vector>

#include "onepot/base/money.h"

namespace onepot::club {

/// room[person] of an assignment whose total worth is highest. Shortest augmenting paths with potentials (Kuhn 1955,
/// Munkres 1957, in the O(n³) form of Jonker and Volgenant 1987), in whole pence. Rows may be fewer than columns.
std::vector<std::size_t> best_assignment(const std::vector<std::vector<Pence>>& worth);

/// A perfect matching of 0…n−1 to 0…n−1 along allowed[left][right], or empty when there is none. Augmenting paths.
std::vector<std::size_t> perfect_matching(const std::vector<std::vector<char>>& allowed);

}  // namespace onepot::club
