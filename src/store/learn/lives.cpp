#include "onepot/store/lives.h"

#include "learn/shares_on.h"

namespace onepot::store::lives {

#define CONSENTS(PURPOSE)                                                                                       \
  "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = p.id AND c.account_id IS NULL AND c.purpose = '" PURPOSE \
  "' AND c.given_at <= :now AND (c.withdrawn_at IS NULL OR c.withdrawn_at > :now))"

std::vector<LifeCheck> checks(Session& session, PersonId person, int most) {
  std::vector<LifeCheck> out;
  for (const auto row : session.query("SELECT at, score, words, share_words FROM life_check WHERE person_id = :person "
                                      "AND respondent = 'person' ORDER BY at DESC, id "
                                      "DESC LIMIT :most",
                                      {{"person", person}, {"most", most}}))
    out.push_back({row.instant(0), row.maybe_integer(1), row.text(2), row.boolean(3)});
  return out;
}

void add_check(Session& session, PersonId person, std::string_view respondent, const std::vector<Answer>& answers,
               std::optional<std::int64_t> score, std::string_view words, bool share_words, Instant now) {
  const auto id =
      session
          .query(
              "INSERT INTO life_check (person_id, at, respondent, score, words, share_words) VALUES (:person, :now, "
              ":respondent, :score, :words, :share) RETURNING id",
              {{"person", person},
               {"now", now},
               {"respondent", respondent},
               {"score", score},
               {"words", words},
               {"share", share_words}})
          .one()
          .integer(0);
  for (const auto& a : answers)
    session.run("INSERT INTO life_answer (life_check_id, area, answer) VALUES (:id, :area, :answer)",
                {{"id", id}, {"area", a.area}, {"answer", a.answer}});
}

void add_story(Session& session, PersonId person, std::string_view ref, std::string_view text, Instant now) {
  session.run("INSERT INTO story (ref, person_id, text, told_at) VALUES (:ref, :person, :text, :now)",
              {{"ref", ref}, {"person", person}, {"text", text}, {"now", now}});
}

void withdraw_stories(Session& session, PersonId person, Instant now) {
  session.run("UPDATE story SET withdrawn_at = :now WHERE person_id = :person AND withdrawn_at IS NULL",
              {{"now", now}, {"person", person}});
  session.run("UPDATE life_event SET share_words = 0 WHERE person_id = :person", {{"person", person}});
}

void add_life_event(Session& session, PersonId person, const LifeEvent& event, Instant now) {
  session.run(
      "INSERT INTO life_event (ref, person_id, kind, day, words, may_count, share_words, told_at) VALUES (:ref, "
      ":person, :kind, :day, :words, :count, :share, :now)",
      {{"ref", event.ref},
       {"person", person},
       {"kind", event.kind},
       {"day", event.day},
       {"words", event.words},
       {"count", event.may_count},
       {"share", event.share_words},
       {"now", now}});
}

std::vector<LifeEvent> own_events(Session& session, PersonId person) {
  std::vector<LifeEvent> out;
  for (const auto row : session.query("SELECT COALESCE(ref, ''), kind, words, day, may_count, share_words FROM "
                                      "life_event WHERE person_id = :person AND withdrawn_at IS NULL ORDER BY day "
                                      "DESC, id DESC LIMIT 100",
                                      {{"person", person}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.date(3), row.boolean(4), row.boolean(5)});
  return out;
}

bool withdraw_event(Session& session, PersonId person, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE life_event SET withdrawn_at = :now, words = '', share_words = 0 WHERE person_id = :person AND ref "
             "= :ref AND withdrawn_at IS NULL",
             {{"now", now}, {"person", person}, {"ref", ref}}) == 1;
}

std::vector<LifeEvent> told_events(Session& session, PlaceId place, Instant now, int most) {
  std::vector<LifeEvent> out;
  for (const auto row :
       session.query("SELECT e.kind, e.words, e.day FROM life_event e JOIN person p ON p.id = e.person_id WHERE "
                     "p.place_id = :place AND e.share_words = 1 AND e.words <> '' AND e.withdrawn_at IS NULL "
                     "AND " CONSENTS("story") " ORDER BY e.day DESC, e.id DESC LIMIT :most",
                     {{"place", place}, {"now", now}, {"most", most}}))
    out.push_back({"", row.text(0), row.text(1), row.date(2), true, true});
  return out;
}

std::vector<Story> stories(Session& session, PlaceId place, Instant now, int most) {
  std::vector<Story> out;
  for (const auto row : session.query("SELECT s.text, s.told_at FROM story s JOIN person p ON p.id = s.person_id WHERE "
                                      "p.place_id = :place AND s.withdrawn_at IS NULL "
                                      "AND " CONSENTS("story") " ORDER BY s.told_at DESC, s.id DESC LIMIT :most",
                                      {{"place", place}, {"now", now}, {"most", most}}))
    out.push_back({row.text(0), row.instant(1)});
  return out;
}

std::vector<Observed> observed(Session& session, PlaceId place, std::string_view respondent, Date today, Instant now) {
  std::vector<Observed> out;
  for (const auto row :
       session.query("WITH " ONEPOT_SHARES_ON(
                         ":today") ", main AS (SELECT s.person_id, g.provider_id, g.day_rate_pence, s.week_pence, "
                                   "ROW_NUMBER() OVER "
                                   "(PARTITION BY s.person_id "
                                   "ORDER BY s.week_pence DESC, g.id) AS n FROM shares s JOIN agreement g ON g.id = "
                                   "s.agreement_id "
                                   "WHERE g.place_id = "
                                   ":place AND g.from_date <= :today AND (g.until_date IS NULL OR g.until_date >= "
                                   ":today)), latest AS (SELECT "
                                   "person_id, score, "
                                   "ROW_NUMBER() OVER (PARTITION BY person_id ORDER BY at DESC, id DESC) AS n FROM "
                                   "life_check WHERE respondent "
                                   "= :respondent) "
                                   "SELECT p.pseudonym, v.ref, p.born, a.kind, v.staff_hundredths, m.day_rate_pence, "
                                   "m.week_pence, l.score "
                                   "FROM person p JOIN main "
                                   "m ON m.person_id = p.id AND m.n = 1 JOIN provider v ON v.id = m.provider_id JOIN "
                                   "area a ON a.id = "
                                   "p.area_id LEFT JOIN latest l "
                                   "ON l.person_id = p.id AND l.n = 1 WHERE p.place_id = :place AND " CONSENTS(
                                       "evaluation") " ORDER BY p.id",
                     {{"place", place}, {"today", today}, {"respondent", respondent}, {"now", now}}))
    out.push_back({row.text(0), row.text(1), row.date(2), row.view(3) == "village", row.integer(4), row.pence(5),
                   row.pence(6), row.maybe_integer(7)});
  return out;
}

std::vector<std::pair<std::string, std::int64_t>> life_events(Session& session, PlaceId place, Date since,
                                                              Instant now) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const auto row :
       session.query("SELECT e.kind, COUNT(*) FROM life_event e JOIN person p ON p.id = e.person_id WHERE p.place_id = "
                     ":place AND e.day >= :since AND e.withdrawn_at IS NULL AND e.may_count = 1 AND " CONSENTS(
                         "evaluation") " GROUP BY e.kind ORDER BY e.kind",
                     {{"place", place}, {"since", since}, {"now", now}}))
    out.emplace_back(row.text(0), row.integer(1));
  return out;
}

}  // namespace onepot::store::lives
