#include "onepot/store/pot/ending.h"

namespace onepot::store::ending {

bool say(Session& session, AgreementId agreement, PersonId person, Instant now) {
  return !session
              .query(
                  "INSERT INTO agreement_ending (agreement_id, person_id, at) VALUES (:agreement, :person, :now) ON "
                  "CONFLICT DO NOTHING RETURNING agreement_id",
                  {{"agreement", agreement}, {"person", person}, {"now", now}})
              .empty();
}

std::vector<PersonId> said(Session& session, AgreementId agreement) {
  std::vector<PersonId> out;
  for (const auto row :
       session.query("SELECT person_id FROM agreement_ending WHERE agreement_id = :agreement ORDER BY person_id",
                     {{"agreement", agreement}}))
    out.push_back(row.id<PersonId>(0));
  return out;
}

bool set_until(Session& session, AgreementId agreement, Date until) {
  return session.run(
             "UPDATE agreement SET until_date = :until WHERE id = :agreement AND (until_date IS NULL OR until_date > "
             ":until)",
             {{"until", until}, {"agreement", agreement}}) == 1;
}

std::vector<Promised> promised_past(Session& session, AgreementId agreement, Date day) {
  std::vector<Promised> out;
  for (const auto row :
       session.query("SELECT c.person_id, p.ref, c.id, s.code, c.transfer_id, c.from_date, c.until_date, c.pence, "
                     "c.settled_pence "
                     "FROM commitment c JOIN person p ON p.id = c.person_id JOIN stream s ON s.id = c.stream_id WHERE "
                     "c.agreement_id = :agreement AND c.until_date > :day AND c.released_at IS NULL ORDER BY c.id",
                     {{"agreement", agreement}, {"day", day}}))
    out.push_back({row.id<PersonId>(0),
                   row.text(1),
                   {row.integer(2), row.text(3), row.text(4), row.date(5), row.date(6), row.pence(7), row.pence(8)}});
  return out;
}

void release(Session& session, std::int64_t commitment, Instant now) {
  session.run("UPDATE commitment SET released_at = :now WHERE id = :id", {{"now", now}, {"id", commitment}});
}

}  // namespace onepot::store::ending
