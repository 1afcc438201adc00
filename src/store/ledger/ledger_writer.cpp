#include "ledger_writer.h"

#include "database/many.h"
#include "onepot/pot/accounts.h"

namespace onepot::store::ledger {
namespace {

const Many& insert_transfers() {
  static const Many many(
      "INSERT INTO transfer (number, id, stage, booked, effective, from_lot, to_lot, pence, reservation, until_date, "
      "purpose, note, from_before, to_before, digest) VALUES",
      {"n", "id", "s", "b", "e", "f", "t", "p", "r", "u", "pu", "no", "fb", "tb", "d"}, "");
  return many;
}

const Many& insert_reservations() {
  static const Many many("INSERT INTO ledger_reservation (number, from_lot, left_pence) VALUES", {"n", "f", "l"}, "");
  return many;
}

/// A balance that is there is replaced: an update of many rows at once that both databases understand.
const Many& update_balances() {
  static const Many many("INSERT INTO ledger_balance (lot, posted_pence, committed_pence, last_transfer) VALUES",
                         {"l", "p", "c", "t"},
                         "ON CONFLICT (lot) DO UPDATE SET posted_pence = excluded.posted_pence, committed_pence = "
                         "excluded.committed_pence, "
                         "last_transfer = excluded.last_transfer");
  return many;
}

// CROSS JOIN keeps SQLite to this order: from the few that are asked for to the many that there are.
const Many& find_lots() {
  static const Many many(
      "WITH k (place, account, stream) AS (VALUES", {"k", "a", "s"},
      ") SELECT k.place, b.lot, b.posted_pence, b.committed_pence, b.last_transfer FROM k CROSS JOIN ledger_lot l "
      "CROSS JOIN ledger_balance b WHERE l.account = k.account AND l.stream = k.stream AND b.lot = l.id");
  return many;
}

const Many& find_ids() {
  static const Many many("WITH k (id) AS (VALUES", {"i"},
                         ") SELECT t.id FROM k CROSS JOIN transfer t WHERE t.id = k.id");
  return many;
}

}  // namespace

Writer::Writer(Session& session) : session_(session) {
  if (const auto head = session.query("SELECT number, digest FROM transfer ORDER BY number DESC LIMIT 1").first()) {
    number_ = head->integer(0);
    const auto digest = head->view(1);
    ONEPOT_ASSERT(digest.size() == head_.size());
    std::copy(digest.begin(), digest.end(), head_.begin());
  }
}

void Writer::expect(std::span<const pot::Transfer> transfers) {
  find_ids().run(
      session_, transfers.size(), [&](std::size_t i, std::vector<Value>& out) { out.emplace_back(transfers[i].id); },
      [&](const Rows& rows) {
        for (const auto row : rows) there_.insert(found_ids_.emplace_back(row.text(0)));
      });
  lots_.reserve(lots_.size() + transfers.size() * 2);
  std::vector<Sought> sought;
  for (const auto& t : transfers)
    for (const auto* account : {&t.from, &t.to}) {
      key_.assign(*account).append(1, '\0').append(t.stream);
      if (account->empty()) continue;
      if (const auto [at, is_new] = lots_.try_emplace(key_); is_new)
        sought.push_back({account, &t.stream, &at->second});
    }
  find(sought);
}

void Writer::find(const std::vector<Sought>& sought) {
  find_lots().run(
      session_, sought.size(),
      [&](std::size_t i, std::vector<Value>& out) {
        out.insert(out.end(), {i, *sought[i].account, *sought[i].stream});
      },
      [&](const Rows& rows) {
        for (const auto row : rows)
          *sought[static_cast<std::size_t>(row.integer(0))].held =
              Held{row.integer(1), {row.pence(2), row.pence(3)}, row.maybe_integer(4), false};
      });
}

Result<Entered> Writer::post(const pot::Transfer& given) {
  ONEPOT_CHECK(pot::check(given));
  if (there_.contains(given.id)) return unless_repeat(given, pot::id_taken(given));
  if (given.stage == pot::Stage::move || given.stage == pot::Stage::reserve) {
    Held& from = held(given.from, given.stream);
    if (from.balance.available() < given.amount && !overdraws(given.from))
      return unless_repeat(given, pot::missing_funds(given, from.balance.available()));
    return enter(given, from, std::nullopt);
  }
  const auto promise = promise_of(given.reservation);
  if (!promise) return unless_repeat(given, pot::unknown_reservation(given));
  const auto completed = pot::complete(given, promise->reserve, promise->left);
  if (!completed) return unless_repeat(given, tl::unexpected(completed.error()));
  const auto& kept = completed_.emplace_back(*completed);
  return enter(kept, held(kept.from, kept.stream), promise->number);
}

void Writer::close() {
  write_rows();
  // In the order of the table: neighbours share pages.
  std::sort(changed_.begin(), changed_.end(), [](const Held* a, const Held* b) { return a->lot < b->lot; });
  update_balances().run(session_, changed_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const Held& h = *changed_[i];
    out.insert(out.end(), {h.lot, h.balance.posted, h.balance.committed, h.last});
  });
  for (Held* h : changed_) h->changed = false;
  changed_.clear();
}

