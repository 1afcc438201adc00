#include "share/table.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "share/project.h"

namespace onepot::club {
namespace {

bool has(unsigned members, std::size_t person) {
  return (members >> person & 1U) != 0;
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
      sum += static_cast<__int128>(factorial[before] * factorial[people - before - 1]) *
             (cost[mask | 1U << i] - cost[mask]).count();
    }
    out[i] = Exact(boost::multiprecision::cpp_int(sum), boost::multiprecision::cpp_int(factorial[people]));
  }
  return out;
}

std::vector<Cap> caps_of(const std::vector<Pence>& cost, std::size_t people,
                         const std::vector<std::optional<Pence>>& budgets) {
  std::vector<Cap> out;
  for (unsigned mask = 1; mask + 1 < cost.size(); ++mask) out.push_back({mask, cost[mask].count(), false});
  for (std::size_t i = 0; i < people && !budgets.empty(); ++i)
    if (budgets[i]) out.push_back({1U << i, budgets[i]->count(), true});
  return out;
}

Projection nearest_within(const std::vector<Exact>& target, const std::vector<Cap>& caps) {
  std::vector<Halfspace> halfspaces;
  for (const Cap& cap : caps) {
    std::vector<int> normal(target.size(), 0);
    for (std::size_t i = 0; i < target.size(); ++i) normal[i] = has(cap.members, i) ? 1 : 0;
    halfspaces.push_back({std::move(normal), cap.limit});
  }
  Projected projected = project(target, {std::vector<int>(target.size(), 1)}, halfspaces);
  Projection out{std::move(projected.point), {}};
  // The weighted caps cover everybody equal_weights[0] times; scaled, exactly once.
  for (const auto& [at, weight] : projected.proof) out.proof.emplace_back(at, weight / projected.equal_weights[0]);
  return out;
}

std::vector<std::int64_t> round_within(const std::vector<Exact>& exact, std::int64_t total,
                                       const std::vector<Cap>& caps, std::int64_t& breach) {
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
      if (here < breach || best_distance < 0 || distance < best_distance)
        breach = here, best = x, best_distance = distance;
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
