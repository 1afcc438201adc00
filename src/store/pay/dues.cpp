#include "onepot/store/dues.h"

#include <algorithm>

namespace onepot::store::dues {
namespace {

#define DUE_FROM                                                                                                   \
  " FROM share_to_pay s JOIN agreement g ON g.id = s.agreement_id JOIN provider p ON p.id = g.provider_id WHERE "  \
  "s.answer = 'approved' AND s.payment_id IS NULL AND s.pence > 0 AND g.place_id = :place AND NOT EXISTS (SELECT " \
  "1 FROM agreement_employs e WHERE e.agreement_id = g.id) "
// Two sums, because a view of both kinds would be read whole for each payment. What came back is due again, and no
// longer this payment's; what it was made of is in its remittance advice.
#define PAID_SELECT                                                                                                   \
  "SELECT y.end_to_end, p.name, r.for_date, y.pence, CASE WHEN y.returned_at IS NULL THEN (SELECT COUNT(*) FROM "     \
  "visit_share s WHERE s.payment_id = y.id) + (SELECT COUNT(*) FROM invoice_share s WHERE s.payment_id = y.id) ELSE " \
  "(SELECT COUNT(*) FROM payment_item i WHERE i.end_to_end = y.end_to_end AND i.kind IN ('visit', 'invoice')) END, "  \
  "r.made_at, "                                                                                                       \
  "(SELECT MIN(s.answered_at) FROM visit_share s WHERE s.payment_id = y.id), (SELECT MIN(s.answered_at) FROM "        \
  "invoice_share s WHERE s.payment_id = y.id), y.returned_at FROM payment y JOIN payment_run r ON r.id = y.run_id "   \
  "JOIN provider p ON p.id = y.provider_id "

std::vector<Paid> paid_of(const Rows& rows) {
  std::vector<Paid> out;
  for (const auto row : rows) {
    const std::int64_t made = row.integer(5);
    const std::int64_t oldest = std::min(row.maybe_integer(6).value_or(made), row.maybe_integer(7).value_or(made));
    out.push_back({row.text(0), row.text(1), row.date(2), row.pence(3), row.integer(4), made - oldest, !row.null(8)});
  }
  return out;
}

}  // namespace

std::vector<Due> due(Session& session, PlaceId place) {
  std::vector<Due> out;
  for (const auto row :
       session.query("SELECT s.kind, s.ref, s.person_id, p.id, p.ref, s.pence, s.day, s.answered_at" DUE_FROM
                     "ORDER BY p.ref, s.day, s.kind, s.ref, s.person_id",
                     {{"place", place}}))
    out.push_back({row.text(0), row.text(1), row.id<PersonId>(2), row.id<ProviderId>(3), row.text(4), row.pence(5),
                   row.date(6), row.maybe_instant(7).value_or(Instant())});
  return out;
}

std::vector<std::string> paid_by_payroll(Session& session) {
  std::vector<std::string> out;
  for (const auto* sql : {"SELECT v.ref FROM agreement_employs e JOIN visit v ON v.agreement_id = e.agreement_id",
                          "SELECT i.ref FROM agreement_employs e JOIN invoice i ON i.agreement_id = e.agreement_id"})
    for (const auto row : session.query(sql)) out.push_back(row.text(0));
  return out;
}

std::vector<DueProvider> due_by_provider(Session& session, PlaceId place) {
  std::vector<DueProvider> out;
  for (const auto row : session.query(
           "SELECT p.id, p.ref, p.name, p.bank_name, p.bank_sort_code, p.bank_account, COUNT(*), CAST(SUM(s.pence) AS "
           "BIGINT), "
           "MIN(s.answered_at)" DUE_FROM
           "GROUP BY p.id, p.ref, p.name, p.bank_name, p.bank_sort_code, p.bank_account ORDER BY p.name, p.id",
           {{"place", place}}))
    out.push_back({row.id<ProviderId>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.integer(6), row.pence(7), row.instant(8)});
  return out;
}

payments::Payer payer(Session& session, PlaceId place) {
  const auto row = session
                       .query("SELECT council, bank_name, bank_sort_code, bank_account FROM place WHERE id = :place",
                              {{"place", place}})
                       .one();
  return {place, row.text(0), row.text(1), row.text(2), row.text(3)};
}

std::optional<payments::Run> run(Session& session, PlaceId place, std::string_view ref) {
  if (session
          .query("SELECT 1 FROM payment_run WHERE ref = :ref AND place_id = :place", {{"ref", ref}, {"place", place}})
          .empty())
    return std::nullopt;
  return payments::run_by_ref(session, ref);
}

std::int64_t set_paid(Session& session, ProviderId provider, std::int64_t payment) {
#define PAID_WHERE \
  "_share SET payment_id = :payment WHERE answer = 'approved' AND payment_id IS NULL AND pence > 0 AND "
#define PAID_AGREEMENTS                                                                                              \
  "(SELECT g.id FROM agreement g WHERE g.provider_id = :provider AND NOT EXISTS (SELECT 1 FROM agreement_employs e " \
  "WHERE e.agreement_id = g.id)))"
  return session.run("UPDATE visit" PAID_WHERE
                     "visit_id IN (SELECT v.id FROM visit v WHERE v.agreement_id IN " PAID_AGREEMENTS,
                     {{"payment", payment}, {"provider", provider}}) +
         session.run("UPDATE invoice" PAID_WHERE
                     "invoice_id IN (SELECT i.id FROM invoice i WHERE i.agreement_id IN " PAID_AGREEMENTS,
                     {{"payment", payment}, {"provider", provider}});
#undef PAID_WHERE
#undef PAID_AGREEMENTS
}

std::vector<Paid> paid_by(Session& session, PaymentRunId run) {
  return paid_of(session.query(PAID_SELECT "WHERE y.run_id = :run ORDER BY p.name, y.id", {{"run", run}}));
}

std::vector<Paid> paid_to(Session& session, ProviderId provider, int most) {
  return paid_of(session.query(PAID_SELECT "WHERE y.provider_id = :provider ORDER BY y.id DESC LIMIT :most",
                               {{"provider", provider}, {"most", most}}));
}

std::vector<std::int64_t> waits(Session& session, PaymentRunId run) {
  std::vector<std::int64_t> out;
  for (const auto row :
       session.query("SELECT r.made_at - s.answered_at FROM payment y JOIN payment_run r ON r.id = y.run_id "
                     "JOIN visit_share s ON s.payment_id = y.id WHERE r.id = :run AND s.answered_at "
                     "IS NOT NULL UNION ALL SELECT r.made_at - s.answered_at FROM payment y JOIN "
                     "payment_run r ON r.id = y.run_id JOIN invoice_share s ON s.payment_id = y.id "
                     "WHERE r.id = :run AND s.answered_at IS NOT NULL ORDER BY 1",
                     {{"run", run}}))
    out.push_back(row.integer(0));
  return out;
}

}  // namespace onepot::store::dues
