#include "onepot/store/ledger.h"

#include "ledger_writer.h"

namespace onepot::store::ledger {
Result<Entered> post(Session& session, const pot::Transfer& transfer) {
  Writer writer(session);
  writer.expect({&transfer, 1});
  auto entered = writer.post(transfer);
  writer.close();
  return entered;
}

Result<std::vector<Entered>> post(Session& session, std::span<const pot::Transfer> transfers) {
  constexpr std::size_t ahead = 512;
  Writer writer(session);
  std::vector<Entered> out;
  out.reserve(transfers.size());
  for (const auto& t : transfers) {
    if (out.size() % ahead == 0)
      writer.expect(transfers.subspan(out.size(), std::min(ahead, transfers.size() - out.size())));
    auto entered = writer.post(t);
    if (!entered) {
      writer.close();
      Refusal refusal = std::move(entered).error();
      refusal.where.line = static_cast<long>(out.size()) + 1;
      return tl::unexpected(std::move(refusal));
    }
    out.push_back(*entered);
  }
  writer.close();
  return out;
}

Result<std::vector<Entered>> settle(Session& session, std::string_view id, Pence amount,
                                    std::span<const std::string> reservations, Date booked, Date effective,
                                    std::string_view note) {
  // A repeat: what was settled then is settled; what is left now says nothing about it.
  const std::string first_id = fmt::format("{}/1", id);
  std::vector<pot::Transfer> parts;
  if (find(session, first_id)) {
    Pence sum;
    for (std::size_t n = 1;; ++n) {
      auto before = find(session, fmt::format("{}/{}", id, n));
      if (!before) break;
      sum += before->amount;
      parts.push_back(std::move(*before));
    }
    if (sum != amount) return pot::id_taken(parts.front());
    return post(session, parts);
  }
  Pence rest = amount;
  for (const auto& reservation : reservations) {
    const Pence part = std::min(rest, left(session, reservation));
    if (part == Pence()) continue;
    parts.push_back({.id = fmt::format("{}/{}", id, parts.size() + 1),
                     .booked = booked,
                     .effective = effective,
                     .amount = part,
                     .stage = pot::Stage::post,
                     .reservation = reservation,
                     .note = std::string(note)});
    const auto reserve = find(session, reservation);
    parts.back().purpose = reserve->purpose;
    rest -= part;
  }
  if (rest > Pence())
    return refuse("not-left", fmt::format("{} is left of what was promised, and {} is asked for",
                                          to_decimal(amount - rest), to_decimal(amount)));
  return post(session, parts);
}

Result<std::size_t> expire_due(Session& session, Date today) {
  const Rows due = session.query(
      "SELECT t.id FROM ledger_reservation r JOIN transfer t ON t.number = r.number "
      "WHERE r.left_pence > 0 AND t.until_date < :today GROUP BY t.id ORDER BY MIN(t.number)",
      {{"today", today}});
  std::vector<pot::Transfer> releases;
  for (const auto row : due)
    releases.push_back({.id = fmt::format("{}/expired", row.view(0)),
                        .booked = today,
                        .effective = today,
                        .stage = pot::Stage::expire,
                        .reservation = row.text(0)});
  ONEPOT_CHECK(post(session, releases));
  return releases.size();
}

}  // namespace onepot::store::ledger
