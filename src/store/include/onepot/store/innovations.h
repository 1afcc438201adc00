#pragma once
// The library of innovations and their adoptions, as the spread room knows them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/spread/innovation.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::innovations {

struct Entry {
  InnovationId id;
  std::string ref;
  spread::Innovation innovation;
  std::string place_name, prior;  ///< where it was put in from, empty for those from elsewhere; what was tried before
  PlaceId place;
  Instant put_at{};
  std::int64_t adoptions = 0;
};
/// All of them with their parts, those adopted most first, then the newest.
std::vector<Entry> all(Session& session);
std::optional<Entry> by_ref(Session& session, std::string_view ref);
InnovationId add(Session& session, std::string_view ref, const spread::Innovation& innovation, std::string_view prior,
                 PlaceId place, AccountId by, Instant now);

struct AdoptedBy {
  std::string ref, place_name, words;
  Instant at{};
  spread::Adoption adoption;
};
std::vector<AdoptedBy> adoptions(Session& session, InnovationId innovation);
/// False where the place has adopted it already.
bool adopt(Session& session, std::string_view ref, InnovationId innovation, PlaceId place, AccountId by,
           std::string_view words, const spread::Adoption& adoption, Instant now);

}  // namespace onepot::store::innovations
