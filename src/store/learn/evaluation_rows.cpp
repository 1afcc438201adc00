// The rows that a result is made from: one a person who consents to evaluation now.
#include <fmt/format.h>

#include <map>

#include "learn/shares_on.h"
#include "onepot/store/evaluations.h"

namespace onepot::store::evaluations {
namespace {

constexpr const char* consenting =
    "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.account_id IS NULL AND c.purpose = 'evaluation' "
    "AND c.given_at <= :now AND (c.withdrawn_at IS NULL OR c.withdrawn_at > :now))";

/// Ends of days as instants: an answer given on the day counts.
Instant end_of(Date day) {
  return Instant((day + 1).days());
}

}  // namespace

std::vector<Lived> lived(Session& session, PlaceId place, Date from, Date until, Instant now) {
  return lived(session, place, from, from, until, now);
}

std::vector<Lived> lived(Session& session, PlaceId place, Date on, Date from, Date until, Instant now) {
  std::vector<Lived> out;
  std::map<std::int64_t, std::size_t> of_person;
  for (const auto row : session.query(
           std::string("WITH " ONEPOT_SHARES_ON(
               ":on") ", main AS (SELECT s.person_id, g.provider_id, g.category, g.club_id, g.day_rate_pence, "
                      "g.from_date, "
                      "s.week_pence, ROW_NUMBER() OVER (PARTITION BY s.person_id ORDER BY s.week_pence DESC, g.id) AS "
                      "n FROM "
                      "shares s JOIN agreement g ON g.id = s.agreement_id WHERE g.place_id = :place AND g.from_date "
                      "<= :on AND (g.until_date IS NULL OR g.until_date >= :on)), budget AS (SELECT t.person_id, "
                      "t.holding, CAST(SUM(s.week_pence) AS BIGINT) AS pence FROM pot t JOIN pot_stream s ON s.pot_id "
                      "= t.id "
                      "WHERE s.from_date <= :on AND (s.until_date IS NULL OR s.until_date >= :on) GROUP BY "
                      "t.person_id, "
                      "t.holding) SELECT p.id, p.pseudonym, v.ref, v.kind, v.innovation, m.category, "
                      "COALESCE(b.holding, ''), "
                      "v.staff_hundredths, CASE WHEN m.club_id IS NULL THEN 0 ELSE 1 END, a.kind, p.born, "
                      "COALESCE(b.pence, "
                      "0), m.week_pence, m.day_rate_pence, m.from_date, v.name, a.name FROM person p JOIN main m ON "
                      "m.person_id = p.id AND "
                      "m.n = 1 JOIN "
                      "provider v ON v.id = m.provider_id JOIN area a ON a.id = p.area_id LEFT JOIN budget b ON "
                      "b.person_id = "
                      "p.id WHERE p.place_id = :place AND ") +
               consenting + " ORDER BY p.pseudonym",
           {{"place", place}, {"on", on}, {"now", now}})) {
    Lived l;
    l.pseudonym = row.text(1);
    l.provider_ref = row.text(2);
    l.provider_kind = row.text(3);
    l.innovation = row.text(4);
    l.category = row.text(5);
    l.holding = row.text(6);
    l.staff_hundredths = row.integer(7);
    l.in_club = row.boolean(8);
    l.village = row.view(9) == "village";
    l.born = row.date(10);
    l.budget_week = row.pence(11);
    l.support_week = row.pence(12);
    l.day_rate = row.pence(13);
    l.began = row.date(14);
    l.provider_name = row.text(15);
    l.area = row.text(16);
    of_person.emplace(row.integer(0), out.size());
    out.push_back(std::move(l));
  }
  // In order of time, so that the last one stays.
  for (const auto row :
       session.query("SELECT l.person_id, l.respondent, CASE WHEN l.at < :from THEN 1 ELSE 0 END, l.score FROM "
                     "life_check l JOIN person p ON p.id = l.person_id WHERE p.place_id = :place AND l.at < :until AND "
                     "l.score IS NOT NULL ORDER BY l.at, l.id",
                     {{"place", place}, {"from", end_of(from)}, {"until", end_of(until)}})) {
    const auto found = of_person.find(row.integer(0));
    if (found == of_person.end()) continue;
    Lived& l = out[found->second];
    const bool carer = row.view(1) == "carer", before = row.boolean(2);
    (carer ? (before ? l.carer_before : l.carer_after) : (before ? l.life_before : l.life_after)) = row.integer(3);
  }
  for (const auto row :
       session.query("SELECT s.person_id, COUNT(DISTINCT v.worker), COUNT(*) FROM visit v JOIN visit_share s ON "
                     "s.visit_id = v.id JOIN agreement g ON g.id = v.agreement_id WHERE g.place_id = :place AND v.day "
                     "> :from AND v.day <= :until GROUP BY s.person_id",
                     {{"place", place}, {"from", from}, {"until", until}}))
    if (const auto found = of_person.find(row.integer(0)); found != of_person.end()) {
      out[found->second].workers = row.integer(1);
      out[found->second].visits = row.integer(2);
    }
  for (const auto row :
       session.query("SELECT e.person_id, COUNT(*) FROM life_event e JOIN person p ON p.id = e.person_id WHERE "
                     "p.place_id = :place AND e.day > :from AND e.day <= :until AND e.withdrawn_at IS NULL AND "
                     "e.may_count = 1 GROUP BY "
                     "e.person_id",
                     {{"place", place}, {"from", from}, {"until", until}}))
    if (const auto found = of_person.find(row.integer(0)); found != of_person.end())
      out[found->second].events = row.integer(1);
  return out;
}

std::int64_t answers(Session& session, PlaceId place, Date from, Date until) {
  return session
      .query(
          "SELECT COUNT(*) FROM life_check l JOIN person p ON p.id = l.person_id WHERE p.place_id = :place AND l.at "
          ">= :from AND l.at < :until",
          {{"place", place}, {"from", end_of(from)}, {"until", end_of(until)}})
      .one()
      .integer(0);
}

std::vector<std::string> provider_kinds(Session& session, PlaceId place) {
  std::vector<std::string> out;
  for (const auto row :
       session.query("SELECT DISTINCT kind FROM provider WHERE place_id = :place AND kind <> 'landlord' ORDER BY kind",
                     {{"place", place}}))
    out.push_back(row.text(0));
  return out;
}

std::vector<std::pair<std::string, std::string>> named_units(Session& session, PlaceId place) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto row :
       session.query("SELECT name FROM area WHERE place_id = :place ORDER BY name, id", {{"place", place}}))
    out.emplace_back("area:" + row.text(0), row.text(0));
  for (const auto row :
       session.query("SELECT ref, name FROM provider WHERE place_id = :place AND kind <> 'landlord' ORDER BY name, id",
                     {{"place", place}}))
    out.emplace_back(fmt::format("provider:{} {}", row.text(0), row.text(1)), row.text(1));
  return out;
}

}  // namespace onepot::store::evaluations
