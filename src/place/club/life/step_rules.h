#pragma once
// What holds for every step, for the files of steps alone.
#include "onepot/place/changes.h"
#include "onepot/store/steps.h"

namespace onepot::place::step_rules {

inline constexpr std::size_t longest_words = 1'000;

/// What the step would change in a club's sums; nothing for a meeting or a stay.
inline WhatIf what_if(const store::steps::Step& step) {
  using Kind = WhatIf::Kind;
  const Kind kind = step.kind == "away"    ? Kind::away
                    : step.kind == "join"  ? Kind::join
                    : step.kind == "leave" ? Kind::leave
                                           : Kind::nothing;
  return {kind, step.about, step.from, step.until};
}

/// Whether this person may stop what was agreed: a meeting or a stay anybody, until it is over; being away and leaving
/// the one whom it is about. Somebody who has joined leaves as everybody does.
inline bool may_stop(const store::steps::Step& step, PersonId person, Date today) {
  if (step.kind == "meeting" || step.kind == "trial") return today <= step.until.value_or(step.from);
  if (step.kind == "away") return person == step.about && step.until && today < *step.until;
  return step.kind == "leave" && person == step.about && today <= step.from;
}

}  // namespace onepot::place::step_rules
