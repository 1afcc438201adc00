#include "ledger_writer.h"

#include <algorithm>
#include <unordered_set>

#include "database/driver.h"
#include "database/many.h"
#include "ledger_recent.h"
#include "onepot/pot/accounts.h"

namespace onepot::store::ledger {
namespace {

/// The places of the transfers in the order of their ids, of the same id the first first. Ids of a batch mostly begin
/// alike: the eight bytes after what they share nearly always decide.
std::vector<std::size_t> in_order_of_id(std::span<const pot::Transfer> transfers) {
  std::vector<std::size_t> order(transfers.size());
  if (transfers.empty()) return order;
  const std::string_view first = transfers.front().id;
  std::size_t shared = first.size();
  for (const auto& t : transfers) {
    const std::string_view id = t.id;
    shared = std::min(shared, id.size());
    while (first.substr(0, shared) != id.substr(0, shared)) --shared;
  }
  struct Key {
    std::uint64_t bytes;
    std::size_t place;
  };
  std::vector<Key> keys(transfers.size());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    const std::string_view rest = std::string_view(transfers[i].id).substr(shared);
    std::uint64_t bytes = 0;
    for (std::size_t b = 0; b < 8; ++b)
      bytes = bytes << 8U | (b < rest.size() ? static_cast<unsigned char>(rest[b]) : 0U);
    keys[i] = {bytes, i};
  }
  std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
    if (a.bytes != b.bytes) return a.bytes < b.bytes;
    const int less = transfers[a.place].id.compare(transfers[b.place].id);
    return less != 0 ? less < 0 : a.place < b.place;
  });
  std::ranges::transform(keys, order.begin(), &Key::place);
  return order;
}

}  // namespace

Writer::Writer(Session& session) : session_(session), kept_(Kept::of(session)), rules_(Rules::of(session)) {}

Result<std::vector<Entered>> Writer::enter_all(std::span<const pot::Transfer> transfers) {
  constexpr std::size_t at_once = 8'192;
  std::vector<Entered> out;
  out.reserve(transfers.size());
  kept_->whole = false;
  std::optional<Refusal> refusal;
  while (!refusal && out.size() < transfers.size()) {
    // Those that can be at all, and as many as are held at once.
    auto piece = transfers.subspan(out.size(), std::min(at_once, transfers.size() - out.size()));
    std::optional<Refusal> bad;
    for (std::size_t i = 0; i < piece.size() && !bad; ++i)
      if (auto fine = pot::check(piece[i]); !fine) {
        bad = std::move(fine).error();
        piece = piece.first(i);
      }
    const auto claims = claim(piece);
    foresee(piece);
    constexpr std::size_t soon = 6;
    for (std::size_t i = 0; i < piece.size() && !refusal; ++i) {
      if (i + soon < piece.size()) {
        const Ends& next = ends_[i + soon];
        if (next.from && next.from->only) __builtin_prefetch(next.from->only);
        if (next.to && next.to->only) __builtin_prefetch(next.to->only);
      }
      const auto entered = claims[i].own ? post(piece[i], ends_[i]) : repeat(piece[i]);
      if (!entered) {
        refusal = entered.error();
        give_up(piece.subspan(i), std::span(claims).subspan(i));
      } else {
        if (claims[i].own && claims[i].number != entered->number)
          session_.run("UPDATE ledger_id SET number = :number WHERE id = :id",
                       {{"number", entered->number}, {"id", piece[i].id}});
        out.push_back(*entered);
      }
    }
    if (!refusal) refusal = std::move(bad);
  }
  close();
  if (!refusal) return out;
  refusal->where.line = static_cast<long>(out.size()) + 1;
  return tl::unexpected(std::move(*refusal));
}

