#pragma once
// An "I" sentence is written by its person and by nobody else (capability L1). Others propose; the person answers.
// Silence is not consent: a proposal that is not answered is never in force, however old it is.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::plan {

/// In what part somebody acts towards this plan.
enum class Part { person, supporter, practitioner, provider, panel, other };

/// Somebody wants to write a sentence.
struct Writing {
  Part part = Part::other;
  bool may_help_write = false;     ///< a supporter whom the person gave this, live now
  bool persons_own_words = false;  ///< a supporter says that these words are the person's own
  std::string text;
  std::string helped_by;  ///< who helped, in the person's words; may be empty when the person writes
};
/// How the sentence is then credited: the author is always the person.
struct Credit {
  std::string supported_by;
};
/// Refuses "not-the-author" to everybody but the person and a supporter who writes the person's own words down;
/// "not-own-words" and "no-credit" to a supporter who does not say so or is not named; "empty" and "too-long" (2,000
/// characters). The refusal leaves a trace where it is called: it is an event of its own.
Result<Credit> may_write(const Writing& writing);

enum class Answer { none, accepted, declined };

struct Statement {
  std::int64_t id = 0;
  std::string text, supported_by;
  Instant written;
  std::optional<std::int64_t> replaces;
  std::optional<Instant> ended;
  std::optional<std::int64_t> from_proposal;
};
struct Proposal {
  std::int64_t id = 0;
  std::optional<std::int64_t> statement;  ///< the sentence it would change; nothing: a new one
  std::string by, text, reason;
  Instant made;
  Answer answer = Answer::none;
};

/// Refuses "write-it-yourself" to the person (who need not ask), "empty", "too-long", and "no-reason" where a sentence
/// of the person's would be changed without saying why.
Result<void> may_propose(Part part, const Proposal& proposal);
/// Only the person answers ("not-theirs"), once ("already-answered"), with yes or no ("no-answer").
Result<void> may_answer(Part part, const Proposal& proposal, Answer answer);
/// The sentence that an accepted proposal becomes: the person's, saying that somebody proposed it.
/// Refuses "not-accepted".
Result<Statement> adopted(const Proposal& proposal, std::int64_t new_id, Instant now);

/// The plan as it stands: sentences neither ended nor replaced, in the order they were written. Proposals have no part
/// in it.
std::vector<Statement> in_force(std::span<const Statement> statements);
/// Proposals waiting for an answer, oldest first.
std::vector<Proposal> waiting(std::span<const Proposal> proposals);

}  // namespace onepot::plan
