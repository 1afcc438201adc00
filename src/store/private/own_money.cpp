#include "onepot/store/own_money.h"

namespace onepot::store::own_money {
namespace {

#define ONEPOT_DEAL_SELECT                                                                                            \
  "SELECT d.id, d.ref, d.person_id, d.provider_id, q.known_as, p.name, d.words, d.day_rate_pence, "                   \
  "d.night_rate_pence, "                                                                                              \
  "d.day_minutes_week, d.night_minutes_week, d.from_date, d.answer, d.ended_at FROM private_deal d JOIN person q ON " \
  "q.id = d.person_id JOIN provider p ON p.id = d.provider_id "
#define ONEPOT_PRIVATE_VISIT_SELECT                                                                                  \
  "SELECT v.id, v.ref, v.deal_id, d.person_id, d.provider_id, q.known_as, p.name, v.worker, v.day, v.start_minute, " \
  "v.day_minutes, v.night_minutes, v.pence, v.answer, v.query, v.paid_at FROM private_visit v JOIN private_deal d "  \
  "ON d.id = v.deal_id JOIN person q ON q.id = d.person_id JOIN provider p ON p.id = d.provider_id "

std::vector<Deal> deals_from(const Rows& rows) {
  std::vector<Deal> out;
  for (const auto row : rows)
    out.push_back({.id = row.integer(0),
                   .ref = row.text(1),
                   .person = row.id<PersonId>(2),
                   .provider = row.id<ProviderId>(3),
                   .known_as = row.text(4),
                   .provider_name = row.text(5),
                   .words = row.text(6),
                   .day_rate = row.pence(7),
                   .night_rate = row.pence(8),
                   .day = Hours::minutes(row.integer(9)),
                   .night = Hours::minutes(row.integer(10)),
                   .from = row.date(11),
                   .answer = row.text(12),
                   .ended_at = row.maybe_instant(13)});
  return out;
}

std::vector<Visit> private_visits_from(const Rows& rows) {
  std::vector<Visit> out;
  for (const auto row : rows)
    out.push_back({.id = row.integer(0),
                   .ref = row.text(1),
                   .deal = row.integer(2),
                   .person = row.id<PersonId>(3),
                   .provider = row.id<ProviderId>(4),
                   .known_as = row.text(5),
                   .provider_name = row.text(6),
                   .worker = row.text(7),
                   .day = row.date(8),
                   .start_minute = row.integer(9),
                   .day_time = Hours::minutes(row.integer(10)),
                   .night_time = Hours::minutes(row.integer(11)),
                   .pence = row.pence(12),
                   .answer = row.text(13),
                   .query = row.text(14),
                   .paid_at = row.maybe_instant(15)});
  return out;
}

}  // namespace

void add_deal(Session& session, const Deal& d, Instant now) {
  session.run(
      "INSERT INTO private_deal (ref, person_id, provider_id, words, day_rate_pence, night_rate_pence, "
      "day_minutes_week, night_minutes_week, from_date, asked_at) VALUES (:ref, :person, :provider, :words, :day_rate, "
      ":night_rate, :day, :night, :from, :now)",
      {{"ref", d.ref},
       {"person", d.person},
       {"provider", d.provider},
       {"words", d.words},
       {"day_rate", d.day_rate},
       {"night_rate", d.night_rate},
       {"day", d.day.in_minutes()},
       {"night", d.night.in_minutes()},
       {"from", d.from},
       {"now", now}});
}

std::vector<Deal> deals_of(Session& session, PersonId person) {
  return deals_from(session.query(
      ONEPOT_DEAL_SELECT "WHERE d.person_id = :person AND d.ended_at IS NULL AND d.answer <> 'no' ORDER BY d.id DESC",
      {{"person", person}}));
}

std::vector<Deal> deals_of(Session& session, ProviderId provider) {
  return deals_from(
      session.query(ONEPOT_DEAL_SELECT
                    "WHERE d.provider_id = :provider AND d.ended_at IS NULL AND d.answer <> 'no' ORDER BY d.id DESC",
                    {{"provider", provider}}));
}

std::optional<Deal> deal(Session& session, std::string_view ref) {
  auto found = deals_from(session.query(ONEPOT_DEAL_SELECT "WHERE d.ref = :ref", {{"ref", ref}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

bool answer_deal(Session& session, std::int64_t deal, std::string_view answer, Instant now) {
  return session.run(
             "UPDATE private_deal SET answer = :answer, answered_at = :now WHERE id = :deal AND answer = '' AND "
             "ended_at IS NULL",
             {{"answer", answer}, {"now", now}, {"deal", deal}}) == 1;
}

bool end_deal(Session& session, std::int64_t deal, Instant now) {
  return session.run("UPDATE private_deal SET ended_at = :now WHERE id = :deal AND ended_at IS NULL",
                     {{"now", now}, {"deal", deal}}) == 1;
}

bool add_visit(Session& session, const Visit& v, Instant now) {
  return session.run(
             "INSERT INTO private_visit (ref, deal_id, worker, day, start_minute, day_minutes, night_minutes, pence, "
             "recorded_at) VALUES (:ref, :deal, :worker, :day, :start, :day_minutes, :night_minutes, :pence, :now) ON "
             "CONFLICT (deal_id, day, start_minute, worker) DO NOTHING",
             {{"ref", v.ref},
              {"deal", v.deal},
              {"worker", v.worker},
              {"day", v.day},
              {"start", v.start_minute},
              {"day_minutes", v.day_time.in_minutes()},
              {"night_minutes", v.night_time.in_minutes()},
              {"pence", v.pence},
              {"now", now}}) == 1;
}

std::vector<Visit> visits_of(Session& session, PersonId person, int most) {
  return private_visits_from(session.query(ONEPOT_PRIVATE_VISIT_SELECT
                                           "WHERE d.person_id = :person ORDER BY v.day DESC, v.id DESC LIMIT :most",
                                           {{"person", person}, {"most", most}}));
}

std::vector<Visit> visits_of(Session& session, ProviderId provider, int most) {
  return private_visits_from(session.query(ONEPOT_PRIVATE_VISIT_SELECT
                                           "WHERE d.provider_id = :provider ORDER BY v.day DESC, v.id DESC LIMIT :most",
                                           {{"provider", provider}, {"most", most}}));
}

std::optional<Visit> visit(Session& session, std::string_view ref) {
  auto found = private_visits_from(session.query(ONEPOT_PRIVATE_VISIT_SELECT "WHERE v.ref = :ref", {{"ref", ref}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

bool answer_visit(Session& session, std::int64_t visit, std::string_view answer, std::string_view query, Instant now) {
  return session.run(
             "UPDATE private_visit SET answer = :answer, query = :query, answered_at = :now WHERE id = :visit AND "
             "answer <> 'yes'",
             {{"answer", answer}, {"query", query}, {"now", now}, {"visit", visit}}) == 1;
}

bool set_paid(Session& session, std::int64_t visit, Instant now) {
  return session.run("UPDATE private_visit SET paid_at = :now WHERE id = :visit AND answer = 'yes' AND paid_at IS NULL",
                     {{"now", now}, {"visit", visit}}) == 1;
}

bool remove_visit(Session& session, std::int64_t visit) {
  return session.run("DELETE FROM private_visit WHERE id = :visit AND answer <> 'yes'", {{"visit", visit}}) == 1;
}

void add_entry(Session& session, PersonId person, const Entry& entry, std::optional<std::int64_t> visit, Instant now) {
  session.run(
      "INSERT INTO private_entry (ref, person_id, at, day, pence, words, visit_id) VALUES (:ref, :person, :now, :day, "
      ":pence, :words, :visit)",
      {{"ref", entry.ref},
       {"person", person},
       {"now", now},
       {"day", entry.day},
       {"pence", entry.pence},
       {"words", entry.words},
       {"visit", visit}});
}

std::vector<Entry> entries(Session& session, PersonId person, int most) {
  std::vector<Entry> out;
  for (const auto row : session.query(
           "SELECT e.ref, e.day, e.pence, e.words, COALESCE(p.name, '') FROM private_entry e LEFT JOIN private_visit v "
           "ON v.id = e.visit_id LEFT JOIN private_deal d ON d.id = v.deal_id LEFT JOIN provider p ON p.id = "
           "d.provider_id WHERE e.person_id = :person ORDER BY e.day DESC, e.id DESC LIMIT :most",
           {{"person", person}, {"most", most}}))
    out.push_back({row.text(0), row.date(1), row.pence(2), row.text(3), row.text(4)});
  return out;
}

Pence balance(Session& session, PersonId person) {
  return Pence(session
                   .query("SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM private_entry WHERE person_id = :person",
                          {{"person", person}})
                   .one()
                   .integer(0));
}

Pence owed(Session& session, PersonId person) {
  return Pence(session
                   .query("SELECT CAST(COALESCE(SUM(v.pence), 0) AS BIGINT) FROM private_visit v JOIN private_deal d "
                          "ON d.id = v.deal_id WHERE d.person_id = :person AND v.answer = 'yes' AND v.paid_at IS NULL",
                          {{"person", person}})
                   .one()
                   .integer(0));
}

void add_event(Session& session, AccountId by, std::string_view action, std::string_view subject, Instant now) {
  session.run("INSERT INTO private_event (at, account_id, action, subject) VALUES (:now, :by, :action, :subject)",
              {{"now", now}, {"by", by}, {"action", action}, {"subject", subject}});
}

}  // namespace onepot::store::own_money
