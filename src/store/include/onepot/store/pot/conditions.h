#pragma once
// The versions of the conditions under which each stream of a person's pot comes, and whether the person is an
// employer.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pot/policy/conditions.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::conditions {

struct Version {
  StreamId stream;
  std::string stream_code, stream_name, funder, legal_basis, why;
  pot::ConditionVersion terms;  ///< its holder is the provider's ref
  ProviderId holder;            ///< 0: none
  std::string holder_name;
  Instant made_at{};
  std::string answer;  ///< '' waits for the person; accepted; declined
};
/// Every version of every stream of a person's pot, by stream (the largest first, as the pot has them) and version.
std::vector<Version> of(Session& session, PersonId person);
/// Those of one stream that count.
std::vector<pot::ConditionVersion> accepted(const std::vector<Version>& all, std::string_view stream);
/// The latest accepted version that has begun, whether its money has ended or not; nothing where none has.
const Version* latest(const std::vector<Version>& all, std::string_view stream, Date day);
/// The version in force: the same, unless its money has ended.
const Version* in_force(const std::vector<Version>& all, std::string_view stream, Date day);

/// The first version for every stream of every pot that has none, as the pot is held; an individual service fund by the
/// provider of the person's first agreement. For places that were loaded whole. Gives how many.
std::int64_t add_first_versions(Session& session);

struct NewVersion {
  StreamId stream;
  Date from;
  std::optional<Date> until;
  Pence week, contribution;
  pot::Payment payment = pot::Payment::net;
  pot::Holding holding = pot::Holding::notional;
  std::optional<ProviderId> holder;
  std::string purposes, legal_basis, why;
};
/// Gives its number. `answer` is accepted where the person made it, empty where it waits for them.
std::int64_t add(Session& session, PersonId person, const NewVersion& version, std::optional<AccountId> by,
                 std::string_view answer, Instant now);
/// False where it was answered before, or is not the person's.
bool answer(Session& session, PersonId person, StreamId stream, std::int64_t version, std::string_view answer,
            Instant now);

/// Whose pot has an accepted version, not their first, that began in these days. Place 0: everywhere.
std::vector<PersonId> begun(Session& session, PlaceId place, Period days);

bool employs(Session& session, PersonId person);
void set_employs(Session& session, PersonId person, bool employs);
/// How the pot is held as a whole, as pages say it: the one way, or mixed.
void set_holding(Session& session, PersonId person, std::string_view holding);

struct SetAside {
  std::int64_t id = 0;
  std::string words;
  Pence pence;
};
std::vector<SetAside> set_aside(Session& session, PersonId person);
void add_set_aside(Session& session, PersonId person, std::string_view words, Pence pence, AccountId by, Instant now);

}  // namespace onepot::store::conditions
