// Nearest neighbours on one number, in n log n: the controls' values in order, and for each gap left by those taken a
// pointer past it.
#include <algorithm>
#include <numeric>

#include "onepot/learn/compare.h"

namespace onepot::learn {
namespace {

/// Where the next place not yet empty is, going one way; paths are halved as they are walked.
std::size_t next_full(std::vector<std::size_t>& jump, std::size_t at) {
  while (jump[at] != at) {
    jump[at] = jump[jump[at]];
    at = jump[at];
  }
  return at;
}

}  // namespace

std::vector<std::int64_t> nearest_neighbours(std::span<const double> propensity, std::span<const std::uint8_t> treated,
                                             bool replace) {
  std::vector<std::size_t> controls, order;
  for (std::size_t i = 0; i < treated.size(); ++i) (treated[i] != 0 ? order : controls).push_back(i);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return propensity[a] != propensity[b] ? propensity[a] > propensity[b] : a < b;
  });
  std::ranges::sort(controls, [&](std::size_t a, std::size_t b) {
    return propensity[a] != propensity[b] ? propensity[a] < propensity[b] : a < b;
  });
  // Places: controls of equal propensity, in the file's order. Places 0 and last are walls.
  std::vector<double> value{0};
  std::vector<std::size_t> first{0};
  for (std::size_t c = 0; c < controls.size(); ++c)
    if (c == 0 || propensity[controls[c]] != propensity[controls[c - 1]]) {
      value.push_back(propensity[controls[c]]);
      first.push_back(c);
    }
  const std::size_t wall = value.size();
  first.push_back(controls.size());
  std::vector<std::size_t> taken(wall + 1, 0), left(wall + 1), right(wall + 1);
  std::iota(left.begin(), left.end(), 0U);
  std::iota(right.begin(), right.end(), 0U);
  std::vector<std::int64_t> out(treated.size(), -1);
  for (const std::size_t i : order) {
    const double p = propensity[i];
    const auto above = static_cast<std::size_t>(std::lower_bound(value.begin() + 1, value.end(), p) - value.begin());
    const std::size_t r = next_full(right, above), l = next_full(left, above - 1);
    if (r == wall && l == 0) break;
    std::size_t place = r;
    if (r == wall) {
      place = l;
    } else if (l != 0) {
      const double up = value[r] - p, down = p - value[l];
      const std::size_t first_up = controls[first[r] + taken[r]], first_down = controls[first[l] + taken[l]];
      if (down < up || (down == up && first_down < first_up)) place = l;
    }
    out[i] = static_cast<std::int64_t>(controls[first[place] + taken[place]]);
    if (replace) continue;
    if (first[place] + ++taken[place] == first[place + 1]) {
      left[place] = place - 1;
      right[place] = place + 1;
    }
  }
  return out;
}

}  // namespace onepot::learn