/// Enters the ids, each with the number it will have where every transfer has one row; in the order of the ids.
std::vector<Writer::Claim> Writer::claim(std::span<const pot::Transfer> transfers) {
  std::vector<Claim> out(transfers.size());
  std::vector<std::size_t> order = in_order_of_id(transfers);
  const auto twice = [&](std::size_t a, std::size_t b) { return transfers[a].id == transfers[b].id; };
  order.erase(std::unique(order.begin(), order.end(), twice), order.end());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].number = kept_->head.number + static_cast<std::int64_t>(i) + 1;
  const auto values = [&](std::size_t n, std::vector<Value>& row) {
    row.insert(row.end(), {transfers[order[n]].id, out[order[n]].number});
  };
  if (session_.dialect() == Dialect::sqlite) {
    static const Many insert("INSERT INTO ledger_id (id, number) VALUES", {"i", "n"}, "ON CONFLICT DO NOTHING");
    insert.run_counted(session_, order.size(), values, [&](std::size_t first, std::size_t count, std::int64_t entered) {
      // An id that is among those before has a number that they had: never one that is to come.
      for (const auto i : std::span(order).subspan(first, count))
        out[i].own =
            entered == static_cast<std::int64_t>(count) || number_of(session_, transfers[i].id) == out[i].number;
    });
    return out;
  }
  static const Many many("INSERT INTO ledger_id (id, number) VALUES", {"i", "n"},
                         "ON CONFLICT DO NOTHING RETURNING id");
  std::unordered_set<std::string> own;
  many.run(session_, order.size(), values, [&](const Rows& rows) {
    for (const auto row : rows) own.insert(row.text(0));
  });
  for (const auto i : order) out[i].own = own.contains(transfers[i].id);
  return out;
}

void Writer::give_up(std::span<const pot::Transfer> transfers, std::span<const Claim> claims) {
  auto remove = session_.prepare("DELETE FROM ledger_id WHERE id = :id");
  for (std::size_t i = 0; i < transfers.size(); ++i)
    if (claims[i].own) remove.run({{"id", transfers[i].id}});
}

Result<Entered> Writer::post(const pot::Transfer& given, const Ends& ends) {
  if (rules_->closed && given.booked <= *rules_->closed) return pot::period_closed(given, *rules_->closed);
  return given.reservation.empty() ? take(given, ends) : settle(given);
}

/// The same id with the same body is a repeat whatever the books say now.
Result<Entered> Writer::repeat(const pot::Transfer& given) {
  write_rows();
  const auto number = number_of(session_, given.id);
  ONEPOT_ASSERT(number.has_value());
  if (!pot::same_body(*ledger::find(session_, given.id), given)) return pot::id_taken(given);
  return Entered{*number, true};
}

Result<void> Writer::check_highest(const pot::Transfer& t) {
  if (t.from == t.to || (t.stage != pot::Stage::move && t.stage != pot::Stage::post)) return {};
  if (rules_->limits.usual(session_, t.to)) return {};
  if (const auto highest = rules_->limits.on(session_, t.to, t.booked).highest;
      highest && standing(t) + t.amount > *highest)
    return pot::above_limit(t, *highest);
  return {};
}

/// The lot that a plain transfer out of a pot can only be of; nothing where there is a choice or a question.
Held* Writer::only_lot(const pot::Transfer& t, const Shelf& on) {
  if (t.of || t.becomes || on.lots.size() != 1 || on.only->balance.available() < t.amount) return nullptr;
  return pot::person_of(t.from) && rules_->limits.usual(session_, t.from) && rules_->limits.usual(session_, t.to)
             ? on.only
             : nullptr;
}

