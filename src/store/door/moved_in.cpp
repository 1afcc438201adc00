#include "onepot/store/moved_in.h"

namespace onepot::store::moved_in {

std::optional<Row> find(Session& session, PlaceId place, std::string_view kind, std::string_view their_ref) {
  const auto row = session
                       .query(
                           "SELECT our_ref, digest FROM moved_in WHERE place_id = :place AND kind = :kind AND "
                           "their_ref = :ref",
                           {{"place", place}, {"kind", kind}, {"ref", their_ref}})
                       .first();
  return row ? std::optional(Row{row->text(0), row->text(1)}) : std::nullopt;
}

void add(Session& session, PlaceId place, std::string_view kind, std::string_view their_ref, std::string_view our_ref,
         std::string_view digest, Instant now) {
  session.run(
      "INSERT INTO moved_in (place_id, kind, their_ref, our_ref, digest, at) VALUES (:place, :kind, :theirs, :ours, "
      ":digest, :now)",
      {{"place", place}, {"kind", kind}, {"theirs", their_ref}, {"ours", our_ref}, {"digest", digest}, {"now", now}});
}

void add_welcome(Session& session, PersonId person, std::string_view code_hash, Instant now) {
  session.run("INSERT INTO welcome (person_id, code_hash, made_at) VALUES (:person, :hash, :now)",
              {{"person", person}, {"hash", code_hash}, {"now", now}});
}

std::optional<Welcome> welcome(Session& session, std::string_view code_hash) {
  const auto row = session
                       .query(
                           "SELECT w.person_id, q.born FROM welcome w JOIN person q ON q.id = w.person_id WHERE "
                           "w.code_hash = :hash AND w.used_at IS NULL",
                           {{"hash", code_hash}})
                       .first();
  return row ? std::optional(Welcome{row->id<PersonId>(0), row->date(1)}) : std::nullopt;
}

bool use_welcome(Session& session, PersonId person, Instant now) {
  return session.run("UPDATE welcome SET used_at = :now WHERE person_id = :person AND used_at IS NULL",
                     {{"now", now}, {"person", person}}) == 1;
}

PersonId person_of(Session& session, std::string_view ref) {
  const auto row = session.query("SELECT id FROM person WHERE ref = :ref", {{"ref", ref}}).first();
  return row ? row->id<PersonId>(0) : PersonId{};
}

ClubId add_club(Session& session, PlaceId place, std::string_view ref, std::string_view name, std::string_view purpose,
                const std::vector<std::pair<PersonId, Pence>>& parts, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO club (ref, place_id, name, purpose, status, made_at, agreed_at) VALUES (:ref, "
                          ":place, :name, :purpose, 'agreed', :now, :now) RETURNING id",
                          {{"ref", ref}, {"place", place}, {"name", name}, {"purpose", purpose}, {"now", now}})
                      .one()
                      .id<ClubId>(0);
  for (const auto& [person, part] : parts)
    session.run(
        "INSERT INTO club_member (club_id, person_id, support_week_pence, answer, answered_at) VALUES (:club, :person, "
        ":part, 'yes', :now)",
        {{"club", id}, {"person", person}, {"part", part}, {"now", now}});
  return id;
}

void set_until(Session& session, AgreementId agreement, std::optional<Date> until) {
  session.run("UPDATE agreement SET until_date = :until WHERE id = :id", {{"until", until}, {"id", agreement}});
}

void set_stream_until(Session& session, PersonId person, StreamId stream, std::optional<Date> until) {
  session.run(
      "UPDATE pot_stream SET until_date = :until WHERE stream_id = :stream AND pot_id = (SELECT id FROM pot WHERE "
      "person_id = :person)",
      {{"until", until}, {"stream", stream}, {"person", person}});
}

}  // namespace onepot::store::moved_in
