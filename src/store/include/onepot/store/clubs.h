#pragma once
// Clubs: people who would live together, the home they found, what each room is worth to each, what each would pay, and
// what each answered. How people find each other is in meeting.h.
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::clubs {

struct Home {
  HomeId id;
  std::string ref, name, area_name;
  Pence rent;  ///< a week
  std::int64_t bedrooms = 0;
  std::vector<std::string> features;
};
/// Homes of the place that no club has taken, each with as many rooms named as `bedrooms` says; by name.
std::vector<Home> free_homes(Session& session, PlaceId place);
struct Room {
  RoomId id;
  std::string name;
};
/// Always in the same order.
std::vector<Room> rooms(Session& session, HomeId home);
/// Whoever changes the club next waits for this transaction: sums are worked out and written one at a time.
void hold(Session& session, ClubId club);
/// False where another took it before: a home is held by one club at most.
bool take_home(Session& session, HomeId home, Instant now);
void give_home_back(Session& session, HomeId home);

struct Club {
  ClubId id;
  std::string ref, name, status;  ///< rooms | asked | agreed | ended
  PlaceId place;
  Home home;
  Instant made_at{};
  std::string ended_why;  ///< no | taken | moved-on | moved-home | left
};
std::optional<Club> club(Session& session, ClubId id);
struct Member {
  PersonId person;
  std::string ref, known_as;
  RoomId room;  ///< 0 until the rooms are divided
  std::string room_name;
  std::optional<Pence> rent, support;  ///< a week
  std::string answer;                  ///< '' | yes
  std::optional<Date> from;            ///< of one who joined later: their first day
  std::optional<Date> last;            ///< of one who gave notice: their last day
};
/// Those who have not left at `now`, in the order of their ids; whoever gave notice is one until their last day is
/// over.
std::vector<Member> members(Session& session, ClubId club, Instant now);
/// Clubs for a home that the person is in and has not left: the open ones first, then the newest.
std::vector<Club> clubs_of(Session& session, PersonId person, Instant now);
/// What has an end in view is not where one looks on: clubs agreed on that the person stays in.
std::vector<Club> stays_in(Session& session, PersonId person);

struct NewClub {
  std::string ref, name, workings;
  PlaceId place;
  HomeId home;
  std::vector<PersonId> people;
};
ClubId add(Session& session, const NewClub& club, Instant now);
/// Homes for which a club with this person ended because somebody said no.
std::vector<HomeId> homes_turned_down(Session& session, PersonId person);

struct Worth {
  PersonId person;
  RoomId room;
  Pence week;
};
std::vector<Worth> worths(Session& session, ClubId club);
/// In place of what the person said before.
void set_worths(Session& session, ClubId club, PersonId person, const std::vector<std::pair<RoomId, Pence>>& worths);

struct Share {
  PersonId person;
  RoomId room;
  Pence rent, support;
  std::string why;
};
/// Writes what each would pay; nobody has answered yet to these figures.
void set_shares(Session& session, ClubId club, const std::vector<Share>& shares);
void clear_shares(Session& session, ClubId club);
/// False where the club is in another state than `from`.
bool move(Session& session, ClubId club, std::string_view from, std::string_view to, Instant now);
void answer_yes(Session& session, ClubId club, PersonId person, Instant now);
/// Ends an open or agreed club, and withdraws its open briefs. False where it had ended.
bool end(Session& session, ClubId club, std::string_view why, Instant now);
void leave(Session& session, ClubId club, PersonId person, Instant now);
/// Nobody leaves after all: what leave() wrote is taken back.
void stay(Session& session, ClubId club, PersonId person);
/// One who joins: a member at once, who lives there from `from`.
void join(Session& session, ClubId club, PersonId person, Date from, Instant now);

/// What one pays from a day on.
struct DatedShare {
  PersonId person;
  RoomId room;
  std::string room_name;
  Pence rent, support;
  bool away = false;
};
struct SharesFrom {
  Date from;
  std::vector<DatedShare> shares;
};
/// Every change of who pays what, the earliest first. Before the first of them what members() says holds.
std::vector<SharesFrom> shares_by_day(Session& session, ClubId club);
/// Everything from the earliest of `all` on is written anew.
void set_shares_by_day(Session& session, ClubId club, const std::vector<SharesFrom>& all);
/// The same people at another home: the club they come from, and its agreements with them.
void follow(Session& session, ClubId club, ClubId before);
ClubId follows(Session& session, ClubId club);
void hand_over_agreements(Session& session, ClubId from, ClubId to);
/// After a club has agreed: proposals for the same home end as "taken", other proposals with its members as "moved-on".
void end_rivals(Session& session, ClubId club, Instant now);
/// The club has an agreement for support.
bool has_agreement(Session& session, ClubId club);

}  // namespace onepot::store::clubs
