#include "onepot/store/innovations.h"

namespace onepot::store::innovations {
namespace {

#define ENTRY_SELECT                                                                                                  \
  "SELECT i.id, i.ref, i.name, i.kinds, i.summary, i.origin, i.prior, i.put_at, i.parent_id, COALESCE(p.name, ''), "  \
  "i.place_id, "                                                                                                      \
  "(SELECT COUNT(*) FROM adoption a WHERE a.innovation_id = i.id) AS adopted FROM innovation i LEFT JOIN place p ON " \
  "p.id = i.place_id "

Entry entry_of(Session& session, const Row& row) {
  Entry e;
  e.id = row.id<InnovationId>(0);
  e.ref = row.text(1);
  e.innovation.id = e.id.value;
  e.innovation.name = row.text(2);
  if (auto kinds = spread::parse_kinds(row.view(3))) e.innovation.kinds = *std::move(kinds);
  e.innovation.summary = row.text(4);
  e.innovation.origin = row.text(5);
  e.prior = row.text(6);
  e.innovation.looked_at_prior = true;
  e.put_at = row.instant(7);
  e.innovation.parent = row.maybe_integer(8);
  e.place_name = row.text(9);
  e.place = row.maybe_id<PlaceId>(10);
  e.adoptions = row.integer(11);
  for (const auto part :
       session.query("SELECT id, kind, text FROM innovation_part WHERE innovation_id = :id ORDER BY position, id",
                     {{"id", e.id}}))
    e.innovation.parts.push_back({part.integer(0), part.view(1) == "core", part.text(2)});
  return e;
}

}  // namespace

std::vector<Entry> all(Session& session) {
  std::vector<Entry> out;
  for (const auto row : session.query(ENTRY_SELECT "ORDER BY adopted DESC, i.put_at DESC, i.id DESC"))
    out.push_back(entry_of(session, row));
  return out;
}

std::optional<Entry> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(ENTRY_SELECT "WHERE i.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(entry_of(session, *row)) : std::nullopt;
}

InnovationId add(Session& session, std::string_view ref, const spread::Innovation& innovation, std::string_view prior,
                 PlaceId place, AccountId by, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO innovation (ref, place_id, name, kinds, summary, origin, prior, put_by, put_at, "
                          "parent_id) VALUES "
                          "(:ref, :place, :name, :kinds, :summary, :origin, :prior, :by, :now, :parent) RETURNING id",
                          {{"ref", ref},
                           {"place", place},
                           {"name", innovation.name},
                           {"kinds", spread::to_text(innovation.kinds)},
                           {"summary", innovation.summary},
                           {"origin", innovation.origin},
                           {"prior", prior},
                           {"by", by},
                           {"now", now},
                           {"parent", innovation.parent}})
                      .one()
                      .id<InnovationId>(0);
  std::int64_t position = 0;
  for (const auto& part : innovation.parts)
    session.run(
        "INSERT INTO innovation_part (innovation_id, kind, text, position) VALUES (:id, :kind, :text, :position)",
        {{"id", id}, {"kind", part.core ? "core" : "adaptable"}, {"text", part.text}, {"position", ++position}});
  return id;
}

std::vector<AdoptedBy> adoptions(Session& session, InnovationId innovation) {
  std::vector<AdoptedBy> out;
  for (const auto row : session.query("SELECT a.id, a.ref, p.name, a.words, a.at FROM adoption a JOIN place p ON p.id "
                                      "= a.place_id WHERE a.innovation_id = :id ORDER "
                                      "BY a.at, a.id",
                                      {{"id", innovation}})) {
    AdoptedBy one{row.text(1), row.text(2), row.text(3), row.instant(4), {row.text(2), {}}};
    for (const auto part :
         session.query("SELECT part_id, what, note FROM adoption_part WHERE adoption_id = :id ORDER BY part_id",
                       {{"id", row.integer(0)}}))
      if (const auto did = spread::parse_did(part.view(1)))
        one.adoption.parts.push_back({part.integer(0), *did, part.text(2)});
    out.push_back(std::move(one));
  }
  return out;
}

bool adopt(Session& session, std::string_view ref, InnovationId innovation, PlaceId place, AccountId by,
           std::string_view words, const spread::Adoption& adoption, Instant now) {
  const auto row =
      session
          .query(
              "INSERT INTO adoption (ref, innovation_id, place_id, by_account, at, words) VALUES (:ref, :innovation, "
              ":place, "
              ":by, :now, :words) ON CONFLICT (innovation_id, place_id) DO NOTHING RETURNING id",
              {{"ref", ref}, {"innovation", innovation}, {"place", place}, {"by", by}, {"now", now}, {"words", words}})
          .first();
  if (!row) return false;
  for (const auto& part : adoption.parts)
    session.run(
        "INSERT INTO adoption_part (adoption_id, part_id, what, note) VALUES (:adoption, :part, :what, :note)",
        {{"adoption", row->integer(0)}, {"part", part.part}, {"what", spread::to_text(part.did)}, {"note", part.note}});
  return true;
}

}  // namespace onepot::store::innovations
