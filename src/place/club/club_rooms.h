#pragma once
// The sums of a club at its home, for use cases that passed the door.
#include <vector>

#include "onepot/club/share.h"
#include "onepot/place/clubs.h"

namespace onepot::place::club_rooms {

/// Members as the club room sees them, in the order of the members, who all can live at this home.
struct Household {
  std::vector<club::Person> people;
  club::Home home;
  std::vector<std::string> rooms;
  std::vector<std::vector<Pence>> worth;  ///< [person][room]
  std::vector<bool> known;                ///< by person: needs, a pot and a wish are there
  bool complete = false;                  ///< everybody has needs, a pot and worths
};
Household household(store::Session& session, const store::clubs::Club& club,
                    const std::vector<store::clubs::Member>& members, Date today);
/// Without one of them.
Household without(const Household& all, std::size_t leaver);

/// What each part of them would pay for support apart, by coalition.
club::ShareGame support_game(const std::vector<club::Person>& people, const club::Terms& terms);

struct Divided {
  bool possible = false;
  std::vector<std::size_t> room;  ///< by person
  std::vector<Pence> rent, support;
};
/// Envy-free rents and core shares of support within everybody's budgets, by the club room.
Divided divide(const Household& household, const club::Terms& terms);
/// The same without regard to budgets: what it would cost, whether they could pay or not.
Divided divide_unlimited(const Household& household, const club::Terms& terms);
/// What the rooms could bring at most beside the least support each must pay.
club::RentDivision highest_rents(const Household& household, const club::Terms& terms, std::vector<std::size_t>& rooms);

}  // namespace onepot::place::club_rooms
