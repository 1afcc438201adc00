#pragma once
// What currencies of a time in care need beside rules, such as the 21 mental health clusters: how long a unit lasts
// before it is looked at again, and a grid of ratings that says which units fit. The grid is a place's own file: the
// published one is not ours to ship.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/price/currency.h"

namespace onepot::price {

/// review.csv of the currency's folder: group,days,words. By group; nothing where the group is not reviewed. Refuses
/// with the line: unknown or repeated groups, days that are not 1 to 3660, a group of the currency left out.
Result<std::vector<std::optional<std::int64_t>>> load_review(const Folder& folder, const Currency& currency);

/// A grid of ratings: cluster,item,least,most,need (must or expected).
struct Grid {
  struct Range {
    std::size_t item = 0;
    std::int64_t least = 0, most = 0;
    bool must = false;
  };
  std::vector<std::string> items;
  std::vector<std::vector<Range>> by_group;  ///< by group of the currency
};
/// Refuses with the line: a cluster that is no group of the currency nor a code that leads to one, an item twice in one
/// cluster, a range that holds nothing, a cluster without a must.
Result<Grid> load_grid(const csv::Table& table, const Currency& currency);

/// The groups whose musts all hold, the most expected ranges first, then in the currency's order. `ratings` by item.
std::vector<std::size_t> fitting(const Grid& grid, const std::vector<std::int64_t>& ratings);

}  // namespace onepot::price
