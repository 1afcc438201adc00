#pragma once
// Gentle help with a sentence, never a refusal: the person's words are right as they are.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"

namespace onepot::plan {

struct Hint {
  std::string id;     ///< stable: "starts-with-i", "service-words", "long", "about-you"
  std::string words;  ///< what might make it plainer
  std::string found;  ///< the words it is about; may be empty
};
/// Does it say I, me, my or we? Is it written about the person (they will, service user, Pete needs)? Words of services
/// ("access the community", "placement"), sentences of more than 25 words.
std::vector<Hint> hints(std::string_view sentence);

/// A budget in which every penny has a stated use leaves nothing that is the person's own to decide (capability L7).
/// The part that is left undefined, in hundredths of the whole rounded down; 0 where nothing is.
std::int64_t undefined_percent(Pence whole, Pence defined);

}  // namespace onepot::plan