Writer::Held& Writer::held(const std::string& account, const std::string& stream) {
  key_.assign(account).append(1, '\0').append(stream);
  const auto [at, is_new] = lots_.try_emplace(key_);
  if (is_new) find({{&account, &stream, &at->second}});
  return at->second;
}

void Writer::make(Held& lot, const std::string& account, const std::string& stream) {
  if (lot.lot != 0) return;
  session_.run("INSERT INTO ledger_account (name, overdraft) VALUES (:name, :overdraft) ON CONFLICT (name) DO NOTHING",
               {{"name", account}, {"overdraft", pot::may_overdraw(account)}});
  lot.lot =
      session_
          .query("INSERT INTO ledger_lot (account, stream, person) VALUES (:account, :stream, :person) RETURNING id",
                 {{"account", account}, {"stream", stream}, {"person", pot::person_of(account).value_or("")}})
          .one()
          .integer(0);
  session_.run("INSERT INTO ledger_balance (lot, posted_pence, committed_pence) VALUES (:lot, 0, 0)",
               {{"lot", lot.lot}});
}

void Writer::touch(Held& lot) {
  if (!lot.changed) changed_.push_back(&lot);
  lot.changed = true;
  lot.last = number_;
}

/// Asked only when an account would go below nought.
bool Writer::overdraws(const std::string& account) {
  const auto row =
      session_.query("SELECT overdraft FROM ledger_account WHERE name = :name", {{"name", account}}).first();
  return row ? row->boolean(0) : pot::may_overdraw(account);
}

std::optional<Writer::Promise> Writer::promise_of(const std::string& id) {
  write_rows();
  const auto number =
      session_
          .query(
              "SELECT r.number, r.left_pence FROM transfer t JOIN ledger_reservation r ON r.number = t.number "
              "WHERE t.id = :id",
              {{"id", id}})
          .first();
  if (!number) return std::nullopt;
  return Promise{number->integer(0), *ledger::find(session_, id), number->pence(1)};
}

/// The same id with the same body is a repeat whatever the books say now; otherwise the refusal stands.
Result<Entered> Writer::unless_repeat(const pot::Transfer& given, tl::unexpected<Refusal> refusal) {
  write_rows();
  const auto row = session_.query("SELECT number FROM transfer WHERE id = :id", {{"id", given.id}}).first();
  if (!row) return refusal;
  if (!pot::same_body(*ledger::find(session_, given.id), given)) return pot::id_taken(given);
  return Entered{row->integer(0), true};
}

Result<Entered> Writer::enter(const pot::Transfer& t, Held& from, std::optional<std::int64_t> reservation) {
  constexpr std::size_t rows_max = 512;
  Held& to = held(t.to, t.stream);
  make(from, t.from, t.stream);
  make(to, t.to, t.stream);
  ++number_;
  head_ = pot::chained(head_, t);
  rows_.push_back({&t, number_, from.lot, to.lot, reservation, from.last, to.last, head_});
  there_.insert(t.id);
  touch(from);
  touch(to);
  if (t.stage == pot::Stage::move || t.stage == pot::Stage::post) {
    from.balance.posted -= t.amount;
    to.balance.posted += t.amount;
  }
  if (t.stage == pot::Stage::reserve) {
    from.balance.committed += t.amount;
  } else if (reservation) {
    from.balance.committed -= t.amount;
    session_.run("UPDATE ledger_reservation SET left_pence = left_pence - :amount WHERE number = :number",
                 {{"amount", t.amount}, {"number", *reservation}});
  }
  const Entered entered{number_, false};
  if (rows_.size() == rows_max) write_rows();
  return entered;
}

void Writer::write_rows() {
  insert_transfers().run(session_, rows_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const Unwritten& r = rows_[i];
    const pot::Transfer& t = *r.transfer;
    const Bytes digest{{reinterpret_cast<const char*>(r.digest.data()), r.digest.size()}};
    out.insert(out.end(), {r.number, t.id, static_cast<int>(t.stage), t.booked, t.effective, r.from, r.to, t.amount,
                           r.reservation, t.until, t.purpose, t.note, r.from_before, r.to_before, digest});
  });
  std::erase_if(rows_, [](const Unwritten& r) { return r.transfer->stage != pot::Stage::reserve; });
  insert_reservations().run(session_, rows_.size(), [&](std::size_t i, std::vector<Value>& out) {
    out.insert(out.end(), {rows_[i].number, rows_[i].from, rows_[i].transfer->amount});
  });
  rows_.clear();
}

}  // namespace onepot::store::ledger
