#include "onepot/store/visits.h"

namespace onepot::store::visits {
namespace {

#define VISIT_COLUMNS                                                                                                  \
  "v.id, v.ref, v.agreement_id, p.name, COALESCE((SELECT c.name FROM club c WHERE c.id = g.club_id), (SELECT "         \
  "q.known_as FROM "                                                                                                   \
  "person q WHERE q.id = g.person_id), ''), v.worker, v.day, v.start_minute, v.day_minutes, v.night_minutes, v.note, " \
  "v.pence "
#define VISIT_FROM "FROM visit v JOIN agreement g ON g.id = v.agreement_id JOIN provider p ON p.id = g.provider_id "
#define PART_SELECT                                                                                                 \
  "SELECT " VISIT_COLUMNS                                                                                           \
  ", s.person_id, w.known_as, s.pence, s.answer, COALESCE(a.name, ''), s.answered_at, s.query, (SELECT r.for_date " \
  "FROM payment y "                                                                                                 \
  "JOIN payment_run r ON r.id = y.run_id WHERE y.id = s.payment_id) " VISIT_FROM                                    \
  "JOIN visit_share s ON s.visit_id = v.id JOIN person w ON w.id = s.person_id LEFT JOIN account a ON a.id = "      \
  "s.answered_by "

Visit visit_of(const Row& row) {
  Visit v;
  v.id = row.id<VisitId>(0);
  v.ref = row.text(1);
  v.agreement = row.id<AgreementId>(2);
  v.provider_name = row.text(3);
  v.for_whom = row.text(4);
  v.worker = row.text(5);
  v.day = row.date(6);
  v.start_minute = row.integer(7);
  v.day_time = Hours::minutes(row.integer(8));
  v.night_time = Hours::minutes(row.integer(9));
  v.note = row.text(10);
  v.pence = row.pence(11);
  return v;
}

std::vector<Part> parts_of(const Rows& rows) {
  std::vector<Part> out;
  for (const auto row : rows)
    out.push_back({visit_of(row), row.id<PersonId>(12), row.text(13), row.pence(14), row.text(15), row.text(16),
                   row.maybe_instant(17), row.text(18), row.maybe_date(19)});
  return out;
}

}  // namespace

VisitId add(Session& session, const NewVisit& v, Instant now) {
  if (!session
           .query("SELECT 1 FROM visit WHERE agreement_id = :agreement AND day = :day AND start_minute = :start AND "
                  "worker = :worker",
                  {{"agreement", v.agreement}, {"day", v.day}, {"start", v.start_minute}, {"worker", v.worker}})
           .empty())
    return {};
  return session
      .query(
          "INSERT INTO visit (ref, agreement_id, worker, day, start_minute, day_minutes, night_minutes, note, pence, "
          "recorded_by, "
          "recorded_at) VALUES (:ref, :agreement, :worker, :day, :start, :day_minutes, :night_minutes, :note, :pence, "
          ":by, :now) RETURNING "
          "id",
          {{"ref", v.ref},
           {"agreement", v.agreement},
           {"worker", v.worker},
           {"day", v.day},
           {"start", v.start_minute},
           {"day_minutes", v.day_time.in_minutes()},
           {"night_minutes", v.night_time.in_minutes()},
           {"note", v.note},
           {"pence", v.pence},
           {"by", v.by},
           {"now", now}})
      .one()
      .id<VisitId>(0);
}

void add_share(Session& session, VisitId visit, PersonId person, Pence pence) {
  session.run("INSERT INTO visit_share (visit_id, person_id, pence) VALUES (:visit, :person, :pence)",
              {{"visit", visit}, {"person", person}, {"pence", pence}});
}

std::vector<Part> waiting(Session& session, PersonId person) {
  return parts_of(session.query(PART_SELECT
                                "WHERE s.person_id = :person AND s.answer = '' ORDER BY v.day, v.start_minute, v.id",
                                {{"person", person}}));
}

std::vector<Part> answered(Session& session, PersonId person, int most) {
  return parts_of(session.query(
      PART_SELECT
      "WHERE s.person_id = :person AND s.answer <> '' ORDER BY v.day DESC, v.start_minute DESC, v.id DESC LIMIT :most",
      {{"person", person}, {"most", most}}));
}

std::optional<Part> part(Session& session, std::string_view visit_ref, PersonId person) {
  auto all = parts_of(session.query(PART_SELECT "WHERE v.ref = :ref AND s.person_id = :person",
                                    {{"ref", visit_ref}, {"person", person}}));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Part> of_provider(Session& session, ProviderId provider, int most) {
  return parts_of(session.query(
      PART_SELECT
      "WHERE v.id IN (SELECT x.id FROM visit x JOIN agreement h ON h.id = x.agreement_id WHERE h.provider_id = "
      ":provider ORDER BY x.day DESC, x.id DESC LIMIT :most) ORDER BY v.day DESC, v.id DESC, s.person_id",
      {{"provider", provider}, {"most", most}}));
}

std::optional<Visit> last(Session& session, AgreementId agreement) {
  const auto row = session
                       .query("SELECT " VISIT_COLUMNS VISIT_FROM
                              "WHERE v.agreement_id = :agreement ORDER BY v.recorded_at DESC, v.id DESC LIMIT 1",
                              {{"agreement", agreement}})
                       .first();
  return row ? std::optional(visit_of(*row)) : std::nullopt;
}

std::vector<Visit> in_days(Session& session, AgreementId agreement, Period days) {
  std::vector<Visit> out;
  for (const auto row : session.query("SELECT " VISIT_COLUMNS VISIT_FROM
                                      "WHERE v.agreement_id = :agreement AND v.day >= :from AND v.day <= :until ORDER "
                                      "BY v.day, v.start_minute, v.id",
                                      {{"agreement", agreement}, {"from", days.from}, {"until", days.until}}))
    out.push_back(visit_of(row));
  return out;
}

Hours recorded_in_week(Session& session, AgreementId agreement, Date monday) {
  const Date sunday = monday + 6;
  return Hours::minutes(
      session
          .query("SELECT CAST(COALESCE(SUM(day_minutes + night_minutes), 0) AS BIGINT) FROM visit WHERE agreement_id = "
                 ":agreement AND day >= :monday AND day <= :sunday",
                 {{"agreement", agreement}, {"monday", monday}, {"sunday", sunday}})
          .one()
          .integer(0));
}

bool approve(Session& session, VisitId visit, PersonId person, AccountId by, Instant now) {
  return session.run(
             "UPDATE visit_share SET answer = 'approved', answered_by = :by, answered_at = :now WHERE visit_id = "
             ":visit AND person_id = "
             ":person AND answer <> 'approved'",
             {{"by", by}, {"now", now}, {"visit", visit}, {"person", person}}) == 1;
}

bool query(Session& session, VisitId visit, PersonId person, AccountId by, std::string_view words, Instant now) {
  return session.run(
             "UPDATE visit_share SET answer = 'queried', query = :words, answered_by = :by, answered_at = :now WHERE "
             "visit_id = :visit AND "
             "person_id = :person AND answer <> 'approved'",
             {{"words", words}, {"by", by}, {"now", now}, {"visit", visit}, {"person", person}}) == 1;
}

bool remove(Session& session, VisitId visit) {
  if (!session.query("SELECT 1 FROM visit_share WHERE visit_id = :visit AND answer = 'approved'", {{"visit", visit}})
           .empty())
    return false;
  session.run("DELETE FROM visit_share WHERE visit_id = :visit", {{"visit", visit}});
  return session.run("DELETE FROM visit WHERE id = :visit", {{"visit", visit}}) == 1;
}

VisitId id_of(Session& session, AgreementId agreement, std::string_view ref) {
  const auto row = session
                       .query("SELECT id FROM visit WHERE ref = :ref AND agreement_id = :agreement",
                              {{"ref", ref}, {"agreement", agreement}})
                       .first();
  return row ? row->id<VisitId>(0) : VisitId{};
}

}  // namespace onepot::store::visits
