#include "onepot/store/pot/funding.h"

namespace onepot::store::funding {
namespace {

#define LINE_SELECT                                                                                               \
  "SELECT q.id, q.ref, q.known_as, p.ref, s.id, s.code, s.name, ps.from_date, ps.until_date, ps.paid_until FROM " \
  "pot_stream ps JOIN pot p ON p.id = ps.pot_id JOIN person q ON q.id = p.person_id JOIN stream s ON s.id = "     \
  "ps.stream_id "
#define BILL_SELECT                                                                                                \
  "SELECT b.ref, q.ref, q.known_as, s.code, s.name, q.id, b.from_date, b.until_date, b.pence, b.payment, "         \
  "b.received_at FROM contribution_bill b JOIN pot p ON p.id = b.pot_id JOIN person q ON q.id = p.person_id JOIN " \
  "stream s ON s.id = b.stream_id "

std::vector<Line> lines_of(const Rows& rows) {
  std::vector<Line> out;
  for (const auto row : rows)
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.text(3), row.id<StreamId>(4), row.text(5),
                   row.text(6), row.date(7), row.maybe_date(8), row.maybe_date(9)});
  return out;
}

std::vector<Bill> bills_of(const Rows& rows) {
  std::vector<Bill> out;
  for (const auto row : rows)
    out.push_back({row.text(0),
                   row.text(1),
                   row.text(2),
                   row.text(3),
                   row.text(4),
                   row.id<PersonId>(5),
                   {row.date(6), row.date(7)},
                   row.pence(8),
                   row.view(9) == "gross" ? pot::Payment::gross : pot::Payment::net,
                   row.maybe_instant(10)});
  return out;
}

}  // namespace

std::vector<Line> due(Session& session, PlaceId place, Date day) {
  return lines_of(session.query(
      LINE_SELECT
      "WHERE (:place = 0 OR q.place_id = :place) AND ps.from_date <= :day AND (ps.paid_until IS NULL OR ps.paid_until "
      "< "
      ":day) AND (ps.until_date IS NULL OR ps.paid_until IS NULL OR ps.paid_until < ps.until_date) ORDER BY q.id, s.id",
      {{"place", place}, {"day", day}}));
}

std::vector<Line> of_person(Session& session, PersonId person) {
  return lines_of(
      session.query(LINE_SELECT "WHERE q.id = :person ORDER BY ps.week_pence DESC, s.id", {{"person", person}}));
}

bool move_on(Session& session, PersonId person, StreamId stream, std::optional<Date> from, Date to) {
  return session.run(
             "UPDATE pot_stream SET paid_until = :to WHERE stream_id = :stream AND pot_id = (SELECT id FROM pot WHERE "
             "person_id = :person) AND COALESCE(paid_until, -1) = COALESCE(:from, -1)",
             {{"to", to}, {"stream", stream}, {"person", person}, {"from", from}}) == 1;
}

void add(Session& session, PersonId person, StreamId stream, Period period, Pence pence, std::int64_t version,
         std::string_view transfer_id, Instant now) {
  session.run(
      "INSERT INTO pot_funding (pot_id, stream_id, from_date, until_date, pence, conditions_version, transfer_id, "
      "paid_at) SELECT id, :stream, :from, :until, :pence, :version, :transfer, :now FROM pot WHERE person_id = "
      ":person",
      {{"stream", stream},
       {"from", period.from},
       {"until", period.until},
       {"pence", pence},
       {"version", version},
       {"transfer", transfer_id},
       {"now", now},
       {"person", person}});
}

std::vector<Paid> paid(Session& session, PersonId person) {
  std::vector<Paid> out;
  for (const auto row : session.query(
           "SELECT s.code, s.name, f.from_date, f.until_date, f.pence, f.conditions_version FROM pot_funding f JOIN "
           "pot "
           "p ON p.id = f.pot_id JOIN stream s ON s.id = f.stream_id WHERE p.person_id = :person ORDER BY f.from_date "
           "DESC, s.id",
           {{"person", person}}))
    out.push_back({row.text(0), row.text(1), {row.date(2), row.date(3)}, row.pence(4), row.integer(5)});
  return out;
}

void add_bill(Session& session, PersonId person, StreamId stream, std::string_view ref, Period period, Pence pence,
              pot::Payment payment, Instant now) {
  session.run(
      "INSERT INTO contribution_bill (ref, pot_id, stream_id, from_date, until_date, pence, payment, billed_at) SELECT "
      ":ref, id, :stream, :from, :until, :pence, :payment, :now FROM pot WHERE person_id = :person",
      {{"ref", ref},
       {"stream", stream},
       {"from", period.from},
       {"until", period.until},
       {"pence", pence},
       {"payment", pot::to_string(payment)},
       {"now", now},
       {"person", person}});
}

std::vector<Bill> bills(Session& session, PersonId person) {
  return bills_of(
      session.query(BILL_SELECT "WHERE q.id = :person ORDER BY b.from_date DESC, b.id DESC", {{"person", person}}));
}

std::vector<Bill> open_bills(Session& session, PlaceId place, int most) {
  return bills_of(session.query(BILL_SELECT
                                "WHERE q.place_id = :place AND b.received_at IS NULL ORDER BY b.from_date, b.id LIMIT "
                                ":most",
                                {{"place", place}, {"most", most}}));
}

std::optional<Bill> bill(Session& session, PlaceId place, std::string_view ref) {
  auto all = bills_of(
      session.query(BILL_SELECT "WHERE b.ref = :ref AND q.place_id = :place", {{"ref", ref}, {"place", place}}));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

bool set_received(Session& session, std::string_view ref, AccountId by, Instant now) {
  return session.run(
             "UPDATE contribution_bill SET received_at = :now, received_by = :by WHERE ref = :ref AND received_at IS "
             "NULL",
             {{"now", now}, {"by", by}, {"ref", ref}}) == 1;
}

std::int64_t release_lapsed(Session& session, Date today, Instant now) {
  return session.run(
      "UPDATE commitment SET released_at = :now WHERE released_at IS NULL AND EXISTS (SELECT 1 FROM ledger_id i JOIN "
      "ledger_reservation r ON r.number = i.number WHERE i.id = commitment.transfer_id AND r.until_date < :today) AND "
      "NOT EXISTS (SELECT 1 FROM ledger_id i JOIN ledger_reservation r ON r.number = i.number WHERE i.id = "
      "commitment.transfer_id AND r.left_pence > 0)",
      {{"now", now}, {"today", today}});
}

}  // namespace onepot::store::funding
