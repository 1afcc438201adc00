#include "onepot/store/demand.h"

namespace onepot::store::demand {

std::optional<Release> latest(Session& session, PlaceId place) {
  const auto row = session
                       .query(
                           "SELECT day, document FROM demand_release WHERE place_id = :place ORDER BY day DESC "
                           "LIMIT 1",
                           {{"place", place}})
                       .first();
  return row ? std::optional(Release{row->date(0), row->text(1)}) : std::nullopt;
}

bool add(Session& session, PlaceId place, Date day, std::string_view document) {
  return session.run(
             "INSERT INTO demand_release (place_id, day, document) VALUES (:place, :day, :document) ON CONFLICT "
             "(place_id, day) DO NOTHING",
             {{"place", place}, {"day", day}, {"document", document}}) == 1;
}

std::vector<PersonId> looking(Session& session, PlaceId place) {
  std::vector<PersonId> out;
  for (const auto row : session.query("SELECT w.person_id FROM living_wish w JOIN person p ON p.id = w.person_id WHERE "
                                      "p.place_id = :place AND w.sharing = 1 AND NOT EXISTS (SELECT 1 FROM club_member "
                                      "m JOIN club c ON c.id = m.club_id WHERE m.person_id = w.person_id AND m.left_at "
                                      "IS NULL AND c.status = 'agreed' AND c.purpose = 'home') ORDER BY w.person_id",
                                      {{"place", place}}))
    out.push_back(row.id<PersonId>(0));
  return out;
}

}  // namespace onepot::store::demand
