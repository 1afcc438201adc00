#pragma once
// Slowing down those who guess passwords: attempts so far in, "go on" or "not before" out.
#include <chrono>
#include <optional>
#include <span>

#include "onepot/base/date.h"

namespace onepot::identity {

struct Attempt {
  Instant at;
  bool succeeded = false;
};

struct ThrottleRules {
  int free_failures = 5;                       ///< mistakes that cost nothing
  std::chrono::seconds first_wait{30};         ///< after those; doubles with each further one …
  std::chrono::seconds longest_wait{15 * 60};  ///< … up to this: an account can be slowed, never locked by a stranger
  std::chrono::seconds forgotten_after{24 * 3600};
};
/// For the attempts of one address, which a whole library or day centre may share.
inline constexpr ThrottleRules address_throttle{.free_failures = 50};

/// The instant before which no attempt is taken; nothing when one may be made now. Only failures since the last success
/// count. Ask for the account and for the address and take the later. `attempts` in any order.
std::optional<Instant> wait_until(std::span<const Attempt> attempts, Instant now, const ThrottleRules& rules = {});

}  // namespace onepot::identity
