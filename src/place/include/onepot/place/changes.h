#pragma once
// What it costs each when a club changes: somebody is away, joins or leaves. Worked out before it happens, stretch by
// stretch of days, and written down only once those whose yes it needs have said it to these very sums.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/hours.h"
#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/store/clubs.h"

namespace onepot::place {

/// What one pays a week in a stretch of days.
struct DaySum {
  PersonId person;
  std::string ref, known_as;
  store::RoomId room;
  std::string room_name;
  Pence rent, support;
  bool away = false;
  bool fits = false;  ///< within a week of the pot that may pay for a home; shown to nobody but the person
  Pence week() const { return rent + support; }
};
struct Stretch {
  Date from;
  std::optional<Date> until;  ///< none: until something changes
  std::vector<DaySum> sums;   ///< of those who live there
  struct Bought {
    store::AgreementId agreement;
    Hours day, night;         ///< a week: what the provider would work
    std::vector<Pence> week;  ///< by sum
  };
  std::vector<Bought> bought;  ///< support as it is under each agreement
  bool everybody_can_pay() const;
};

/// What would change; nothing for things as they are.
struct WhatIf {
  enum class Kind { nothing, away, join, leave } kind = Kind::nothing;
  PersonId person = {};
  Date from = {};                  ///< first day away or there; of one who leaves, the last day
  std::optional<Date> until = {};  ///< last day away
};

/// The stretches from the first day of the change on (of nothing: from `today`). Rents change only when somebody
/// comes or goes: by the club room, within everybody's money where that is possible. Support is divided anew among
/// those who are there, by needs at the rates of the agreement; where the agreement was not made for the needs together
/// it stays as agreed. Refused "no-room" (more people than bedrooms), "needs" (the one who joins has no needs or pot
/// yet).
Result<std::vector<Stretch>> stretches_of(store::Session& session, const store::clubs::Club& club, const WhatIf& what,
                                          const PriceBook& book, Instant now);
/// The same sums give the same digest: a yes is to these and to no others.
std::string digest_of(const std::vector<Stretch>& stretches);

/// Writes the stretches down – sums, and the hours of agreements – and promises the money of agreements by them, to the
/// penny. Where `short_of` is given, who lacks money is named there; else that is refused ("not-enough").
Result<void> carry_out(const Work& work, const store::clubs::Club& club, const std::vector<Stretch>& stretches,
                       std::vector<PersonId>* short_of);

}  // namespace onepot::place
