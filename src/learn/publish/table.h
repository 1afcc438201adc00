#pragma once
// What tables of counts and of sums share: categories, their totals, and where each figure stands.
#include <functional>
#include <map>

#include "onepot/learn/publish.h"

namespace onepot::learn {

/// Sorts each column's categories and puts the total after them. Refuses "too-large".
Result<void> close_categories(std::vector<std::vector<std::string>>& categories, const std::string& file);
/// A figure for each combination; gives each one's place.
std::map<std::vector<std::string>, std::size_t> lay_out(Release& release,
                                                        const std::vector<std::vector<std::string>>& categories);
/// Refuses an empty one, and one called "Total".
Result<std::string> category_of(const csv::Table& table, const csv::Record& row, std::size_t column);
/// A cell counts in itself and in every total above it.
template <class F>
void for_each_total(const std::vector<std::string>& key, F&& work) {
  for (std::uint32_t set = 0; set < 1U << key.size(); ++set) {
    auto up = key;
    for (std::size_t d = 0; d < key.size(); ++d)
      if ((set >> d & 1U) != 0) up[d] = total_word;
    work(up);
  }
}

}  // namespace onepot::learn
