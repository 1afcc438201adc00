#include "onepot/store/draw_rules.h"

namespace onepot::store::draw_rules {
namespace {

constexpr std::string_view rule_columns =
    "SELECT r.ref, r.name, r.script, r.remainder, r.from_date, COALESCE(a.name, '') FROM draw_rule r LEFT JOIN account "
    "a "
    "ON a.id = r.decided_by ";

Rule draw_rule_of(const auto& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.date(4), row.text(5)};
}

}  // namespace

bool add(Session& session, PlaceId place, const Rule& rule, std::optional<AccountId> by, Instant now) {
  return !session
              .query(
                  "INSERT INTO draw_rule (ref, place_id, name, script, remainder, from_date, decided_by, decided_at) "
                  "VALUES (:ref, :place, :name, :script, :remainder, :from, :by, :now) ON CONFLICT (place_id, "
                  "from_date) DO NOTHING RETURNING id",
                  {{"ref", rule.ref},
                   {"place", place},
                   {"name", rule.name},
                   {"script", rule.script},
                   {"remainder", rule.remainder},
                   {"from", rule.from},
                   {"by", by},
                   {"now", now}})
              .empty();
}

std::vector<Rule> all(Session& session, PlaceId place) {
  std::vector<Rule> out;
  for (const auto row : session.query(std::string(rule_columns) + "WHERE r.place_id = :place ORDER BY r.from_date DESC",
                                      {{"place", place}}))
    out.push_back(draw_rule_of(row));
  return out;
}

std::optional<Rule> in_force(Session& session, PlaceId place, Date day) {
  const auto row = session
                       .query(std::string(rule_columns) +
                                  "WHERE r.place_id = :place AND r.from_date <= :day ORDER BY r.from_date DESC LIMIT 1",
                              {{"place", place}, {"day", day}})
                       .first();
  return row ? std::optional(draw_rule_of(*row)) : std::nullopt;
}

std::optional<Rule> in_force_for(Session& session, PersonId person, Date day) {
  const auto row = session
                       .query(std::string(rule_columns) +
                                  "JOIN person p ON p.place_id = r.place_id WHERE p.id = :person AND r.from_date <= "
                                  ":day ORDER BY r.from_date DESC LIMIT 1",
                              {{"person", person}, {"day", day}})
                       .first();
  return row ? std::optional(draw_rule_of(*row)) : std::nullopt;
}

std::map<PersonId, std::int64_t> carried(Session& session, AgreementId agreement) {
  std::map<PersonId, std::int64_t> out;
  for (const auto row : session.query("SELECT person_id, millionths FROM bill_carry WHERE agreement_id = :agreement",
                                      {{"agreement", agreement}}))
    out[row.id<PersonId>(0)] = row.integer(1);
  return out;
}

void set_carried(Session& session, AgreementId agreement, PersonId person, std::int64_t millionths) {
  session.run(
      "INSERT INTO bill_carry (agreement_id, person_id, millionths) VALUES (:agreement, :person, :millionths) ON "
      "CONFLICT (agreement_id, person_id) DO UPDATE SET millionths = :millionths",
      {{"agreement", agreement}, {"person", person}, {"millionths", millionths}});
}

void set_remainder_of_visit(Session& session, VisitId visit, std::string_view rule) {
  session.run("UPDATE visit SET remainder = :rule WHERE id = :visit", {{"rule", rule}, {"visit", visit}});
}

SharedVisit shared_visit(Session& session, VisitId visit) {
  const auto row = session.query("SELECT pence, remainder FROM visit WHERE id = :visit", {{"visit", visit}}).one();
  SharedVisit out{row.pence(0), row.text(1), {}};
  for (const auto part :
       session.query("SELECT person_id, pence FROM visit_share WHERE visit_id = :visit", {{"visit", visit}}))
    out.parts[part.id<PersonId>(0)] = part.pence(1);
  return out;
}

}  // namespace onepot::store::draw_rules
