#include "onepot/store/outings.h"

#include "onepot/base/money.h"

namespace onepot::store::outings {
namespace {

#define ONEPOT_OUTING_SELECT                                                                                         \
  "SELECT o.id, o.ref, o.title, o.words, o.interest, o.category, o.rhythm, o.rule, o.place_id, o.area_id, r.name, "  \
  "o.proposed_by, p.known_as, o.first_date, o.start_minute, o.minutes, o.seats, o.cost_pence, o.status FROM outing " \
  "o JOIN area r ON r.id = o.area_id JOIN person p ON p.id = o.proposed_by "

Outing outing_of(const Row& row) {
  Outing o;
  o.id = row.id<OutingId>(0);
  o.ref = row.text(1);
  o.title = row.text(2);
  o.words = row.text(3);
  o.interest = row.text(4);
  o.category = row.text(5);
  o.rhythm = row.text(6);
  o.rule = row.text(7);
  o.place = row.id<PlaceId>(8);
  o.area = row.id<AreaId>(9);
  o.area_name = row.text(10);
  o.by = row.id<PersonId>(11);
  o.by_name = row.text(12);
  o.first = row.date(13);
  o.start_minute = row.integer(14);
  o.minutes = row.integer(15);
  o.seats = row.integer(16);
  o.cost = row.pence(17);
  o.ended = row.view(18) == "ended";
  return o;
}

std::vector<Outing> outings_of(const Rows& rows) {
  std::vector<Outing> out;
  for (const auto row : rows) out.push_back(outing_of(row));
  return out;
}

}  // namespace

OutingId add(Session& session, const NewOuting& o, Instant now) {
  return session
      .query(
          "INSERT INTO outing (ref, place_id, area_id, proposed_by, title, words, interest, category, rhythm, "
          "first_date, start_minute, minutes, rule, cost_pence, seats, made_at, status) VALUES (:ref, :place, :area, "
          ":by, :title, :words, :interest, :category, :rhythm, :first, :start, :minutes, :rule, :cost, :seats, :now, "
          "'open') RETURNING id",
          {{"ref", o.ref},
           {"place", o.place},
           {"area", o.area},
           {"by", o.by},
           {"title", o.title},
           {"words", o.words},
           {"interest", o.interest},
           {"category", o.category},
           {"rhythm", o.rhythm},
           {"first", o.first},
           {"start", o.start_minute},
           {"minutes", o.minutes},
           {"rule", o.rule},
           {"cost", o.cost},
           {"seats", o.seats},
           {"now", now}})
      .one()
      .id<OutingId>(0);
}

std::optional<Outing> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(ONEPOT_OUTING_SELECT "WHERE o.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(outing_of(*row)) : std::nullopt;
}

std::vector<Outing> of_person(Session& session, PersonId person) {
  return outings_of(session.query(ONEPOT_OUTING_SELECT
                                  "JOIN outing_person q ON q.outing_id = o.id WHERE q.person_id = :person AND "
                                  "q.left_at IS NULL ORDER BY o.status DESC, o.id DESC",
                                  {{"person", person}}));
}

std::vector<Outing> near(Session& session, PersonId person, std::int64_t metres) {
  return outings_of(session.query(
      ONEPOT_OUTING_SELECT
      "JOIN person me ON me.id = :me JOIN area mine ON mine.id = me.area_id WHERE o.status = 'open' AND o.place_id = "
      "me.place_id AND (r.easting_m - mine.easting_m) * (r.easting_m - mine.easting_m) + (r.northing_m - "
      "mine.northing_m) * (r.northing_m - mine.northing_m) <= :square AND NOT EXISTS (SELECT 1 FROM outing_person q "
      "WHERE q.outing_id = o.id AND q.left_at IS NULL AND (q.person_id = :me OR EXISTS (SELECT 1 FROM person_yes n "
      "WHERE n.answer = 'never' AND ((n.from_person = :me AND n.to_person = q.person_id) OR (n.from_person = "
      "q.person_id AND n.to_person = :me))))) ORDER BY o.id DESC",
      {{"me", person}, {"square", metres * metres}}));
}

std::vector<Going> going(Session& session, OutingId outing) {
  std::vector<Going> out;
  for (const auto row : session.query("SELECT p.id, p.ref, p.known_as, q.alone_pence, q.sums FROM outing_person q JOIN "
                                      "person p ON p.id = q.person_id WHERE q.outing_id = :outing AND q.left_at IS "
                                      "NULL ORDER BY q.joined_at, p.id",
                                      {{"outing", outing}})) {
    Going g{row.id<PersonId>(0), row.text(1), row.text(2), row.pence(3), std::nullopt};
    if (!row.view(4).empty()) g.yes_up_to = parse_pence(row.text(4)).value();
    out.push_back(std::move(g));
  }
  return out;
}

bool ask(Session& session, OutingId outing, PersonId person, Pence alone, Instant now) {
  return session.run(
             "INSERT INTO outing_person (outing_id, person_id, alone_pence, joined_at) VALUES (:outing, :person, "
             ":alone, :now) ON CONFLICT (outing_id, person_id) DO UPDATE SET alone_pence = excluded.alone_pence, "
             "joined_at = excluded.joined_at, sums = '', answered_at = NULL, left_at = NULL WHERE "
             "outing_person.left_at IS NOT NULL",
             {{"outing", outing}, {"person", person}, {"alone", alone}, {"now", now}}) == 1;
}

void set_yes(Session& session, OutingId outing, PersonId person, std::optional<Pence> up_to, Instant now) {
  const std::string sums = up_to ? to_decimal(*up_to) : "";
  session.run(
      "UPDATE outing_person SET sums = :sums, answered_at = :now WHERE outing_id = :outing AND person_id = :person AND "
      "left_at IS NULL",
      {{"sums", sums}, {"now", now}, {"outing", outing}, {"person", person}});
}

bool leave(Session& session, OutingId outing, PersonId person, Instant now) {
  return session.run(
             "UPDATE outing_person SET left_at = :now WHERE outing_id = :outing AND person_id = :person AND left_at IS "
             "NULL",
             {{"now", now}, {"outing", outing}, {"person", person}}) == 1;
}

void hand_over(Session& session, OutingId outing, PersonId to) {
  session.run("UPDATE outing SET proposed_by = :to WHERE id = :outing", {{"to", to}, {"outing", outing}});
}

bool end(Session& session, OutingId outing, Instant now) {
  return session.run("UPDATE outing SET status = 'ended', ended_at = :now WHERE id = :outing AND status = 'open'",
                     {{"now", now}, {"outing", outing}}) == 1;
}

void hold(Session& session, OutingId outing) {
  session.run("UPDATE outing SET title = title WHERE id = :outing", {{"outing", outing}});
}

ClubId make_club(Session& session, const Outing& outing, std::string_view ref,
                 const std::vector<std::pair<PersonId, Pence>>& parts, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO club (ref, place_id, name, purpose, status, made_at, agreed_at) VALUES (:ref, "
                          ":place, :name, :purpose, 'agreed', :now, :now) RETURNING id",
                          {{"ref", ref},
                           {"place", outing.place},
                           {"name", outing.title},
                           {"purpose", outing.category},
                           {"now", now}})
                      .one()
                      .id<ClubId>(0);
  for (const auto& [person, part] : parts)
    session.run(
        "INSERT INTO club_member (club_id, person_id, support_week_pence, answer, answered_at) VALUES (:club, :person, "
        ":part, 'yes', :now)",
        {{"club", id}, {"person", person}, {"part", part}, {"now", now}});
  return id;
}

}  // namespace onepot::store::outings
