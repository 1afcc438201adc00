#include "onepot/place/support_shares.h"

#include <algorithm>

#include "onepot/club/share.h"
#include "onepot/store/needs.h"

namespace onepot::place {
namespace {

constexpr std::size_t members_by_coalitions = 8;

std::optional<std::vector<Pence>> shares_by_needs(const buy::Terms& terms,
                                                  const std::vector<std::optional<SupportHours>>& hours) {
  if (hours.size() > members_by_coalitions || !std::ranges::all_of(hours, [](const auto& h) { return h.has_value(); }))
    return std::nullopt;
  club::ShareGame game;
  game.cost.resize(std::size_t{1} << hours.size());
  for (std::size_t mask = 1; mask < game.cost.size(); ++mask) {
    std::vector<SupportHours> group;
    for (std::size_t i = 0; i < hours.size(); ++i)
      if ((mask >> i & 1U) != 0) group.push_back(*hours[i]);
    const auto [day, night] = hours_together(group);
    game.cost[mask] = buy::week_cost({terms.day_rate, terms.night_rate, day, night});
    if (mask + 1 == game.cost.size() && (day != terms.day_week || night != terms.night_week)) return std::nullopt;
  }
  for (std::size_t i = 0; i < hours.size(); ++i) game.people.push_back(std::to_string(i));
  const auto shares = club::divide_cost(game);
  return shares.possible ? std::optional(shares.share) : std::nullopt;
}

}  // namespace

std::optional<SupportHours> support_hours(store::Session& session, PersonId person) {
  const auto assessment = store::needs::latest(session, person);
  if (!assessment || !assessment->described_at) return std::nullopt;
  SupportHours out;
  for (const auto& need : store::needs::of(session, assessment->id)) {
    if (need.kind == "work") continue;  // that help goes where the job is, not where the home is
    const std::int64_t helpers = need.two_helpers ? 2 : 1;
    out.day_own += Hours::minutes((need.day - need.shareable).in_minutes() * helpers);
    out.day_shared += Hours::minutes(need.shareable.in_minutes() * helpers);
    (need.nights_shareable ? out.night_shared : out.night_own) += Hours::minutes(need.night.in_minutes() * helpers);
  }
  return out;
}

std::pair<Hours, Hours> hours_together(const std::vector<SupportHours>& group) {
  Hours day, night, day_shared, night_shared;
  for (const auto& h : group) {
    day += h.day_own;
    night += h.night_own;
    day_shared = std::max(day_shared, h.day_shared);
    night_shared = std::max(night_shared, h.night_shared);
  }
  return {day + day_shared, night + night_shared};
}

WeekShares shares_of_week(const buy::Terms& terms, const std::vector<std::optional<SupportHours>>& hours,
                          const std::vector<std::optional<Pence>>& agreed) {
  ONEPOT_ASSERT(!hours.empty() && hours.size() == agreed.size());
  const Pence week = buy::week_cost(terms);
  if (hours.size() == 1) return {{week}, ShareHow::alone};
  if (auto by_needs = shares_by_needs(terms, hours)) return {*std::move(by_needs), ShareHow::by_needs};
  std::vector<std::int64_t> weights;
  for (const auto& share : agreed) weights.push_back(share && *share > Pence() ? share->count() : 0);
  const bool all_agreed = std::ranges::all_of(agreed, [](const auto& share) { return share.has_value(); });
  if (all_agreed && std::ranges::any_of(weights, [](auto w) { return w > 0; }))
    return {split(week, weights), ShareHow::as_agreed};
  return {split_equally(week, hours.size()), ShareHow::equally};
}

}  // namespace onepot::place
