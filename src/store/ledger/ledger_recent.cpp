#include "ledger_recent.h"

#include <algorithm>
#include <vector>

#include "database/driver.h"

namespace onepot::store::ledger {
namespace {

/// Whether the books still have what was read of them: a write that was undone may have left other rows there.
bool still_there(Session& session, const State& read) {
  if (read.head.number == read.carried) return true;  // nothing was
  const auto row = session
                       .query(
                           "SELECT first + parts - 1, digest FROM ledger_segment WHERE first <= :number ORDER BY first "
                           "DESC LIMIT 1",
                           {{"number", read.head.number}})
                       .first();
  return row && row->integer(0) == read.head.number && digest_of(*row, 1) == read.head.digest;
}

}  // namespace

pot::Balance leaving(const PackedPart& p) {
  pot::Balance out;
  if (p.stage == pot::Stage::move || p.stage == pot::Stage::post) out.posted = -p.amount;
  if (p.stage == pot::Stage::reserve)
    out.committed = p.amount;
  else if (p.stage != pot::Stage::move)
    out.committed = -p.amount;
  return out;
}

const Recent& Recent::of(Session& session) {
  static const Recent nothing;
  if (session.dialect() == Dialect::postgres) return nothing;
  auto& connection = session.connection();
  auto recent = std::static_pointer_cast<Recent>(connection.ledger_recent);
  if (recent && recent->moment_ == connection.moment) return *recent;
  const State now = state_of(session);
  if (!recent || recent->state_.carried != now.carried || recent->state_.head.number > now.head.number ||
      !still_there(session, recent->state_)) {
    recent = std::make_shared<Recent>();
    recent->state_ = {{now.carried, {}}, now.carried};
    connection.ledger_recent = recent;
  }
  recent->read_on(session, now);
  recent->moment_ = connection.moment;
  return *recent;
}

void Recent::read_on(Session& session, const State& to) {
  if (state_.head.number < to.head.number)
    each_packed_after(session, state_.head.number, [&](const PackedPart& p) {
      const pot::Balance left = leaving(p);
      Change& from = lots_[p.from_lot];
      from.by.posted += left.posted;
      from.by.committed += left.committed;
      from.last = p.number;
      Change& into = lots_[p.to_lot];
      into.by.posted -= left.posted;
      into.last = p.number;
    });
  state_ = to;
}

void carry(Session& session) {
  const Recent& recent = Recent::of(session);
  if (recent.empty()) return;
  std::vector<std::pair<std::int64_t, const Change*>> in_order;
  in_order.reserve(recent.lots().size());
  for (const auto& [lot, change] : recent.lots()) in_order.emplace_back(lot, &change);
  std::sort(in_order.begin(), in_order.end());
  // Not an insert that updates where there is one: it would be checked as a row of its own, and a change of what is
  // promised may be below nought.
  auto add = session.prepare(
      "UPDATE ledger_balance SET posted_pence = posted_pence + :p, committed_pence = committed_pence + :c, "
      "last_transfer = :t WHERE lot = :l");
  auto begin = session.prepare(
      "INSERT INTO ledger_balance (lot, posted_pence, committed_pence, last_transfer) VALUES (:l, :p, :c, :t)");
  for (const auto& [lot, change] : in_order)
    if (add.run({{"p", change->by.posted}, {"c", change->by.committed}, {"t", change->last}, {"l", lot}}) == 0)
      begin.run({{"l", lot}, {"p", change->by.posted}, {"c", change->by.committed}, {"t", change->last}});
  set_carried(session, head_of(session).number);
}

void set_carried(Session& session, std::int64_t number) {
  session.run("UPDATE ledger_carried SET number = :number", {{"number", number}});
  ++session.connection().moment;
}

}  // namespace onepot::store::ledger
