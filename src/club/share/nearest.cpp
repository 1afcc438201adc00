#include "share/nearest.h"

#include <algorithm>
#include <numeric>

#include "onepot/base/assert.h"

namespace onepot::club {
namespace {

std::int64_t floor_of(const Exact& value) {
  boost::multiprecision::cpp_int quotient = numerator(value) / denominator(value);
  if (value < 0 && quotient * denominator(value) != numerator(value)) --quotient;
  return static_cast<std::int64_t>(quotient);
}

struct Part {
  std::vector<char> fixed, free;
  std::int64_t below = 0, total = 0;  // bound(fixed), bound(fixed ∪ free) − bound(fixed)
};

}  // namespace

std::vector<std::int64_t> nearest_with_sum(const std::vector<Exact>& target, std::int64_t total) {
  const std::size_t n = target.size();
  const Exact sum = std::accumulate(target.begin(), target.end(), Exact(0));
  const Exact shift = (Exact(total) - sum) / Exact(static_cast<std::int64_t>(n));
  std::vector<std::int64_t> out(n);
  std::vector<std::pair<Exact, std::size_t>> rest;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const Exact exact = target[i] + shift;
    out[i] = floor_of(exact);
    rest.emplace_back(exact - Exact(out[i]), i);
    given += out[i];
  }
  std::ranges::sort(
      rest, [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (std::size_t i = 0; given < total; ++i, ++given) ++out[rest[i].second];
  return out;
}

std::vector<std::int64_t> nearest_in_base(const std::vector<Exact>& target, std::int64_t total,
                                          const MostViolated& most_violated) {
  const std::size_t n = target.size();
  std::vector<std::int64_t> out(n, 0);
  std::vector<Part> todo{{std::vector<char>(n, 0), std::vector<char>(n, 1), 0, total}};
  while (!todo.empty()) {
    const Part part = std::move(todo.back());
    todo.pop_back();
    std::vector<std::size_t> index;
    std::vector<Exact> wish;
    for (std::size_t i = 0; i < n; ++i)
      if (part.free[i]) index.push_back(i), wish.push_back(target[i]);
    if (index.empty()) continue;
    const auto values = nearest_with_sum(wish, part.total);
    std::vector<std::int64_t> point(n, 0);
    for (std::size_t k = 0; k < index.size(); ++k) point[index[k]] = values[k];
    const Violation worst = most_violated(part.fixed, part.free, point);
    if (worst.excess <= 0) {
      for (std::size_t k = 0; k < index.size(); ++k) out[index[k]] = values[k];
      continue;
    }
    Part inner{part.fixed, std::vector<char>(n, 0), part.below, worst.bound - part.below};
    Part outer{worst.set, std::vector<char>(n, 0), worst.bound, part.below + part.total - worst.bound};
    for (const std::size_t i : index) (worst.set[i] ? inner : outer).free[i] = 1;
    todo.push_back(std::move(inner));
    todo.push_back(std::move(outer));
  }
  return out;
}

}  // namespace onepot::club
