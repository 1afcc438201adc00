#pragma once
// What tables of different days tell when one is taken from the other: how many came or left.
#include <vector>

#include "onepot/learn/publish.h"

namespace onepot::learn {

/// A figure whose change since another day is told too closely, and what it was then at most or at least: where it
/// could be that, it could be that nobody came or left. `release`: which of those of its day.
struct ToldChange {
  std::size_t release, figure;
  std::int64_t target;
};
/// The day of `releases[0]` against other days, figure by figure of what tables of both print or hide: the difference
/// of the two ranges, each from everything of its own day. Told too closely is a change that is not nought and smaller
/// than the threshold, and known more closely than that. (Where two tables are laid together, no difference below the
/// threshold may come out: so do the output rules of statistical offices, such as the Australian Bureau of Statistics'
/// "rule of 10".)
Result<std::vector<ToldChange>> changes_told(const std::vector<const Release*>& releases, std::int64_t threshold);

}  // namespace onepot::learn
