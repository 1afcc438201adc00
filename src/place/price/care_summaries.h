#pragma once
// Sums over everybody's care, worked out once when records change.
#include "onepot/place/linked.h"

namespace onepot::place {

std::vector<price::Similar> kept_similar(store::Session& session, PlaceId place, const price::CareRules& rules);

}  // namespace onepot::place
