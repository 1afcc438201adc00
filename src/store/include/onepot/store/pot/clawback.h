#pragma once
// Clawback as rows: what was noticed, challenged, answered, and returned or let be. Each step is an UPDATE from the
// status before, so that of two at one moment one comes first.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::clawback {

struct Part {
  StreamId stream;
  std::string stream_code, stream_name, funder;
  bool own = false;
  Pence pence;
  std::string transfer_id;
};
struct Clawback {
  std::int64_t id = 0;
  std::string ref, status;  ///< noticed | challenged | upheld | withdrawn | returned
  PersonId person;
  std::string person_ref, known_as;
  Date worked_out_on;
  std::int64_t rule = 0;
  std::string workings;
  Pence pence;
  Date deadline;
  AccountId raised_by;
  std::string raised_by_name;
  Instant raised_at{};
  std::string challenge;
  std::optional<Instant> challenged_at;
  /// The supporter who wrote the challenge for the person; empty where the person did.
  std::string challenged_for_them_by;
  std::optional<std::int64_t> days_left;
  std::string answer;
  std::string answered_by_name;
  std::optional<Instant> answered_at, ended_at;
  bool open() const { return status == "noticed" || status == "challenged"; }
};

struct New {
  std::string ref;
  PlaceId place;
  PersonId person;
  Date worked_out_on;
  std::int64_t rule = 0;
  std::string workings;
  Pence pence;
  Date deadline;
  AccountId by;
};
/// 0 where one is open for this person under this rule.
std::int64_t add(Session& session, const New& clawback, Instant now);
void add_part(Session& session, std::int64_t clawback, StreamId stream, bool own, Pence pence,
              std::string_view transfer_id);
std::vector<Part> parts(Session& session, std::int64_t clawback);

std::optional<Clawback> by_ref(Session& session, PlaceId place, std::string_view ref);
/// The newest first; of a place, those that are open first, at most `most`.
std::vector<Clawback> of_person(Session& session, PersonId person);
std::vector<Clawback> of_place(Session& session, PlaceId place, int most);
/// Noticed, and past their deadline.
std::vector<Clawback> due(Session& session, PlaceId place, Date today);

// False where it was not in the status before.
bool challenge(Session& session, std::int64_t id, std::string_view words, AccountId by, std::int64_t days_left,
               Instant now);
/// Upheld: it ends. Refused: the clock goes on to `deadline`.
bool uphold(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Instant now);
bool refuse_challenge(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Date deadline,
                      Instant now);
bool withdraw(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Instant now);
/// Only from noticed and only past the deadline.
bool set_returned(Session& session, std::int64_t id, Date today, Instant now);

/// Everybody of the place who has a pot, by id.
std::vector<PersonId> people_with_pots(Session& session, PlaceId place);

}  // namespace onepot::store::clawback
