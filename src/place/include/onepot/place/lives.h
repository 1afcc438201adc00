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

struct Evaluation {
  learn::BandComparison comparison;
  std::int64_t people = 0;  ///< who consent and have support
  std::vector<std::pair<std::string, learn::Shown>> events;
  std::vector<store::lives::Story> stories;
};
/// see-evaluation: by provider size, one respondent group ("person" or "carer") at a time, adjusted for age, what
/// support costs a week, and living in a village.
Result<Evaluation> evaluate_by_size(const Work& work, std::string_view respondent);

}  // namespace onepot::place
