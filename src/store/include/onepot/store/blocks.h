#pragma once
// Blocks of organisations, and what people said against them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::blocks {

struct Challenge {
  PersonId by;
  std::string by_ref, by_name, words;
  Instant at{};
  Date answer_by;
  std::string outcome, answer;  ///< '' | kept | lifted
  std::optional<Instant> answered_at;
};
struct Block {
  BlockId id;
  std::string ref;
  AccountId made_by;
  std::string made_by_name, organisation;
  PersonId person;
  std::string person_ref, person_name;
  PersonId other;  ///< 0: everybody new
  std::string other_name;
  std::string reason, basis;
  Instant made_at{};
  Date review;
  std::optional<Instant> ended_at;
  std::vector<Challenge> challenges;
};
struct NewBlock {
  std::string ref, organisation, reason, basis;
  PlaceId place;
  AccountId by;
  PersonId person;
  std::optional<PersonId> other;
  Date review;
};
void add(Session& session, const NewBlock& block, Instant now);
std::optional<Block> by_ref(Session& session, std::string_view ref);
/// The newest first, with their challenges.
std::vector<Block> touching(Session& session, PersonId person);
std::vector<Block> of_place(Session& session, PlaceId place);
/// False where this person challenged it before.
bool challenge(Session& session, BlockId block, PersonId person, std::string_view words, Date answer_by, Instant now);
/// False where there is none that waits for an answer.
bool answer(Session& session, BlockId block, PersonId challenger, std::string_view outcome, std::string_view words,
            AccountId by, Instant now);
/// False where it had ended.
bool end(Session& session, BlockId block, Instant now);

}  // namespace onepot::store::blocks
