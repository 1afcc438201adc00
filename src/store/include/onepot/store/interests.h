#pragma once
// People who would meet others for what they like, not for a home. What one says of another is theirs alone; a `never`
// (meeting.h) hides two people from each other here too.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::interests {

struct Hello {
  bool open = false;  ///< those who share an interest may read it
  std::vector<std::string> interests;
  std::string hello;
};
std::optional<Hello> hello(Session& session, PersonId person);
void set_hello(Session& session, PersonId person, const Hello& hello, Instant now);

struct Other {
  PersonId person;
  std::string ref, known_as, area_name;
  Hello hello;
  std::string my_answer;  ///< '' | yes | not-now
  bool both_said_yes = false;
};
/// Everybody else of the place who is open; nobody where either of the two said `never`. By name. No age is read.
std::vector<Other> others(Session& session, PlaceId place, PersonId me);
/// '' takes back what was said; else yes or not-now.
void answer(Session& session, PersonId from, PersonId to, std::string_view answer, Instant now);
/// Both said yes, for a home or by interest, and neither said `never`.
bool both_said_yes(Session& session, PersonId one, PersonId other);
struct Known {
  PersonId person;
  std::string ref, known_as;
};
/// Those with whom both said yes, for a home or by interest; by name.
std::vector<Known> known(Session& session, PersonId person);

}  // namespace onepot::store::interests
