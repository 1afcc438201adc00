#include "onepot/store/interests.h"

#include "onepot/base/text.h"

namespace onepot::store::interests {
namespace {

// p and :me said yes to each other, for a home or by interest, and neither said never.
#define ONEPOT_BOTH_YES                                                                                           \
  "(EXISTS (SELECT 1 FROM person_yes a JOIN person_yes b ON b.from_person = a.to_person AND b.to_person = "       \
  "a.from_person WHERE a.from_person = :me AND a.to_person = p.id AND a.answer = 'yes' AND b.answer = 'yes') OR " \
  "EXISTS (SELECT 1 FROM interest_yes a JOIN interest_yes b ON b.from_person = a.to_person AND b.to_person = "    \
  "a.from_person WHERE a.from_person = :me AND a.to_person = p.id AND a.answer = 'yes' AND b.answer = 'yes')) "   \
  "AND " ONEPOT_NO_NEVER
#define ONEPOT_NO_NEVER                                                                                          \
  "NOT EXISTS (SELECT 1 FROM person_yes n WHERE n.answer = 'never' AND ((n.from_person = :me AND n.to_person = " \
  "p.id) OR (n.from_person = p.id AND n.to_person = :me)))"

}  // namespace

std::optional<Hello> hello(Session& session, PersonId person) {
  const auto row =
      session
          .query("SELECT is_open, interests, hello FROM interest_hello WHERE person_id = :person", {{"person", person}})
          .first();
  if (!row) return std::nullopt;
  return Hello{row->boolean(0), list_of(row->text(1)), row->text(2)};
}

void set_hello(Session& session, PersonId person, const Hello& hello, Instant now) {
  session.run(
      "INSERT INTO interest_hello (person_id, is_open, interests, hello, updated_at) VALUES (:person, :open, "
      ":interests, :hello, :now) ON CONFLICT (person_id) DO UPDATE SET is_open = excluded.is_open, interests = "
      "excluded.interests, hello = excluded.hello, updated_at = excluded.updated_at",
      {{"person", person},
       {"open", hello.open},
       {"interests", join(hello.interests, "|")},
       {"hello", hello.hello},
       {"now", now}});
}

std::vector<Other> others(Session& session, PlaceId place, PersonId me) {
  std::vector<Other> out;
  for (const auto row : session.query(
           "SELECT p.id, p.ref, p.known_as, r.name, h.interests, h.hello, COALESCE(mine.answer, ''), CASE WHEN "
           "mine.answer = 'yes' AND theirs.answer = 'yes' THEN 1 ELSE 0 END FROM interest_hello h JOIN person p ON "
           "p.id = h.person_id JOIN area r ON r.id = p.area_id LEFT JOIN interest_yes mine ON mine.from_person = :me "
           "AND mine.to_person = p.id LEFT JOIN interest_yes theirs ON theirs.from_person = p.id AND theirs.to_person "
           "= :me WHERE p.place_id = :place AND p.id <> :me AND h.is_open = 1 AND " ONEPOT_NO_NEVER
           " ORDER BY p.known_as, p.id",
           {{"me", me}, {"place", place}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.text(3),
                   Hello{true, list_of(row.text(4)), row.text(5)}, row.text(6), row.integer(7) == 1});
  return out;
}

void answer(Session& session, PersonId from, PersonId to, std::string_view answer, Instant now) {
  session.run("DELETE FROM interest_yes WHERE from_person = :from AND to_person = :to", {{"from", from}, {"to", to}});
  if (answer.empty()) return;
  session.run("INSERT INTO interest_yes (from_person, to_person, answer, at) VALUES (:from, :to, :answer, :now)",
              {{"from", from}, {"to", to}, {"answer", answer}, {"now", now}});
}

bool both_said_yes(Session& session, PersonId one, PersonId other) {
  return !session
              .query("SELECT 1 FROM person p WHERE p.id = :other AND " ONEPOT_BOTH_YES, {{"me", one}, {"other", other}})
              .empty();
}

std::vector<Known> known(Session& session, PersonId person) {
  std::vector<Known> out;
  for (const auto row : session.query("SELECT p.id, p.ref, p.known_as FROM person p WHERE p.id <> :me AND p.id IN "
                                      "(SELECT to_person FROM person_yes WHERE from_person = :me UNION SELECT "
                                      "to_person FROM interest_yes WHERE from_person = :me) AND " ONEPOT_BOTH_YES
                                      " ORDER BY p.known_as, p.id",
                                      {{"me", person}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2)});
  return out;
}

}  // namespace onepot::store::interests
