#pragma once
// People who look for a home and the homes that are free, as the club room sees them.
#include <vector>

#include "onepot/place/living.h"

namespace onepot::place {

struct Market {
  club::Seeking seeking;
  std::vector<PersonId> people;           ///< of seeking.people
  std::vector<store::clubs::Home> homes;  ///< of seeking.homes
};

/// With whom the person has both yeses, where no organisation's block stands between the two.
std::vector<PersonId> companions_allowed(store::Session& session, PersonId person, Date today);

/// Everybody who can be matched through yeses around the person, the person first, with the homes that are free.
Market market_around(const Work& work, PersonId me);

}  // namespace onepot::place
