#include "onepot/store/pots.h"

#include <algorithm>

namespace onepot::store::pots {

std::optional<Pot> of(Session& session, PersonId person) {
  const auto row =
      session.query("SELECT id, ref, holding, opened_at FROM pot WHERE person_id = :person", {{"person", person}})
          .first();
  if (!row) return std::nullopt;
  Pot pot{row->id<PotId>(0), row->text(1), row->text(2), row->instant(3), {}};
  for (const auto s : session.query(
           "SELECT s.id, s.code, s.name, s.funder, s.legal_basis, s.purposes, p.week_pence, p.from_date, p.until_date, "
           "p.paid_until FROM "
           "pot_stream p JOIN stream s ON s.id = p.stream_id WHERE p.pot_id = :pot ORDER BY p.week_pence DESC, s.id",
           {{"pot", pot.id}}))
    pot.streams.push_back({s.id<StreamId>(0), s.text(1), s.text(2), s.text(3), s.text(4), s.text(5), s.pence(6),
                           s.date(7), s.maybe_date(8), s.maybe_date(9)});
  return pot;
}

bool open(Session& session, PersonId person, std::string_view ref, std::string_view holding, Instant now) {
  return !session
              .query(
                  "INSERT INTO pot (ref, person_id, opened_at, holding) VALUES (:ref, :person, :now, :holding) ON "
                  "CONFLICT (person_id) DO "
                  "NOTHING RETURNING id",
                  {{"ref", ref}, {"person", person}, {"now", now}, {"holding", holding}})
              .empty();
}

void add_stream(Session& session, PersonId person, StreamId stream, Pence week, Date from, Pence contribution,
                std::string_view payment) {
  const bool fresh = !session
                          .query(
                              "INSERT INTO pot_stream (pot_id, stream_id, week_pence, from_date) SELECT id, :stream, "
                              ":week, :from FROM pot WHERE person_id = :person ON CONFLICT DO NOTHING RETURNING pot_id",
                              {{"stream", stream}, {"week", week}, {"from", from}, {"person", person}})
                          .empty();
  if (!fresh) return;
  session.run(
      "INSERT INTO pot_conditions (pot_id, stream_id, version, from_date, week_pence, contribution_week_pence, "
      "payment, "
      "holding, purposes, legal_basis, made_at, answer, answered_at) SELECT p.id, s.id, 1, :from, :week, "
      ":contribution, "
      ":payment, CASE WHEN p.holding = 'mixed' THEN 'notional' ELSE p.holding END, s.purposes, s.legal_basis, "
      "p.opened_at, 'accepted', p.opened_at FROM pot p JOIN stream s ON s.id = :stream WHERE p.person_id = :person",
      {{"from", from},
       {"week", week + contribution},
       {"contribution", contribution},
       {"payment", payment},
       {"stream", stream},
       {"person", person}});
}

void set_paid_until(Session& session, PersonId person, StreamId stream, Date until) {
  session.run(
      "UPDATE pot_stream SET paid_until = :until WHERE stream_id = :stream AND pot_id = (SELECT id FROM pot WHERE "
      "person_id = :person)",
      {{"until", until}, {"stream", stream}, {"person", person}});
}

std::vector<Promise> promises(Session& session, PersonId person, Date today) {
  std::vector<Promise> out;
  for (const auto row :
       session.query("SELECT a.ref, p.name, a.words, MIN(c.from_date), MAX(c.until_date), SUM(c.pence), "
                     "SUM(c.settled_pence) FROM commitment c JOIN "
                     "agreement a ON a.id = c.agreement_id JOIN provider p ON p.id = a.provider_id WHERE c.person_id = "
                     ":person AND c.released_at IS "
                     "NULL AND c.until_date >= :today GROUP BY a.id, a.ref, p.name, a.words ORDER BY a.id",
                     {{"person", person}, {"today", today}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.date(3), row.date(4), Pence(row.integer(5)),
                   Pence(row.integer(6))});
  return out;
}

std::optional<Pence> usual_visit(Session& session, PersonId person) {
  std::vector<Pence> last;
  for (const auto row : session.query("SELECT s.pence FROM visit_share s JOIN visit v ON v.id = s.visit_id WHERE "
                                      "s.person_id = :person ORDER BY v.day DESC, v.id DESC "
                                      "LIMIT 10",
                                      {{"person", person}}))
    last.push_back(row.pence(0));
  if (last.empty()) return std::nullopt;
  std::ranges::sort(last);
  return last[last.size() / 2];
}

std::vector<Paid> visits(Session& session, PersonId person, int most) {
  std::vector<Paid> out;
  for (const auto row : session.query("SELECT v.day, p.name, v.worker, s.pence, s.answer, r.for_date FROM visit_share "
                                      "s JOIN visit v ON v.id = s.visit_id JOIN "
                                      "agreement a ON a.id = v.agreement_id JOIN provider p ON p.id = a.provider_id "
                                      "LEFT JOIN payment y ON y.id = s.payment_id LEFT "
                                      "JOIN payment_run r ON r.id = y.run_id WHERE s.person_id = :person ORDER BY "
                                      "v.day DESC, v.id DESC LIMIT :most",
                                      {{"person", person}, {"most", most}}))
    out.push_back({row.date(0), row.text(1), row.text(2), row.pence(3), row.text(4), row.maybe_date(5)});
  return out;
}

}  // namespace onepot::store::pots
