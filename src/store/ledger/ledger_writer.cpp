#include "ledger_writer.h"

#include "database/many.h"
#include "ledger_rows.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger_closing.h"

namespace onepot::store::ledger {
namespace {

const Many& insert_transfers() {
  static const Many many(
      "INSERT INTO transfer (number, id, part, stage, said, booked, effective, from_lot, to_lot, pence, reservation, "
      "until_date, purpose, note, from_before, to_before, digest) VALUES",
      {"n", "id", "pt", "s", "sd", "b", "e", "f", "t", "p", "r", "u", "pu", "no", "fb", "tb", "d"}, "");
  return many;
}

const Many& insert_lots() {
  static const Many many("INSERT INTO ledger_lot (id, account, stream, person, holding, conditions, pot_of) VALUES",
                         {"i", "a", "s", "p", "h", "c", "o"}, "");
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
      "WITH k (place, account, stream, person) AS (VALUES", {"k", "a", "s", "p"},
      ") SELECT k.place, l.person, l.holding, l.conditions, b.lot, b.posted_pence, b.committed_pence, b.last_transfer "
      "FROM k CROSS JOIN ledger_lot l CROSS JOIN ledger_balance b WHERE l.account = k.account AND l.stream = k.stream "
      "AND l.person = k.person AND b.lot = l.id ORDER BY b.lot");
  return many;
}

const Many& find_ids() {
  static const Many many("WITH k (id) AS (VALUES", {"i"},
                         ") SELECT t.id FROM k CROSS JOIN transfer t WHERE t.id = k.id AND t.part = 0");
  return many;
}

/// Whose money a transfer moves, where that is known before the books are asked.
std::optional<std::string_view> whose_at_once(const pot::Transfer& t) {
  if (t.of && !t.of->person.empty()) return t.of->person;
  const auto whose = pot::whose(t);
  return t.of && !whose ? std::optional(std::string_view()) : whose;
}

}  // namespace

Writer::Writer(Session& session) : session_(session), limits_(session), closed_(closed_until(session)) {
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
  std::vector<Sought> sought;
  for (const auto& t : transfers) {
    if (!t.reservation.empty()) continue;
    const auto person = whose_at_once(t);
    if (!person) continue;
    const auto seek = [&](std::string_view account, std::string_view whose) {
      const auto [found, is_new] = place(account, t.stream, whose);
      if (is_new) sought.push_back({account, t.stream, whose, found});
    };
    seek(t.from, *person);
    seek(t.to, pot::person_of(t.to).value_or(t.becomes && !t.becomes->person.empty() ? t.becomes->person : *person));
  }
  read_shelves(sought);
}

void Writer::read_shelves(const std::vector<Sought>& sought) {
  find_lots().run(
      session_, sought.size(),
      [&](std::size_t i, std::vector<Value>& out) {
        out.insert(out.end(), {i, sought[i].account, sought[i].stream, sought[i].person});
      },
      [&](const Rows& rows) {
        for (const auto row : rows)
          sought[static_cast<std::size_t>(row.integer(0))].shelf->lots.push_back(
              &held(row.integer(4), earmark_of(row, 1), {row.pence(5), row.pence(6)}, row.maybe_integer(7)));
      });
  for (const auto& s : sought) s.shelf->read = true;
}

Writer::Held& Writer::held(std::int64_t lot, pot::Earmark&& earmark, pot::Balance balance,
                           std::optional<std::int64_t> last) {
  const auto [at, is_new] = by_number_.try_emplace(lot);
  if (is_new) at->second = &lots_.emplace_back(Held{lot, std::move(earmark), balance, last, false});
  return *at->second;
}

std::pair<Writer::Shelf*, bool> Writer::place(std::string_view account, std::string_view stream,
                                              std::string_view person) {
  key_.assign(account).append(1, '\0').append(stream);
  const std::size_t without_person = key_.size();
  key_.append(1, '\0').append(person);
  const auto [at, is_new] = shelves_.try_emplace(key_);
  if (is_new && !pot::person_of(account)) people_[key_.substr(0, without_person)].people.emplace(person);
  return {&at->second, is_new};
}

Writer::Shelf& Writer::shelf(std::string_view account, std::string_view stream, std::string_view person) {
  Shelf& shelf = *place(account, stream, person).first;
  if (!shelf.read) read_shelves({{account, stream, person, &shelf}});
  return shelf;
}

