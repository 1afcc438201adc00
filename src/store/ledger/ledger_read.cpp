#include "ledger_recent.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"

namespace onepot::store::ledger {
namespace {

#define ONEPOT_LOT_COLUMNS \
  "SELECT account, stream, person, holding, conditions, lot, posted_pence, committed_pence FROM ledger_standing "

/// What stands in a lot now: three columns, of its number and its balance as it was carried.
pot::Balance standing_of(const Recent& recent, const Row& row, std::size_t column) {
  return recent.now(row.integer(column), {row.pence(column + 1), row.pence(column + 2)});
}

std::vector<Lot> lots_from(Session& session, const Rows& rows) {
  const Recent& recent = Recent::of(session);
  std::vector<Lot> out;
  out.reserve(rows.size());
  for (const auto row : rows)
    out.push_back({row.text(0), row.text(1), earmark_of(row, 2), standing_of(recent, row, 5)});
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

/// The parts that touched some lots (id, last row), newest first: always the latest of the lots' next ones.
void walk(Session& session, const Rows& lots, const std::function<bool(pot::Transfer&&)>& f) {
  std::set<std::int64_t> ours, next;
  const Recent& recent = Recent::of(session);
  for (const auto row : lots) {
    ours.insert(row.integer(0));
    if (const Change* change = recent.find(row.integer(0)))
      next.insert(change->last);
    else if (!row.null(1))
      next.insert(row.integer(1));
  }
  Parts parts(session);
  bool more = true;
  while (more && !next.empty()) {
    const std::int64_t number = *next.rbegin();
    next.erase(number);
    parts.at(number, [&](const PackedPart& p) {
      if (ours.contains(p.from_lot) && p.from_before != 0) next.insert(p.from_before);
      if (ours.contains(p.to_lot) && p.to_before != 0) next.insert(p.to_before);
      more = f(parts.whole(p).transfer);
    });
  }
}

std::vector<pot::Transfer> newest(Session& session, const Rows& lots, std::size_t limit) {
  std::vector<pot::Transfer> out;
  if (limit > 0)
    walk(session, lots, [&](pot::Transfer&& t) {
      out.push_back(std::move(t));
      return out.size() < limit;
    });
  return out;
}

Rows lots_of_person(Session& session, std::string_view person) {
  return session.query("SELECT lot, last_transfer FROM ledger_standing WHERE pot_of = :person AND pot_of <> ''",
                       {{"person", person}});
}

}  // namespace

pot::Balance balance(Session& session, std::string_view account, std::string_view stream) {
  const Recent& recent = Recent::of(session);
  pot::Balance sum;
  for (const auto row : session.query("SELECT lot, posted_pence, committed_pence FROM ledger_standing WHERE account = "
                                      ":account AND stream = :stream",
                                      {{"account", account}, {"stream", stream}})) {
    const pot::Balance now = standing_of(recent, row, 0);
    sum.posted += now.posted;
    sum.committed += now.committed;
  }
  return sum;
}

pot::Balance lot_balance(Session& session, std::string_view account, std::string_view stream,
                         const pot::Earmark& earmark) {
  const pot::Earmark full = pot::in_account(earmark, account);
  const auto row =
      session
          .query(
              "SELECT lot, posted_pence, committed_pence FROM ledger_standing WHERE account = :account "
              "AND stream = :stream AND person = :person AND holding = :holding AND conditions = :conditions",
              {{"account", account},
               {"stream", stream},
               {"person", full.person},
               {"holding", pot::holding_text(full.holding)},
               {"conditions", full.conditions}})
          .first();
  return row ? standing_of(Recent::of(session), *row, 0) : pot::Balance{};
}

std::vector<Lot> lots_of_account(Session& session, std::string_view account) {
  return lots_from(session, session.query(ONEPOT_LOT_COLUMNS "WHERE account = :account", {{"account", account}}));
}

std::vector<Lot> lots_of_pot(Session& session, std::string_view person) {
  return lots_from(session,
                   session.query(ONEPOT_LOT_COLUMNS "WHERE pot_of = :person AND pot_of <> ''", {{"person", person}}));
}

std::vector<Lot> lots_about(Session& session, std::string_view person) {
  return lots_from(session,
                   session.query(ONEPOT_LOT_COLUMNS "WHERE person = :person AND person <> ''", {{"person", person}}));
}

std::vector<Lot> lots(Session& session) {
  return lots_from(session, session.query(ONEPOT_LOT_COLUMNS));
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
  const auto first = number_of(session, id);
  if (!first) return out;
  Parts parts(session);
  bool more = true;
  for (std::int64_t number = *first; more; ++number)
    more = parts.at(number, [&](const PackedPart& p) {
      if (p.id == id)
        out.push_back(parts.whole(p));
      else
        more = false;
    }) && out.size() == static_cast<std::size_t>(number - *first + 1);
  return out;
}

std::optional<pot::Transfer> find(Session& session, std::string_view id) {
  const auto parts = parts_of(session, id);
  return parts.empty() ? std::nullopt : std::optional(pot::whole(parts));
}

std::vector<Reservation> reservations_from(Session& session, std::string_view account) {
  std::vector<Reservation> out;
  Parts parts(session);
  std::int64_t last = 0;
  for (const auto row :
       session.query("SELECT r.number, r.left_pence FROM ledger_lot f JOIN ledger_reservation r ON r.from_lot = f.id "
                     "WHERE f.account = :account AND r.left_pence > 0 ORDER BY r.number, r.part",
                     {{"account", account}})) {
    if (row.integer(0) == last) {  // out of several lots
      out.back().left += row.pence(1);
      continue;
    }
    last = row.integer(0);
    parts.at(last, [&](const PackedPart& p) {
      const auto t = parts.whole(p).transfer;
      out.push_back({t.id, t.from, t.to, t.stream, t.purpose, row.pence(1), t.until});
    });
  }
  return out;
}

Pence left(Session& session, std::string_view reservation) {
  Pence sum;
  for (const auto row : session.query(
           "SELECT r.left_pence FROM ledger_id i JOIN ledger_reservation r ON r.number = i.number WHERE i.id = :id",
           {{"id", reservation}}))
    sum += row.pence(0);
  return sum;
}

std::vector<pot::Transfer> history_of_person(Session& session, std::string_view person, std::size_t limit) {
  return newest(session, lots_of_person(session, person), limit);
}

void each_of_person(Session& session, std::string_view person, const std::function<bool(const pot::Transfer&)>& f) {
  walk(session, lots_of_person(session, person), f);
}

std::vector<pot::Transfer> history_of_account(Session& session, std::string_view account, std::size_t limit) {
  return newest(
      session,
      session.query("SELECT lot, last_transfer FROM ledger_standing WHERE account = :account", {{"account", account}}),
      limit);
}

void each_part(Session& session, const std::function<void(const pot::Part&)>& f) {
  Parts parts(session);
  parts.lots.read_all();
  std::unordered_map<std::int64_t, std::string> promises;  // ids, of which a later row says only the number
  each_packed(session, [&](const PackedPart& p) {
    if (p.stage == pot::Stage::reserve) promises.emplace(p.number, p.id);
    const auto promise = promises.find(p.reservation);
    f(parts.whole(p, promise == promises.end() ? std::string_view() : std::string_view(promise->second)));
  });
}

void each(Session& session, const std::function<void(const pot::Transfer&)>& f) {
  each_part(session, [&](const pot::Part& part) { f(part.transfer); });
}

}  // namespace onepot::store::ledger
