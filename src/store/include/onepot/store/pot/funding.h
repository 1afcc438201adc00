#pragma once
// What was paid into pots, for which days; and what people were asked to contribute.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pot/policy/conditions.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::funding {

/// A stream of a pot, and up to which day it has been paid.
struct Line {
  PersonId person;
  std::string person_ref, known_as, pot_ref;
  StreamId stream;
  std::string stream_code, stream_name;
  Date from;
  std::optional<Date> until, paid_until;
};
/// Of a place (0: of all), those paid up to a day before `day`; by person and stream.
std::vector<Line> due(Session& session, PlaceId place, Date day);
/// Of one person, however far they are paid.
std::vector<Line> of_person(Session& session, PersonId person);

/// Moves the last paid day on, from what it was: false where somebody else did meanwhile.
bool move_on(Session& session, PersonId person, StreamId stream, std::optional<Date> from, Date to);
void add(Session& session, PersonId person, StreamId stream, Period period, Pence pence, std::int64_t version,
         std::string_view transfer_id, Instant now);
struct Paid {
  std::string stream_code, stream_name;
  Period period;
  Pence pence;
  std::int64_t version = 0;
};
/// The newest first.
std::vector<Paid> paid(Session& session, PersonId person);

struct Bill {
  std::string ref, person_ref, known_as, stream_code, stream_name;
  PersonId person;
  Period period;
  Pence pence;
  pot::Payment payment = pot::Payment::net;
  std::optional<Instant> received_at;
};
void add_bill(Session& session, PersonId person, StreamId stream, std::string_view ref, Period period, Pence pence,
              pot::Payment payment, Instant now);
/// Of one person, the newest first; of a place, those that have not come, the oldest first, at most `most`.
std::vector<Bill> bills(Session& session, PersonId person);
std::vector<Bill> open_bills(Session& session, PlaceId place, int most);
std::optional<Bill> bill(Session& session, PlaceId place, std::string_view ref);
/// False where it came before.
bool set_received(Session& session, std::string_view ref, AccountId by, Instant now);

/// Commitments whose promise has lapsed: nothing of them is counted any more. Gives how many.
std::int64_t release_lapsed(Session& session, Date today, Instant now);

}  // namespace onepot::store::funding
