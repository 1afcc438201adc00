#include "match/money.h"

#include <algorithm>
#include <limits>

#include "share/nearest.h"
#include "share/table.h"

namespace onepot::club {
namespace {

/// Most violated set of a bound given as a table over masks.
MostViolated over_table(const std::vector<std::int64_t>& bound, std::size_t size) {
  return [&bound, size](const std::vector<char>& fixed, const std::vector<char>& free,
                        const std::vector<std::int64_t>& point) {
    unsigned inside = 0, asked = 0;
    for (std::size_t i = 0; i < size; ++i) inside |= fixed[i] ? 1U << i : 0U, asked |= free[i] ? 1U << i : 0U;
    std::int64_t best_value = std::numeric_limits<std::int64_t>::min();
    unsigned best = 0;
    for (unsigned part = asked;; part = (part - 1) & asked) {
      std::int64_t value = bound[inside] - bound[inside | part];
      for (std::size_t i = 0; i < size; ++i) value += part >> i & 1U ? point[i] : 0;
      if (value > best_value) best_value = value, best = part;
      if (part == 0) break;
    }
    Violation out{fixed, bound[inside | best], best_value};
    for (std::size_t i = 0; i < size; ++i)
      if (best >> i & 1U) out.set[i] = 1;
    return out;
  };
}

int members(unsigned mask) {
  return __builtin_popcount(mask);
}

}  // namespace

Lines lines_of(const Person& person, const Terms& terms) {
  Lines out;
  out.own = times(terms.day_rate, person.day_hours - person.day_shareable_hours).count();
  out.day = times(terms.day_rate, person.day_shareable_hours).count();
  const std::int64_t night = times(terms.night_rate, person.night_hours).count();
  (person.night_shareable ? out.night : out.own) += night;
  out.budget = person.budget_week.count();
  return out;
}

RentWindow rent_window(std::int64_t rent, std::size_t size, const Rational& spread) {
  const Rational each(1, static_cast<std::int64_t>(size));
  const Pence whole(rent);
  RentWindow out;
  out.low =
      std::min(times(whole, (Rational(1) - spread) * each, Rounding::ceiling), times(whole, each, Rounding::floor))
          .count();
  out.high =
      std::max(times(whole, (Rational(1) + spread) * each, Rounding::floor), times(whole, each, Rounding::ceiling))
          .count();
  return out;
}

std::vector<std::int64_t> support_of_parts(std::span<const Lines> people) {
  std::vector<std::int64_t> out(std::size_t{1} << people.size());
  for (std::size_t mask = 1; mask < out.size(); ++mask) {
    std::int64_t own = 0, day = 0, night = 0;
    for (std::size_t i = 0; i < people.size(); ++i)
      if (mask >> i & 1U)
        own += people[i].own, day = std::max(day, people[i].day), night = std::max(night, people[i].night);
    out[mask] = own + day + night;
  }
  return out;
}

GroupMoney money_of(std::span<const Lines> people) {
  GroupMoney out;
  out.size = people.size();
  ONEPOT_ASSERT(out.size <= largest_group);
  const unsigned all = (1U << out.size) - 1;
  std::array<std::int64_t, 1U << largest_group> own{}, day{}, night{}, budget{};
  out.spare.fill(std::numeric_limits<std::int64_t>::max());
  for (unsigned mask = 1; mask <= all; ++mask) {
    const auto i = static_cast<std::size_t>(__builtin_ctz(mask));
    const unsigned rest = mask & (mask - 1);
    own[mask] = own[rest] + people[i].own;
    day[mask] = std::max(day[rest], people[i].day);
    night[mask] = std::max(night[rest], people[i].night);
    budget[mask] = budget[rest] + people[i].budget;
  }
  out.support = own[all] + day[all] + night[all];
  out.budget = budget[all];
  for (unsigned mask = 1; mask <= all; ++mask) {
    const unsigned others = all & ~mask;
    const std::int64_t least = out.support - (own[others] + day[others] + night[others]);
    auto& spare = out.spare[static_cast<std::size_t>(members(mask))];
    spare = std::min(spare, budget[mask] - least);
  }
  return out;
}

bool can_pay(const GroupMoney& group, std::int64_t rent, const RentWindow& window) {
  for (std::size_t j = 1; j <= group.size; ++j) {
    const auto part = static_cast<std::int64_t>(j), others = static_cast<std::int64_t>(group.size - j);
    if (group.spare[j] < std::max(rent - others * window.high, part * window.low)) return false;
  }
  return true;
}

GroupShares fair_shares(std::span<const Lines> people, std::int64_t rent, const RentWindow& window) {
  const std::size_t k = people.size();
  const auto cost = support_of_parts(people);
  const auto all = static_cast<unsigned>(cost.size() - 1);
  // Rents x with x(T) ≤ budgets(T) − least support of T, window.low ≤ x ≤ window.high, x(all) = rent, as one bound.
  std::vector<std::int64_t> cap(cost.size(), 0), under(cost.size(), 0), bound(cost.size(), 0);
  for (unsigned t = 1; t <= all; ++t) {
    for (std::size_t i = 0; i < k; ++i) cap[t] += t >> i & 1U ? people[i].budget : 0;
    cap[t] -= cost[all] - cost[all & ~t];
  }
  for (unsigned t = 0; t <= all; ++t) {
    under[t] = cap[t];
    for (unsigned a = t; a != 0;) {
      a = (a - 1) & t;
      under[t] = std::min(under[t], cap[a] + window.high * members(t & ~a));
    }
  }
  ONEPOT_ASSERT(under[all] >= rent);
  under[all] = rent;
  for (unsigned t = 0; t <= all; ++t) {
    bound[t] = under[t];
    const unsigned outside = all & ~t;
    for (unsigned more = outside; more != 0; more = (more - 1) & outside)
      bound[t] = std::min(bound[t], under[t | more] - window.low * members(more));
  }
  ONEPOT_ASSERT(bound[0] == 0);
  GroupShares out;
  out.rent = nearest_in_base(std::vector<Exact>(k, Exact(0)), rent, over_table(bound, k));
  out.support = fair_support(people, out.rent);
  return out;
}

std::vector<std::int64_t> fair_support(std::span<const Lines> people, const std::vector<std::int64_t>& rent) {
  const std::size_t k = people.size();
  const auto cost = support_of_parts(people);
  std::vector<std::int64_t> bound(cost.size());
  for (unsigned t = 0; t < cost.size(); ++t) {
    bound[t] = cost[t];
    for (unsigned a = t; a != 0;) {
      a = (a - 1) & t;
      std::int64_t here = cost[a];
      for (std::size_t i = 0; i < k; ++i) here += (t & ~a) >> i & 1U ? people[i].budget - rent[i] : 0;
      bound[t] = std::min(bound[t], here);
    }
  }
  ONEPOT_ASSERT(bound[0] == 0 && bound.back() == cost.back());
  std::vector<Pence> table;
  for (const std::int64_t c : cost) table.emplace_back(c);
  return nearest_in_base(table_shapley(table, k), cost.back(), over_table(bound, k));
}

}  // namespace onepot::club
