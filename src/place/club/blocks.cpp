#include "onepot/place/blocks.h"

#include <algorithm>

#include "onepot/base/text.h"
#include "onepot/store/accounts.h"

namespace onepot::place {
namespace {

namespace blocks = store::blocks;

// Shorter than this is no reason that a person can answer.
constexpr std::size_t shortest_reason = 30, longest_block_words = 2'000;

bool touches(const Block& block, PersonId person) {
  return block.person == person || block.other == person;
}

/// A block of this council about the person that was asked about.
Result<Block> block_asked(const Work& work, std::string_view ref) {
  auto block = blocks::by_ref(work.session, ref);
  if (!block || block->person != work.person()) return refuse("gone", "There is no such block");
  return *std::move(block);
}

}  // namespace

bool stands(const Block& block, Date today) {
  if (block.ended_at || block.review <= today) return false;
  return std::ranges::none_of(block.challenges,
                              [&](const Challenge& c) { return !c.answered_at && c.answer_by < today; });
}

std::vector<Block> blocks_between(store::Session& session, const std::vector<PersonId>& people, Date today) {
  std::vector<Block> out;
  for (const auto person : people)
    for (auto& block : blocks::touching(session, person)) {
      if (block.person != person || !stands(block, today)) continue;
      const bool meets = block.other ? std::ranges::find(people, block.other) != people.end() : people.size() > 1;
      if (meets) out.push_back(std::move(block));
    }
  return out;
}

std::vector<Block> see_blocks(const Work& work) {
  work.only_for({"see-own", "change-own"});
  return blocks::touching(work.session, work.person());
}

Result<void> challenge_block(const Work& work, std::string_view ref, std::string_view words) {
  work.only_for({"change-own"});
  const auto block = blocks::by_ref(work.session, ref);
  if (!block || !touches(*block, work.person())) return refuse("gone", "There is no such block");
  const auto said = trim(words);
  if (said.empty() || said.size() > longest_block_words) return refuse("words", "Say why it is not right");
  if (!stands(*block, work.today())) return refuse("taken", "This block is over");
  if (!blocks::challenge(work.session, block->id, work.person(), said, work.today() + days_to_answer_challenge,
                         work.now()))
    return refuse("taken", "You have challenged this before");
  work.audit("block:" + block->ref, work.person(), "challenged");
  return {};
}

std::vector<Block> see_blocks_about(const Work& work) {
  work.only_for({"block-meeting"});
  auto out = blocks::touching(work.session, work.person());
  std::erase_if(out, [&](const Block& b) { return b.person != work.person(); });
  return out;
}

Result<std::string> make_block(const Work& work, const NewBlock& asked) {
  work.only_for({"block-meeting"});
  blocks::NewBlock made;
  if (const auto other = trim(asked.other); !other.empty()) {
    const auto account = store::accounts::by_sign_in(work.session, other);
    if (!account || !account->person || account->place != work.actor().place || account->person == work.person())
      return refuse("other", "Nobody here signs in by this name");
    made.other = account->person;
  }
  made.reason = trim(asked.reason);
  made.basis = trim(asked.basis);
  if (made.reason.size() < shortest_reason || made.reason.size() > longest_block_words)
    return refuse("reason", "Give a reason that the person can read and answer");
  if (made.basis.size() < 5 || made.basis.size() > longest_block_words) return refuse("basis", "Say what it rests on");
  if (asked.review <= work.today() || asked.review > work.today() + longest_block_days)
    return refuse("review", "Choose a day within the next 90 days");
  made.review = asked.review;
  made.ref = work.new_ref();
  made.place = work.actor().place;
  made.by = work.actor().account;
  made.person = work.person();
  made.organisation = store::accounts::place(work.session, made.place)->council;
  blocks::add(work.session, made, work.now());
  work.audit("block:" + made.ref, work.person(), "made");
  return made.ref;
}

Result<void> answer_challenge(const Work& work, std::string_view ref, PersonId challenger, std::string_view outcome,
                              std::string_view answer) {
  work.only_for({"block-meeting"});
  ONEPOT_TRY(const auto block, block_asked(work, ref));
  if (outcome != "kept" && outcome != "lifted") return refuse("outcome", "Keep it or lift it");
  const auto said = trim(answer);
  if (said.size() < shortest_reason || said.size() > longest_block_words) return refuse("answer", "Give your reasons");
  if (!stands(block, work.today())) return refuse("taken", "This block is over");
  if (!blocks::answer(work.session, block.id, challenger, outcome, said, work.actor().account, work.now()))
    return refuse("taken", "There is nothing to answer");
  if (outcome == "lifted") blocks::end(work.session, block.id, work.now());
  work.audit("block:" + block.ref, block.person, outcome);
  return {};
}

Result<void> end_block(const Work& work, std::string_view ref) {
  work.only_for({"block-meeting"});
  ONEPOT_TRY(const auto block, block_asked(work, ref));
  if (!blocks::end(work.session, block.id, work.now())) return refuse("taken", "This block is over");
  work.audit("block:" + block.ref, block.person, "ended");
  return {};
}

std::vector<Block> see_challenged(const Work& work) {
  work.only_for({"see-caseload"});
  auto out = blocks::of_place(work.session, work.actor().place);
  std::erase_if(out, [&](const Block& b) {
    const bool mine =
        store::door::has_relationship(work.session, work.actor().account, b.person, "practitioner", work.now());
    return !mine || !stands(b, work.today()) ||
           std::ranges::all_of(b.challenges, [](const Challenge& c) { return c.answered_at.has_value(); });
  });
  return out;
}

}  // namespace onepot::place
