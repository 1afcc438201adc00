#include "onepot/store/support_told.h"

#include <map>

#include "learn/shares_on.h"

namespace onepot::store::support_told {
namespace {

constexpr const char* says_yes =
    "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.account_id IS NULL AND c.purpose = 'evaluation' "
    "AND c.given_at <= :now AND (c.withdrawn_at IS NULL OR c.withdrawn_at > :now))";

Came came_of(const Row& row) {
  return {row.text(0), row.text(1), row.integer(2), row.text(3), row.date(4), row.integer(5)};
}

learn::RatingRound round_of(Session& session, std::int64_t id, const std::string& ref,
                            const std::optional<Instant>& person_at, const std::optional<Instant>& practitioner_at) {
  learn::RatingRound out{.id = ref, .person = {}, .practitioner = {}};
  if (person_at) out.person = learn::RatingRound::Given{{}, *person_at};
  if (practitioner_at) out.practitioner = learn::RatingRound::Given{{}, *practitioner_at};
  for (const auto row :
       session.query("SELECT side, item, answer FROM rating_answer WHERE round_id = :id", {{"id", id}})) {
    auto& given = row.view(0) == "person" ? out.person : out.practitioner;
    for (std::size_t a = 0; a < learn::rating_areas.size(); ++a)
      if (given && row.view(1) == learn::rating_areas[a]) given->ratings[a] = static_cast<int>(row.integer(2));
  }
  return out;
}

}  // namespace

std::vector<Came> came_to(Session& session, PersonId person, Date from, Date until) {
  std::vector<Came> out;
  for (const auto row : session.query(
           "SELECT '', r.ref, r.staff_hundredths, v.worker, v.day, v.start_minute FROM visit_share s JOIN visit v ON "
           "v.id = s.visit_id JOIN agreement g ON g.id = v.agreement_id JOIN provider r ON r.id = g.provider_id WHERE "
           "s.person_id = :person AND v.day >= :from AND v.day <= :until ORDER BY v.day, v.start_minute, v.id",
           {{"person", person}, {"from", from}, {"until", until}}))
    out.push_back(came_of(row));
  return out;
}

std::vector<Came> came_to_all(Session& session, PlaceId place, Date from, Date until, Instant now) {
  std::vector<Came> out;
  session.each(std::string("SELECT p.pseudonym, r.ref, r.staff_hundredths, v.worker, v.day, v.start_minute FROM visit "
                           "v JOIN visit_share s ON s.visit_id = v.id JOIN person p ON p.id = s.person_id JOIN "
                           "agreement g ON g.id = v.agreement_id JOIN provider r ON r.id = g.provider_id WHERE "
                           "p.place_id = :place AND v.day >= :from AND v.day <= :until AND ") +
                   says_yes + " ORDER BY p.id, v.day, v.start_minute, v.id",
               {{"place", place}, {"from", from}, {"until", until}, {"now", now}},
               [&](const Row& row) { out.push_back(came_of(row)); });
  return out;
}

std::vector<View> views(Session& session, PlaceId place, std::string_view respondent, Date today, Instant now) {
  std::vector<View> out;
  for (const auto row : session.query(
           std::string("WITH " ONEPOT_SHARES_ON(
               ":today") ", main AS (SELECT s.person_id, g.provider_id, s.week_pence, ROW_NUMBER() OVER (PARTITION BY "
                         "s.person_id ORDER BY s.week_pence DESC, g.id) AS n FROM shares s JOIN agreement g ON g.id = "
                         "s.agreement_id WHERE g.place_id = :place AND g.from_date <= :today AND (g.until_date IS NULL "
                         "OR "
                         "g.until_date >= :today)), said AS (SELECT person_id, provider_id, valued, personalised, "
                         "ROW_NUMBER() "
                         "OVER (PARTITION BY person_id, provider_id ORDER BY at DESC, id DESC) AS n FROM support_view "
                         "WHERE "
                         "respondent = :respondent), life AS (SELECT person_id, score, ROW_NUMBER() OVER (PARTITION BY "
                         "person_id "
                         "ORDER BY at DESC, id DESC) AS n FROM life_check WHERE respondent = :respondent), budget AS "
                         "(SELECT "
                         "t.person_id, CAST(SUM(b.week_pence) AS BIGINT) AS pence FROM pot t JOIN pot_stream b ON "
                         "b.pot_id = "
                         "t.id WHERE b.from_date <= :today AND (b.until_date IS NULL OR b.until_date >= :today) GROUP "
                         "BY "
                         "t.person_id) SELECT p.pseudonym, r.ref, r.staff_hundredths, w.valued, w.personalised, "
                         "l.score, "
                         "m.week_pence, COALESCE(b.pence, 0), p.born, a.kind, r.kind FROM person p JOIN main m ON "
                         "m.person_id "
                         "= p.id AND "
                         "m.n = 1 JOIN provider r ON r.id = m.provider_id JOIN area a ON a.id = p.area_id LEFT JOIN "
                         "said w ON "
                         "w.person_id = p.id AND w.provider_id = m.provider_id AND w.n = 1 LEFT JOIN life l ON "
                         "l.person_id = "
                         "p.id AND l.n = 1 LEFT JOIN budget b ON b.person_id = p.id WHERE p.place_id = :place AND ") +
               says_yes + " ORDER BY p.id",
           {{"place", place}, {"today", today}, {"respondent", respondent}, {"now", now}}))
    out.push_back({row.text(0), row.text(1), row.integer(2), row.maybe_integer(3), row.maybe_integer(4),
                   row.maybe_integer(5), row.pence(6), row.pence(7), row.date(8), row.view(9) == "village",
                   row.text(10)});
  return out;
}

void add_view(Session& session, PersonId person, ProviderId provider, std::string_view respondent,
              std::optional<std::int64_t> valued, std::optional<std::int64_t> personalised, Instant now) {
  session.run(
      "INSERT INTO support_view (person_id, provider_id, respondent, at, valued, personalised) VALUES (:person, "
      ":provider, :respondent, :now, :valued, :personalised)",
      {{"person", person},
       {"provider", provider},
       {"respondent", respondent},
       {"now", now},
       {"valued", valued},
       {"personalised", personalised}});
}

std::vector<OwnProvider> own_providers(Session& session, PersonId person, Date today) {
  std::vector<OwnProvider> out;
  for (const auto row : session.query(
           "WITH " ONEPOT_SHARES_ON(
               ":today") " SELECT DISTINCT r.id, r.ref, r.name FROM shares s JOIN agreement g ON g.id = "
                         "s.agreement_id JOIN provider r ON r.id = g.provider_id WHERE s.person_id = :person AND "
                         "g.from_date <= :today AND (g.until_date IS NULL OR g.until_date >= :today) ORDER BY r.name, "
                         "r.id",
           {{"person", person}, {"today", today}}))
    out.push_back({row.id<ProviderId>(0), row.text(1), row.text(2)});
  return out;
}

std::vector<Round> rounds(Session& session, PersonId person) {
  std::vector<Round> out;
  for (const auto row :
       session.query("SELECT r.id, r.ref, a.name, a.id, r.opened_at, r.person_at, r.practitioner_at FROM rating_round "
                     "r JOIN account a ON a.id = r.practitioner_id WHERE r.person_id = :person ORDER BY r.id DESC "
                     "LIMIT 20",
                     {{"person", person}}))
    out.push_back({row.text(2), row.id<AccountId>(3), date_of(row.instant(4)),
                   round_of(session, row.integer(0), row.text(1), row.maybe_instant(5), row.maybe_instant(6))});
  return out;
}

std::vector<learn::RatingRound> all_rounds(Session& session, PlaceId place, Instant now) {
  std::vector<learn::RatingRound> out;
  for (const auto row : session.query(
           std::string("SELECT r.id, r.ref, r.person_at, r.practitioner_at FROM rating_round r JOIN person p ON p.id = "
                       "r.person_id WHERE p.place_id = :place AND ") +
               says_yes + " ORDER BY r.id",
           {{"place", place}, {"now", now}}))
    out.push_back(round_of(session, row.integer(0), row.text(1), row.maybe_instant(2), row.maybe_instant(3)));
  return out;
}

bool open_round(Session& session, PersonId person, AccountId practitioner, std::string_view ref, Instant now) {
  return session.run(
             "INSERT INTO rating_round (ref, person_id, practitioner_id, opened_at) SELECT :ref, CAST(:person AS "
             "BIGINT), CAST(:practitioner AS BIGINT), CAST(:now AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM "
             "rating_round r WHERE r.person_id = :person AND (r.person_at IS NULL OR r.practitioner_at IS NULL))",
             {{"ref", ref}, {"person", person}, {"practitioner", practitioner}, {"now", now}}) == 1;
}

bool give_ratings(Session& session, std::string_view round_ref, learn::RatingSide side, const learn::Ratings& ratings,
                  Instant now) {
  const bool person = side == learn::RatingSide::person;
  const auto row = session
                       .query(person ? "UPDATE rating_round SET person_at = :now WHERE ref = :ref AND person_at IS "
                                       "NULL RETURNING id"
                                     : "UPDATE rating_round SET practitioner_at = :now WHERE ref = :ref AND "
                                       "practitioner_at IS NULL RETURNING id",
                              {{"now", now}, {"ref", round_ref}})
                       .first();
  if (!row) return false;
  for (std::size_t a = 0; a < ratings.size(); ++a)
    session.run("INSERT INTO rating_answer (round_id, side, item, answer) VALUES (:round, :side, :item, :answer)",
                {{"round", row->integer(0)},
                 {"side", person ? "person" : "practitioner"},
                 {"item", learn::rating_areas[a]},
                 {"answer", ratings[a]}});
  return true;
}

std::optional<AccountId> practitioner_of(Session& session, PersonId person, Instant now) {
  const auto row = session
                       .query(
                           "SELECT account_id FROM relationship WHERE person_id = :person AND kind = "
                           "'practitioner' AND from_at <= :now AND (until_at IS NULL OR until_at > :now) ORDER BY "
                           "id DESC LIMIT 1",
                           {{"person", person}, {"now", now}})
                       .first();
  return row ? std::optional(row->id<AccountId>(0)) : std::nullopt;
}

std::vector<Diagnostic> diagnostics(Session& session, PlaceId place) {
  std::vector<Diagnostic> out;
  for (const auto row :
       session.query("SELECT d.id, d.ref, d.subject, COALESCE(a.name, ''), d.made_at FROM diagnostic d LEFT JOIN "
                     "account a ON a.id = d.made_by WHERE d.place_id = :place ORDER BY d.id DESC LIMIT 100",
                     {{"place", place}})) {
    Diagnostic d{row.text(1), row.text(2), row.text(3), row.instant(4), {}};
    for (const auto seen : session.query(
             "SELECT sign, found, out_of, source FROM diagnostic_answer WHERE diagnostic_id = :id ORDER BY sign",
             {{"id", row.integer(0)}}))
      d.seen.push_back({seen.text(0), seen.integer(1), seen.integer(2), seen.text(3)});
    out.push_back(std::move(d));
  }
  return out;
}

void add_diagnostic(Session& session, PlaceId place, AccountId by, const Diagnostic& diagnostic, Instant now) {
  const auto id =
      session
          .query(
              "INSERT INTO diagnostic (ref, place_id, subject, made_by, made_at) VALUES (:ref, :place, "
              ":subject, :by, :now) RETURNING id",
              {{"ref", diagnostic.ref}, {"place", place}, {"subject", diagnostic.subject}, {"by", by}, {"now", now}})
          .one()
          .integer(0);
  for (const auto& s : diagnostic.seen)
    session.run(
        "INSERT INTO diagnostic_answer (diagnostic_id, sign, found, out_of, source) VALUES (:id, :sign, "
        ":found, :of, :source)",
        {{"id", id}, {"sign", s.sign}, {"found", s.found}, {"of", s.of}, {"source", s.source}});
}

std::vector<std::pair<Date, std::int64_t>> life_line(Session& session, PersonId person) {
  std::map<Date, std::int64_t> by_day;  // the last of a day stands
  for (const auto row : session.query("SELECT at, score FROM life_check WHERE person_id = :person AND respondent = "
                                      "'person' AND score IS NOT NULL ORDER BY at, id",
                                      {{"person", person}}))
    by_day[date_of(row.instant(0))] = row.integer(1);
  return {by_day.begin(), by_day.end()};
}

std::vector<StreamWeek> stream_weeks(Session& session, PersonId person) {
  std::vector<StreamWeek> out;
  for (const auto row :
       session.query("SELECT s.code, s.name, b.week_pence, b.from_date, b.until_date FROM pot t JOIN pot_stream b ON "
                     "b.pot_id = t.id JOIN stream s ON s.id = b.stream_id WHERE t.person_id = :person ORDER BY s.id",
                     {{"person", person}}))
    out.push_back({row.text(0), row.text(1), row.pence(2), row.date(3), row.maybe_date(4)});
  return out;
}

}  // namespace onepot::store::support_told
