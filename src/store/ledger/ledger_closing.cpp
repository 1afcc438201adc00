#include "onepot/store/ledger_closing.h"

#include "ledger_limits.h"
#include "ledger_parts.h"
#include "onepot/base/hash.h"
#include "onepot/store/ledger.h"

namespace onepot::store::ledger {

std::optional<Date> closed_until(Session& session) {
  return session.query("SELECT MAX(until_date) FROM ledger_closing").one().maybe_date(0);
}

Result<Closing> close_until(Session& session, Date until, Date today, Instant at, std::string_view by,
                            std::string_view note) {
  if (until >= today)
    return refuse("not-over", fmt::format("{} is not over: expected a day before {}", to_iso(until), to_iso(today)));
  if (const auto closed = closed_until(session); closed && until <= *closed)
    return refuse("closed-already",
                  fmt::format("the books are closed up to {} already: expected a later day", to_iso(*closed)));
  const Head head = head_of(session);
  Closing out{until, at, std::string(by), std::string(note), head.number, to_hex(head.digest)};
  const std::string digest(reinterpret_cast<const char*>(head.digest.data()), head.digest.size());
  session.run(
      "INSERT INTO ledger_closing (until_date, closed_at, closed_by, note, row_count, head) "
      "VALUES (:until, :at, :by, :note, :rows, :head)",
      {{"until", until}, {"at", at}, {"by", by}, {"note", note}, {"rows", out.rows}, {"head", Bytes{digest}}});
  Rules::forget(session);
  return out;
}

std::vector<Closing> closings(Session& session) {
  std::vector<Closing> out;
  for (const auto row : session.query("SELECT until_date, closed_at, closed_by, note, row_count, head "
                                      "FROM ledger_closing ORDER BY until_date DESC")) {
    const auto digest = row.view(5);
    out.push_back({row.date(0), row.instant(1), row.text(2), row.text(3), row.integer(4),
                   to_hex({reinterpret_cast<const unsigned char*>(digest.data()), digest.size()})});
  }
  return out;
}

pot::Transfer into_open(Session& session, pot::Transfer transfer, Date today) {
  const auto closed = closed_until(session);
  if (!closed || transfer.booked > *closed) return transfer;
  if (const auto before = find(session, transfer.id)) {
    transfer.booked = before->booked;
    return transfer;
  }
  transfer.booked = std::max(*closed + 1, today);
  return transfer;
}

}  // namespace onepot::store::ledger
