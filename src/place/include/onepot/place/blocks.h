#pragma once
// A block: an organisation says that a person may not meet somebody. It must give its reason, what it rests on and the
// day on which it is reviewed, and both people read all of it; each may challenge it, and an answer with reasons is due
// by a clock. Unanswered by then, or on its review date, it ends by itself.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/blocks.h"

namespace onepot::place {

inline constexpr std::int64_t longest_block_days = 90;
inline constexpr std::int64_t days_to_answer_challenge = 10;

using Block = store::blocks::Block;
using Challenge = store::blocks::Challenge;

/// Whether it stands on this day: not ended, before its review date, and no challenge to it is overdue.
bool stands(const Block& block, Date today);
/// What stands between these people, of whatever organisation.
std::vector<Block> blocks_between(store::Session& session, const std::vector<PersonId>& people, Date today);

/// see-own, change-own: every block that touches the person, the newest first.
std::vector<Block> see_blocks(const Work& work);
/// change-own. Refused "gone", "words" (empty or too long), "taken" (challenged before, or over).
Result<void> challenge_block(const Work& work, std::string_view ref, std::string_view words);

struct NewBlock {
  std::string other;  ///< how the other signs in; empty: nobody new
  std::string reason, basis;
  Date review;
};
/// see-blocks: those made about this person.
std::vector<Block> see_blocks_about(const Work& work);
/// block-meeting. Refused "other", "reason" (shorter than a sentence), "basis", "review" (past, or over ninety days).
Result<std::string> make_block(const Work& work, const NewBlock& asked);
/// block-meeting: keeps or lifts what was challenged. Refused "gone", "answer" (no reasons), "outcome", "taken".
Result<void> answer_challenge(const Work& work, std::string_view ref, PersonId challenger, std::string_view outcome,
                              std::string_view answer);
/// block-meeting: ends it before its time. Refused "gone", "taken".
Result<void> end_block(const Work& work, std::string_view ref);
/// see-caseload: challenges that wait for an answer from this account's council.
std::vector<Block> see_challenged(const Work& work);

}  // namespace onepot::place
