#include "onepot/identity/throttle.h"

namespace onepot::identity {

std::optional<Instant> wait_until(std::span<const Attempt> attempts, Instant now, const ThrottleRules& rules) {
  Instant last_success = Instant::min();
  for (const auto& a : attempts)
    if (a.succeeded) last_success = std::max(last_success, a.at);
  int failures = 0;
  Instant last_failure = Instant::min();
  for (const auto& a : attempts) {
    if (a.succeeded || a.at <= last_success || a.at + rules.forgotten_after <= now) continue;
    ++failures;
    last_failure = std::max(last_failure, a.at);
  }
  if (failures < rules.free_failures) return std::nullopt;
  auto wait = rules.first_wait;
  for (int over = failures - rules.free_failures; over > 0 && wait < rules.longest_wait; --over) wait *= 2;
  const Instant until = last_failure + std::min(wait, rules.longest_wait);
  return until > now ? std::optional(until) : std::nullopt;
}

}  // namespace onepot::identity
