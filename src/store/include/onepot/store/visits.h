#pragma once
// Visits as they were recorded, each person's part of them, and what they said about it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::visits {

struct NewVisit {
  std::string ref;
  AgreementId agreement;
  std::string worker;
  Date day;
  std::int64_t start_minute = 0;
  Hours day_time, night_time;
  std::string note;
  Pence pence;
  AccountId by;
};
/// 0 where this agreement has a visit of the same worker at the same minute already: a form sent twice.
VisitId add(Session& session, const NewVisit& visit, Instant now);
void add_share(Session& session, VisitId visit, PersonId person, Pence pence);

struct Visit {
  VisitId id;
  std::string ref;
  AgreementId agreement;
  std::string provider_name, for_whom;  ///< the club's name, or how the person is called
  std::string worker;
  Date day;
  std::int64_t start_minute = 0;
  Hours day_time, night_time;
  std::string note;
  Pence pence;
};
/// One person's part, and their word about it.
struct Part {
  Visit visit;
  PersonId person;
  std::string known_as;
  Pence pence;
  std::string answer;  ///< '' approved queried
  std::string answered_by;
  std::optional<Instant> answered_at;
  std::string query;
  std::optional<Date> paid_on;
};
/// Those that wait for the person's yes, the oldest first.
std::vector<Part> waiting(Session& session, PersonId person);
/// Those the person answered, the newest first.
std::vector<Part> answered(Session& session, PersonId person, int most);
std::optional<Part> part(Session& session, std::string_view visit_ref, PersonId person);
/// Every part of the provider's latest visits, by visit, the newest first.
std::vector<Part> of_provider(Session& session, ProviderId provider, int most);
/// The last recorded under the agreement.
std::optional<Visit> last(Session& session, AgreementId agreement);
/// Every visit under the agreement on those days, in their order.
std::vector<Visit> in_days(Session& session, AgreementId agreement, Period days);
/// Time recorded under the agreement in the seven days from `monday`.
Hours recorded_in_week(Session& session, AgreementId agreement, Date monday);

/// Writes down a yes; false where it was there already. A queried part may be approved later.
bool approve(Session& session, VisitId visit, PersonId person, AccountId by, Instant now);
/// Writes down that something is wrong; false where it was approved already.
bool query(Session& session, VisitId visit, PersonId person, AccountId by, std::string_view words, Instant now);
/// Takes a visit away that nobody approved; false where somebody did.
bool remove(Session& session, VisitId visit);
/// 0 where there is no such visit of that agreement.
VisitId id_of(Session& session, AgreementId agreement, std::string_view ref);

}  // namespace onepot::store::visits
