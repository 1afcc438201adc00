#include "onepot/store/needs.h"

namespace onepot::store::needs {

std::optional<Assessment> latest(Session& session, PersonId person) {
  const auto row = session
                       .query(
                           "SELECT id, ref, own_words, asked_at, described_at FROM assessment WHERE person_id = "
                           ":person ORDER BY id DESC "
                           "LIMIT 1",
                           {{"person", person}})
                       .first();
  if (!row) return std::nullopt;
  return Assessment{row->id<AssessmentId>(0), row->text(1), row->text(2), row->instant(3), row->maybe_instant(4)};
}

AssessmentId ask(Session& session, PersonId person, std::string_view ref, std::string_view own_words, Instant now) {
  return session
      .query(
          "INSERT INTO assessment (ref, person_id, own_words, asked_at) VALUES (:ref, :person, :words, :now) RETURNING "
          "id",
          {{"ref", ref}, {"person", person}, {"words", own_words}, {"now", now}})
      .one()
      .id<AssessmentId>(0);
}

void set_own_words(Session& session, AssessmentId assessment, std::string_view own_words) {
  session.run("UPDATE assessment SET own_words = :words WHERE id = :id", {{"words", own_words}, {"id", assessment}});
}

namespace {

Need need_from(const Row& row) {
  Need n;
  n.kind = row.text(0);
  n.day = Hours::minutes(row.integer(1));
  n.shareable = Hours::minutes(row.integer(2));
  n.nights = row.integer(3);
  n.night = Hours::minutes(row.integer(4));
  n.nights_shareable = row.boolean(5);
  n.waking = row.boolean(6);
  n.two_helpers = row.boolean(7);
  n.words = row.text(8);
  return n;
}

}  // namespace

std::vector<Need> of(Session& session, AssessmentId assessment) {
  std::vector<Need> out;
  for (const auto row : session.query("SELECT kind, day_minutes_week, shareable_minutes_week, nights_week, "
                                      "night_minutes_week, night_shareable, waking, two_helpers, "
                                      "words FROM need WHERE assessment_id = :id ORDER BY id",
                                      {{"id", assessment}}))
    out.push_back(need_from(row));
  return out;
}

std::vector<Described> everybody(Session& session, PlaceId place) {
  std::vector<Described> out;
  std::int64_t last = 0;
  for (
      const auto row : session.query(
          "SELECT n.kind, n.day_minutes_week, n.shareable_minutes_week, n.nights_week, n.night_minutes_week, "
          "n.night_shareable, n.waking, n.two_helpers, n.words, a.id, r.kind FROM assessment a JOIN person p ON p.id = "
          "a.person_id JOIN area r ON r.id = p.area_id JOIN need n ON n.assessment_id = a.id WHERE p.place_id = :place "
          "AND a.described_at IS NOT NULL AND a.id = (SELECT MAX(b.id) FROM assessment b WHERE b.person_id = p.id) "
          "ORDER BY a.id, n.id",
          {{"place", place}})) {
    if (row.integer(9) != last) out.push_back({row.text(10) == "village", {}});
    last = row.integer(9);
    out.back().needs.push_back(need_from(row));
  }
  return out;
}

void describe(Session& session, AssessmentId assessment, const std::vector<Need>& needs, AccountId by, Instant now) {
  session.run("DELETE FROM need WHERE assessment_id = :id", {{"id", assessment}});
  for (const Need& n : needs)
    session.run(
        "INSERT INTO need (assessment_id, kind, day_minutes_week, shareable_minutes_week, nights_week, "
        "night_minutes_week, "
        "night_shareable, waking, two_helpers, words) VALUES (:id, :kind, :day, :shareable, :nights, :night, "
        ":nights_shareable, :waking, "
        ":two, :words)",
        {{"id", assessment},
         {"kind", n.kind},
         {"day", n.day.in_minutes()},
         {"shareable", n.shareable.in_minutes()},
         {"nights", n.nights},
         {"night", n.night.in_minutes()},
         {"nights_shareable", n.nights_shareable},
         {"waking", n.waking},
         {"two", n.two_helpers},
         {"words", n.words}});
  session.run("UPDATE assessment SET described_by = :by, described_at = :now WHERE id = :id",
              {{"by", by}, {"now", now}, {"id", assessment}});
}

std::optional<BudgetOffer> latest_offer(Session& session, PersonId person) {
  const auto row =
      session
          .query(
              "SELECT id, ref, assessment_id, week_pence, low_week_pence, high_week_pence, "
              "contribution_week_pence, grade, "
              "plain_words, workings, answer, basis, made_at, answered_at FROM budget_offer WHERE person_id = "
              ":person ORDER BY id "
              "DESC LIMIT 1",
              {{"person", person}})
          .first();
  if (!row) return std::nullopt;
  BudgetOffer offer{row->id<BudgetOfferId>(0),
                    row->text(1),
                    row->id<AssessmentId>(2),
                    row->pence(3),
                    row->pence(4),
                    row->pence(5),
                    row->pence(6),
                    row->text(7),
                    row->text(8),
                    row->text(9),
                    row->text(10),
                    row->text(11),
                    row->instant(12),
                    row->maybe_instant(13),
                    {}};
  for (const auto part : session.query("SELECT s.id, s.code, s.name, p.week_pence, p.why FROM budget_offer_part p JOIN "
                                       "stream s ON s.id = p.stream_id WHERE p.offer_id "
                                       "= :offer ORDER BY p.week_pence DESC, s.id",
                                       {{"offer", offer.id}}))
    offer.parts.push_back({part.id<StreamId>(0), part.text(1), part.text(2), part.pence(3), part.text(4)});
  return offer;
}

void add_offer(Session& session, PersonId person, const NewOffer& offer, AccountId by, Instant now) {
  session.run(
      "UPDATE budget_offer SET answer = 'superseded', answered_at = :now WHERE person_id = :person AND answer = ''",
      {{"now", now}, {"person", person}});
  const auto id =
      session
          .query(
              "INSERT INTO budget_offer (ref, person_id, assessment_id, week_pence, low_week_pence, high_week_pence, "
              "contribution_week_pence, grade, plain_words, workings, basis, made_by, made_at) VALUES (:ref, :person, "
              ":assessment, "
              ":week, :low, :high, :contribution, :grade, :plain, :workings, :basis, :by, :now) RETURNING id",
              {{"ref", offer.ref},
               {"person", person},
               {"assessment", offer.assessment},
               {"week", offer.week},
               {"low", offer.low},
               {"high", offer.high},
               {"contribution", offer.contribution},
               {"grade", offer.grade},
               {"plain", offer.plain_words},
               {"workings", offer.workings},
               {"basis", offer.basis},
               {"by", by},
               {"now", now}})
          .one()
          .id<BudgetOfferId>(0);
  for (const auto& [stream, part] : offer.parts)
    session.run(
        "INSERT INTO budget_offer_part (offer_id, stream_id, week_pence, why) VALUES (:offer, :stream, :week, :why)",
        {{"offer", id}, {"stream", stream}, {"week", part.first}, {"why", part.second}});
}

bool answer_offer(Session& session, BudgetOfferId offer, std::string_view answer, Instant now) {
  return session.run("UPDATE budget_offer SET answer = :answer, answered_at = :now WHERE id = :id AND answer = ''",
                     {{"answer", answer}, {"now", now}, {"id", offer}}) == 1;
}

StreamId stream(Session& session, std::string_view code) {
  const auto row = session.query("SELECT id FROM stream WHERE code = :code", {{"code", code}}).first();
  return row ? row->id<StreamId>(0) : StreamId{};
}

std::vector<OnCaseload> caseload(Session& session, AccountId practitioner, Instant now, int most) {
  std::vector<OnCaseload> out;
  for (const auto row : session.query("SELECT p.ref, p.known_as, a.name, EXISTS (SELECT 1 FROM consent c WHERE "
                                      "c.person_id = p.id AND c.account_id = :account AND "
                                      "c.purpose = 'needs' AND c.withdrawn_at IS NULL) AS may, n.asked_at, "
                                      "n.described_at, o.made_at, COALESCE(o.answer, ''), EXISTS "
                                      "(SELECT 1 FROM pot WHERE pot.person_id = p.id) AS has_pot FROM relationship r "
                                      "JOIN person p ON p.id = r.person_id JOIN area a "
                                      "ON a.id = p.area_id LEFT JOIN assessment n ON n.id = (SELECT MAX(id) FROM "
                                      "assessment WHERE person_id = p.id) LEFT JOIN "
                                      "budget_offer o ON o.id = (SELECT MAX(id) FROM budget_offer WHERE person_id = "
                                      "p.id) WHERE r.account_id = :account AND r.kind = "
                                      "'practitioner' AND r.from_at <= :now AND (r.until_at IS NULL OR r.until_at > "
                                      ":now) ORDER BY CASE WHEN n.asked_at IS NOT NULL "
                                      "AND NOT EXISTS (SELECT 1 FROM pot WHERE pot.person_id = p.id) THEN 0 ELSE 1 "
                                      "END, p.known_as, p.id LIMIT :most",
                                      {{"account", practitioner}, {"now", now}, {"most", most}}))
    out.push_back({row.text(0), row.text(1), row.text(2), row.boolean(3), row.maybe_instant(4), row.maybe_instant(5),
                   row.maybe_instant(6), row.text(7), row.boolean(8)});
  return out;
}

std::optional<AccountId> least_busy_practitioner(Session& session, PlaceId place, Instant now) {
  const auto row =
      session
          .query(
              "SELECT a.id FROM account a WHERE a.place_id = :place AND a.role = 'C' AND a.duty = 'practitioner' AND "
              "a.closed_at IS NULL ORDER BY (SELECT COUNT(*) FROM relationship r WHERE r.account_id = a.id AND r.kind "
              "= "
              "'practitioner' AND (r.until_at IS NULL OR r.until_at > :now)), a.id LIMIT 1",
              {{"place", place}, {"now", now}})
          .first();
  return row ? std::optional(row->id<AccountId>(0)) : std::nullopt;
}

}  // namespace onepot::store::needs