/// The lot, made where it is not there.
Writer::Held& Writer::lot(std::string_view account, std::string_view stream, const pot::Earmark& earmark) {
  Shelf& on = shelf(account, stream, earmark.person);
  for (Held* held : on.lots)
    if (held->earmark == earmark) return *held;
  if (!last_lot_) last_lot_ = session_.query("SELECT COALESCE(MAX(id), 0) FROM ledger_lot").one().integer(0);
  Held& made = held(++*last_lot_, pot::Earmark(earmark), {}, std::nullopt);
  on.lots.push_back(&made);
  fresh_.push_back({&made, std::string(account), std::string(stream)});
  return made;
}

/// A lot of a promise, which is in the books.
Writer::Held& Writer::lot_numbered(std::int64_t number) {
  if (const auto known = by_number_.find(number); known != by_number_.end()) return *known->second;
  const Row row =
      session_.query("SELECT account, stream, person FROM ledger_lot WHERE id = :id", {{"id", number}}).one();
  (void)shelf(row.view(0), row.view(1), row.view(2));
  return *by_number_.at(number);
}

/// The lots that a move or a reserve may draw on, and those that its account's limit asks about.
Writer::Lots Writer::open_lots(const pot::Transfer& t, const pot::Limit& limit) {
  const bool whole_account = limit.lowest && !pot::person_of(t.from);
  const auto person = whose_at_once(t);
  if (person && !whole_account) return shelf(t.from, t.stream, *person).lots;
  // Any person's.
  People& all = people_[fmt::format("{}{}{}", t.from, '\0', t.stream)];
  if (!all.read)
    for (const auto row :
         session_.query("SELECT DISTINCT person FROM ledger_standing WHERE account = :account AND stream = :stream "
                        "AND (posted_pence <> 0 OR committed_pence <> 0)",
                        {{"account", t.from}, {"stream", t.stream}}))
      all.people.insert(row.text(0));
  all.read = true;
  Lots out;
  for (const auto& one : all.people) {
    const Lots& lots = shelf(t.from, t.stream, one).lots;
    out.insert(out.end(), lots.begin(), lots.end());
  }
  std::sort(out.begin(), out.end(), [](const Held* a, const Held* b) { return a->lot < b->lot; });
  return out;
}

/// What the account where it arrives holds of the stream.
Pence Writer::standing(const pot::Transfer& t) {
  pot::Transfer back;
  back.from = t.to;
  back.to = t.to;
  back.stream = t.stream;
  Pence sum;
  for (const Held* held : open_lots(back, {Pence(), std::nullopt})) sum += held->balance.posted;
  return sum;
}

Result<void> Writer::check_highest(const pot::Transfer& t) {
  if (!limits_.any() || t.from == t.to || (t.stage != pot::Stage::move && t.stage != pot::Stage::post)) return {};
  if (const auto highest = limits_.on(t.to, t.booked).highest; highest && standing(t) + t.amount > *highest)
    return pot::above_limit(t, *highest);
  return {};
}

Result<Entered> Writer::post(const pot::Transfer& given) {
  ONEPOT_CHECK(pot::check(given));
  if (there_.contains(given.id)) return unless_repeat(given, pot::id_taken(given));
  if (closed_ && given.booked <= *closed_) return unless_repeat(given, pot::period_closed(given, *closed_));
  return given.reservation.empty() ? take(given) : settle(given);
}

Result<Entered> Writer::take(const pot::Transfer& given) {
  const pot::Limit limit = limits_.on(given.from, given.booked);
  const Lots lots = open_lots(given, limit);
  std::vector<pot::OpenLot> open;
  for (const Held* held : lots) open.push_back({held->earmark, held->balance.available()});
  const auto took = pot::takes(given, open, limit.lowest);
  if (!took) return unless_repeat(given, tl::unexpected(took.error()));
  if (const auto fits = check_highest(given); !fits) return unless_repeat(given, tl::unexpected(fits.error()));
  const Entered entered{number_ + 1, false};
  std::int64_t n = 0;
  for (const auto& part : *took) {
    Held& from = lot(given.from, given.stream, part.of);
    Held& to = lot(given.to, given.stream, pot::arrives_as(given, part.of));
    enter({&given, part.amount, &from.earmark, &to.earmark, n++, given.of.has_value(), given.becomes.has_value()}, from,
          to, std::nullopt);
  }
  return entered;
}

