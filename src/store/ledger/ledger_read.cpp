#include "ledger_rows.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"

namespace onepot::store::ledger {
namespace {

#define ONEPOT_LOT_COLUMNS \
  "SELECT account, stream, person, holding, conditions, posted_pence, committed_pence FROM ledger_standing "

std::vector<Lot> lots_from(const Rows& rows) {
  std::vector<Lot> out;
  out.reserve(rows.size());
  for (const auto row : rows)
    out.push_back({row.text(0), row.text(1), earmark_of(row, 2), {row.pence(5), row.pence(6)}});
  // Sorted here: the two databases do not agree on the order of text.
  std::sort(out.begin(), out.end(), [](const Lot& a, const Lot& b) {
    return std::tie(a.account, a.stream, a.earmark) < std::tie(b.account, b.stream, b.earmark);
  });
  return out;
}

/// Lots in order, added up by account and stream.
std::vector<Standing> added_up(std::vector<Lot> lots) {
  std::vector<Standing> out;
  for (auto& lot : lots) {
    if (out.empty() || out.back().account != lot.account || out.back().stream != lot.stream)
      out.push_back({std::move(lot.account), std::move(lot.stream), {}});
    out.back().balance.posted += lot.balance.posted;
    out.back().balance.committed += lot.balance.committed;
  }
  return out;
}

/// The parts that touched some lots (id, last transfer), newest first: always the latest of the lots' next ones.
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
    out.push_back(part_of(row).transfer);
    if (ours.contains(row.integer(12)) && !row.null(13)) next.insert(row.integer(13));
    if (ours.contains(row.integer(14)) && !row.null(15)) next.insert(row.integer(15));
  }
  return out;
}

}  // namespace

pot::Earmark earmark_of(const Row& row, std::size_t column) {
  const auto holding = pot::parse_maybe_holding(row.view(column + 1));
  return {row.text(column), holding ? *holding : std::nullopt, row.text(column + 2)};
}

pot::Part part_of(const Row& row) {
  const auto said = row.integer(17);
  return {{.id = row.text(0),
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
           .note = row.text(11),
           .of = earmark_of(row, 18),
           .becomes = earmark_of(row, 21)},
          row.integer(16),
          (said & 1) != 0,
          (said & 2) != 0};
}

pot::Balance balance(Session& session, std::string_view account, std::string_view stream) {
  pot::Balance sum;
  for (const auto row : session.query(
           "SELECT posted_pence, committed_pence FROM ledger_standing WHERE account = :account AND stream = :stream",
           {{"account", account}, {"stream", stream}})) {
    sum.posted += row.pence(0);
    sum.committed += row.pence(1);
  }
  return sum;
}

pot::Balance lot_balance(Session& session, std::string_view account, std::string_view stream,
                         const pot::Earmark& earmark) {
  const pot::Earmark full = pot::in_account(earmark, account);
  const auto row = session
                       .query(
                           "SELECT posted_pence, committed_pence FROM ledger_standing WHERE account = :account AND "
                           "stream = :stream AND person = :person AND holding = :holding AND conditions = :conditions",
                           {{"account", account},
                            {"stream", stream},
                            {"person", full.person},
                            {"holding", pot::holding_text(full.holding)},
                            {"conditions", full.conditions}})
                       .first();
  return row ? pot::Balance{row->pence(0), row->pence(1)} : pot::Balance{};
}

std::vector<Lot> lots_of_account(Session& session, std::string_view account) {
  return lots_from(session.query(ONEPOT_LOT_COLUMNS "WHERE account = :account", {{"account", account}}));
}

std::vector<Lot> lots_of_pot(Session& session, std::string_view person) {
  return lots_from(session.query(ONEPOT_LOT_COLUMNS "WHERE pot_of = :person AND pot_of <> ''", {{"person", person}}));
}

std::vector<Lot> lots_about(Session& session, std::string_view person) {
  return lots_from(session.query(ONEPOT_LOT_COLUMNS "WHERE person = :person AND person <> ''", {{"person", person}}));
}

std::vector<Lot> lots(Session& session) {
  return lots_from(session.query(ONEPOT_LOT_COLUMNS));
}

std::vector<Standing> standings_of_account(Session& session, std::string_view account) {
  return added_up(lots_of_account(session, account));
}

std::vector<Standing> standings_of_pot(Session& session, std::string_view person) {
  return added_up(lots_of_pot(session, person));
}

std::vector<Standing> standings(Session& session) {
  return added_up(lots(session));
}

std::vector<pot::Part> parts_of(Session& session, std::string_view id) {
  std::vector<pot::Part> out;
  for (const auto row : session.query(ONEPOT_TRANSFER_COLUMNS "WHERE t.id = :id ORDER BY t.part", {{"id", id}}))
    out.push_back(part_of(row));
  return out;
}

std::optional<pot::Transfer> find(Session& session, std::string_view id) {
  const auto parts = parts_of(session, id);
  return parts.empty() ? std::nullopt : std::optional(pot::whole(parts));
}

std::vector<Reservation> reservations_from(Session& session, std::string_view account) {
  std::vector<Reservation> out;
  for (const auto row : session.query(
           "SELECT t.id, f.account, o.account, f.stream, t.purpose, r.left_pence, t.until_date FROM ledger_lot f "
           "JOIN ledger_reservation r ON r.from_lot = f.id JOIN transfer t ON t.number = r.number "
           "JOIN ledger_lot o ON o.id = t.to_lot WHERE f.account = :account AND r.left_pence > 0 "
           "ORDER BY t.number",
           {{"account", account}})) {
    if (!out.empty() && out.back().id == row.view(0))  // out of several lots: its parts stand together
      out.back().left += row.pence(5);
    else
      out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.pence(5), row.maybe_date(6)});
  }
  return out;
}

Pence left(Session& session, std::string_view reservation) {
  Pence sum;
  for (const auto row : session.query(
           "SELECT r.left_pence FROM transfer t JOIN ledger_reservation r ON r.number = t.number WHERE t.id = :id",
           {{"id", reservation}}))
    sum += row.pence(0);
  return sum;
}

std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit) {
  return walk(session,
              session.query("SELECT l.id, b.last_transfer FROM ledger_lot l JOIN ledger_balance b ON b.lot = l.id "
                            "WHERE l.pot_of = :person AND l.pot_of <> ''",
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

void each_part(Session& session, const std::function<void(const pot::Part&)>& f) {
  session.each(ONEPOT_TRANSFER_COLUMNS "ORDER BY t.number", {}, [&](const Row& row) { f(part_of(row)); });
}

void each(Session& session, const std::function<void(const pot::Transfer&)>& f) {
  each_part(session, [&](const pot::Part& part) { f(part.transfer); });
}

}  // namespace onepot::store::ledger
