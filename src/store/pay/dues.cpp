#include "onepot/store/dues.h"

namespace onepot::store::dues {
namespace {

#define DUE_FROM                                                                                                     \
  " FROM visit_share s JOIN visit v ON v.id = s.visit_id JOIN agreement g ON g.id = v.agreement_id JOIN provider p " \
  "ON p.id = "                                                                                                       \
  "g.provider_id WHERE s.answer = 'approved' AND s.payment_id IS NULL AND g.place_id = :place AND s.pence > 0 "
#define PAID_SELECT                                                                                                    \
  "SELECT y.end_to_end, p.name, r.for_date, y.pence, (SELECT COUNT(*) FROM visit_share s WHERE s.payment_id = y.id), " \
  "r.made_at - "                                                                                                       \
  "COALESCE((SELECT MIN(s.answered_at) FROM visit_share s WHERE s.payment_id = y.id), r.made_at) FROM payment y JOIN " \
  "payment_run r "                                                                                                     \
  "ON r.id = y.run_id JOIN provider p ON p.id = y.provider_id "

std::vector<Paid> paid_of(const Rows& rows) {
  std::vector<Paid> out;
  for (const auto row : rows)
    out.push_back({row.text(0), row.text(1), row.date(2), row.pence(3), row.integer(4), row.integer(5)});
  return out;
}

}  // namespace

std::vector<Due> due(Session& session, PlaceId place) {
  std::vector<Due> out;
  for (const auto row : session.query("SELECT v.id, v.ref, s.person_id, (SELECT w.ref FROM person w WHERE w.id = "
                                      "s.person_id), p.id, p.ref, s.pence, v.day, "
                                      "s.answered_at" DUE_FROM "ORDER BY p.ref, v.day, v.id, s.person_id",
                                      {{"place", place}}))
    out.push_back({row.id<VisitId>(0), row.text(1), row.id<PersonId>(2), row.text(3), row.id<ProviderId>(4),
                   row.text(5), row.pence(6), row.date(7), row.instant(8)});
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

bool set_paid(Session& session, VisitId visit, PersonId person, std::int64_t payment) {
  return session.run(
             "UPDATE visit_share SET payment_id = :payment WHERE visit_id = :visit AND person_id = :person AND answer "
             "= 'approved' AND "
             "payment_id IS NULL",
             {{"payment", payment}, {"visit", visit}, {"person", person}}) == 1;
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
  for (const auto row : session.query("SELECT r.made_at - s.answered_at FROM visit_share s JOIN payment y ON y.id = "
                                      "s.payment_id JOIN payment_run r ON r.id = y.run_id "
                                      "WHERE r.id = :run AND s.answered_at IS NOT NULL ORDER BY 1",
                                      {{"run", run}}))
    out.push_back(row.integer(0));
  return out;
}

}  // namespace onepot::store::dues
