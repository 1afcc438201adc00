#pragma once
// The door. One place decides who may see and do what, from role, live relationship and consent; the default is no.
// The rules are src/place/access.table, compiled in. What the door lets through carries a Grant; use cases take one,
// so no page and no call goes around the door.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"
#include "onepot/place/actor.h"
#include "onepot/store/database.h"

namespace onepot::place {

enum class Related {
  none,
  same_place,
  self,
  supports,
  practitioner,
  member,
  works_for,
  provides,
  buys,
  addressed,
  permitted
};

struct Rule {
  std::string action;
  std::string roles;  ///< letters out of PSMCE; "*" for anyone, signed in or not
  std::string duty;   ///< of a C; empty for any
  Related related = Related::none;
  std::string consent;  ///< purpose; empty where none is needed
  bool looked = false;
};

/// The table, in its order.
const std::vector<Rule>& rules();
/// Reads a table; refuses an unknown role, relation or a row that has not five fields, with its line.
Result<std::vector<Rule>> read_rules(std::string_view text, std::string file);
std::string_view name_of(Related related);

/// What is asked about. `person` is whose record it touches, for consent and for "who looked".
struct Subject {
  enum class Kind { nothing, person, club, brief, agreement, visit, provider } kind = Kind::nothing;
  std::int64_t id = 0;
  static Subject person(PersonId id) { return {Kind::person, id.value}; }
  static Subject of(Kind kind, std::int64_t id) { return {kind, id}; }
};

/// Proof that the door said yes. Only decide() makes one.
class Grant {
 public:
  const std::string& action() const { return action_; }
  /// Who acts; absent when signed out.
  const std::optional<Actor>& actor() const { return actor_; }
  const Actor& signed_in() const {
    ONEPOT_ASSERT(actor_.has_value());
    return *actor_;
  }
  const Subject& subject() const { return subject_; }
  PersonId person() const {
    ONEPOT_ASSERT(subject_.kind == Subject::Kind::person);
    return PersonId{subject_.id};
  }
  Instant now() const { return now_; }
  bool looked() const { return looked_; }

 private:
  friend Result<Grant> decide(store::Session&, const std::optional<Actor>&, std::string_view, const Subject&, Instant);
  Grant() = default;
  std::string action_;
  std::optional<Actor> actor_;
  Subject subject_;
  Instant now_{};
  bool looked_ = false;
};

/// Yes, or a Refusal "signed-out" or "not-allowed". Reads relationships and consents as they are at `now`.
Result<Grant> decide(store::Session& session, const std::optional<Actor>& actor, std::string_view action,
                     const Subject& subject, Instant now);
/// Whether the relation holds now.
bool is_related(store::Session& session, const Actor& actor, Related related, const Subject& subject, Instant now);

/// Writes down that somebody looked at, or tried to change, a person's record; `outcome` is allowed or refused.
void record_look(store::Session& session, const Actor& actor, std::string_view action, PersonId person,
                 std::string_view outcome, Instant now);
/// True when the same look was written down less than a quarter of an hour ago. A page opened again then needs no
/// second line: the person would learn nothing from it, and every line waits for the disk.
bool is_look_recorded(store::Session& session, const Actor& actor, std::string_view action, PersonId person,
                      std::string_view outcome, Instant now);
/// True when an attempt at this action on a person, by this actor, is to be shown to the person although it was
/// refused.
bool shows_refusals(std::string_view action);

}  // namespace onepot::place
