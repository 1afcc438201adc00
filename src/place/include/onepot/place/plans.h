#pragma once
// Only the person writes their "I" sentences. Others propose; the person accepts or declines; silence is not consent.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/plans.h"

namespace onepot::place {

struct PlanView {
  std::vector<store::plans::Statement> statements;
  std::vector<store::plans::Proposal> proposals;
};
/// see-plan, see-own
PlanView see_plan(const Work& work);
/// write-plan: the door lets nobody but the person here. `statement_ref` empty: a new sentence; else it replaces that
/// one. Refused "empty", "too-long" (over 1,000 characters), "gone" where the sentence is no longer there.
Result<void> write_statement(const Work& work, std::string_view statement_ref, std::string_view text,
                             std::string_view supported_by);
Result<void> end_statement(const Work& work, std::string_view statement_ref);
/// propose-plan. `statement_ref` empty: a new sentence is suggested. Refused "empty", "gone".
Result<void> propose(const Work& work, std::string_view statement_ref, std::string_view text, std::string_view reason);
/// write-plan: accepting makes it the person's sentence, with who proposed it credited. Refused "taken" where answered.
Result<void> answer_proposal(const Work& work, std::string_view proposal_ref, bool accept);

}  // namespace onepot::place
