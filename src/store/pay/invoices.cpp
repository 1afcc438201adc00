#include "onepot/store/invoices.h"

namespace onepot::store::invoices {
namespace {

#define INVOICE_PART                                                                                                  \
  "SELECT i.id, i.ref, i.agreement_id, g.ref, p.name, COALESCE((SELECT c.name FROM club c WHERE c.id = g.club_id), "  \
  "(SELECT q.known_as FROM person q WHERE q.id = g.person_id), ''), i.number, i.note, i.day, i.pence, s.person_id, "  \
  "w.known_as, s.pence, s.answer, COALESCE(a.name, ''), s.answered_at, s.query, (SELECT r.for_date FROM payment y "   \
  "JOIN payment_run r ON r.id = y.run_id WHERE y.id = s.payment_id) FROM invoice i JOIN agreement g ON g.id = "       \
  "i.agreement_id JOIN provider p ON p.id = g.provider_id JOIN invoice_share s ON s.invoice_id = i.id JOIN person w " \
  "ON w.id = s.person_id LEFT JOIN account a ON a.id = s.answered_by "

std::vector<Part> parts_of_invoices(const Rows& rows) {
  std::vector<Part> out;
  for (const auto row : rows)
    out.push_back({{row.integer(0), row.text(1), row.id<AgreementId>(2), row.text(3), row.text(4), row.text(5),
                    row.text(6), row.text(7), row.date(8), row.pence(9)},
                   row.id<PersonId>(10),
                   row.text(11),
                   row.pence(12),
                   row.text(13),
                   row.text(14),
                   row.maybe_instant(15),
                   row.text(16),
                   row.maybe_date(17)});
  return out;
}

}  // namespace

std::int64_t add(Session& session, const NewInvoice& i, Instant now) {
  const auto row =
      session
          .query(
              "INSERT INTO invoice (ref, agreement_id, number, day, note, pence, recorded_by, recorded_at) VALUES "
              "(:ref, :agreement, :number, :day, :note, :pence, :by, :now) ON CONFLICT (agreement_id, number) DO "
              "NOTHING RETURNING id",
              {{"ref", i.ref},
               {"agreement", i.agreement},
               {"number", i.number},
               {"day", i.day},
               {"note", i.note},
               {"pence", i.pence},
               {"by", i.by},
               {"now", now}})
          .first();
  if (!row) return 0;
  const auto id = row->integer(0);
  for (std::size_t n = 0; n < i.lines.size(); ++n)
    session.run("INSERT INTO invoice_line (invoice_id, position, words, pence) VALUES (:invoice, :n, :words, :pence)",
                {{"invoice", id}, {"n", n + 1}, {"words", i.lines[n].words}, {"pence", i.lines[n].pence}});
  return id;
}

void add_share(Session& session, std::int64_t invoice, PersonId person, Pence pence) {
  session.run("INSERT INTO invoice_share (invoice_id, person_id, pence) VALUES (:invoice, :person, :pence)",
              {{"invoice", invoice}, {"person", person}, {"pence", pence}});
}

std::vector<Line> lines(Session& session, std::int64_t invoice) {
  std::vector<Line> out;
  for (const auto row :
       session.query("SELECT words, pence FROM invoice_line WHERE invoice_id = :invoice ORDER BY position",
                     {{"invoice", invoice}}))
    out.push_back({row.text(0), row.pence(1)});
  return out;
}

std::vector<Part> waiting(Session& session, PersonId person) {
  return parts_of_invoices(session.query(
      INVOICE_PART "WHERE s.person_id = :person AND s.answer = '' ORDER BY i.day, i.id", {{"person", person}}));
}

std::vector<Part> answered(Session& session, PersonId person, int most) {
  return parts_of_invoices(session.query(
      INVOICE_PART "WHERE s.person_id = :person AND s.answer <> '' ORDER BY i.day DESC, i.id DESC LIMIT :most",
      {{"person", person}, {"most", most}}));
}

std::optional<Part> part(Session& session, std::string_view ref, PersonId person) {
  auto all = parts_of_invoices(
      session.query(INVOICE_PART "WHERE i.ref = :ref AND s.person_id = :person", {{"ref", ref}, {"person", person}}));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Part> of_provider(Session& session, ProviderId provider, int most) {
  return parts_of_invoices(session.query(
      INVOICE_PART
      "WHERE i.id IN (SELECT x.id FROM invoice x JOIN agreement h ON h.id = x.agreement_id WHERE h.provider_id = "
      ":provider ORDER BY x.day DESC, x.id DESC LIMIT :most) ORDER BY i.day DESC, i.id DESC, s.person_id",
      {{"provider", provider}, {"most", most}}));
}

std::int64_t count(Session& session, AgreementId agreement) {
  return session.query("SELECT COUNT(*) FROM invoice WHERE agreement_id = :agreement", {{"agreement", agreement}})
      .one()
      .integer(0);
}

bool approve(Session& session, std::int64_t invoice, PersonId person, AccountId by, Instant now) {
  return session.run(
             "UPDATE invoice_share SET answer = 'approved', answered_by = :by, answered_at = :now WHERE "
             "invoice_id = :invoice AND person_id = :person AND answer <> 'approved'",
             {{"by", by}, {"now", now}, {"invoice", invoice}, {"person", person}}) == 1;
}

bool query(Session& session, std::int64_t invoice, PersonId person, AccountId by, std::string_view words, Instant now) {
  return session.run(
             "UPDATE invoice_share SET answer = 'queried', query = :words, answered_by = :by, answered_at = "
             ":now WHERE invoice_id = :invoice AND person_id = :person AND answer <> 'approved'",
             {{"words", words}, {"by", by}, {"now", now}, {"invoice", invoice}, {"person", person}}) == 1;
}

bool remove(Session& session, AgreementId agreement, std::string_view ref) {
  const auto found = session
                         .query("SELECT id FROM invoice WHERE ref = :ref AND agreement_id = :agreement",
                                {{"ref", ref}, {"agreement", agreement}})
                         .first();
  if (!found) return false;
  const auto id = found->integer(0);
  if (!session
           .query("SELECT 1 FROM invoice_share WHERE invoice_id = :invoice AND answer = 'approved'", {{"invoice", id}})
           .empty())
    return false;
  for (const auto* sql :
       {"DELETE FROM invoice_share WHERE invoice_id = :invoice", "DELETE FROM invoice_line WHERE invoice_id = :invoice",
        "DELETE FROM invoice WHERE id = :invoice"})
    session.run(sql, {{"invoice", id}});
  return true;
}

bool employs(Session& session, AgreementId agreement) {
  return !session.query("SELECT 1 FROM agreement_employs WHERE agreement_id = :agreement", {{"agreement", agreement}})
              .empty();
}

bool set_employs(Session& session, AgreementId agreement, bool employs, AccountId by, Instant now) {
  return (employs ? session.run("INSERT INTO agreement_employs (agreement_id, said_by, said_at) VALUES (:agreement, "
                                ":by, :now) ON CONFLICT (agreement_id) DO NOTHING",
                                {{"agreement", agreement}, {"by", by}, {"now", now}})
                  : session.run("DELETE FROM agreement_employs WHERE agreement_id = :agreement",
                                {{"agreement", agreement}})) == 1;
}

bool has_unpaid(Session& session, AgreementId agreement) {
  return !session
              .query(
                  "SELECT 1 FROM share_to_pay s WHERE s.agreement_id = :agreement AND s.answer = 'approved' AND "
                  "s.payment_id IS NULL AND s.pence > 0 LIMIT 1",
                  {{"agreement", agreement}})
              .empty();
}

std::vector<WorkerHours> worker_hours(Session& session, PersonId person, Period period) {
  std::vector<WorkerHours> out;
  for (const auto row : session.query(
           "SELECT v.worker, g.ref, p.name, g.day_rate_pence, g.night_rate_pence, COUNT(*), "
           "CAST(SUM(CASE WHEN s.answer = 'approved' THEN v.day_minutes ELSE 0 END) AS BIGINT), "
           "CAST(SUM(CASE WHEN s.answer = 'approved' THEN v.night_minutes ELSE 0 END) AS BIGINT), "
           "CAST(SUM(CASE WHEN s.answer = 'approved' THEN v.pence ELSE 0 END) AS BIGINT), "
           "CAST(SUM(CASE WHEN s.answer = 'approved' THEN 0 ELSE v.day_minutes END) AS BIGINT), "
           "CAST(SUM(CASE WHEN s.answer = 'approved' THEN 0 ELSE v.night_minutes END) AS BIGINT) "
           "FROM agreement_employs e JOIN agreement g ON g.id = e.agreement_id JOIN provider p ON p.id = g.provider_id "
           "JOIN visit v ON v.agreement_id = g.id JOIN visit_share s ON s.visit_id = v.id AND s.person_id = "
           "g.person_id WHERE g.person_id = :person AND v.day >= :from AND v.day <= :until GROUP BY v.worker, g.ref, "
           "p.name, g.day_rate_pence, g.night_rate_pence ORDER BY v.worker, p.name, g.ref",
           {{"person", person}, {"from", period.from}, {"until", period.until}})) {
    WorkerHours h;
    h.worker = row.text(0);
    h.agreement_ref = row.text(1);
    h.provider_name = row.text(2);
    h.day_rate = row.pence(3);
    h.night_rate = row.pence(4);
    h.visits = row.integer(5);
    h.day = Hours::minutes(row.integer(6));
    h.night = Hours::minutes(row.integer(7));
    h.pence = row.pence(8);
    h.waiting_day = Hours::minutes(row.integer(9));
    h.waiting_night = Hours::minutes(row.integer(10));
    out.push_back(std::move(h));
  }
  return out;
}

}  // namespace onepot::store::invoices
