#pragma once
// Who pays what of a week of support: the club room's rule over what each needs, where their needs are known; else as
// they agreed when the club was formed; else equally. Always to the penny.
#include <optional>
#include <vector>

#include "onepot/buy/agreement.h"
#include "onepot/place/actor.h"
#include "onepot/store/database.h"

namespace onepot::place {

/// Hours a week as one person needs them, apart what others may share with them.
struct SupportHours {
  Hours day_own, day_shared, night_own, night_shared;
};
/// Of the latest needs described with the person; nothing where none are.
std::optional<SupportHours> support_hours(store::Session& session, PersonId person);
/// What a group needs together: everybody's own hours, and of the shared ones the most that any of them needs.
std::pair<Hours, Hours> hours_together(const std::vector<SupportHours>& group);

enum class ShareHow { alone, by_needs, as_agreed, equally };
struct WeekShares {
  std::vector<Pence> each;  ///< Σ = week_cost(terms)
  ShareHow how = ShareHow::alone;
};
/// By needs (Shapley in the core, club/share.h) where everybody's hours are known, together they are the terms' hours
/// and the club has at most eight members; `agreed` are the weekly support shares of before.
WeekShares shares_of_week(const buy::Terms& terms, const std::vector<std::optional<SupportHours>>& hours,
                          const std::vector<std::optional<Pence>>& agreed);

}  // namespace onepot::place
