#include "ledger_parts.h"

namespace onepot::store::ledger {
namespace {

[[noreturn]] void unreadable(std::int64_t first) {
  throw Fault(Fault::Kind::machine, fmt::format("the rows of the books from number {} on cannot be read", first));
}

LotName lot_from(const Row& row) {
  return {row.text(1), row.text(2), earmark_of(row, 3)};
}

}  // namespace

pot::Earmark earmark_of(const Row& row, std::size_t column) {
  const auto holding = pot::parse_maybe_holding(row.view(column + 1));
  return {row.text(column), holding ? *holding : std::nullopt, row.text(column + 2)};
}

void LotNames::read_all() {
  session_.each("SELECT id, account, stream, person, holding, conditions FROM ledger_lot", {},
                [&](const Row& row) { known_.try_emplace(row.integer(0), lot_from(row)); });
}

const LotName& LotNames::of(std::int64_t lot) {
  if (const auto known = known_.find(lot); known != known_.end()) return known->second;
  const auto row = session_
                       .query("SELECT id, account, stream, person, holding, conditions FROM ledger_lot WHERE id = :id",
                              {{"id", lot}})
                       .first();
  if (!row) throw Fault(Fault::Kind::machine, fmt::format("the books name a lot {} that is not there", lot));
  return known_.try_emplace(lot, lot_from(*row)).first->second;
}

const Parts::Segment* Parts::segment_with(std::int64_t number) {
  constexpr std::size_t kept = 16;
  for (const auto& s : segments_)
    if (number >= s.first && number < s.first + s.parts) return &s;
  const auto row = session_
                       .query(
                           "SELECT first, parts, body FROM ledger_segment WHERE first <= :number "
                           "ORDER BY first DESC LIMIT 1",
                           {{"number", number}})
                       .first();
  if (!row || number >= row->integer(0) + row->integer(1)) return nullptr;
  if (segments_.size() == kept) segments_.pop_back();
  return &segments_.emplace_front(Segment{row->integer(0), row->integer(1), row->bytes(2)});
}

bool Parts::at(std::int64_t number, const std::function<void(const PackedPart&)>& f) {
  const Segment* segment = segment_with(number);
  if (!segment) return false;
  bool found = false;
  const bool read = unpack(segment->body, segment->first, [&](const PackedPart& p) {
    if (p.number < number) return true;
    found = true;
    f(p);
    return false;
  });
  if (!read) unreadable(segment->first);
  return found;
}

pot::Part Parts::whole(const PackedPart& p, std::optional<std::string_view> reservation) {
  const LotName &from = lots.of(p.from_lot), &to = lots.of(p.to_lot);
  pot::Part out{{.id = std::string(p.id),
                 .booked = p.booked,
                 .effective = p.effective,
                 .from = from.account,
                 .to = to.account,
                 .amount = p.amount,
                 .stream = from.stream,
                 .purpose = std::string(p.purpose),
                 .stage = p.stage,
                 .reservation = std::string(reservation.value_or("")),
                 .until = p.until,
                 .note = std::string(p.note),
                 .of = from.earmark,
                 .becomes = to.earmark},
                p.part,
                (p.said & 1) != 0,
                (p.said & 2) != 0};
  if (p.reservation != 0 && !reservation)
    at(p.reservation, [&](const PackedPart& promise) { out.transfer.reservation = std::string(promise.id); });
  return out;
}

std::optional<std::int64_t> number_of(Session& session, std::string_view id) {
  const auto row = session.query("SELECT number FROM ledger_id WHERE id = :id", {{"id", id}}).first();
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

void each_packed(Session& session, const std::function<void(const PackedPart&)>& f) {
  each_packed_after(session, 0, f);
}

void each_packed_after(Session& session, std::int64_t number, const std::function<void(const PackedPart&)>& f) {
  session.each("SELECT first, body FROM ledger_segment WHERE first > :number ORDER BY first", {{"number", number}},
               [&](const Row& row) {
                 const bool read = unpack(row.view(1), row.integer(0), [&](const PackedPart& p) {
                   f(p);
                   return true;
                 });
                 if (!read) unreadable(row.integer(0));
               });
}

Head head_of(Session& session) {
  const auto row =
      session.query("SELECT first + parts - 1, digest FROM ledger_segment ORDER BY first DESC LIMIT 1").first();
  if (!row) return {};
  return {row->integer(0), digest_of(*row, 1)};
}

Digest digest_of(const Row& row, std::size_t column) {
  Digest out;
  const auto digest = row.view(column);
  ONEPOT_ASSERT(digest.size() == out.size());
  std::copy(digest.begin(), digest.end(), out.begin());
  return out;
}

State state_of(Session& session) {
  const auto row = session
                       .query(
                           "SELECT first + parts - 1, digest, (SELECT number FROM ledger_carried) FROM ledger_segment "
                           "ORDER BY first DESC LIMIT 1")
                       .first();
  if (!row) return {};
  const std::int64_t last = row->integer(0);
  return {{last, digest_of(*row, 1)}, session.dialect() == Dialect::postgres ? last : row->integer(2)};
}

}  // namespace onepot::store::ledger
