#pragma once
// Good ideas put in the library with what is core and what may be adapted, and taken up by other places.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/spread/similar.h"
#include "onepot/store/innovations.h"

namespace onepot::place {

/// What in the library is most like these words: shown before anything new is put in.
std::vector<std::pair<store::innovations::Entry, spread::Similar>> tried_before(store::Session& session,
                                                                                std::string_view words);
/// put-innovation. Gives its ref. Refuses what spread::missing names (all of it).
tl::expected<std::string, Refusals> put_innovation(const Work& work, spread::Innovation innovation,
                                                   std::string_view prior);
/// adopt-innovation: for the adopter's own place. Refuses what spread::faults names, "own" for a place's own idea, and
/// "taken" where the place has adopted it already.
tl::expected<spread::Departures, Refusals> adopt_innovation(const Work& work, std::string_view ref,
                                                            const spread::Adoption& adoption, std::string_view words);

}  // namespace onepot::place
