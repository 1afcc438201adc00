#pragma once
// Who gets which room, and at what rent, so that nobody would rather have another's room at its rent.
//
// The rooms go to whoever makes them worth most in sum; of all envy-free rents the one is chosen whose least surplus
// (worth − rent) is highest: "maximin", Gal, Mash, Procaccia and Zick, "Which Is the Fairest (Rent Division) of Them
// All?", J. ACM 64 (2017). Budgets are met over every value-maximal assignment, not one of them: Procaccia, Velez and
// Yu, "Fair Rent Division on a Budget", AAAI 2018. docs/club.md proves the method used here, which needs only whole
// numbers until one last division.
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/money.h"

namespace onepot::club {

/// What each room is worth to each person: worth[person][room], as many rooms as people, at most 500, each amount
/// within ±£10,000,000,000.
using WorthTable = std::vector<std::vector<Pence>>;

struct RoomShare {
  std::size_t person = 0, room = 0;
  Pence rent, worth, surplus;  ///< surplus = worth − rent
};

struct RentDivision {
  bool possible = false;            ///< false only where budgets rule out every envy-free division
  std::vector<RoomShare> shares;    ///< in the order of the people; empty when impossible
  Pence least_surplus;              ///< after rounding to pence
  Pence largest_envy;               ///< after rounding: zero, or a penny where the odd pennies cannot be placed without
  std::vector<Pence> most_by_room;  ///< with budgets: the highest rent of each room that is envy-free and can be paid
  Pence most;                       ///< with budgets: their sum; impossible means most < rent, which is the proof
};

/// Divides `rent` (pounds and pence, may be negative) among the rooms; the rents sum to it to the penny. A rent may
/// come out negative when a room is worth much less than the others. budgets[person] is the most that person can pay;
/// nullopt inside is no limit. Same input, same answer; the order of people breaks ties.
RentDivision divide_rent(const WorthTable& worth, Pence rent, const std::vector<std::optional<Pence>>& budgets = {});

/// Why a person is content: another's room at its rent, and how much less it is worth to them than their own.
struct Comparison {
  std::size_t person = 0, other_room = 0;
  Pence other_rent;
  Pence
      less;  ///< (own worth − own rent) − (other's worth − other's rent): below −1p only in a division we did not make
};
/// Every person against every other room, in the order of people, then rooms. Also for shares that people chose
/// themselves: a comparison with `less` below zero is somebody who would rather have another's room.
std::vector<Comparison> comparisons(const WorthTable& worth, const RentDivision& division);

/// Plain words: "Sam would not rather have Attic at £95: to them it is worth £40 less."
std::string sentence(const Comparison& comparison, const std::vector<std::string>& people,
                     const std::vector<std::string>& rooms);
/// Plain words for an impossible division: the highest rents that could be paid without envy, and what is lacking.
std::string why_impossible(const RentDivision& division, Pence rent, const std::vector<std::string>& rooms);

}  // namespace onepot::club
