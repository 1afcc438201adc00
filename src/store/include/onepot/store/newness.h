#pragma once
// What a provider says it does that is new, and how anybody can know. What is taken back stays in the books of the
// store, and is shown and counted no more.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::newness {

struct Said {
  std::string provider_ref, provider_name;
  std::string ref;
  std::string kind;  ///< what | how | who
  std::string words, evidence;
  Instant at{};
};
/// In the order in which it was said.
std::vector<Said> of_provider(Session& session, ProviderId provider);
/// By the provider's name.
std::vector<Said> of_place(Session& session, PlaceId place);
void add(Session& session, ProviderId provider, const Said& said, AccountId by);
/// False where this provider says no such thing any more.
bool take_back(Session& session, ProviderId provider, std::string_view ref, Instant now);

}  // namespace onepot::store::newness
