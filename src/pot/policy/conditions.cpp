#include "onepot/pot/policy/conditions.h"

namespace onepot::pot {
namespace {

constexpr std::int64_t days_a_week = 7;

/// Sevenths of what `of` says a week, day by day; rounded once at the end.
template <class F>
Pence over(std::span<const ConditionVersion> versions, Period period, F of) {
  std::int64_t sevenths = 0;
  for (Date day = period.from; day <= period.until; day = day + 1)
    if (const auto* version = in_force(versions, day)) {
      const bool fits = !__builtin_add_overflow(sevenths, of(*version).count(), &sevenths);
      ONEPOT_ASSERT(fits);
    }
  return times(Pence(sevenths), Rational(1, days_a_week));
}

}  // namespace

const ConditionVersion* in_force(std::span<const ConditionVersion> versions, Date day) {
  const ConditionVersion* best = nullptr;
  for (const auto& v : versions)
    if (v.from <= day && (!best || best->version < v.version)) best = &v;
  return best && (!best->until || day <= *best->until) ? best : nullptr;
}

Pence funded_in(std::span<const ConditionVersion> versions, Period period) {
  return over(versions, period, [](const ConditionVersion& v) { return v.funded(); });
}

Pence contributed_in(std::span<const ConditionVersion> versions, Period period) {
  return over(versions, period, [](const ConditionVersion& v) { return v.contribution; });
}

Pence next_payment(std::span<const ConditionVersion> versions, std::span<const PaidPeriod> paid, Period next) {
  Pence owed = funded_in(versions, next);
  for (const auto& p : paid) owed += funded_in(versions, p.period) - p.amount;
  return std::max(owed, Pence());
}

std::vector<Period> periods_due(Date begin, std::optional<Date> paid_until, std::optional<Date> ends, Date today,
                                std::int64_t period_days) {
  ONEPOT_ASSERT(period_days > 0);
  std::vector<Period> out;
  for (Date from = paid_until ? *paid_until + 1 : begin; from <= today && (!ends || from <= *ends);) {
    const Date until = from + (period_days - 1);
    out.push_back({from, ends ? std::min(until, *ends) : until});
    from = until + 1;
  }
  return out;
}

Result<std::vector<Drawn>> draw_with_contribution(Pence amount, std::string_view purpose, Date day,
                                                  std::span<const Purse> purses, std::string_view own, Spent order,
                                                  Pence own_week, Pence all_weeks) {
  std::vector<Purse> theirs, others;
  for (const auto& p : purses) (p.conditions.stream == own ? theirs : others).push_back(p);
  const Pence own_free = available_for(purpose, day, theirs), others_free = available_for(purpose, day, others);
  if (theirs.empty() || own_free + others_free < amount) return draw(amount, purpose, day, purses);
  Pence wanted;
  if (order == Spent::first) wanted = amount;
  if (order == Spent::pro_rata && all_weeks > Pence()) {
    ONEPOT_ASSERT(Pence() <= own_week && own_week <= all_weeks);
    wanted = times(amount, Rational(own_week.count(), all_weeks.count()));
  }
  const Pence from_own = std::clamp(wanted, amount - std::min(amount, others_free), std::min(amount, own_free));
  ONEPOT_TRY(auto out, draw(amount - from_own, purpose, day, others));
  ONEPOT_TRY(auto rest, draw(from_own, purpose, day, theirs));
  if (order == Spent::first)
    out.insert(out.begin(), rest.begin(), rest.end());
  else
    out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

}  // namespace onepot::pot
