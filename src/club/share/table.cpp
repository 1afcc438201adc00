#include "share/table.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace onepot::club {
namespace {

bool has(unsigned members, std::size_t person) { return (members >> person & 1U) != 0; }

Exact sum_over(unsigned members, const std::vector<Exact>& point) {
  Exact out = 0;
  for (std::size_t i = 0; i < point.size(); ++i)
    if (has(members, i)) out += point[i];
  return out;
}

/// Solves the square system a·x = b by elimination; the rows are known to be independent.
std::vector<Exact> solve(std::vector<std::vector<Exact>> a, std::vector<Exact> b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    while (pivot < n && a[pivot][k] == 0) ++pivot;
    ONEPOT_ASSERT(pivot < n);
    std::swap(a[pivot], a[k]);
    std::swap(b[pivot], b[k]);
    for (std::size_t i = 0; i < n; ++i) {
      if (i == k || a[i][k] == 0) continue;
      const Exact factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) b[k] /= a[k][k];
  return b;
}

}  // namespace

std::vector<Exact> table_shapley(const std::vector<Pence>& cost, std::size_t people) {
  std::vector<std::int64_t> factorial{1};
  for (std::size_t i = 1; i <= people; ++i) factorial.push_back(factorial.back() * static_cast<std::int64_t>(i));
  std::vector<Exact> out(people);
  for (std::size_t i = 0; i < people; ++i) {
    __int128 sum = 0;
    for (unsigned mask = 0; mask < cost.size(); ++mask) {
      if (has(mask, i)) continue;
      const auto before = static_cast<std::size_t>(__builtin_popcount(mask));
      sum += static_cast<__int128>(factorial[before] * factorial[people - before - 1]) * (cost[mask | 1U << i] - cost[mask]).count();
    }
    out[i] = Exact(boost::multiprecision::cpp_int(sum), boost::multiprecision::cpp_int(factorial[people]));
  }
  return out;
}

std::vector<Cap> caps_of(const std::vector<Pence>& cost, std::size_t people, const std::vector<std::optional<Pence>>& budgets) {
  std::vector<Cap> out;
  for (unsigned mask = 1; mask + 1 < cost.size(); ++mask) out.push_back({mask, cost[mask].count(), false});
  for (std::size_t i = 0; i < people && !budgets.empty(); ++i)
    if (budgets[i]) out.push_back({1U << i, budgets[i]->count(), true});
  return out;
}

