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
  std::sort(out.begin(), out.end(),
            [](const Lot& a, const Lot& b) { return std::tie(a.account, a.stream) < std::tie(b.account, b.stream); });
  return out;
}

/// The transfers of some lots (id, last transfer), newest first: always the latest of the lots' next ones.
std::vector<pot::Transfer> walk(Session& session, const Rows& lots, std::size_t limit) {
  std::set<std::int64_t> ours, next;
  for (const auto row : lots) {
    ours.insert(row.integer(0));
    if (!row.null(1)) next.insert(row.integer(1));
  }
  std::vector<pot::Transfer> out;
  auto read = session.prepare(ONEPOT_TRANSFER_COLUMNS "WHERE t.number = :number");
  while (!next.empty() && out.size() < limit) {
    const std::int64_t number = *next.rbegin();
    next.erase(number);
    const Row row = read.query({{"number", number}}).one();
    out.push_back(transfer_of(row));
    if (ours.contains(row.integer(12)) && !row.null(13)) next.insert(row.integer(13));
    if (ours.contains(row.integer(14)) && !row.null(15)) next.insert(row.integer(15));
  }
  return out;
}

}  // namespace

pot::Transfer transfer_of(const Row& row) {
  return {.id = row.text(0),
          .booked = row.date(1),
          .effective = row.date(2),
          .from = row.text(3),
          .to = row.text(4),
          .amount = row.pence(5),
          .stream = row.text(6),
          .purpose = row.text(7),
          .stage = static_cast<pot::Stage>(row.integer(8)),
          .reservation = row.maybe_text(9).value_or(""),
          .until = row.maybe_date(10),
          .note = row.text(11)};
}

pot::Balance balance(Session& session, std::string_view account, std::string_view stream) {
  const auto row =
      session
          .query(
              "SELECT posted_pence, committed_pence FROM ledger_standing WHERE account = :account AND stream = :stream",
              {{"account", account}, {"stream", stream}})
          .first();
  return row ? pot::Balance{row->pence(0), row->pence(1)} : pot::Balance{};
}

std::vector<Lot> lots_of_account(Session& session, std::string_view account) {
  return lots_from(session.query(
      "SELECT account, stream, posted_pence, committed_pence FROM ledger_standing WHERE account = :account",
      {{"account", account}}));
}

std::vector<Lot> lots_of_person(Session& session, std::string_view person) {
  return lots_from(
      session.query("SELECT account, stream, posted_pence, committed_pence FROM ledger_standing WHERE person = :person",
                    {{"person", person}}));
}

std::vector<Lot> lots(Session& session) {
  return lots_from(session.query("SELECT account, stream, posted_pence, committed_pence FROM ledger_standing"));
}

std::optional<pot::Transfer> find(Session& session, std::string_view id) {
  const auto row = session.query(ONEPOT_TRANSFER_COLUMNS "WHERE t.id = :id", {{"id", id}}).first();
  return row ? std::optional(transfer_of(*row)) : std::nullopt;
}

std::vector<Reservation> reservations_from(Session& session, std::string_view account) {
  std::vector<Reservation> out;
  for (const auto row : session.query(
           "SELECT t.id, f.account, o.account, f.stream, t.purpose, r.left_pence, t.until_date FROM ledger_lot f "
           "JOIN ledger_reservation r ON r.from_lot = f.id JOIN transfer t ON t.number = r.number "
           "JOIN ledger_lot o ON o.id = t.to_lot WHERE f.account = :account AND r.left_pence > 0 "
           "ORDER BY t.number",
           {{"account", account}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.pence(5), row.maybe_date(6)});
  return out;
}

Pence left(Session& session, std::string_view reservation) {
  const auto row =
      session
          .query(
              "SELECT r.left_pence FROM transfer t JOIN ledger_reservation r ON r.number = t.number WHERE t.id = :id",
              {{"id", reservation}})
          .first();
  return row ? row->pence(0) : Pence();
}

std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit) {
  return walk(
      session,
      session.query(
          "SELECT l.id, b.last_transfer FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id WHERE l.person = "
          ":person AND l.person <> ''",
          {{"person", person}}),
      limit);
}

std::vector<pot::Transfer> history_of_account(Session& session, std::string_view account, std::size_t limit) {
  return walk(
      session,
      session.query(
          "SELECT l.id, b.last_transfer FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id WHERE l.account = "
          ":account",
          {{"account", account}}),
      limit);
}

void each(Session& session, const std::function<void(const pot::Transfer&)>& f) {
  session.each(ONEPOT_TRANSFER_COLUMNS "ORDER BY t.number", {}, [&](const Row& row) { f(transfer_of(row)); });
}

}  // namespace onepot::store::ledger
