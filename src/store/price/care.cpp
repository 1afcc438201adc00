#include "onepot/store/care.h"

#include "onepot/store/load.h"

namespace onepot::store::care {

std::string key(Session& session, PlaceId place) {
  const auto row = session.query("SELECT key_hex FROM care_key WHERE place_id = :place", {{"place", place}}).first();
  return row ? row->text(0) : "";
}

std::string keep_key(Session& session, PlaceId place, std::string_view key_hex, Instant now) {
  session.run(
      "INSERT INTO care_key (place_id, key_hex, made_at) VALUES (:place, :key, :now) ON CONFLICT (place_id) DO NOTHING",
      {{"place", place}, {"key", key_hex}, {"now", now}});
  return key(session, place);
}

std::vector<LoadedFile> loads(Session& session, PlaceId place, int most) {
  std::vector<LoadedFile> out;
  for (const auto row : session.query(
           "SELECT l.id, l.ref, l.name, COALESCE(a.name, ''), l.row_count, l.pence, l.loaded_at, l.withdrawn_at "
           "FROM care_load l LEFT JOIN account a ON a.id = l.loaded_by WHERE l.place_id = :place ORDER BY l.id "
           "DESC LIMIT :most",
           {{"place", place}, {"most", most}}))
    out.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.pence(5), row.instant(6),
                   row.maybe_instant(7)});
  return out;
}

void add(Session& session, PlaceId place, std::string_view ref, std::string_view name, const price::CareRules& rules,
         const price::CareRecords& records, std::size_t from_record, std::optional<AccountId> by, Instant now) {
  Pence total;
  for (std::size_t i = from_record; i < records.records.size(); ++i) total += records.records[i].cost;
  const auto load = session
                        .query(
                            "INSERT INTO care_load (ref, place_id, name, row_count, pence, loaded_by, loaded_at) "
                            "VALUES (:ref, :place, :name, :rows, :pence, :by, :now) RETURNING id",
                            {{"ref", ref},
                             {"place", place},
                             {"name", name},
                             {"rows", records.records.size() - from_record},
                             {"pence", total},
                             {"by", by},
                             {"now", now}})
                        .one()
                        .integer(0);
  Load rows(session, "care_record",
            {"load_id", "pseudonym", "service", "record", "kind", "from_date", "until_date", "pence", "pathway"});
  for (std::size_t i = from_record; i < records.records.size(); ++i) {
    const auto& r = records.records[i];
    rows.row({load, records.people[r.person], records.streams[r.stream], r.record, rules.kinds[r.kind].id, r.from,
              r.until, r.cost, records.pathways[r.pathway]});
  }
  rows.done();
}

bool withdraw(Session& session, PlaceId place, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE care_load SET withdrawn_at = :now WHERE place_id = :place AND ref = :ref AND withdrawn_at IS NULL",
             {{"now", now}, {"place", place}, {"ref", ref}}) == 1;
}

price::CareRecords records(Session& session, PlaceId place, const price::CareRules& rules,
                           std::optional<std::string_view> pseudonym) {
  constexpr const char* columns =
      "SELECT r.pseudonym, r.service, r.record, r.kind, r.from_date, r.until_date, r.pence, r.pathway FROM care_record "
      "r JOIN care_load l ON l.id = r.load_id WHERE l.place_id = :place AND l.withdrawn_at IS NULL";
  const std::string sql(columns);
  const auto rows = pseudonym ? session.query(sql + " AND r.pseudonym = :pseudonym ORDER BY r.id",
                                              {{"place", place}, {"pseudonym", *pseudonym}})
                              : session.query(sql + " ORDER BY r.id", {{"place", place}});
  price::CareRecords out;
  for (const auto row : rows) {
    const auto kind = rules.kind(row.view(3));
    if (!kind) continue;
    price::CareRecord r;
    r.person = out.person(row.text(0));
    r.stream = out.stream(row.text(1));
    r.record = row.text(2);
    r.kind = static_cast<std::uint32_t>(*kind);
    r.from = row.date(4);
    r.until = row.date(5);
    r.cost = row.pence(6);
    r.pathway = out.pathway(row.text(7));
    out.record_at.emplace(price::care_record_name(r), out.records.size());
    out.records.push_back(std::move(r));
  }
  return out;
}

std::optional<Date> last_day(Session& session, PlaceId place) {
  const auto row = session
                       .query(
                           "SELECT MAX((SELECT MAX(r.until_date) FROM care_record r WHERE r.load_id = l.id)) FROM "
                           "care_load l WHERE l.place_id = :place AND l.withdrawn_at IS NULL",
                           {{"place", place}})
                       .one();
  const auto day = row.maybe_integer(0);
  return day ? std::optional(Date::from_number(*day)) : std::nullopt;
}

void keep_summary(Session& session, PlaceId place, std::string_view what, std::string_view body, Instant now) {
  session.run(
      "INSERT INTO care_summary (place_id, what, body, made_at) VALUES (:place, :what, :body, :now) ON CONFLICT "
      "(place_id, what) DO UPDATE SET body = excluded.body, made_at = excluded.made_at",
      {{"place", place}, {"what", what}, {"body", body}, {"now", now}});
}

std::optional<Summary> summary(Session& session, PlaceId place, std::string_view what) {
  const auto row = session
                       .query("SELECT body, made_at FROM care_summary WHERE place_id = :place AND what = :what",
                              {{"place", place}, {"what", what}})
                       .first();
  return row ? std::optional(Summary{row->text(0), row->instant(1)}) : std::nullopt;
}

std::string number_of(Session& session, PersonId person) {
  return session
      .query(
          "SELECT COALESCE((SELECT MIN(m.their_ref) FROM moved_in m WHERE m.place_id = p.place_id AND m.kind = "
          "'person' AND m.our_ref = p.ref), p.ref) FROM person p WHERE p.id = :person",
          {{"person", person}})
      .one()
      .text(0);
}

}  // namespace onepot::store::care