Projection nearest_within(const std::vector<Exact>& target, const std::vector<Cap>& caps) {
  const std::size_t n = target.size();
  const unsigned everybody = (1U << n) - 1;
  Projection out;
  std::vector<Exact> x = target;
  // active[0] is the equality over everybody, whose multiplier is free; the rest are caps with multipliers ≥ 0.
  std::vector<unsigned> normal{everybody};
  std::vector<std::size_t> active{0};
  std::vector<Exact> weight{0};
  for (;;) {
    std::size_t broken = caps.size();
    Exact worst = 0;
    for (std::size_t c = 0; c < caps.size(); ++c) {
      const Exact excess = sum_over(caps[c].members, x) - Exact(caps[c].limit);
      if (excess > worst) worst = excess, broken = c;
    }
    if (broken == caps.size()) break;
    const unsigned p = caps[broken].members;
    Exact p_weight = 0;
    for (;;) {
      // p as a combination r of the active normals, and what is left of it: z.
      std::vector<std::vector<Exact>> gram(normal.size(), std::vector<Exact>(normal.size()));
      std::vector<Exact> right(normal.size());
      for (std::size_t i = 0; i < normal.size(); ++i) {
        for (std::size_t j = 0; j < normal.size(); ++j) gram[i][j] = __builtin_popcount(normal[i] & normal[j]);
        right[i] = __builtin_popcount(normal[i] & p);
      }
      const std::vector<Exact> r = solve(gram, right);
      std::vector<Exact> z(n);
      for (std::size_t i = 0; i < n; ++i) {
        z[i] = has(p, i) ? 1 : 0;
        for (std::size_t k = 0; k < normal.size(); ++k)
          if (has(normal[k], i)) z[i] -= r[k];
      }
      const Exact length = sum_over(p, z);  // z·p = z·z
      std::size_t leaves = 0;
      Exact step_out = 0;
      for (std::size_t k = 1; k < normal.size(); ++k)
        if (r[k] > 0 && (leaves == 0 || weight[k] / r[k] < step_out)) leaves = k, step_out = weight[k] / r[k];
      if (length == 0 && leaves == 0) {
        // p = Σ r·normal with r ≤ 0 on caps: p and those caps cover everybody r[0] times at less than r[0] × the total.
        ONEPOT_ASSERT(r[0] > 0);
        out.proof.emplace_back(broken, 1 / r[0]);
        for (std::size_t k = 1; k < normal.size(); ++k)
          if (r[k] != 0) out.proof.emplace_back(active[k], -r[k] / r[0]);
        return out;
      }
      const bool full = length != 0 && (leaves == 0 || (sum_over(p, x) - Exact(caps[broken].limit)) / length <= step_out);
      const Exact step = full ? Exact((sum_over(p, x) - Exact(caps[broken].limit)) / length) : step_out;
      for (std::size_t i = 0; i < n; ++i) x[i] -= step * z[i];
      for (std::size_t k = 0; k < normal.size(); ++k) weight[k] -= step * r[k];
      p_weight += step;
      if (full) {
        normal.push_back(p);
        active.push_back(broken);
        weight.push_back(p_weight);
        break;
      }
      normal.erase(normal.begin() + static_cast<std::ptrdiff_t>(leaves));
      active.erase(active.begin() + static_cast<std::ptrdiff_t>(leaves));
      weight.erase(weight.begin() + static_cast<std::ptrdiff_t>(leaves));
    }
  }
  out.point = std::move(x);
  return out;
}

std::vector<std::int64_t> round_within(const std::vector<Exact>& exact, std::int64_t total, const std::vector<Cap>& caps, std::int64_t& breach) {
  const std::size_t n = exact.size();
  const std::vector<std::int64_t> plain = nearest_with_sum(exact, total);
  const auto breach_of = [&](const std::vector<std::int64_t>& x) {
    std::int64_t worst = 0;
    for (const Cap& cap : caps) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < n; ++i)
        if (has(cap.members, i)) sum += x[i];
      worst = std::max(worst, sum - cap.limit);
    }
    return worst;
  };
  std::vector<std::int64_t> best = plain;
  breach = breach_of(plain);
  if (breach == 0) return best;
  // Every whole point within two pence of the floor in each share, the last share made up; nearest first wins.
  Exact best_distance = -1;
  std::vector<std::int64_t> x(n);
  std::vector<std::int64_t> floor(n);
  for (std::size_t i = 0; i < n; ++i) {
    floor[i] = nearest_with_sum({exact[i]}, plain[i])[0];
    if (Exact(floor[i]) > exact[i]) --floor[i];
  }
  const auto visit = [&](const auto& self, std::size_t at, std::int64_t left) -> void {
    if (at + 1 == n) {
      x[at] = left;
      if (left < floor[at] - 1 || left > floor[at] + 2) return;
      const std::int64_t here = breach_of(x);
      if (here > breach) return;
      Exact distance = 0;
      for (std::size_t i = 0; i < n; ++i) distance += (Exact(x[i]) - exact[i]) * (Exact(x[i]) - exact[i]);
      if (here < breach || best_distance < 0 || distance < best_distance) breach = here, best = x, best_distance = distance;
      return;
    }
    for (std::int64_t offset = -1; offset <= 2; ++offset) {
      x[at] = floor[at] + offset;
      self(self, at + 1, left - x[at]);
    }
  };
  visit(visit, 0, total);
  return best;
}

}  // namespace onepot::club
