#include "rent/assignment.h"

#include <limits>

namespace onepot::club {

std::vector<std::size_t> best_assignment(const std::vector<std::vector<Pence>>& worth) {
  const std::size_t n = worth.size();
  const std::size_t m = n == 0 ? 0 : worth.front().size();
  ONEPOT_ASSERT(n <= m);
  constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 4;
  // Rows and columns count from 1; column 0 holds the row being placed. Costs are negated worth.
  std::vector<std::int64_t> row_price(n + 1, 0), column_price(m + 1, 0);
  std::vector<std::size_t> row_of(m + 1, 0), came_from(m + 1, 0);
  for (std::size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<std::int64_t> slack(m + 1, never);
    std::vector<char> done(m + 1, 0);
    do {
      done[column] = 1;
      const std::size_t at = row_of[column];
      std::int64_t step = never;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= m; ++j) {
        if (done[j]) continue;
        const std::int64_t reduced = -worth[at - 1][j - 1].count() - row_price[at] - column_price[j];
        if (reduced < slack[j]) slack[j] = reduced, came_from[j] = column;
        if (slack[j] < step) step = slack[j], next = j;
      }
      for (std::size_t j = 0; j <= m; ++j) {
        if (done[j]) {
          row_price[row_of[j]] += step;
          column_price[j] -= step;
        } else {
          slack[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    while (column != 0) {
      row_of[column] = row_of[came_from[column]];
      column = came_from[column];
    }
  }
  std::vector<std::size_t> out(n, 0);
  for (std::size_t j = 1; j <= m; ++j)
    if (row_of[j] != 0) out[row_of[j] - 1] = j - 1;
  return out;
}

namespace {

constexpr std::size_t unmatched = static_cast<std::size_t>(-1);

bool augment(std::size_t left, const std::vector<std::vector<char>>& allowed, std::vector<char>& seen,
             std::vector<std::size_t>& left_of) {
  for (std::size_t right = 0; right < allowed.size(); ++right) {
    if (!allowed[left][right] || seen[right]) continue;
    seen[right] = 1;
    if (left_of[right] == unmatched || augment(left_of[right], allowed, seen, left_of)) {
      left_of[right] = left;
      return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::size_t> perfect_matching(const std::vector<std::vector<char>>& allowed) {
  const std::size_t n = allowed.size();
  std::vector<std::size_t> left_of(n, unmatched);
  for (std::size_t left = 0; left < n; ++left) {
    std::vector<char> seen(n, 0);
    if (!augment(left, allowed, seen, left_of)) return {};
  }
  std::vector<std::size_t> out(n);
  for (std::size_t right = 0; right < n; ++right) out[left_of[right]] = right;
  return out;
}

}  // namespace onepot::club
