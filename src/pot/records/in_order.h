#pragma once
// A stable sort without std::stable_sort, whose buffer the compiler's library calls deprecated.
#include <algorithm>
#include <numeric>
#include <vector>

namespace onepot::pot {

/// Sorts by what `key` gives, equal ones staying in their order.
template <class T, class Key>
void sort_keeping_order(std::vector<T>& items, Key&& key) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const auto x = key(items[a]), y = key(items[b]);
    return x != y ? x < y : a < b;
  });
  std::vector<T> sorted;
  sorted.reserve(items.size());
  for (const auto i : order) sorted.push_back(std::move(items[i]));
  items = std::move(sorted);
}

}  // namespace onepot::pot
