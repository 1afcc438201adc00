#include "ledger_rows.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::store::ledger {
namespace {

std::vector<Lot> lots_from(const Rows& rows) {
  std::vector<Lot> out;
  out.reserve(rows.size());
  for (const auto row : rows) out.push_back({row.text(0), row.text(1), {row.pence(2), row.pence(3)}});
  // Sorted here: the two databases do not agree on the order of text.
  std::sort(out.begin(), out.end(), [](const Lot& a, const Lot& b) { return std::tie(a.account, a.stream) < std::tie(b.account, b.stream); });
  return out;
}

std::vector<pot::Transfer> transfers_from(const Rows& rows) {
  std::vector<pot::Transfer> out;
  out.reserve(rows.size());
  for (const auto row : rows) out.push_back(transfer_of(row));
  return out;
}

}  // namespace

pot::Transfer transfer_of(const Row& row) {
  return {.id = row.text(0), .booked = row.date(1), .effective = row.date(2), .from = row.text(3), .to = row.text(4), .amount = row.pence(5),
          .stream = row.text(6), .purpose = row.text(7), .stage = static_cast<pot::Stage>(row.integer(8)),
          .reservation = row.maybe_text(9).value_or(""), .until = row.maybe_date(10), .note = row.text(11)};
}

pot::Balance balance(Session& session, std::string_view account, std::string_view stream) {
  const auto row = session.query("SELECT posted_pence, committed_pence FROM ledger_lot WHERE account = :account AND stream = :stream",
                                 {{"account", account}, {"stream", stream}}).first();
  return row ? pot::Balance{row->pence(0), row->pence(1)} : pot::Balance{};
}

std::vector<Lot> lots_of_account(Session& session, std::string_view account) {
  return lots_from(session.query("SELECT account, stream, posted_pence, committed_pence FROM ledger_lot WHERE account = :account",
                                 {{"account", account}}));
}

std::vector<Lot> lots_of_person(Session& session, std::string_view person) {
  return lots_from(session.query("SELECT account, stream, posted_pence, committed_pence FROM ledger_lot WHERE person = :person",
                                 {{"person", person}}));
}

std::vector<Lot> lots(Session& session) {
  return lots_from(session.query("SELECT account, stream, posted_pence, committed_pence FROM ledger_lot"));
}

std::optional<pot::Transfer> find(Session& session, std::string_view id) {
  const auto row = session.query(ONEPOT_TRANSFER_COLUMNS "WHERE t.id = :id", {{"id", id}}).first();
  return row ? std::optional(transfer_of(*row)) : std::nullopt;
}

std::vector<Reservation> reservations_from(Session& session, std::string_view account) {
  std::vector<Reservation> out;
  for (const auto row : session.query("SELECT t.id, f.account, o.account, f.stream, t.purpose, r.left_pence, t.until_date FROM ledger_lot f "
                                      "JOIN transfer t ON t.from_lot = f.id JOIN ledger_reservation r ON r.number = t.number "
                                      "JOIN ledger_lot o ON o.id = t.to_lot WHERE f.account = :account AND r.left_pence > 0 "
                                      "ORDER BY t.number", {{"account", account}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.pence(5), row.maybe_date(6)});
  return out;
}

Pence left(Session& session, std::string_view reservation) {
  const auto row = session.query("SELECT r.left_pence FROM transfer t JOIN ledger_reservation r ON r.number = t.number WHERE t.id = :id",
                                 {{"id", reservation}}).first();
  return row ? row->pence(0) : Pence();
}

std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit) {
  return transfers_from(session.query(
      ONEPOT_TRANSFER_COLUMNS "WHERE t.number IN (SELECT number FROM transfer WHERE from_lot IN (SELECT id FROM ledger_lot WHERE person = "
      ":person) UNION SELECT number FROM transfer WHERE to_lot IN (SELECT id FROM ledger_lot WHERE person = :person)) "
      "ORDER BY t.number DESC LIMIT :limit", {{"person", person}, {"limit", limit}}));
}

std::vector<pot::Transfer> history_of_account(Session& session, std::string_view account, std::size_t limit) {
  return transfers_from(session.query(
      ONEPOT_TRANSFER_COLUMNS "WHERE t.number IN (SELECT number FROM transfer WHERE from_lot IN (SELECT id FROM ledger_lot WHERE account = "
      ":account) UNION SELECT number FROM transfer WHERE to_lot IN (SELECT id FROM ledger_lot WHERE account = :account)) "
      "ORDER BY t.number DESC LIMIT :limit", {{"account", account}, {"limit", limit}}));
}

void each(Session& session, const std::function<void(const pot::Transfer&)>& f) {
  session.each(ONEPOT_TRANSFER_COLUMNS "ORDER BY t.number", {}, [&](const Row& row) { f(transfer_of(row)); });
}

}  // namespace onepot::store::ledger
