#include <algorithm>
#include <array>

#include "onepot/pot/review.h"

namespace onepot::pot::review {
namespace {

constexpr std::array<std::string_view, 3> not_spent_fields = {"weeks", "last_day", "balance"};
constexpr std::array<std::string_view, 3> over_cap_fields = {"balance", "cap", "weeks"};
constexpr std::array<std::string_view, 3> payment_fields = {"amount", "day", "payee"};
constexpr std::array<std::string_view, 1> overdrawn_fields = {"balance"};

/// What a rule found, all of it; only the fields that the rule names leave this file.
using All = std::vector<std::pair<std::string_view, std::string>>;

std::optional<All> not_spent(const Rule& rule, const Pot& pot, Date day) {
  Date last = pot.opened;
  bool any = false;
  for (const auto& p : pot.payments)
    if (p.day <= day) last = any ? std::max(last, p.day) : p.day, any = true;
  const std::int64_t weeks = (day - std::max(last, pot.opened)) / 7;
  if (weeks < rule.weeks) return std::nullopt;
  return All{{"weeks", std::to_string(weeks)},
             {"last_day", any ? to_iso(last) : std::string("never")},
             {"balance", to_decimal(pot.balance)}};
}

std::optional<All> over_cap(const Rule& rule, const Pot& pot) {
  const Pence cap = pot.week * rule.weeks;
  if (pot.week <= Pence() || pot.balance <= cap) return std::nullopt;
  return All{{"balance", to_decimal(pot.balance)},
             {"cap", to_decimal(cap)},
             {"weeks", std::to_string(pot.balance.count() / pot.week.count())}};
}

template <class Which>
std::optional<All> largest_payment(const Rule& rule, const Pot& pot, Date day, Which&& which) {
  const Payment* largest = nullptr;
  for (const auto& p : pot.payments) {
    if (p.day > day || day - p.day >= rule.weeks * 7 || !which(p)) continue;
    if (largest == nullptr || p.amount > largest->amount) largest = &p;
  }
  if (largest == nullptr) return std::nullopt;
  return All{{"amount", to_decimal(largest->amount)}, {"day", to_iso(largest->day)}, {"payee", largest->payee}};
}

std::optional<All> ask(const Rule& rule, const Pot& pot, Date day) {
  switch (rule.kind) {
    case Kind::not_spent:
      return not_spent(rule, pot, day);
    case Kind::over_cap:
      return over_cap(rule, pot);
    case Kind::not_on_plan:
      return largest_payment(rule, pot, day, [](const Payment& p) { return !p.on_plan; });
    case Kind::large_payment:
      return largest_payment(rule, pot, day, [&](const Payment& p) { return p.amount >= rule.amount; });
    case Kind::overdrawn:
      if (pot.balance >= Pence()) return std::nullopt;
      return All{{"balance", to_decimal(pot.balance)}};
  }
  return std::nullopt;
}

}  // namespace

std::span<const std::string_view> fields_of(Kind kind) {
  switch (kind) {
    case Kind::not_spent:
      return not_spent_fields;
    case Kind::over_cap:
      return over_cap_fields;
    case Kind::not_on_plan:
    case Kind::large_payment:
      return payment_fields;
    case Kind::overdrawn:
      break;
  }
  return overdrawn_fields;
}

std::vector<Found> find(std::span<const Rule> rules, std::span<const Pot> pots, Date day) {
  std::vector<Found> out;
  for (std::size_t p = 0; p < pots.size(); ++p)
    for (std::size_t r = 0; r < rules.size(); ++r) {
      const Rule& rule = rules[r];
      if (day < rule.from || day > rule.until || (rule.by_consent && !pots[p].consented)) continue;
      const auto all = ask(rule, pots[p], day);
      if (!all) continue;
      Found found{p, r, {}};
      for (const auto& name : rule.shows)
        for (const auto& [field, value] : *all)
          if (field == name) found.shows.emplace_back(name, value);
      out.push_back(std::move(found));
    }
  return out;
}

}  // namespace onepot::pot::review
