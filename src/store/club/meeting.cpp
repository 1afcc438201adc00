#include "onepot/store/meeting.h"

#include "onepot/base/text.h"

namespace onepot::store::meeting {
namespace {

// Still looking: would share, and is in no club that has its home.
#define ONEPOT_STILL_LOOKING(person)                                                                                \
  "w.sharing = 1 AND NOT EXISTS (SELECT 1 FROM club_member cm JOIN club c ON c.id = cm.club_id WHERE cm.person_id " \
  "= " person " AND cm.left_at IS NULL AND c.status = 'agreed' AND c.purpose = 'home')"

Wish wish_of(const Row& row, std::size_t first) {
  return {row.boolean(first), list_of(row.text(first + 1)), list_of(row.text(first + 2)), list_of(row.text(first + 3)),
          row.text(first + 4)};
}

}  // namespace

std::optional<Wish> wish(Session& session, PersonId person) {
  const auto row =
      session
          .query("SELECT sharing, areas, musts, interests, hello FROM living_wish WHERE person_id = :person",
                 {{"person", person}})
          .first();
  return row ? std::optional(wish_of(*row, 0)) : std::nullopt;
}

void set_wish(Session& session, PersonId person, const Wish& wish, Instant now) {
  session.run(
      "INSERT INTO living_wish (person_id, sharing, areas, musts, interests, hello, looking_since, updated_at) VALUES "
      "(:person, :sharing, "
      ":areas, :musts, :interests, :hello, :now, :now) ON CONFLICT (person_id) DO UPDATE SET sharing = "
      "excluded.sharing, areas = "
      "excluded.areas, musts = excluded.musts, interests = excluded.interests, hello = excluded.hello, updated_at = "
      "excluded.updated_at",
      {{"person", person},
       {"sharing", wish.sharing},
       {"areas", join(wish.areas, "|")},
       {"musts", join(wish.musts, "|")},
       {"interests", join(wish.interests, "|")},
       {"hello", wish.hello},
       {"now", now}});
}

std::vector<Looking> looking(Session& session, PlaceId place, PersonId me) {
  std::vector<Looking> out;
  for (const auto row : session.query(
           "SELECT p.id, p.ref, p.known_as, w.sharing, w.areas, w.musts, w.interests, w.hello, COALESCE(mine.answer, "
           "''), "
           "CASE WHEN mine.answer = 'yes' AND theirs.answer = 'yes' THEN 1 ELSE 0 END FROM living_wish w JOIN person p "
           "ON p.id = "
           "w.person_id LEFT JOIN person_yes mine ON mine.from_person = :me AND mine.to_person = p.id LEFT JOIN "
           "person_yes theirs ON "
           "theirs.from_person = p.id AND theirs.to_person = :me WHERE p.place_id = :place AND p.id <> :me AND w.hello "
           "<> '' AND "
           "COALESCE(mine.answer, '') <> 'never' AND COALESCE(theirs.answer, '') <> 'never' AND " ONEPOT_STILL_LOOKING(
               "p.id") " ORDER BY p.known_as, p.id",
           {{"me", me}, {"place", place}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), wish_of(row, 3), row.text(8), row.integer(9) == 1});
  return out;
}

void answer(Session& session, PersonId from, PersonId to, std::string_view answer, Instant now) {
  session.run("DELETE FROM person_yes WHERE from_person = :from AND to_person = :to", {{"from", from}, {"to", to}});
  if (answer.empty()) return;
  session.run("INSERT INTO person_yes (from_person, to_person, answer, at) VALUES (:from, :to, :answer, :now)",
              {{"from", from}, {"to", to}, {"answer", answer}, {"now", now}});
}

std::vector<Named> never(Session& session, PersonId person) {
  std::vector<Named> out;
  for (const auto row : session.query("SELECT p.id, p.ref, p.known_as FROM person_yes y JOIN person p ON p.id = "
                                      "y.to_person WHERE y.from_person = :person AND "
                                      "y.answer = 'never' ORDER BY p.known_as, p.id",
                                      {{"person", person}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2)});
  return out;
}

std::vector<PersonId> companions(Session& session, PersonId person) {
  std::vector<PersonId> out;
  for (const auto row :
       session.query("SELECT y.to_person FROM person_yes y JOIN person_yes back ON back.from_person = y.to_person AND "
                     "back.to_person = "
                     "y.from_person AND back.answer = 'yes' JOIN living_wish w ON w.person_id = y.to_person WHERE "
                     "y.from_person = :person AND "
                     "y.answer = 'yes' AND " ONEPOT_STILL_LOOKING("y.to_person") " ORDER BY y.to_person",
                     {{"person", person}}))
    out.push_back(row.id<PersonId>(0));
  return out;
}

std::vector<ClubId> shared_proposals(Session& session, PersonId one, PersonId other) {
  std::vector<ClubId> out;
  for (const auto row : session.query("SELECT c.id FROM club c JOIN club_member a ON a.club_id = c.id AND a.person_id "
                                      "= :one AND a.left_at IS NULL JOIN "
                                      "club_member b ON b.club_id = c.id AND b.person_id = :other AND b.left_at IS "
                                      "NULL WHERE c.status IN ('rooms', 'asked') ORDER "
                                      "BY c.id",
                                      {{"one", one}, {"other", other}}))
    out.push_back(row.id<ClubId>(0));
  return out;
}

}  // namespace onepot::store::meeting
