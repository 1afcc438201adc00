#pragma once
// Things people do together now and then – a taxi on Tuesdays, a personal assistant on Fridays, a boat once a year –
// and who comes along.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::outings {

struct Outing {
  OutingId id;
  std::string ref, title, words, interest, category, rhythm, rule;  ///< week month year once; equal distance
  PlaceId place;
  AreaId area;
  std::string area_name;
  PersonId by;
  std::string by_name;
  Date first;
  std::int64_t start_minute = 0, minutes = 0, seats = 0;
  Pence cost;  ///< of one time, for all together
  bool ended = false;
};
struct NewOuting {
  std::string ref, title, words, interest, category, rhythm, rule;
  PlaceId place;
  AreaId area;
  PersonId by;
  Date first;
  std::int64_t start_minute = 0, minutes = 0, seats = 0;
  Pence cost;
};
OutingId add(Session& session, const NewOuting& outing, Instant now);
std::optional<Outing> by_ref(Session& session, std::string_view ref);
/// Those the person is in or asked to be in.
std::vector<Outing> of_person(Session& session, PersonId person);
/// Open ones within `metres` of the person's own area, without one in which somebody said `never` to them or they to
/// somebody, and without those they are in.
std::vector<Outing> near(Session& session, PersonId person, std::int64_t metres);

struct Going {
  PersonId person;
  std::string ref, known_as;
  Pence alone;                     ///< what one time would cost them alone
  std::optional<Pence> yes_up_to;  ///< the dearest share they said yes to; nothing while the proposer has not said yes
};
/// Who has not left, in the order in which they came.
std::vector<Going> going(Session& session, OutingId outing);
/// False where the person is in it already.
bool ask(Session& session, OutingId outing, PersonId person, Pence alone, Instant now);
/// The person's own yes to a share; `sums` as written by the caller.
void set_yes(Session& session, OutingId outing, PersonId person, std::optional<Pence> up_to, Instant now);
bool leave(Session& session, OutingId outing, PersonId person, Instant now);
/// To whoever came next.
void hand_over(Session& session, OutingId outing, PersonId to);
bool end(Session& session, OutingId outing, Instant now);
/// Whoever changes it next waits for this transaction.
void hold(Session& session, OutingId outing);
/// A club of those who go, so that they can buy together; with each one's part of a week.
ClubId make_club(Session& session, const Outing& outing, std::string_view ref,
                 const std::vector<std::pair<PersonId, Pence>>& parts, Instant now);

}  // namespace onepot::store::outings
