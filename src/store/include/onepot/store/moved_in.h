#pragma once
// What came in from other records, by the name it had there; and the codes by which people come to what is theirs.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::moved_in {

struct Row {
  std::string our_ref, digest;
};
std::optional<Row> find(Session& session, PlaceId place, std::string_view kind, std::string_view their_ref);
void add(Session& session, PlaceId place, std::string_view kind, std::string_view their_ref, std::string_view our_ref,
         std::string_view digest, Instant now);

void add_welcome(Session& session, PersonId person, std::string_view code_hash, Instant now);
struct Welcome {
  PersonId person;
  Date born;
};
/// One that was not used.
std::optional<Welcome> welcome(Session& session, std::string_view code_hash);
/// False where it was used already.
bool use_welcome(Session& session, PersonId person, Instant now);

/// The person, provider, pot or agreement behind one of our refs; 0 where there is none.
PersonId person_of(Session& session, std::string_view ref);
/// A club that lived before Onepot: these people, agreed as they were, with what each pays a week for support.
ClubId add_club(Session& session, PlaceId place, std::string_view ref, std::string_view name, std::string_view purpose,
                const std::vector<std::pair<PersonId, Pence>>& parts, Instant now);
/// A day after which an agreement ends, as it came in.
void set_until(Session& session, AgreementId agreement, std::optional<Date> until);
/// The last day of a stream of a pot, as it came in.
void set_stream_until(Session& session, PersonId person, StreamId stream, std::optional<Date> until);

}  // namespace onepot::store::moved_in
