#pragma once
// What a use case is handed: the transaction it runs in, proof from the door, and seeded randomness for new refs.
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/random.h"
#include "onepot/place/access.h"
#include "onepot/store/door.h"

namespace onepot::place {

struct Work {
  store::Session& session;
  const Grant& grant;
  Random& random;

  Instant now() const { return grant.now(); }
  Date today() const { return date_of(grant.now()); }
  const Actor& actor() const { return grant.signed_in(); }
  PersonId person() const { return grant.person(); }
  std::string new_ref() const { return uuid7(grant.now(), random); }
  /// A use case begins by saying for which actions of the door it runs. Anything else is a fault of ours.
  void only_for(std::initializer_list<std::string_view> actions) const {
    for (const auto action : actions)
      if (grant.action() == action) return;
    ONEPOT_ASSERT(false);
  }
  /// The one audit event of a use case; `subject` is kind:ref, `detail` holds no words of a person.
  void audit(std::string_view subject, std::optional<PersonId> about = {}, std::string_view detail = {}) const {
    store::door::add_audit(session, now(), grant.actor() ? std::optional(grant.actor()->account) : std::nullopt,
                           grant.action(), subject, about, detail);
  }
};

}  // namespace onepot::place
