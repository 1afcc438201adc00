#pragma once
// A person says how life is; an evaluator sees what such answers say about support, and only of those who consent.
#include <optional>
#include <string>
#include <vector>

#include "onepot/learn/bands.h"
#include "onepot/learn/life.h"
#include "onepot/place/work.h"
#include "onepot/store/lives.h"

namespace onepot::place {

/// see-own: the newest ten.
std::vector<store::lives::LifeCheck> my_life(const Work& work);
/// change-own. At least one area or some words; refused "empty" else. With `share_words` the words become a story,
/// which needs the person's open consent for stories: it is given with it.
Result<void> say_how_life_is(const Work& work, const learn::LifeAnswers& answers, std::string_view words,
                             bool share_words);

/// Kinds of life events that can be told.
const std::vector<std::string>& life_event_kinds();
/// see-own.
std::vector<store::lives::LifeEvent> my_events(const Work& work);
/// change-own. A life event, told by the person. With `may_count` it is counted with others', which needs the open
/// consent for evaluation; with `share_words` its words may be read, which needs that for stories: each is given with
/// it. Refused "kind", "day" (in the future, or before the person was born), "long".
Result<void> tell_event(const Work& work, store::lives::LifeEvent event);
/// change-own. Takes an event back: from then on it is nowhere. Refused "gone".
Result<void> take_back_event(const Work& work, std::string_view ref);

/// What people of the place tell: see-evaluation.
struct Told {
  std::vector<std::pair<std::string, learn::Shown>> events;  ///< of the last year, by kind
  std::vector<store::lives::LifeEvent> words;
  std::vector<store::lives::Story> stories;
};
Told what_people_tell(const Work& work);

struct BySize {
  learn::BandComparison comparison;
  std::int64_t people = 0;  ///< who consent and have support
  std::vector<std::pair<std::string, learn::Shown>> events;
  std::vector<store::lives::Story> stories;
};
/// see-evaluation: by provider size, one respondent group ("person" or "carer") at a time, adjusted for age, what
/// support costs a week, and living in a village.
Result<BySize> evaluate_by_size(const Work& work, std::string_view respondent);

}  // namespace onepot::place
