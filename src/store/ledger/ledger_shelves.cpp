// Finding lots: what is remembered, else what the books say.
#include "database/many.h"
#include "ledger_writer.h"
#include "onepot/pot/accounts.h"

namespace onepot::store::ledger {
namespace {

/// Whose money a transfer moves, where that is known before the books are asked.
std::optional<std::string_view> person_at_once(const pot::Transfer& t) {
  if (t.of && !t.of->person.empty()) return t.of->person;
  const auto whose = pot::whose(t);
  return t.of && !whose ? std::optional(std::string_view()) : whose;
}

void add_key(std::string& keys, std::string_view account, std::string_view stream, std::string_view person) {
  keys.append(account).append(1, '\0').append(stream).append(1, '\0').append(person);
}

// CROSS JOIN keeps SQLite to this order: from the few that are asked for to the many that there are.
const Many& find_lots() {
  static const Many many(
      "WITH k (place, account, stream, person) AS (VALUES", {"k", "a", "s", "p"},
      ") SELECT k.place, l.person, l.holding, l.conditions, l.id, COALESCE(b.posted_pence, 0), "
      "COALESCE(b.committed_pence, 0), b.last_transfer FROM k CROSS JOIN ledger_lot l LEFT JOIN ledger_balance b ON "
      "b.lot = l.id WHERE l.account = k.account AND l.stream = k.stream AND l.person = k.person ORDER BY l.id");
  return many;
}

}  // namespace

/// Reads, in few statements, the lots that these will need; and says on which shelves they are.
void Writer::foresee(std::span<const pot::Transfer> transfers) {
  struct Looked {
    std::string_view account, stream, person;
    std::size_t from, to, hash;  ///< the key, in `keys`
    Shelf** end;
  };
  ends_.assign(transfers.size(), {});
  std::string keys;
  keys.reserve(transfers.size() * 64);
  std::vector<Looked> looked;
  looked.reserve(transfers.size() * 2);
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const pot::Transfer& t = transfers[i];
    if (!t.reservation.empty()) continue;
    const auto person = person_at_once(t);
    if (!person) continue;
    const auto look = [&](std::string_view account, std::string_view whose, Shelf** end) {
      const std::size_t from = keys.size();
      add_key(keys, account, t.stream, whose);
      const std::size_t hash = Shelves::hash(std::string_view(keys).substr(from));
      looked.push_back({account, t.stream, whose, from, keys.size(), hash, end});
    };
    look(t.from, *person, &ends_[i].from);
    look(t.to,
         pot::person_of(t.to).value_or(t.becomes && !t.becomes->person.empty() ? std::string_view(t.becomes->person)
                                                                               : *person),
         &ends_[i].to);
  }
  std::vector<Sought> sought;
  constexpr std::size_t soon = 8;
  for (std::size_t i = 0; i < looked.size(); ++i) {
    if (i + 2 * soon < looked.size()) kept_->shelves.expect_place(looked[i + 2 * soon].hash);
    if (i + soon < looked.size()) kept_->shelves.expect_shelf(looked[i + soon].hash);
    const Looked& l = looked[i];
    const auto [found, is_new] =
        place(std::string_view(keys).substr(l.from, l.to - l.from), l.hash, l.account, l.stream, l.person);
    *l.end = found;
    if (is_new) sought.push_back({l.account, l.stream, l.person, found});
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
          sought[static_cast<std::size_t>(row.integer(0))].shelf->add(&held(
              row.integer(4), earmark_of(row, 1), {row.pence(5), row.pence(6)}, row.maybe_integer(7).value_or(0)));
      });
  for (const auto& s : sought) s.shelf->read = true;
}

Held& Writer::held(std::int64_t lot, pot::Earmark&& earmark, pot::Balance balance, std::int64_t last) {
  const auto [at, is_new] = kept_->by_number.try_emplace(lot);
  if (is_new) at->second = &kept_->lots.emplace_back(Held{lot, balance, last, false, std::move(earmark)});
  return *at->second;
}

std::pair<Shelf*, bool> Writer::place(std::string_view key, std::size_t hash, std::string_view account,
                                      std::string_view stream, std::string_view person) {
  const auto found = kept_->shelves.find_or_add(key, hash);
  if (found.second && !pot::person_of(account))
    kept_->people[fmt::format("{}{}{}", account, '\0', stream)].people.emplace(person);
  return found;
}

Shelf& Writer::shelf(std::string_view account, std::string_view stream, std::string_view person) {
  key_.clear();
  add_key(key_, account, stream, person);
  Shelf& shelf = *place(key_, Shelves::hash(key_), account, stream, person).first;
  if (!shelf.read) read_shelves({{account, stream, person, &shelf}});
  return shelf;
}

/// The lot, made where it is not there. `known`: its shelf, where that is known.
Held& Writer::lot(std::string_view account, std::string_view stream, const pot::Earmark& earmark, Shelf* known) {
  Shelf& on = known ? *known : shelf(account, stream, earmark.person);
  if (on.only && on.only->earmark == earmark) return *on.only;
  for (Held* held : on.lots)
    if (held->earmark == earmark) return *held;
  auto& last = kept_->last_lot;
  if (!last) last = session_.query("SELECT COALESCE(MAX(id), 0) FROM ledger_lot").one().integer(0);
  Held& made = held(++*last, pot::Earmark(earmark), {}, 0);
  on.add(&made);
  fresh_.push_back({&made, std::string(account), std::string(stream)});
  return made;
}

/// A lot of a promise, which is in the books.
Held& Writer::lot_numbered(std::int64_t number) {
  if (const auto known = kept_->by_number.find(number); known != kept_->by_number.end()) return *known->second;
  const Row row =
      session_.query("SELECT account, stream, person FROM ledger_lot WHERE id = :id", {{"id", number}}).one();
  (void)shelf(row.view(0), row.view(1), row.view(2));
  return *kept_->by_number.at(number);
}

/// The lots that a move or a reserve may draw on, and those that its account's limit asks about.
HeldLots Writer::open_lots(const pot::Transfer& t, const pot::Limit& limit) {
  const bool whole_account = limit.lowest && !pot::person_of(t.from);
  const auto person = person_at_once(t);
  if (person && !whole_account) return shelf(t.from, t.stream, *person).lots;
  // Any person's.
  // Who came to have something since the balances were carried has a shelf already, and is known by that.
  People& all = kept_->people[fmt::format("{}{}{}", t.from, '\0', t.stream)];
  if (!all.read)
    for (const auto row :
         session_.query("SELECT DISTINCT person FROM ledger_standing WHERE account = :account AND stream = :stream "
                        "AND (posted_pence <> 0 OR committed_pence <> 0)",
                        {{"account", t.from}, {"stream", t.stream}}))
      all.people.insert(row.text(0));
  all.read = true;
  HeldLots out;
  for (const auto& one : all.people) {
    const HeldLots& lots = shelf(t.from, t.stream, one).lots;
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

}  // namespace onepot::store::ledger
