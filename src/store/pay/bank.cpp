#include "onepot/store/bank.h"

namespace onepot::store::bank {
namespace {

#define OUT_SELECT                                                                                                \
  "SELECT o.end_to_end, o.run, o.payee, o.payee_name, o.sort_code, o.account, o.pence, o.for_date, o.transfers, " \
  "r.returned_on, r.code, r.reason, r.source, r.mended_at FROM payment_out o LEFT JOIN payment_return r ON "      \
  "r.end_to_end = o.end_to_end "

Out out_of(const Row& row) {
  Out o{row.text(0), row.text(1),  row.text(2), row.text(3),    row.text(4),
        row.text(5), row.pence(6), row.date(7), row.integer(8), std::nullopt};
  if (!row.null(9)) o.returned = Return{row.date(9), row.text(10), row.text(11), row.text(12), !row.null(13)};
  return o;
}

std::vector<Out> outs_of(const Rows& rows) {
  std::vector<Out> all;
  for (const auto row : rows) all.push_back(out_of(row));
  return all;
}

}  // namespace

bool add_out(Session& session, const Out& o, Instant now) {
  return session.run(
             "INSERT INTO payment_out (end_to_end, run, payee, payee_name, sort_code, account, pence, for_date, "
             "transfers, made_at) VALUES (:id, :run, :payee, :name, :sort_code, :account, :pence, :for_date, "
             ":transfers, :now) ON CONFLICT (end_to_end) DO NOTHING",
             {{"id", o.end_to_end},
              {"run", o.run},
              {"payee", o.payee},
              {"name", o.payee_name},
              {"sort_code", o.sort_code},
              {"account", o.account},
              {"pence", o.pence},
              {"for_date", o.for_date},
              {"transfers", o.transfers},
              {"now", now}}) == 1;
}

std::optional<Out> out(Session& session, std::string_view end_to_end) {
  const auto row = session.query(OUT_SELECT "WHERE o.end_to_end = :id", {{"id", end_to_end}}).first();
  return row ? std::optional(out_of(*row)) : std::nullopt;
}

std::vector<Out> outs(Session& session, std::optional<Date> from, std::optional<Date> until) {
  return outs_of(
      session.query(OUT_SELECT "WHERE o.for_date >= :from AND o.for_date <= :until ORDER BY o.for_date, o.end_to_end",
                    {{"from", from.value_or(Date(1, 1, 1))}, {"until", until.value_or(Date(9999, 12, 31))}}));
}

std::vector<Out> outs_to(Session& session, std::string_view payee, int most) {
  return outs_of(session.query(OUT_SELECT "WHERE o.payee = :payee ORDER BY o.for_date DESC, o.end_to_end LIMIT :most",
                               {{"payee", payee}, {"most", most}}));
}

void add_items(Session& session, std::string_view end_to_end, const std::vector<Item>& items) {
  auto insert = session.prepare(
      "INSERT INTO payment_item (end_to_end, position, kind, item_ref, person_id, day, words, pence) VALUES (:id, "
      ":position, :kind, :ref, :person, :day, :words, :pence)");
  for (std::size_t i = 0; i < items.size(); ++i)
    insert.run({{"id", end_to_end},
                {"position", i + 1},
                {"kind", items[i].kind},
                {"ref", items[i].item_ref},
                {"person", items[i].person ? std::optional(items[i].person) : std::nullopt},
                {"day", items[i].day},
                {"words", items[i].words},
                {"pence", items[i].pence}});
}

std::vector<ItemOf> items(Session& session, std::string_view end_to_end) {
  std::vector<ItemOf> all;
  for (const auto row : session.query(
           "SELECT i.kind, i.item_ref, i.person_id, i.day, i.words, i.pence, COALESCE(p.known_as, '') FROM "
           "payment_item i LEFT JOIN person p ON p.id = i.person_id WHERE i.end_to_end = :id ORDER BY i.position",
           {{"id", end_to_end}})) {
    ItemOf item;
    item.kind = row.text(0);
    item.item_ref = row.text(1);
    item.person = row.maybe_id<PersonId>(2);
    item.day = row.maybe_date(3);
    item.words = row.text(4);
    item.pence = row.pence(5);
    item.known_as = row.text(6);
    all.push_back(std::move(item));
  }
  return all;
}

bool add_return(Session& session, std::string_view end_to_end, const Return& r, std::optional<AccountId> by,
                Instant now) {
  if (session.run("INSERT INTO payment_return (end_to_end, returned_on, code, reason, source, entered_by, entered_at) "
                  "VALUES (:id, :on, :code, :reason, :source, :by, :now) ON CONFLICT (end_to_end) DO NOTHING",
                  {{"id", end_to_end},
                   {"on", r.on},
                   {"code", r.code},
                   {"reason", r.reason},
                   {"source", r.source},
                   {"by", by},
                   {"now", now}}) != 1)
    return false;
  session.run("UPDATE payment SET returned_at = :now WHERE end_to_end = :id", {{"now", now}, {"id", end_to_end}});
  // What it paid is due again; the remittance advice of the payment keeps what it was made of.
  for (const auto* sql :
       {"UPDATE visit_share SET payment_id = NULL WHERE payment_id = (SELECT id FROM payment WHERE end_to_end = :id)",
        "UPDATE invoice_share SET payment_id = NULL WHERE payment_id = (SELECT id FROM payment WHERE end_to_end = "
        ":id)",
        "UPDATE plan_due SET payment_id = NULL WHERE payment_id = (SELECT id FROM payment WHERE end_to_end = :id)"})
    session.run(sql, {{"id", end_to_end}});
  return true;
}

void set_mended(Session& session, std::string_view payee, Instant now) {
  session.run(
      "UPDATE payment_return SET mended_at = :now WHERE mended_at IS NULL AND end_to_end IN (SELECT end_to_end "
      "FROM payment_out WHERE payee = :payee)",
      {{"now", now}, {"payee", payee}});
}

std::map<std::string, Out> not_mended(Session& session) {
  std::map<std::string, Out> all;
  for (const auto row : session.query(
           OUT_SELECT "WHERE r.end_to_end IS NOT NULL AND r.mended_at IS NULL ORDER BY o.for_date, o.end_to_end")) {
    Out o = out_of(row);
    std::string payee = o.payee;
    all.insert_or_assign(std::move(payee), std::move(o));
  }
  return all;
}

std::map<std::string, Return> returns_of_run(Session& session, PaymentRunId run) {
  std::map<std::string, Return> all;
  for (const auto row :
       session.query("SELECT r.end_to_end, r.returned_on, r.code, r.reason, r.source, r.mended_at FROM payment y JOIN "
                     "payment_return r ON r.end_to_end = y.end_to_end WHERE y.run_id = :run",
                     {{"run", run}}))
    all.emplace(row.text(0), Return{row.date(1), row.text(2), row.text(3), row.text(4), !row.null(5)});
  return all;
}

std::optional<WeightTable> weight_table(Session& session) {
  const auto row =
      session.query("SELECT weights, substitutions, rows_read, loaded_at FROM modulus_table WHERE id = 1").first();
  return row ? std::optional(WeightTable{row->text(0), row->text(1), row->integer(2), row->instant(3)}) : std::nullopt;
}

std::optional<Instant> weight_table_loaded(Session& session) {
  const auto row = session.query("SELECT loaded_at FROM modulus_table WHERE id = 1").first();
  return row ? std::optional(row->instant(0)) : std::nullopt;
}

void set_weight_table(Session& session, const WeightTable& t, std::optional<AccountId> by) {
  session.run(
      "INSERT INTO modulus_table (id, weights, substitutions, rows_read, loaded_at, loaded_by) VALUES (1, "
      ":weights, :substitutions, :rows, :at, :by) ON CONFLICT (id) DO UPDATE SET weights = excluded.weights, "
      "substitutions = excluded.substitutions, rows_read = excluded.rows_read, loaded_at = excluded.loaded_at, "
      "loaded_by = excluded.loaded_by",
      {{"weights", t.weights}, {"substitutions", t.substitutions}, {"rows", t.rows}, {"at", t.loaded_at}, {"by", by}});
}

}  // namespace onepot::store::bank
