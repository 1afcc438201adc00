#include "onepot/store/steps.h"

namespace onepot::store::steps {
namespace {

#define ONEPOT_STEP_SELECT                                                                                    \
  "SELECT s.id, s.ref, s.kind, s.status, s.place_id, s.club_id, c.ref, c.name, s.proposed_by, b.known_as, "   \
  "s.proposed_at, s.decided_at, s.answer_by, s.about_person, a.known_as, s.home_id, h.name, s.from_date, "    \
  "s.until_date, s.start_minute, s.where_words, s.words, s.pays FROM step s JOIN person b ON b.id = "         \
  "s.proposed_by LEFT JOIN club c ON c.id = s.club_id LEFT JOIN person a ON a.id = s.about_person LEFT JOIN " \
  "home h ON h.id = s.home_id "

Step step_of(const Row& row) {
  Step s;
  s.id = row.id<StepId>(0);
  s.ref = row.text(1);
  s.kind = row.text(2);
  s.status = row.text(3);
  s.place = row.id<PlaceId>(4);
  s.club = row.maybe_id<ClubId>(5);
  s.club_ref = row.maybe_text(6).value_or("");
  s.club_name = row.maybe_text(7).value_or("");
  s.by = row.id<PersonId>(8);
  s.by_name = row.text(9);
  s.proposed_at = row.instant(10);
  s.decided_at = row.maybe_instant(11);
  s.answer_by = row.date(12);
  s.about = row.maybe_id<PersonId>(13);
  s.about_name = row.maybe_text(14).value_or("");
  s.home = row.maybe_id<HomeId>(15);
  s.home_name = row.maybe_text(16).value_or("");
  s.from = row.date(17);
  s.until = row.maybe_date(18);
  s.start_minute = row.maybe_integer(19);
  s.where = row.text(20);
  s.words = row.text(21);
  s.pays = row.text(22);
  return s;
}

std::vector<Step> steps_of(const Rows& rows) {
  std::vector<Step> out;
  for (const auto row : rows) out.push_back(step_of(row));
  return out;
}

}  // namespace

StepId add(Session& session, const NewStep& s, Instant now) {
  const auto id =
      session
          .query(
              "INSERT INTO step (ref, place_id, club_id, kind, proposed_by, proposed_at, answer_by, status, "
              "about_person, home_id, from_date, until_date, start_minute, where_words, words, pays) VALUES (:ref, "
              ":place, :club, :kind, :by, :now, :answer_by, 'open', :about, :home, :from, :until, :start, :where, "
              ":words, :pays) RETURNING id",
              {{"ref", s.ref},
               {"place", s.place},
               {"club", s.club},
               {"kind", s.kind},
               {"by", s.by},
               {"now", now},
               {"answer_by", s.answer_by},
               {"about", s.about},
               {"home", s.home},
               {"from", s.from},
               {"until", s.until},
               {"start", s.start_minute},
               {"where", s.where},
               {"words", s.words},
               {"pays", s.pays}})
          .one()
          .id<StepId>(0);
  for (const auto person : s.people) add_person(session, id, person);
  return id;
}

void add_person(Session& session, StepId step, PersonId person) {
  session.run("INSERT INTO step_person (step_id, person_id) VALUES (:step, :person) ON CONFLICT DO NOTHING",
              {{"step", step}, {"person", person}});
}

std::optional<Step> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(ONEPOT_STEP_SELECT "WHERE s.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(step_of(*row)) : std::nullopt;
}

std::vector<Step> of_person(Session& session, PersonId person) {
  return steps_of(session.query(ONEPOT_STEP_SELECT
                                "JOIN step_person p ON p.step_id = s.id WHERE p.person_id = :person ORDER BY s.id DESC",
                                {{"person", person}}));
}

std::vector<Step> of_club(Session& session, ClubId club) {
  return steps_of(session.query(ONEPOT_STEP_SELECT "WHERE s.club_id = :club ORDER BY s.id DESC", {{"club", club}}));
}

std::vector<Asked> people(Session& session, StepId step) {
  std::vector<Asked> out;
  for (const auto row : session.query("SELECT p.id, p.ref, p.known_as, q.answer, q.sums, a.ref, a.name, q.share_pence, "
                                      "q.after_words, q.after_seen FROM step_person q JOIN person p ON p.id = "
                                      "q.person_id LEFT JOIN account a ON a.id = q.alongside WHERE q.step_id = :step "
                                      "ORDER BY p.id",
                                      {{"step", step}}))
    out.push_back({row.id<PersonId>(0), row.text(1), row.text(2), row.text(3), row.text(4),
                   row.maybe_text(5).value_or(""), row.maybe_text(6).value_or(""), row.maybe_pence(7), row.text(8),
                   row.text(9)});
  return out;
}

bool answer_yes(Session& session, StepId step, PersonId person, std::string_view sums, Instant now) {
  return session.run(
             "UPDATE step_person SET answer = 'yes', sums = :sums, answered_at = :now WHERE step_id = :step AND "
             "person_id = :person AND EXISTS (SELECT 1 FROM step s WHERE s.id = :step AND s.status = 'open' AND "
             "s.answer_by >= :today)",
             {{"sums", sums}, {"now", now}, {"step", step}, {"person", person}, {"today", date_of(now)}}) == 1;
}

bool agree(Session& session, StepId step, Instant now) {
  return session.run(
             "UPDATE step SET status = 'agreed', decided_at = :now WHERE id = :step AND status = 'open' AND answer_by "
             ">= :today",
             {{"now", now}, {"step", step}, {"today", date_of(now)}}) == 1;
}

bool cancel(Session& session, StepId step, std::string_view status, Instant now) {
  return session.run("UPDATE step SET status = 'cancelled', decided_at = :now WHERE id = :step AND status = :status",
                     {{"now", now}, {"step", step}, {"status", status}}) == 1;
}

void set_until(Session& session, StepId step, Date until) {
  session.run("UPDATE step SET until_date = :until WHERE id = :step", {{"until", until}, {"step", step}});
}

void set_alongside(Session& session, StepId step, PersonId person, std::optional<AccountId> account) {
  session.run("UPDATE step_person SET alongside = :account WHERE step_id = :step AND person_id = :person",
              {{"account", account}, {"step", step}, {"person", person}});
}

void set_share(Session& session, StepId step, PersonId person, Pence share) {
  session.run("UPDATE step_person SET share_pence = :share WHERE step_id = :step AND person_id = :person",
              {{"share", share}, {"step", step}, {"person", person}});
}

void set_after(Session& session, StepId step, PersonId person, std::string_view words, std::string_view seen,
               Instant now) {
  session.run(
      "UPDATE step_person SET after_words = :words, after_seen = :seen, after_at = :now WHERE step_id = :step AND "
      "person_id = :person",
      {{"words", words}, {"seen", seen}, {"now", now}, {"step", step}, {"person", person}});
}

std::vector<Alongside> alongside(Session& session, AccountId account, Date today) {
  std::vector<Alongside> out;
  for (const auto row : session.query(
           "SELECT s.ref, p.known_as FROM step s JOIN step_person q ON q.step_id = s.id JOIN person p ON p.id "
           "= q.person_id WHERE q.alongside = :account AND s.status <> 'cancelled' AND "
           "COALESCE(s.until_date, s.from_date) >= :today AND EXISTS (SELECT 1 FROM relationship r WHERE "
           "r.account_id = :account AND r.person_id = p.id AND r.until_at IS NULL) ORDER BY s.from_date, "
           "s.id",
           {{"account", account}, {"today", today}}))
    if (auto step = by_ref(session, row.text(0)); step && !step->lapsed(today))
      out.push_back({*std::move(step), row.text(1)});
  return out;
}

std::vector<StepId> with_both(Session& session, PersonId one, PersonId other, Date today) {
  std::vector<StepId> out;
  for (const auto row :
       session.query("SELECT s.id FROM step s JOIN step_person a ON a.step_id = s.id AND a.person_id = :one JOIN "
                     "step_person b ON b.step_id = s.id AND b.person_id = :other WHERE s.status <> 'cancelled' AND "
                     "s.kind IN ('meeting', 'trial', 'join') AND COALESCE(s.until_date, s.from_date) >= :today",
                     {{"one", one}, {"other", other}, {"today", today}}))
    out.push_back(row.id<StepId>(0));
  return out;
}

}  // namespace onepot::store::steps
