#include "onepot/store/ledger_sums.h"

#include <limits>

#include "ledger_rows.h"

namespace onepot::store::ledger {
namespace {

// Stages: 0 move, 1 reserve, 2 post, 3 void, 4 expire (pot::Stage). Of each transfer: what it does to the lot it leaves
// – posted, committed – and to the lot where it arrives.
#define ONEPOT_LEGS(which)                                                                             \
  "(SELECT from_lot AS lot, purpose, CASE WHEN stage IN (0, 2) THEN -pence ELSE 0 END AS posted, "     \
  "CASE stage WHEN 0 THEN 0 WHEN 1 THEN pence ELSE -pence END AS committed FROM transfer WHERE " which \
  " <= :day "                                                                                          \
  "UNION ALL SELECT to_lot, purpose, pence, 0 FROM transfer WHERE stage IN (0, 2) AND " which " <= :day) g"

}  // namespace

std::vector<Lot> lots_at(Session& session, Date day, Dated by) {
  constexpr std::string_view columns =
      "SELECT l.account, l.stream, l.person, l.holding, l.conditions, s.posted, s.committed FROM ledger_lot l JOIN "
      "(SELECT lot, CAST(SUM(posted) AS BIGINT) AS posted, CAST(SUM(committed) AS BIGINT) AS committed FROM ";
  constexpr std::string_view end = " GROUP BY lot) s ON s.lot = l.id";
  static const std::string booked = fmt::format("{}{}{}", columns, ONEPOT_LEGS("booked"), end);
  static const std::string effective = fmt::format("{}{}{}", columns, ONEPOT_LEGS("effective"), end);
  std::vector<Lot> out;
  for (const auto row : session.query(by == Dated::booked ? booked : effective, {{"day", day}}))
    out.push_back({row.text(0), row.text(1), earmark_of(row, 2), {row.pence(5), row.pence(6)}});
  std::sort(out.begin(), out.end(), [](const Lot& a, const Lot& b) {
    return std::tie(a.account, a.stream, a.earmark) < std::tie(b.account, b.stream, b.earmark);
  });
  return out;
}

std::vector<Sum> sums_by_purpose(Session& session, std::optional<Date> at, Dated by) {
  constexpr std::string_view columns =
      "SELECT g.purpose, CAST(SUM(g.posted) AS BIGINT), CAST(SUM(g.committed) AS BIGINT) FROM ";
  constexpr std::string_view end = " JOIN ledger_lot l ON l.id = g.lot WHERE l.pot_of <> '' GROUP BY g.purpose";
  static const std::string booked = fmt::format("{}{}{}", columns, ONEPOT_LEGS("booked"), end);
  static const std::string effective = fmt::format("{}{}{}", columns, ONEPOT_LEGS("effective"), end);
  // The last day there is, when none is given: as they stand.
  const std::int64_t day = at ? at->number() : std::numeric_limits<std::int32_t>::max();
  std::vector<Sum> out;
  for (const auto row : session.query(by == Dated::booked ? booked : effective, {{"day", day}}))
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