Result<Entered> Writer::settle(const pot::Transfer& given) {
  write_rows();
  std::vector<Promised> parts;
  Pence left;
  for (const auto row :
       session_.query("SELECT t.number, t.from_lot, t.to_lot, r.left_pence FROM transfer t JOIN ledger_reservation r "
                      "ON r.number = t.number WHERE t.id = :id ORDER BY t.part",
                      {{"id", given.reservation}})) {
    parts.push_back({row.integer(0), row.integer(1), row.integer(2), row.pence(3)});
    left += parts.back().left;
  }
  if (parts.empty()) return unless_repeat(given, pot::unknown_reservation(given));
  const auto completed = pot::complete(given, *ledger::find(session_, given.reservation), left);
  if (!completed) return unless_repeat(given, tl::unexpected(completed.error()));
  if (const auto fits = check_highest(*completed); !fits) return unless_repeat(given, tl::unexpected(fits.error()));
  const pot::Transfer& kept = completed_.emplace_back(*completed);
  const Entered entered{number_ + 1, false};
  Pence rest = kept.amount;
  std::int64_t n = 0;
  for (const auto& part : parts) {
    const Pence amount = std::min(rest, part.left);
    if (amount == Pence()) continue;
    Held &from = lot_numbered(part.from_lot), &to = lot_numbered(part.to_lot);
    enter({&kept, amount, &from.earmark, &to.earmark, n++, false, false}, from, to, part.number);
    rest -= amount;
  }
  return entered;
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

void Writer::touch(Held& lot) {
  if (!lot.changed) changed_.push_back(&lot);
  lot.changed = true;
  lot.last = number_;
}

/// The same id with the same body is a repeat whatever the books say now; otherwise the refusal stands.
Result<Entered> Writer::unless_repeat(const pot::Transfer& given, tl::unexpected<Refusal> refusal) {
  write_rows();
  const auto row =
      session_.query("SELECT number FROM transfer WHERE id = :id AND part = 0", {{"id", given.id}}).first();
  if (!row) return refusal;
  if (!pot::same_body(*ledger::find(session_, given.id), given)) return pot::id_taken(given);
  return Entered{row->integer(0), true};
}

void Writer::enter(const pot::PartView& part, Held& from, Held& to, std::optional<std::int64_t> reservation) {
  constexpr std::size_t rows_max = 512;
  const pot::Stage stage = part.transfer->stage;
  ++number_;
  head_ = pot::chained(head_, part);
  rows_.push_back({part, number_, from.lot, to.lot, reservation, from.last, to.last, head_});
  if (part.number == 0) there_.insert(part.transfer->id);
  touch(from);
  touch(to);
  if (stage == pot::Stage::move || stage == pot::Stage::post) {
    from.balance.posted -= part.amount;
    to.balance.posted += part.amount;
  }
  if (stage == pot::Stage::reserve) {
    from.balance.committed += part.amount;
  } else if (reservation) {
    from.balance.committed -= part.amount;
    session_.run("UPDATE ledger_reservation SET left_pence = left_pence - :amount WHERE number = :number",
                 {{"amount", part.amount}, {"number", *reservation}});
  }
  if (rows_.size() == rows_max) write_rows();
}

void Writer::write_rows() {
  insert_lots().run(session_, fresh_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const auto& [held, account, stream] = fresh_[i];
    out.insert(out.end(), {held->lot, account, stream, held->earmark.person, pot::holding_text(held->earmark.holding),
                           held->earmark.conditions, pot::person_of(account).value_or("")});
  });
  fresh_.clear();
  insert_transfers().run(session_, rows_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const Unwritten& r = rows_[i];
    const pot::Transfer& t = *r.part.transfer;
    const Bytes digest{{reinterpret_cast<const char*>(r.digest.data()), r.digest.size()}};
    out.insert(out.end(),
               {r.number, t.id, r.part.number, static_cast<int>(t.stage),
                (r.part.of_said ? 1 : 0) + (r.part.becomes_said ? 2 : 0), t.booked, t.effective, r.from, r.to,
                r.part.amount, r.reservation, t.until, t.purpose, t.note, r.from_before, r.to_before, digest});
  });
  std::erase_if(rows_, [](const Unwritten& r) { return r.part.transfer->stage != pot::Stage::reserve; });
  insert_reservations().run(session_, rows_.size(), [&](std::size_t i, std::vector<Value>& out) {
    out.insert(out.end(), {rows_[i].number, rows_[i].from, rows_[i].part.amount});
  });
  rows_.clear();
}

}  // namespace onepot::store::ledger
