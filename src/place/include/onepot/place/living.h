#pragma once
// How a person would like to live, and whether they could pay for it alone: the cheapest home that suits, with the
// support they need, beside what their pot can give for both.
#include <optional>
#include <string>
#include <vector>

#include "onepot/club/match.h"
#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/store/clubs.h"
#include "onepot/store/meeting.h"
#include "onepot/store/needs.h"

namespace onepot::place {

/// Replaces the person's wish (change-own). Refused with a code that names the field: "areas" (none, or not of the
/// place), "musts" (a word no home uses), "hello" (over 600 characters), "interests" (over ten, or one over 40
/// characters).
Result<void> save_wish(const Work& work, const store::meeting::Wish& wish);

/// What may be asked of a home: every feature that some home of the place has.
std::vector<std::string> home_features(store::Session& session, PlaceId place);

/// What must be there before a home can be looked for.
enum class Missing { nothing, wish, needs, pot };

/// A person as the club room sees them: hours of the latest described needs (help in a job goes where the job is, so it
/// is left out), a week of those streams of the pot that may pay for a home and support in it, areas and musts. The
/// name is the person's ref.
struct Seeker {
  Missing missing = Missing::nothing;
  club::Person person;
  Hours day, shareable, night;
  bool night_shareable = false;
};
Seeker seeker(store::Session& session, PersonId person, Date today);
/// The planning rates of the tariff; rents within a quarter of an equal share.
club::Terms terms_of(const PriceBook& book);
club::Home for_club(const store::clubs::Home& home);

struct LivingView {
  std::optional<store::meeting::Wish> wish;
  Missing missing = Missing::nothing;
  Seeker seeker;  ///< where nothing is missing
  club::Terms terms;
  std::optional<store::clubs::Home> home;  ///< the cheapest that suits; nothing where none does
  std::size_t homes_in_areas = 0;          ///< free homes in the areas, whether they suit or not
  Pence rent, support, budget, short_by;
  std::vector<store::clubs::Club> clubs;
};
/// see-own
LivingView see_living(const Work& work, const PriceBook& book);

}  // namespace onepot::place
