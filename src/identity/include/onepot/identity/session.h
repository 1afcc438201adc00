#pragma once
// How long a sign-in lasts. Instants in, an answer out.
#include <chrono>

#include "onepot/base/date.h"

namespace onepot::identity {

struct SessionRules {
  std::chrono::minutes idle;      ///< without a page seen
  std::chrono::minutes absolute;  ///< since signing in
};
/// People and supporters: long enough to put a form down and come back after tea.
inline constexpr SessionRules person_session{.idle = std::chrono::hours(4), .absolute = std::chrono::hours(20)};
/// Providers, commissioners, practitioners, evaluators: they see other people's lives, on shared desks.
inline constexpr SessionRules staff_session{.idle = std::chrono::minutes(30), .absolute = std::chrono::hours(12)};

enum class SessionState { live, idle_too_long, over };

SessionState session_state(Instant signed_in, Instant last_seen, Instant now, const SessionRules& rules);
/// When it ends if nothing more is seen: the earlier of the two limits.
Instant session_ends(Instant signed_in, Instant last_seen, const SessionRules& rules);
/// True when "last seen" is worth writing down again: once a minute, not once a page.
bool should_touch(Instant last_seen, Instant now);

}  // namespace onepot::identity
