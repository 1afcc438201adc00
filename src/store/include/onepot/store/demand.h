#pragma once
// Unmet need as it was published: kept as it was released, so that no two releases of one week can be compared.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::demand {

struct Release {
  Date day;
  std::string document;  ///< JSON
};
/// The latest of a place.
std::optional<Release> latest(Session& session, PlaceId place);
/// False where one of that day is there already.
bool add(Session& session, PlaceId place, Date day, std::string_view document);
/// Everybody of the place who wishes for another way to live and has no home with a club.
std::vector<PersonId> looking(Session& session, PlaceId place);

}  // namespace onepot::store::demand
