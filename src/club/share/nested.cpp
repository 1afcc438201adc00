#include "share/nested.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "onepot/base/text.h"

namespace onepot::club {
namespace {

// Any amount above every need and budget (readers refuse amounts over 10¹² pence), so that it never binds.
constexpr std::int64_t unbounded = std::int64_t{1} << 50;

/// bound(S) = least over B ⊆ S of (largest need in B + budgets of the rest): the core and the budgets in one function.
struct NestedBound {
  std::vector<std::int64_t> need, budget, steps;

  Violation worst(const std::vector<char>& fixed, const std::vector<char>& free,
                  const std::vector<std::int64_t>& point) const {
    Violation best;
    std::int64_t best_value = std::numeric_limits<std::int64_t>::min(),
                 below = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t step : steps) {
      Violation here{fixed, step, 0};
      std::int64_t value = -step, base = step;
      for (std::size_t i = 0; i < need.size(); ++i) {
        const bool covered = need[i] <= step;
        const std::int64_t price = covered ? std::min<std::int64_t>(0, budget[i]) : budget[i];
        if (fixed[i]) {
          value -= price;
          base += price;
          here.bound += price;
        } else if (free[i] && point[i] - price > 0) {
          value += point[i] - price;
          here.set[i] = 1;
          here.bound += price;
        }
      }
      below = std::min(below, base);
      if (value > best_value) best_value = value, best = std::move(here);
    }
    best.excess = best_value + below;
    return best;
  }
};

}  // namespace

std::vector<Exact> nested_shapley(const std::vector<Pence>& need) {
  const std::size_t n = need.size();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(need[i], i); });
  std::vector<Exact> out(n);
  Exact so_far = 0;
  Pence reached;
  for (std::size_t k = 0; k < n; ++k) {
    so_far += Exact((need[order[k]] - reached).count()) / Exact(static_cast<std::int64_t>(n - k));
    reached = need[order[k]];
    out[order[k]] = so_far;
  }
  return out;
}

std::vector<std::int64_t> nested_nearest(const std::vector<Pence>& need,
                                         const std::vector<std::optional<Pence>>& budgets,
                                         const std::vector<Exact>& target, const std::vector<std::string>& people,
                                         std::string& why) {
  const std::size_t n = need.size();
  NestedBound bound;
  for (std::size_t i = 0; i < n; ++i) {
    bound.need.push_back(need[i].count());
    bound.budget.push_back(!budgets.empty() && budgets[i] ? budgets[i]->count() : unbounded);
  }
  bound.steps = bound.need;
  bound.steps.push_back(0);
  std::ranges::sort(bound.steps);
  bound.steps.erase(std::ranges::unique(bound.steps).begin(), bound.steps.end());
  const std::int64_t total = bound.steps.back();

  // bound(everybody) below the total is exactly the case in which nothing works; bound(nobody) below zero cannot pay
  // either.
  std::int64_t most = std::numeric_limits<std::int64_t>::max(), at = 0;
  for (const std::int64_t step : bound.steps) {
    std::int64_t here = step;
    for (std::size_t i = 0; i < n; ++i)
      here += bound.need[i] <= step ? std::min<std::int64_t>(0, bound.budget[i]) : bound.budget[i];
    if (here < most) most = here, at = step;
  }
  const bool negative = std::ranges::any_of(bound.budget, [](std::int64_t b) { return b < 0; });
  if (most < total || negative) {
    std::vector<std::string> apart, paying;
    Pence budget_sum;
    for (std::size_t i = 0; i < n; ++i) {
      if (bound.need[i] <= at && bound.budget[i] >= 0) {
        apart.push_back(people[i]);
      } else if (bound.budget[i] < unbounded) {
        paying.push_back(people[i]);
        budget_sum += Pence(bound.budget[i]);
      }
    }
    if (most >= total) {
      why = "Somebody's budget is below zero, and nobody's share of nested needs can be.";
    } else {
      why = apart.empty() || at == 0
                ? "All the budgets together come to " + to_pounds(budget_sum)
                : and_list(apart) + " would pay at most " + to_pounds(Pence(at)) + " apart, and the budgets of " +
                      and_list(paying) + " come to " + to_pounds(budget_sum);
      why += ": " + to_pounds(Pence(most)) + " at most, and the cost for everybody is " + to_pounds(Pence(total)) + ".";
    }
    return {};
  }
  return nearest_in_base(target, total, [&](const auto& fixed, const auto& free, const auto& point) {
    return bound.worst(fixed, free, point);
  });
}

}  // namespace onepot::club