Result<Entered> Writer::take(const pot::Transfer& given, const Ends& ends) {
  const Entered entered{kept_->head.number + 1, false};
  if (Held* from = ends.from ? only_lot(given, *ends.from) : nullptr) {
    const auto to_person = pot::person_of(given.to);
    Held& to = to_person && *to_person != from->earmark.person
                   ? lot(given.to, given.stream, pot::arrives_as(given, from->earmark), ends.to)
                   : lot(given.to, given.stream, from->earmark, ends.to);
    enter({&given, given.amount, &from->earmark, &to.earmark}, *from, to, std::nullopt);
    return entered;
  }
  const pot::Limit limit = rules_->limits.on(session_, given.from, given.booked);
  std::vector<pot::OpenLot> open;
  for (const Held* held : open_lots(given, limit)) open.push_back({held->earmark, held->balance.available()});
  ONEPOT_TRY(const auto took, pot::takes(given, open, limit.lowest));
  ONEPOT_CHECK(check_highest(given));
  std::int64_t n = 0;
  for (const auto& part : took) {
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
  std::int64_t number = 0;
  for (const auto row : session_.query(
           "SELECT r.number, r.part, r.from_lot, r.to_lot, r.left_pence FROM ledger_id i JOIN ledger_reservation r "
           "ON r.number = i.number WHERE i.id = :id ORDER BY r.part",
           {{"id", given.reservation}})) {
    number = row.integer(0);
    parts.push_back({row.integer(1), row.integer(2), row.integer(3), row.pence(4)});
    left += parts.back().left;
  }
  if (parts.empty()) return pot::unknown_reservation(given);
  // The id may be one that is still to come in this batch: then its number is only foreseen.
  const auto reserve = ledger::find(session_, given.reservation);
  if (!reserve) return pot::unknown_reservation(given);
  ONEPOT_TRY(const pot::Transfer t, pot::complete(given, *reserve, left));
  ONEPOT_CHECK(check_highest(t));
  const Entered entered{kept_->head.number + 1, false};
  Pence rest = t.amount;
  std::int64_t n = 0;
  for (const auto& part : parts) {
    const Pence amount = std::min(rest, part.left);
    if (amount == Pence()) continue;
    Held &from = lot_numbered(part.from_lot), &to = lot_numbered(part.to_lot);
    enter({&t, amount, &from.earmark, &to.earmark, n++, false, false}, from, to, number + part.part);
    session_.run(
        "UPDATE ledger_reservation SET left_pence = left_pence - :amount WHERE number = :number AND part = :part",
        {{"amount", amount}, {"number", number}, {"part", part.part}});
    rest -= amount;
  }
  return entered;
}

void Writer::touch(Held& lot) {
  if (!lot.recent) kept_->recent.push_back(&lot);
  lot.recent = true;
  lot.last = kept_->head.number;
}

void Writer::enter(const pot::PartView& part, Held& from, Held& to, std::optional<std::int64_t> reservation) {
  const pot::Transfer& t = *part.transfer;
  Head& head = kept_->head;
  ++head.number;
  head.digest = pot::chained(head.digest, part);
  pack(body_, {.number = head.number,
               .id = t.id,
               .part = part.number,
               .stage = t.stage,
               .said = (part.of_said ? 1 : 0) + (part.becomes_said ? 2 : 0),
               .booked = t.booked,
               .effective = t.effective,
               .from_lot = from.lot,
               .to_lot = to.lot,
               .amount = part.amount,
               .reservation = reservation.value_or(0),
               .until = t.until,
               .purpose = t.purpose,
               .note = t.note,
               .from_before = from.last,
               .to_before = to.last});
  ++body_parts_;
  touch(from);
  touch(to);
  if (t.stage == pot::Stage::move || t.stage == pot::Stage::post) {
    from.balance.posted -= part.amount;
    to.balance.posted += part.amount;
  }
  if (t.stage == pot::Stage::reserve) {
    from.balance.committed += part.amount;
    promises_.push_back({head.number - part.number, part.number, from.lot, to.lot, part.amount, t.until});
  } else if (reservation) {
    from.balance.committed -= part.amount;
  }
  if (body_parts_ == segment_parts_max || body_.size() >= segment_bytes_max) write_segment();
}

void Writer::write_segment() {
  if (body_parts_ == 0) return;
  const Head& head = kept_->head;
  session_.run("INSERT INTO ledger_segment (first, parts, body, digest) VALUES (:first, :parts, :body, :digest)",
               {{"first", head.number - body_parts_ + 1},
                {"parts", body_parts_},
                {"body", Bytes{body_}},
                {"digest", Bytes{{reinterpret_cast<const char*>(head.digest.data()), head.digest.size()}}}});
  body_.clear();
  body_parts_ = 0;
  ++session_.connection().moment;
}

/// Everything but the balances: what is asked of the books meanwhile finds it.
void Writer::write_rows() {
  static const Many lots("INSERT INTO ledger_lot (id, account, stream, person, holding, conditions, pot_of) VALUES",
                         {"i", "a", "s", "p", "h", "c", "o"}, "");
  static const Many promises(
      "INSERT INTO ledger_reservation (number, part, from_lot, to_lot, left_pence, until_date) VALUES",
      {"n", "p", "f", "t", "l", "u"}, "");
  lots.run(session_, fresh_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const auto& [held, account, stream] = fresh_[i];
    out.insert(out.end(), {held->lot, account, stream, held->earmark.person, pot::holding_text(held->earmark.holding),
                           held->earmark.conditions, pot::person_of(account).value_or("")});
  });
  fresh_.clear();
  write_segment();
  promises.run(session_, promises_.size(), [&](std::size_t i, std::vector<Value>& out) {
    const auto& p = promises_[i];
    out.insert(out.end(), {p.number, p.part, p.from_lot, p.to_lot, p.left, p.until});
  });
  promises_.clear();
}

