#include "onepot/store/clubs.h"

#include "onepot/base/text.h"

namespace onepot::store::clubs {
namespace {

#define ONEPOT_HOME_COLUMNS "h.id, h.ref, h.name, a.name, h.rent_week_pence, h.bedrooms, h.features"
#define ONEPOT_CLUB_COLUMNS "c.id, c.ref, c.name, c.status, c.place_id, c.made_at, c.ended_why, " ONEPOT_HOME_COLUMNS

Home home_of(const Row& row, std::size_t first) {
  return {row.id<HomeId>(first), row.text(first + 1),    row.text(first + 2),         row.text(first + 3),
          row.pence(first + 4),  row.integer(first + 5), list_of(row.text(first + 6))};
}

Club club_of(const Row& row) {
  return {row.id<ClubId>(0),  row.text(1),     row.text(2),    row.text(3),
          row.id<PlaceId>(4), home_of(row, 7), row.instant(5), row.text(6)};
}

}  // namespace

std::vector<Home> free_homes(Session& session, PlaceId place) {
  std::vector<Home> out;
  for (const auto row :
       session.query("SELECT " ONEPOT_HOME_COLUMNS " FROM home h JOIN area a ON a.id = h.area_id WHERE h.place_id = "
                     ":place AND h.taken_at IS NULL AND (SELECT COUNT(*) FROM room r "
                     "WHERE r.home_id = h.id) >= h.bedrooms ORDER BY h.name, h.id",
                     {{"place", place}}))
    out.push_back(home_of(row, 0));
  return out;
}

std::vector<Room> rooms(Session& session, HomeId home) {
  std::vector<Room> out;
  for (const auto row : session.query("SELECT id, name FROM room WHERE home_id = :home ORDER BY id", {{"home", home}}))
    out.push_back({row.id<RoomId>(0), row.text(1)});
  return out;
}

void hold(Session& session, ClubId club) {
  session.run("UPDATE club SET name = name WHERE id = :club", {{"club", club}});
}

bool take_home(Session& session, HomeId home, Instant now) {
  return session.run("UPDATE home SET taken_at = :now WHERE id = :home AND taken_at IS NULL",
                     {{"now", now}, {"home", home}}) == 1;
}

void give_home_back(Session& session, HomeId home) {
  session.run("UPDATE home SET taken_at = NULL WHERE id = :home", {{"home", home}});
}

std::optional<Club> club(Session& session, ClubId id) {
  const auto row =
      session
          .query("SELECT " ONEPOT_CLUB_COLUMNS
                 " FROM club c JOIN home h ON h.id = c.home_id JOIN area a ON a.id = h.area_id WHERE c.id = :id",
                 {{"id", id}})
          .first();
  return row ? std::optional(club_of(*row)) : std::nullopt;
}

std::vector<Member> members(Session& session, ClubId club, Instant now) {
  std::vector<Member> out;
  for (const auto row :
       session.query("SELECT p.id, p.ref, p.known_as, m.room_id, r.name, m.rent_week_pence, m.support_week_pence, "
                     "m.answer, m.from_date, m.left_at FROM club_member m JOIN person p ON p.id = m.person_id LEFT "
                     "JOIN room r ON r.id = m.room_id WHERE m.club_id = :club AND (m.left_at IS NULL OR m.left_at > "
                     ":now) ORDER BY p.id",
                     {{"club", club}, {"now", now}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.maybe_id<RoomId>(3),
                   row.maybe_text(4).value_or(""), row.maybe_pence(5), row.maybe_pence(6), row.text(7),
                   row.maybe_date(8), row.null(9) ? std::nullopt : std::optional(date_of(row.instant(9)) - 1)});
  return out;
}

std::vector<Club> stays_in(Session& session, PersonId person) {
  std::vector<Club> out;
  for (const auto row :
       session.query("SELECT " ONEPOT_CLUB_COLUMNS " FROM club c JOIN home h ON h.id = c.home_id JOIN area a ON a.id = "
                     "h.area_id JOIN club_member m ON m.club_id = c.id WHERE m.person_id = :person AND m.left_at IS "
                     "NULL AND c.purpose = 'home' AND c.status = 'agreed' ORDER BY c.id",
                     {{"person", person}}))
    out.push_back(club_of(row));
  return out;
}

std::vector<Club> clubs_of(Session& session, PersonId person, Instant now) {
  std::vector<Club> out;
  for (const auto row :
       session.query("SELECT " ONEPOT_CLUB_COLUMNS " FROM club c JOIN home h ON h.id = c.home_id JOIN area a ON a.id = "
                     "h.area_id JOIN club_member m ON m.club_id = c.id WHERE "
                     "m.person_id = :person AND (m.left_at IS NULL OR m.left_at > :now) AND c.purpose = 'home' ORDER "
                     "BY CASE WHEN c.status = 'ended' THEN 1 ELSE 0 END, "
                     "c.id DESC",
                     {{"person", person}, {"now", now}}))
    out.push_back(club_of(row));
  return out;
}

ClubId add(Session& session, const NewClub& club, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO club (ref, place_id, name, purpose, home_id, status, made_at, workings) VALUES "
                          "(:ref, :place, :name, "
                          "'home', :home, 'rooms', :now, :workings) RETURNING id",
                          {{"ref", club.ref},
                           {"place", club.place},
                           {"name", club.name},
                           {"home", club.home},
                           {"now", now},
                           {"workings", club.workings}})
                      .one()
                      .id<ClubId>(0);
  for (const auto person : club.people)
    session.run("INSERT INTO club_member (club_id, person_id) VALUES (:club, :person)",
                {{"club", id}, {"person", person}});
  return id;
}

std::vector<HomeId> homes_turned_down(Session& session, PersonId person) {
  std::vector<HomeId> out;
  for (const auto row : session.query("SELECT DISTINCT c.home_id FROM club c JOIN club_member m ON m.club_id = c.id "
                                      "WHERE m.person_id = :person AND c.status = "
                                      "'ended' AND c.ended_why = 'no' AND c.home_id IS NOT NULL",
                                      {{"person", person}}))
    out.push_back(row.id<HomeId>(0));
  return out;
}

std::vector<Worth> worths(Session& session, ClubId club) {
  std::vector<Worth> out;
  for (const auto row : session.query("SELECT w.person_id, w.room_id, w.worth_week_pence FROM room_worth w WHERE "
                                      "w.club_id = :club ORDER BY w.person_id, w.room_id",
                                      {{"club", club}}))
    out.push_back({row.id<PersonId>(0), row.id<RoomId>(1), row.pence(2)});
  return out;
}

void set_worths(Session& session, ClubId club, PersonId person, const std::vector<std::pair<RoomId, Pence>>& worths) {
  session.run("DELETE FROM room_worth WHERE club_id = :club AND person_id = :person",
              {{"club", club}, {"person", person}});
  for (const auto& [room, week] : worths)
    session.run(
        "INSERT INTO room_worth (club_id, person_id, room_id, worth_week_pence) VALUES (:club, :person, :room, :week)",
        {{"club", club}, {"person", person}, {"room", room}, {"week", week}});
}

void set_shares(Session& session, ClubId club, const std::vector<Share>& shares) {
  for (const Share& s : shares)
    session.run(
        "UPDATE club_member SET room_id = :room, rent_week_pence = :rent, support_week_pence = :support, why = :why, "
        "answer = '', "
        "answered_at = NULL WHERE club_id = :club AND person_id = :person",
        {{"room", s.room},
         {"rent", s.rent},
         {"support", s.support},
         {"why", s.why},
         {"club", club},
         {"person", s.person}});
}

void clear_shares(Session& session, ClubId club) {
  session.run(
      "UPDATE club_member SET room_id = NULL, rent_week_pence = NULL, support_week_pence = NULL, why = '', answer = "
      "'', answered_at = NULL "
      "WHERE club_id = :club",
      {{"club", club}});
}

bool move(Session& session, ClubId club, std::string_view from, std::string_view to, Instant now) {
  return session.run(
             "UPDATE club SET status = :to, agreed_at = CASE WHEN :to = 'agreed' THEN CAST(:now AS BIGINT) ELSE "
             "agreed_at END WHERE id = "
             ":club AND status = :from",
             {{"to", to}, {"now", now}, {"club", club}, {"from", from}}) == 1;
}

void answer_yes(Session& session, ClubId club, PersonId person, Instant now) {
  session.run("UPDATE club_member SET answer = 'yes', answered_at = :now WHERE club_id = :club AND person_id = :person",
              {{"now", now}, {"club", club}, {"person", person}});
}

bool end(Session& session, ClubId club, std::string_view why, Instant now) {
  if (session.run(
          "UPDATE club SET status = 'ended', ended_at = :now, ended_why = :why WHERE id = :club AND status <> 'ended'",
          {{"now", now}, {"why", why}, {"club", club}}) != 1)
    return false;
  session.run("UPDATE brief SET status = 'withdrawn' WHERE club_id = :club AND status = 'open'", {{"club", club}});
  return true;
}

void leave(Session& session, ClubId club, PersonId person, Instant now) {
  session.run("UPDATE club_member SET left_at = :now WHERE club_id = :club AND person_id = :person AND left_at IS NULL",
              {{"now", now}, {"club", club}, {"person", person}});
}

void stay(Session& session, ClubId club, PersonId person) {
  session.run("UPDATE club_member SET left_at = NULL WHERE club_id = :club AND person_id = :person",
              {{"club", club}, {"person", person}});
}

void join(Session& session, ClubId club, PersonId person, Date from, Instant now) {
  session.run(
      "INSERT INTO club_member (club_id, person_id, answer, answered_at, from_date) VALUES (:club, :person, 'yes', "
      ":now, :from) ON CONFLICT (club_id, person_id) DO UPDATE SET answer = 'yes', answered_at = excluded.answered_at, "
      "from_date = excluded.from_date, left_at = NULL",
      {{"club", club}, {"person", person}, {"now", now}, {"from", from}});
}

std::vector<SharesFrom> shares_by_day(Session& session, ClubId club) {
  std::vector<SharesFrom> out;
  for (const auto row :
       session.query("SELECT s.from_date, s.person_id, s.room_id, COALESCE(r.name, ''), s.rent_week_pence, "
                     "s.support_week_pence, s.away FROM club_share s LEFT JOIN room r ON r.id = s.room_id WHERE "
                     "s.club_id = :club ORDER BY s.from_date, s.person_id",
                     {{"club", club}})) {
    if (out.empty() || out.back().from != row.date(0)) out.push_back({row.date(0), {}});
    out.back().shares.push_back(
        {row.id<PersonId>(1), row.maybe_id<RoomId>(2), row.text(3), row.pence(4), row.pence(5), row.boolean(6)});
  }
  return out;
}

void set_shares_by_day(Session& session, ClubId club, const std::vector<SharesFrom>& all) {
  if (all.empty()) return;
  session.run("DELETE FROM club_share WHERE club_id = :club AND from_date >= :from",
              {{"club", club}, {"from", all.front().from}});
  for (const auto& day : all)
    for (const auto& s : day.shares)
      session.run(
          "INSERT INTO club_share (club_id, from_date, person_id, room_id, rent_week_pence, support_week_pence, away) "
          "VALUES (:club, :from, :person, :room, :rent, :support, :away)",
          {{"club", club},
           {"from", day.from},
           {"person", s.person},
           {"room", s.room ? std::optional(s.room) : std::nullopt},
           {"rent", s.rent},
           {"support", s.support},
           {"away", s.away}});
}

void follow(Session& session, ClubId club, ClubId before) {
  session.run("UPDATE club SET follows_id = :before WHERE id = :club", {{"before", before}, {"club", club}});
}

ClubId follows(Session& session, ClubId club) {
  return session.query("SELECT follows_id FROM club WHERE id = :club", {{"club", club}}).one().maybe_id<ClubId>(0);
}

void hand_over_agreements(Session& session, ClubId from, ClubId to) {
  session.run("UPDATE agreement SET club_id = :to WHERE club_id = :from", {{"to", to}, {"from", from}});
}

void end_rivals(Session& session, ClubId club, Instant now) {
  session.run(
      "UPDATE club SET status = 'ended', ended_at = :now, ended_why = 'taken' WHERE status IN ('rooms', 'asked') AND "
      "id <> :club AND "
      "home_id = (SELECT home_id FROM club WHERE id = :club)",
      {{"now", now}, {"club", club}});
  session.run(
      "UPDATE club SET status = 'ended', ended_at = :now, ended_why = 'moved-on' WHERE status IN ('rooms', 'asked') "
      "AND id <> :club AND "
      "id IN (SELECT theirs.club_id FROM club_member theirs JOIN club_member ours ON ours.person_id = theirs.person_id "
      "WHERE "
      "ours.club_id = :club AND ours.left_at IS NULL AND theirs.left_at IS NULL)",
      {{"now", now}, {"club", club}});
}

bool has_agreement(Session& session, ClubId club) {
  return !session.query("SELECT 1 FROM agreement WHERE club_id = :club LIMIT 1", {{"club", club}}).empty();
}

}  // namespace onepot::store::clubs
