#pragma once
// What reviews by exception look at, and what they found. Only what a rule names is ever written down
// (onepot/pot/review.h). Private money is in other tables and cannot be read here.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/pot/review.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::review {

struct PotOfPerson {
  PersonId id;
  pot::review::Pot pot;
};
/// Every pot of a place with its payments since a day, all streams together. `consented`: to the purpose "review".
std::vector<PotOfPerson> pots(Session& session, PlaceId place, Date since, Instant now);

struct Round {
  std::int64_t id = 0;
  std::string ref;
  Date on;
  std::int64_t pots = 0, found = 0;
};
std::int64_t add_round(Session& session, PlaceId place, const Round& round, AccountId by, Instant now);
/// Newest first.
std::vector<Round> rounds(Session& session, PlaceId place, int most);

struct Exception {
  std::int64_t id = 0;
  std::string ref;
  PersonId person;
  std::string known_as, rule, rule_words, legal_basis;
  std::vector<std::pair<std::string, std::string>> shows;
  Date found_on, answer_by;
  std::string answer;
  std::optional<Instant> answered_at;
  std::string outcome, outcome_words;  ///< '' fine talk
  std::optional<Instant> closed_at;
  /// The person goes first: whoever reviews sees it once they answered, or their time is over.
  bool open_to_reviewer(Date today) const { return answered_at.has_value() || answer_by < today; }
};
/// False where the same rule has found the same person and that is not closed yet.
bool add(Session& session, std::int64_t round, const Exception& exception);
/// Of a place, not closed, oldest first.
std::vector<Exception> open(Session& session, PlaceId place);
/// Of a person, newest first.
std::vector<Exception> of_person(Session& session, PersonId person);
std::optional<Exception> by_ref(Session& session, std::string_view ref);
/// False where it is closed, or was answered.
bool answer(Session& session, std::int64_t exception, std::string_view words, Instant now);
/// False where it is closed already.
bool close(Session& session, std::int64_t exception, std::string_view outcome, std::string_view words, AccountId by,
           Instant now);

}  // namespace onepot::store::review
