#pragma once
// Clubs for a home: found among people who all said yes to each other, rooms and rents divided without envy, support
// divided by what each adds to its cost, agreed by each person for themselves. Nothing happens without everybody's yes.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/club/rent.h"
#include "onepot/place/changes.h"
#include "onepot/place/living.h"
#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/store/clubs.h"

namespace onepot::place {

/// A club waits for this person: for what the rooms are worth to them, or for their yes or no (see-own).
bool home_waits(const Work& work);

/// What looking for a home together came to: a club, or why there is none.
struct Found {
  std::string club_ref;        ///< empty: nothing fits
  bool known_before = false;   ///< the same people had found the same home already
  club::WhyNot why;            ///< where nothing fits
  std::size_t companions = 0;  ///< people with whom both said yes
};
/// change-own. Exact optimisation over everybody joined by mutual yeses to the person. Refused "wish", "needs", "pot"
/// where that is missing first, "not-sharing", "have-home" where the person's club has its home already.
Result<Found> find_home(const Work& work, const PriceBook& book);

/// A person's part of a home: what they pay a week.
struct Part {
  PersonId person;
  std::string known_as;
  std::string room;
  Pence rent, support;
  Pence week() const { return rent + support; }
};

/// What would become of the others if one person left before they move in.
struct Exit {
  std::string leaver;
  std::vector<Part> others;  ///< with what they would pay
  std::vector<Pence> now;    ///< what each of them pays with the leaver there
  bool affordable = false;   ///< for all of them
};

/// Why one does not want to change: another's room at its rent.
struct Content {
  std::string person, other_room;
  bool me = false;
  Pence other_rent, less;
};

struct ClubView {
  store::clubs::Club club;
  std::vector<store::clubs::Member> members;
  std::vector<store::clubs::Room> rooms;
  std::size_t me = 0;            ///< index among the members
  std::vector<bool> has_said;    ///< what the rooms are worth, by member
  std::vector<Pence> my_worths;  ///< by room; what I said, else equal parts of the rent
  bool impossible = false;       ///< all have said, and no fair division is within everybody's money
  std::vector<std::pair<std::string, Pence>> highest;  ///< impossible: the highest rent of each room
  Pence lacking;  ///< impossible: rent less those; nought where it is support that does not fit
  // From here on only while the club is asked or agreed:
  std::vector<Part> parts;           ///< by member, as they pay today
  std::vector<Stretch> days;         ///< agreed: today, and every change to come
  std::vector<Pence> support_alone;  ///< by member: what the same support would cost without sharing
  Pence left;                    ///< mine, a week: what a home and support leave of my pot. Others see only their own.
  Pence rent, support;           ///< of the home, a week
  std::vector<Content> content;  ///< why nobody would rather have another's room
  std::vector<Exit> exits;
  std::size_t yeses = 0;
  bool has_agreement = false;
};
/// see-club, change-club. Refused "no-home" for a club that is not about a home.
Result<ClubView> see_club(const Work& work, const PriceBook& book);

enum class RoomsSaid { waiting, asked, impossible };
/// change-club: what each room is worth a week, in the order of ClubView::rooms. When all have said, rooms and rents
/// are divided and everybody is asked; somebody who says other worths later has everybody asked again. Refused "taken"
/// where the club has agreed or ended, "worths" where there are not as many amounts as rooms.
Result<RoomsSaid> say_rooms(const Work& work, const PriceBook& book, const std::vector<Pence>& worths);

enum class Answered { waiting, agreed };
/// change-club. `week` is what the person saw that they would pay: refused "changed" where it is another sum by now,
/// "taken" where the home went to another club or the club has ended.
Result<Answered> say_yes(const Work& work, Pence week);
/// change-club: no to the home, or leaving before moving in. The club ends; nobody is told who it was, and a home it
/// held is free again. Refused "living" once an agreement for support has been made, "taken" where it had ended.
Result<void> say_no(const Work& work);

}  // namespace onepot::place
