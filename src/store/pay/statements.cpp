#include "onepot/store/statements.h"

namespace onepot::store::statements {
namespace {

#define OF_PLACE "COALESCE(b.place_id, 0) = :place "

std::int64_t number_of(std::optional<PlaceId> place) {
  return place ? place->value : 0;
}

}  // namespace

std::int64_t add(Session& session, const NewStatement& s, Instant now) {
  return session
      .query(
          "INSERT INTO bank_statement (ref, place_id, sha256, name, account, from_date, until_date, opening_pence, "
          "closing_pence, balances_checked, entered_by, entered_at) VALUES (:ref, :place, :sha256, :name, :account, "
          ":from, :until, :opening, :closing, :checked, :by, :now) RETURNING id",
          {{"ref", s.ref},
           {"place", s.place},
           {"sha256", s.sha256},
           {"name", s.name},
           {"account", s.account},
           {"from", s.from},
           {"until", s.until},
           {"opening", s.opening},
           {"closing", s.closing},
           {"checked", s.balances_checked},
           {"by", s.by},
           {"now", now}})
      .one()
      .integer(0);
}

bool add_line(Session& session, std::int64_t statement, std::string_view key, const Line& line) {
  return session.run(
             "INSERT INTO bank_line (statement_id, line_key, booked, pence, end_to_end, run, bank_ref, words) "
             "VALUES (:statement, :key, :booked, :pence, :end_to_end, :run, :bank_ref, :words) ON CONFLICT "
             "(line_key) DO NOTHING",
             {{"statement", statement},
              {"key", key},
              {"booked", line.booked},
              {"pence", line.pence},
              {"end_to_end", line.end_to_end},
              {"run", line.run},
              {"bank_ref", line.bank_ref},
              {"words", line.words}}) == 1;
}

std::vector<Line> unmatched(Session& session, std::optional<PlaceId> place) {
  std::vector<Line> out;
  for (const auto row :
       session.query("SELECT l.id, l.booked, l.pence, l.end_to_end, l.run, l.bank_ref, l.words FROM bank_line l JOIN "
                     "bank_statement b ON b.id = l.statement_id WHERE " OF_PLACE
                     "AND NOT EXISTS (SELECT 1 FROM bank_match m WHERE m.line_id = l.id) ORDER BY l.booked, l.id",
                     {{"place", number_of(place)}}))
    out.push_back({row.integer(0), row.date(1), row.pence(2), row.text(3), row.text(4), row.text(5), row.text(6)});
  return out;
}

bool match(Session& session, std::int64_t line, std::string_view end_to_end, bool is_return, std::string_view how) {
  return session.run(
             "INSERT INTO bank_match (end_to_end, is_return, line_id, how) VALUES (:id, :is_return, :line, "
             ":how) ON CONFLICT (end_to_end, is_return) DO NOTHING",
             {{"id", end_to_end}, {"is_return", is_return}, {"line", line}, {"how", how}}) == 1;
}

std::vector<std::string> matched(Session& session, bool is_return) {
  std::vector<std::string> out;
  for (const auto row :
       session.query("SELECT end_to_end FROM bank_match WHERE is_return = :is_return", {{"is_return", is_return}}))
    out.push_back(row.text(0));
  return out;
}

std::vector<Statement> all(Session& session, std::optional<PlaceId> place, int most) {
  std::vector<Statement> out;
  for (const auto row : session.query(
           "SELECT b.ref, b.name, b.account, b.from_date, b.until_date, b.opening_pence, b.closing_pence, "
           "b.balances_checked, b.entered_at, (SELECT COUNT(*) FROM bank_line l WHERE l.statement_id = b.id), (SELECT "
           "COUNT(*) FROM bank_line l WHERE l.statement_id = b.id AND EXISTS (SELECT 1 FROM bank_match m WHERE "
           "m.line_id = l.id)) FROM bank_statement b WHERE " OF_PLACE "ORDER BY b.id DESC LIMIT :most",
           {{"place", number_of(place)}, {"most", most}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.maybe_date(3), row.maybe_date(4), row.maybe_pence(5),
                   row.maybe_pence(6), row.boolean(7), row.instant(8), row.integer(9), row.integer(10)});
  return out;
}

std::optional<Date> covered_until(Session& session, std::optional<PlaceId> place) {
  return session.query("SELECT MAX(b.until_date) FROM bank_statement b WHERE " OF_PLACE, {{"place", number_of(place)}})
      .one()
      .maybe_date(0);
}

bool is_known(Session& session, std::string_view sha256, std::optional<PlaceId> place) {
  return !session
              .query("SELECT 1 FROM bank_statement b WHERE b.sha256 = :sha256 AND " OF_PLACE "LIMIT 1",
                     {{"sha256", sha256}, {"place", number_of(place)}})
              .empty();
}

#undef OF_PLACE

}  // namespace onepot::store::statements
