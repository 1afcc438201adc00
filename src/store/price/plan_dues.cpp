#include "onepot/store/plan_dues.h"

namespace onepot::store::plan_dues {

std::vector<Payee> payees(Session& session, std::int64_t plan) {
  std::vector<Payee> out;
  for (const auto row : session.query("SELECT y.code, y.provider_id, p.ref, p.name, y.stream FROM plan_payee y JOIN "
                                      "provider p ON p.id = y.provider_id WHERE y.plan_id = :plan ORDER BY y.code",
                                      {{"plan", plan}}))
    out.push_back({row.text(0), row.id<ProviderId>(1), row.text(2), row.text(3), row.text(4)});
  return out;
}

void say_payee(Session& session, std::int64_t plan, std::string_view code, ProviderId provider, std::string_view stream,
               AccountId by, Instant now) {
  session.run(
      "INSERT INTO plan_payee (plan_id, code, provider_id, stream, said_by, said_at) VALUES (:plan, :code, :provider, "
      ":stream, :by, :now) ON CONFLICT (plan_id, code) DO UPDATE SET provider_id = excluded.provider_id, stream = "
      "excluded.stream, said_by = excluded.said_by, said_at = excluded.said_at",
      {{"plan", plan}, {"code", code}, {"provider", provider}, {"stream", stream}, {"by", by}, {"now", now}});
}

std::vector<Due> of_plan(Session& session, std::int64_t plan) {
  std::vector<Due> out;
  for (const auto row : session.query(
           "SELECT d.what, d.code, d.provider_id, d.stream, d.pence, COALESCE(a.name, ''), d.said_at, y.end_to_end "
           "FROM "
           "plan_due d LEFT JOIN account a ON a.id = d.said_by LEFT JOIN payment y ON y.id = d.payment_id WHERE "
           "d.plan_id = :plan ORDER BY d.what, d.code",
           {{"plan", plan}}))
    out.push_back({row.text(0), row.text(1), row.id<ProviderId>(2), row.text(3), row.pence(4), row.text(5),
                   row.instant(6), row.null(7) ? std::nullopt : std::optional(row.text(7))});
  return out;
}

bool add(Session& session, std::int64_t plan, const Due& due, AccountId by, Instant now) {
  return session.run(
             "INSERT INTO plan_due (plan_id, what, code, provider_id, stream, pence, said_by, said_at) VALUES (:plan, "
             ":what, :code, :provider, :stream, :pence, :by, :now) ON CONFLICT (plan_id, what, code) DO NOTHING",
             {{"plan", plan},
              {"what", due.what},
              {"code", due.code},
              {"provider", due.provider},
              {"stream", due.stream},
              {"pence", due.pence},
              {"by", by},
              {"now", now}}) == 1;
}

std::vector<dues::DueProvider> due_by_provider(Session& session, PlaceId place) {
  std::vector<dues::DueProvider> out;
  for (const auto row : session.query(
           "SELECT p.id, p.ref, p.name, p.bank_name, p.bank_sort_code, p.bank_account, COUNT(*), CAST(SUM(d.pence) AS "
           "BIGINT), MIN(d.said_at) FROM plan_due d JOIN provider p ON p.id = d.provider_id WHERE d.payment_id IS NULL "
           "AND d.pence <> 0 AND p.place_id = :place GROUP BY p.id, p.ref, p.name, p.bank_name, p.bank_sort_code, "
           "p.bank_account ORDER BY p.name, p.id",
           {{"place", place}}))
    out.push_back({row.id<ProviderId>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   row.integer(6), row.pence(7), row.instant(8)});
  return out;
}

Pence due_to(Session& session, ProviderId provider) {
  return session
      .query(
          "SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM plan_due WHERE provider_id = :provider AND payment_id "
          "IS NULL",
          {{"provider", provider}})
      .one()
      .pence(0);
}

void set_paid(Session& session, ProviderId provider, const std::set<std::string>& streams, std::int64_t payment) {
  for (const auto& stream : streams)
    session.run(
        "UPDATE plan_due SET payment_id = :payment WHERE provider_id = :provider AND stream = :stream AND "
        "payment_id IS NULL",
        {{"payment", payment}, {"provider", provider}, {"stream", stream}});
}

std::vector<std::pair<std::string, std::string>> public_streams(Session& session) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto row : session.query("SELECT code, name FROM stream WHERE public_money = 1 ORDER BY name, code"))
    out.emplace_back(row.text(0), row.text(1));
  return out;
}

}  // namespace onepot::store::plan_dues
