#pragma once
// People who look for others to live with, and what each says of each: both say yes, or nothing happens. A `never` is
// seen by nobody but the one who said it; it changes no count and no figure that another could read.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/meeting.h"

namespace onepot::place {

struct Somebody {
  std::string ref, known_as, hello;
  std::vector<std::string> areas;      ///< of those both chose
  std::vector<std::string> interests;  ///< in common
  std::string my_answer;               ///< '' | yes | not-now
  bool both_said_yes = false;
};
struct MeetView {
  bool open = false;             ///< the person would share and wrote a hello: who shows nobody a hello sees nobody's
  std::vector<Somebody> people;  ///< those answered, and of the others the twenty with most in common
  bool more = false;             ///< there are others still
  std::vector<store::meeting::Named> never;  ///< the person's own list
};
/// see-own. Only people with an area in common; never their age, health or money.
MeetView see_meet(const Work& work);

/// Whatever they have before them together and not agreed yet ends, as it does when anybody says no; meetings too.
void part_ways(const Work& work, PersonId other);

/// change-own: yes, not-now, never, or '' to take back. A `never` also ends clubs not yet agreed in which both are.
/// Refused "gone" where the other cannot be seen (any more): the same words whatever the cause.
Result<void> answer_somebody(const Work& work, std::string_view person_ref, std::string_view answer);

}  // namespace onepot::place
