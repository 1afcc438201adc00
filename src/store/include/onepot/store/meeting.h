#pragma once
// How a person would like to live, and what people who look for others to live with say of each other. What one says of
// another is theirs alone: only two yeses ever meet, and a `never` shows nothing to anyone.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::meeting {

struct Wish {
  bool sharing = false;  ///< would share a home
  std::vector<std::string> areas, musts, interests;
  std::string hello;  ///< what others who are looking may read; empty: shown to nobody
};
std::optional<Wish> wish(Session& session, PersonId person);
void set_wish(Session& session, PersonId person, const Wish& wish, Instant now);

struct Looking {
  PersonId person;
  std::string ref, known_as;
  Wish wish;
  std::string my_answer;  ///< what the one who asks said of them: '' | yes | not-now
  bool both_said_yes = false;
};
/// Everybody else of the place who would share, wrote a hello and has no home with a club yet; nobody where either of
/// the two said `never`. By name.
std::vector<Looking> looking(Session& session, PlaceId place, PersonId me);
/// '' takes back what was said; else yes, not-now or never.
void answer(Session& session, PersonId from, PersonId to, std::string_view answer, Instant now);
struct Named {
  PersonId person;
  std::string ref, known_as;
};
/// Those to whom this person said `never`: for nobody's eyes but theirs.
std::vector<Named> never(Session& session, PersonId person);
/// Those with whom both said yes, who would share still and have no home with a club yet.
std::vector<PersonId> companions(Session& session, PersonId person);
/// Clubs not yet agreed in which both are.
std::vector<ClubId> shared_proposals(Session& session, PersonId one, PersonId other);

}  // namespace onepot::store::meeting
