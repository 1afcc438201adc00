#include "onepot/store/payments.h"

#include "onepot/base/hash.h"

namespace onepot::store::payments {
namespace {

#define RUN_SELECT "SELECT id, ref, for_date, made_at, payments, total_pence, format FROM payment_run "

Run run_of(const Row& row) {
  return {row.id<PaymentRunId>(0), row.text(1), row.date(2), row.instant(3), row.integer(4), row.pence(5), row.text(6)};
}

}  // namespace

std::optional<Payer> payer(Session& session) {
  const auto row = session
                       .query(
                           "SELECT id, council, bank_name, bank_sort_code, bank_account FROM place WHERE bank_account "
                           "<> '' ORDER BY id LIMIT 1",
                           {})
                       .first();
  return row ? std::optional(Payer{row->id<PlaceId>(0), row->text(1), row->text(2), row->text(3), row->text(4)})
             : std::nullopt;
}

std::vector<Details> provider_details(Session& session, PlaceId place) {
  std::vector<Details> out;
  for (const auto& row : session.query("SELECT id, ref, name, bank_name, bank_sort_code, bank_account FROM provider "
                                       "WHERE place_id = :place ORDER BY id",
                                       {{"place", place}}))
    out.push_back({row.id<ProviderId>(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  return out;
}

PaymentRunId add_run(Session& session, const NewRun& run, Instant now) {
  return session
      .query(
          "INSERT INTO payment_run (ref, place_id, for_date, made_by, made_at, payments, total_pence, format, file, "
          "file_sha256) "
          "VALUES (:ref, :place, :for_date, :made_by, :now, :payments, :total, :format, :file, :sha256) RETURNING id",
          {{"ref", run.ref},
           {"place", run.place},
           {"for_date", run.for_date},
           {"made_by", run.made_by},
           {"now", now},
           {"payments", run.payments},
           {"total", run.total},
           {"format", run.format},
           {"file", run.file},
           {"sha256", to_hex(sha256(run.file))}})
      .first()
      ->id<PaymentRunId>(0);
}

std::optional<std::int64_t> add_payment(Session& session, PaymentRunId run, ProviderId provider,
                                        std::string_view end_to_end, Pence amount) {
  const auto row = session
                       .query(
                           "INSERT INTO payment (run_id, provider_id, end_to_end, pence) VALUES (:run, :provider, "
                           ":end_to_end, :pence) "
                           "ON CONFLICT (end_to_end) DO NOTHING RETURNING id",
                           {{"run", run}, {"provider", provider}, {"end_to_end", end_to_end}, {"pence", amount}})
                       .first();
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

std::vector<Run> runs(Session& session, PlaceId place, int most) {
  std::vector<Run> out;
  for (const auto& row : session.query(RUN_SELECT "WHERE place_id = :place ORDER BY for_date DESC, id DESC LIMIT :most",
                                       {{"place", place}, {"most", most}}))
    out.push_back(run_of(row));
  return out;
}

std::optional<Run> run_by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(RUN_SELECT "WHERE ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(run_of(*row)) : std::nullopt;
}

std::string file_of(Session& session, PaymentRunId run) {
  const auto row = session.query("SELECT file FROM payment_run WHERE id = :run", {{"run", run}}).first();
  return row ? row->text(0) : std::string();
}

std::vector<Payment> payments_of(Session& session, PaymentRunId run) {
  std::vector<Payment> out;
  for (const auto& row : session.query("SELECT p.end_to_end, v.ref, v.name, p.pence, p.returned_at FROM payment p JOIN "
                                       "provider v ON v.id = p.provider_id "
                                       "WHERE p.run_id = :run ORDER BY v.name, p.id",
                                       {{"run", run}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.pence(3), !row.null(4)});
  return out;
}

}  // namespace onepot::store::payments
