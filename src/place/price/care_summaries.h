#pragma once
// Sums over everybody's care, worked out once when records change.
#include "onepot/place/linked.h"

namespace onepot::place {

std::vector<price::Similar> kept_similar(store::Session& session, PlaceId place, const price::CareRules& rules);

/// How far each service's records go; nothing where there are none, or no day is told by all.
std::optional<price::Told> kept_told(store::Session& session, PlaceId place);

}  // namespace onepot::place
