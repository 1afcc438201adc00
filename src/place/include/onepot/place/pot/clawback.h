#pragma once
// Clawback as a process. Nobody is asked for money without a stated rule, notice, and a way to challenge; what is asked
// for is reserved in the books from the notice, and moves only after the deadline. A challenge stops the clock until
// somebody else than who gave the notice has answered it with reasons.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/policy/clawback.h"
#include "onepot/store/pot/clawback.h"

namespace onepot::place {

struct OverRule {
  PersonId person;
  std::string person_ref, known_as;
  std::int64_t rule = 0;  ///< the stated rule's id
  std::string rule_name;
  pot::Assessed assessed;
  Date deadline;
};
/// Pots of the place that hold more than its rules let stand, and have no notice under that rule (see-finance,
/// run-payments): by exception, and nothing of the others. Kept until the books, the rules or a pot's terms change.
std::shared_ptr<const std::vector<OverRule>> over_the_rule(const Work& work);
/// What the rules would say of the person's own pot today (see-own, change-own); empty without a pot or a rule.
std::vector<OverRule> own_standing(const Work& work);

struct Noticed {
  std::int64_t people = 0;
  Pence total;
};
/// Gives notice to these people (give-notice), by their refs, and reserves the money. Refused "nobody" (none is named),
/// "taken" where one of them is not over the rule any more.
Result<Noticed> give_notice(const Work& work, const std::vector<std::string>& person_refs);

/// The person's own (change-own), by the deadline. Refused "empty", "too-late", "taken", "no-clawback".
/// Also by a supporter whom the person lets do this (challenge-return): it is marked as written by them.
Result<void> challenge(const Work& work, std::string_view ref, std::string_view words);

struct ChallengeAnswer {
  bool upheld = false;
  std::string reasons;
  Pence set_aside;  ///< with upheld: put by for what the person named, so that it is no surplus again
  std::string set_aside_for;
};
/// By somebody else than who gave the notice (answer-challenge). Refused "empty", "same-person", "bad-amount", "taken",
/// "no-clawback".
Result<void> answer_challenge(const Work& work, std::string_view ref, const ChallengeAnswer& answer);
/// The notice is taken back, with reasons, and nothing goes back (give-notice). Refused "empty", "taken",
/// "no-clawback".
Result<void> withdraw_notice(const Work& work, std::string_view ref, std::string_view reasons);

/// Returns what is past its deadline (give-notice): each stream to its own funder, the person's own money to them.
Result<Noticed> return_due(const Work& work);

}  // namespace onepot::place
