#pragma once
// What a provider says it does that is new: a new kind of support, an old one done in a new way, or for people not
// reached before. With how anybody can know; without that it is a claim, and the four tests count it as one.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/newness.h"

namespace onepot::place {

/// own-provider.
std::vector<store::newness::Said> what_we_do_that_is_new(const Work& work);
struct NewNewness {
  std::string kind, words, evidence;
};
/// own-provider. Refuses "kind", "words", "evidence" (too long), "enough" (more than anybody reads).
Result<void> say_what_is_new(const Work& work, const NewNewness& said);
/// own-provider. Refuses "taken".
Result<void> take_back_newness(const Work& work, std::string_view ref);
/// see-evaluation: everybody's.
std::vector<store::newness::Said> what_is_new_here(const Work& work);

}  // namespace onepot::place
