#include "onepot/store/agreement_changes.h"

namespace onepot::store::agreement_changes {
namespace {

#define ONEPOT_CHANGE_SELECT                                                                                       \
  "SELECT k.id, k.ref, g.id, g.ref, v.name, g.day_rate_pence, g.night_rate_pence, s.id, s.ref, s.kind, "           \
  "COALESCE(a.known_as, ''), COALESCE(c.name, ''), s.answer_by, k.sums, k.status, k.words, k.made_at, "            \
  "k.answered_at FROM agreement_change k JOIN agreement g ON g.id = k.agreement_id JOIN provider v ON v.id = "     \
  "g.provider_id JOIN step s ON s.id = k.step_id LEFT JOIN club c ON c.id = s.club_id LEFT JOIN person a ON a.id " \
  "= s.about_person "

std::vector<Part> parts_of_change(Session& session, std::int64_t change) {
  std::vector<Part> out;
  for (const auto row :
       session.query("SELECT from_date, until_date, people, day_minutes, night_minutes, day_before, night_before FROM "
                     "agreement_change_part WHERE change_id = :change ORDER BY from_date",
                     {{"change", change}}))
    out.push_back({row.date(0), row.maybe_date(1), row.integer(2), Hours::minutes(row.integer(3)),
                   Hours::minutes(row.integer(4)), Hours::minutes(row.integer(5)), Hours::minutes(row.integer(6))});
  return out;
}

std::vector<Change> changes_of(Session& session, const Rows& rows) {
  std::vector<Change> out;
  for (const auto row : rows) {
    Change c;
    c.id = row.integer(0);
    c.ref = row.text(1);
    c.agreement = row.id<AgreementId>(2);
    c.agreement_ref = row.text(3);
    c.provider_name = row.text(4);
    c.day_rate = row.pence(5);
    c.night_rate = row.pence(6);
    c.step = row.id<StepId>(7);
    c.step_ref = row.text(8);
    c.kind = row.text(9);
    c.about_name = row.text(10);
    c.club_name = row.text(11);
    c.answer_by = row.date(12);
    c.sums = row.text(13);
    c.status = row.text(14);
    c.words = row.text(15);
    c.made_at = row.instant(16);
    c.answered_at = row.maybe_instant(17);
    out.push_back(std::move(c));
  }
  for (auto& c : out) c.parts = parts_of_change(session, c.id);
  return out;
}

}  // namespace

void add(Session& session, const NewChange& c, Instant now) {
  const auto id = session
                      .query(
                          "INSERT INTO agreement_change (ref, agreement_id, step_id, sums, status, made_at) VALUES "
                          "(:ref, :agreement, :step, :sums, :status, :now) RETURNING id",
                          {{"ref", c.ref},
                           {"agreement", c.agreement},
                           {"step", c.step},
                           {"sums", c.sums},
                           {"status", c.status},
                           {"now", now}})
                      .one()
                      .integer(0);
  for (const auto& part : c.parts)
    session.run(
        "INSERT INTO agreement_change_part (change_id, from_date, until_date, people, day_minutes, night_minutes, "
        "day_before, night_before) VALUES (:change, :from, :until, :people, :day, :night, :day_before, :night_before)",
        {{"change", id},
         {"from", part.from},
         {"until", part.until},
         {"people", part.people},
         {"day", part.day.in_minutes()},
         {"night", part.night.in_minutes()},
         {"day_before", part.day_before.in_minutes()},
         {"night_before", part.night_before.in_minutes()}});
}

std::optional<Change> by_ref(Session& session, ProviderId provider, std::string_view ref) {
  auto found =
      changes_of(session, session.query(ONEPOT_CHANGE_SELECT "WHERE k.ref = :ref AND g.provider_id = :provider",
                                        {{"ref", ref}, {"provider", provider}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Change> of_provider(Session& session, ProviderId provider, int most) {
  return changes_of(session,
                    session.query(ONEPOT_CHANGE_SELECT "WHERE g.provider_id = :provider ORDER BY k.id DESC LIMIT :most",
                                  {{"provider", provider}, {"most", most}}));
}

std::vector<Change> of_step(Session& session, StepId step) {
  return changes_of(session,
                    session.query(ONEPOT_CHANGE_SELECT "WHERE k.step_id = :step ORDER BY k.id", {{"step", step}}));
}

bool answer(Session& session, std::int64_t change, bool yes, std::string_view words, Instant now) {
  return session.run(
             "UPDATE agreement_change SET status = :status, words = :words, answered_at = :now WHERE id = :change AND "
             "status = 'asked'",
             {{"status", yes ? "yes" : "no"}, {"words", words}, {"now", now}, {"change", change}}) == 1;
}

void withdraw(Session& session, StepId step, Instant now) {
  session.run(
      "UPDATE agreement_change SET status = 'over', answered_at = :now WHERE step_id = :step AND status = 'asked'",
      {{"now", now}, {"step", step}});
}

std::pair<Hours, Hours> hours_on(Session& session, AgreementId agreement, Date day) {
  const auto dated = session
                         .query(
                             "SELECT day_minutes, night_minutes FROM agreement_hours_from WHERE agreement_id = "
                             ":agreement AND from_date <= :day ORDER BY from_date DESC LIMIT 1",
                             {{"agreement", agreement}, {"day", day}})
                         .first();
  if (dated) return {Hours::minutes(dated->integer(0)), Hours::minutes(dated->integer(1))};
  const auto made = session.query("SELECT day_minutes_week, night_minutes_week FROM agreement WHERE id = :agreement",
                                  {{"agreement", agreement}});
  return {Hours::minutes(made.one().integer(0)), Hours::minutes(made.one().integer(1))};
}

void set_hours_from(Session& session, AgreementId agreement, Date from, Hours day, Hours night) {
  session.run("DELETE FROM agreement_hours_from WHERE agreement_id = :agreement AND from_date >= :from",
              {{"agreement", agreement}, {"from", from}});
  session.run(
      "INSERT INTO agreement_hours_from (agreement_id, from_date, day_minutes, night_minutes) VALUES (:agreement, "
      ":from, :day, :night)",
      {{"agreement", agreement}, {"from", from}, {"day", day.in_minutes()}, {"night", night.in_minutes()}});
}

std::vector<HoursFrom> hours_changes(Session& session, AgreementId agreement) {
  std::vector<HoursFrom> out;
  for (const auto row : session.query("SELECT from_date, day_minutes, night_minutes FROM agreement_hours_from WHERE "
                                      "agreement_id = :agreement ORDER BY from_date",
                                      {{"agreement", agreement}}))
    out.push_back({row.date(0), Hours::minutes(row.integer(1)), Hours::minutes(row.integer(2))});
  return out;
}

}  // namespace onepot::store::agreement_changes
