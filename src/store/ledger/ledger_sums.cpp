#include "onepot/store/ledger_sums.h"

#include <limits>

namespace onepot::store::ledger {
namespace {

// Stages: 0 move, 1 reserve, 2 post, 3 void, 4 expire (pot::Stage). Of each transfer: what it does to the lot it leaves
// – posted, committed – and to the lot where it arrives.
#define ONEPOT_LEGS                                                                                             \
  "(SELECT from_lot AS lot, purpose, CASE WHEN stage IN (0, 2) THEN -pence ELSE 0 END AS posted, "              \
  "CASE stage WHEN 0 THEN 0 WHEN 1 THEN pence ELSE -pence END AS committed FROM transfer WHERE booked <= :day " \
  "UNION ALL SELECT to_lot, purpose, pence, 0 FROM transfer WHERE stage IN (0, 2) AND booked <= :day) g"

}  // namespace

std::vector<Lot> lots_at(Session& session, Date day) {
  std::vector<Lot> out;
  for (const auto row : session.query(
           "SELECT l.account, l.stream, s.posted, s.committed FROM ledger_lot l JOIN (SELECT lot, CAST(SUM(posted) "
           "AS BIGINT) AS posted, CAST(SUM(committed) AS BIGINT) AS committed FROM " ONEPOT_LEGS
           " GROUP BY lot) s ON s.lot = l.id",
           {{"day", day}}))
    out.push_back({row.text(0), row.text(1), {row.pence(2), row.pence(3)}});
  std::sort(out.begin(), out.end(),
            [](const Lot& a, const Lot& b) { return std::tie(a.account, a.stream) < std::tie(b.account, b.stream); });
  return out;
}

std::vector<Sum> sums_by_purpose(Session& session, std::optional<Date> at) {
  // The last day there is, when none is given: as they stand.
  const std::int64_t day = at ? at->number() : std::numeric_limits<std::int32_t>::max();
  std::vector<Sum> out;
  for (const auto row : session.query(
           "SELECT g.purpose, CAST(SUM(g.posted) AS BIGINT), CAST(SUM(g.committed) AS BIGINT) FROM " ONEPOT_LEGS
           " JOIN ledger_lot l ON l.id = g.lot WHERE l.person <> '' GROUP BY g.purpose",
           {{"day", day}}))
    out.push_back({row.text(0), {row.pence(1), row.pence(2)}});
  std::sort(out.begin(), out.end(), [](const Sum& a, const Sum& b) { return a.key < b.key; });
  return out;
}

std::optional<Period> days_booked(Session& session) {
  const Row row = session.query("SELECT MIN(booked), MAX(booked) FROM transfer").one();
  if (row.null(0)) return std::nullopt;
  return Period{row.date(0), row.date(1)};
}

}  // namespace onepot::store::ledger