void Writer::close() {
  write_rows();
  // What is carried with every so many rows costs each of them a fraction of a write; and whoever reads a balance never
  // has many rows to add.
  constexpr std::int64_t rows_min = 4'096, rows_max = 65'536, rows_for_a_balance = 4;
  const std::int64_t rows = kept_->head.number - kept_->carried;
  if (session_.dialect() == Dialect::postgres || rows >= rows_max ||
      (rows >= rows_min && rows >= rows_for_a_balance * std::ssize(kept_->recent)))
    write_balances();
  kept_->whole = true;
}

void Writer::write_balances() {
  // A balance that is there is replaced: an update of many rows at once that both databases understand.
  static const Many balances("INSERT INTO ledger_balance (lot, posted_pence, committed_pence, last_transfer) VALUES",
                             {"l", "p", "c", "t"},
                             "ON CONFLICT (lot) DO UPDATE SET posted_pence = excluded.posted_pence, committed_pence = "
                             "excluded.committed_pence, last_transfer = excluded.last_transfer");
  // In the order of the table: neighbours share pages.
  std::vector<std::pair<std::int64_t, Held*>> in_order;
  in_order.reserve(kept_->recent.size());
  for (Held* h : kept_->recent) in_order.emplace_back(h->lot, h);
  std::sort(in_order.begin(), in_order.end());
  if (session_.dialect() == Dialect::sqlite) {
    auto replace = session_.prepare(
        "REPLACE INTO ledger_balance (lot, posted_pence, committed_pence, last_transfer) VALUES (:l, :p, :c, :t)");
    for (std::size_t i = 0; i < in_order.size(); ++i) {
      const auto& [lot, h] = in_order[i];
      if (i + 6 < in_order.size()) __builtin_prefetch(in_order[i + 6].second);
      replace.run({{"l", lot}, {"p", h->balance.posted}, {"c", h->balance.committed}, {"t", h->last}});
    }
    set_carried(session_, kept_->head.number);
  } else {
    balances.run(session_, in_order.size(), [&](std::size_t i, std::vector<Value>& out) {
      const Held& h = *in_order[i].second;
      out.insert(out.end(), {h.lot, h.balance.posted, h.balance.committed, h.last});
    });
  }
  for (const auto& [lot, h] : in_order) h->recent = false;
  kept_->recent.clear();
  kept_->carried = kept_->head.number;
}

}  // namespace onepot::store::ledger
