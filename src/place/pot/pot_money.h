#pragma once
#include "onepot/place/pots.h"

namespace onepot::place {

/// A pot's streams as their conditions say today and what stands in each, without promises and usual visit: for rounds
/// over every pot of a place.
std::optional<PotView> pot_money(store::Session& session, PersonId person, Date today);

}  // namespace onepot::place
