#pragma once
// What the door (place/access) asks of the store, and where it writes down who looked.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::door {

enum class Kind { nothing, person, club, brief, agreement, visit, provider };

/// The place a thing belongs to; 0 where there is no such thing.
PlaceId place_of(Session& session, Kind kind, std::int64_t id);
/// The inner id of what bears this ref; 0 where nothing does.
std::int64_t id_of(Session& session, Kind kind, std::string_view ref);
bool has_relationship(Session& session, AccountId account, PersonId person, std::string_view kind, Instant now);
bool has_consent(Session& session, PersonId person, AccountId account, std::string_view purpose, Instant now);
/// Until the last day of one who gave notice is over.
bool is_member(Session& session, ClubId club, PersonId person, Instant now);
bool provides(Session& session, AgreementId agreement, ProviderId provider);
bool buys(Session& session, AgreementId agreement, PersonId person);
/// Their place has permitted this account to do this, and it has not ended.
bool is_permitted(Session& session, AccountId account, PlaceId place, std::string_view purpose, Instant now);
/// The brief is the person's own, or that of a club they are in.
bool is_behind_brief(Session& session, BriefId brief, PersonId person);

struct Look {
  Instant at{};
  std::string name, role, duty, words;  ///< who looked, and what they are to the person
  std::string action, outcome;
};
void add_look(Session& session, PersonId person, AccountId account, std::string_view action, std::string_view outcome,
              Instant now);
/// Whether the same was written down at or after `since`.
bool looked_since(Session& session, PersonId person, AccountId account, std::string_view action,
                  std::string_view outcome, Instant since);
/// The newest first, at most `most`.
std::vector<Look> looks(Session& session, PersonId person, int most);

void start_relationship(Session& session, PersonId person, AccountId account, std::string_view kind,
                        std::string_view words, Instant now);
void end_relationship(Session& session, PersonId person, AccountId account, Instant now);
void give_consent(Session& session, PersonId person, std::optional<AccountId> account, std::string_view purpose,
                  Instant now);
void withdraw_consent(Session& session, PersonId person, std::optional<AccountId> account, std::string_view purpose,
                      Instant now);

struct Around {  ///< somebody around the person, and what the person lets them see
  AccountId account;
  std::string account_ref, name, role, kind, words;
  std::vector<std::string> purposes;
};
std::vector<Around> around(Session& session, PersonId person, Instant now);
struct SupportedPerson {
  std::string ref, known_as, words;
};
/// Those who named this account as their supporter, by name.
std::vector<SupportedPerson> supported_by(Session& session, AccountId account, Instant now);
/// Purposes consented to nobody by name: evaluation, story, meeting.
std::vector<std::string> open_consents(Session& session, PersonId person, Instant now);

/// One event a use case, in its transaction.
void add_audit(Session& session, Instant now, std::optional<AccountId> account, std::string_view action,
               std::string_view subject, std::optional<PersonId> person, std::string_view detail = {});

}  // namespace onepot::store::door
