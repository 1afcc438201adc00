#include "tries.h"

#include "onepot/identity/throttle.h"
#include "onepot/identity/token.h"
#include "onepot/store/accounts.h"

namespace onepot::web {
namespace {

std::vector<identity::Attempt> attempts_of(store::Session& s, std::string_view hashed, Instant now) {
  std::vector<identity::Attempt> out;
  for (const auto& a : store::accounts::attempts(s, hashed, now - identity::ThrottleRules{}.forgotten_after))
    out.push_back({a.at, a.succeeded});
  return out;
}

}  // namespace

Tries::Tries(Visit& v, std::string_view tried)
    : v_(v), tried_(identity::token_hash(tried)), address_(identity::token_hash("address " + v.request.remote)) {}

std::optional<std::int64_t> Tries::minutes_to_wait() const {
  std::optional<Instant> until;
  v_.app.db().read([&](store::Session& s) {
    until = std::max(identity::wait_until(attempts_of(s, tried_, v_.now), v_.now),
                     identity::wait_until(attempts_of(s, address_, v_.now), v_.now, identity::address_throttle));
  });
  if (!until || *until <= v_.now) return std::nullopt;
  return std::chrono::ceil<std::chrono::minutes>(*until - v_.now).count();
}

void Tries::failed() const {
  (void)v_.app.db().write([&](store::Session& s) -> Result<int> {
    store::accounts::add_attempt(s, tried_, false, v_.now);
    store::accounts::add_attempt(s, address_, false, v_.now);
    return 0;
  });
}

}  // namespace onepot::web
