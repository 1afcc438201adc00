#include "onepot/store/ledger.h"

#include "ledger_parts.h"
#include "ledger_writer.h"

namespace onepot::store::ledger {
Result<Entered> post(Session& session, const pot::Transfer& transfer) {
  Writer writer(session);
  auto entered = writer.enter_all({&transfer, 1});
  if (!entered) {
    entered.error().where.line = 0;
    return tl::unexpected(std::move(entered).error());
  }
  return entered->front();
}

Result<std::vector<Entered>> post(Session& session, std::span<const pot::Transfer> transfers) {
  Writer writer(session);
  return writer.enter_all(transfers);
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
  std::vector<pot::Transfer> releases;
  Parts parts(session);
  for (const auto row : session.query("SELECT DISTINCT number FROM ledger_reservation "
                                      "WHERE left_pence > 0 AND until_date < :today ORDER BY number",
                                      {{"today", today}}))
    parts.at(row.integer(0), [&](const PackedPart& p) {
      releases.push_back(
          {.id = p.id.size() > 90 ? fmt::format("{}/expired", p.number) : fmt::format("{}/expired", p.id),
           .booked = today,
           .effective = today,
           .stage = pot::Stage::expire,
           .reservation = std::string(p.id)});
    });
  if (releases.empty()) return 0U;
  ONEPOT_CHECK(post(session, releases));
  return releases.size();
}

}  // namespace onepot::store::ledger
