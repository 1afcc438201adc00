#include "onepot/identity/session.h"

namespace onepot::identity {

SessionState session_state(Instant signed_in, Instant last_seen, Instant now, const SessionRules& rules) {
  if (now >= signed_in + rules.absolute) return SessionState::over;
  return now >= last_seen + rules.idle ? SessionState::idle_too_long : SessionState::live;
}

Instant session_ends(Instant signed_in, Instant last_seen, const SessionRules& rules) {
  return std::min<Instant>(signed_in + rules.absolute, last_seen + rules.idle);
}

bool should_touch(Instant last_seen, Instant now) {
  return now >= last_seen + std::chrono::minutes(1);
}

}  // namespace onepot::identity
