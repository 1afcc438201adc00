#include "onepot/store/pot/clawback.h"

namespace onepot::store::clawback {
namespace {

#define CLAWBACK_SELECT                                                                                                \
  "SELECT k.id, k.ref, k.status, q.id, q.ref, q.known_as, k.worked_out_on, k.rule_id, k.workings, k.pence, "           \
  "k.deadline, k.raised_by, r.name, k.raised_at, k.challenge, k.challenged_at, k.days_left, k.answer, a.name, "        \
  "k.answered_at, k.ended_at, c.name, c.person_id FROM clawback k JOIN person q ON q.id = k.person_id JOIN account r " \
  "ON r.id = "                                                                                                         \
  "k.raised_by "                                                                                                       \
  "LEFT JOIN account a ON a.id = k.answered_by LEFT JOIN account c ON c.id = k.challenged_by "

std::vector<Clawback> clawbacks_of(const Rows& rows) {
  std::vector<Clawback> out;
  for (const auto row : rows) {
    Clawback& k = out.emplace_back();
    k.id = row.integer(0);
    k.ref = row.text(1);
    k.status = row.text(2);
    k.person = row.id<PersonId>(3);
    k.person_ref = row.text(4);
    k.known_as = row.text(5);
    k.worked_out_on = row.date(6);
    k.rule = row.integer(7);
    k.workings = row.text(8);
    k.pence = row.pence(9);
    k.deadline = row.date(10);
    k.raised_by = row.id<AccountId>(11);
    k.raised_by_name = row.text(12);
    k.raised_at = row.instant(13);
    k.challenge = row.text(14);
    k.challenged_at = row.maybe_instant(15);
    k.days_left = row.maybe_integer(16);
    k.answer = row.text(17);
    k.answered_by_name = row.maybe_text(18).value_or("");
    k.answered_at = row.maybe_instant(19);
    k.ended_at = row.maybe_instant(20);
    if (row.maybe_id<PersonId>(22) != k.person) k.challenged_for_them_by = row.maybe_text(21).value_or("");
  }
  return out;
}

}  // namespace

std::int64_t add(Session& session, const New& k, Instant now) {
  const auto row =
      session
          .query(
              "INSERT INTO clawback (ref, place_id, person_id, status, worked_out_on, rule_id, workings, pence, "
              "deadline, "
              "raised_by, raised_at) VALUES (:ref, :place, :person, 'noticed', :day, :rule, :workings, :pence, "
              ":deadline, :by, :now) ON CONFLICT DO NOTHING RETURNING id",
              {{"ref", k.ref},
               {"place", k.place},
               {"person", k.person},
               {"day", k.worked_out_on},
               {"rule", k.rule},
               {"workings", k.workings},
               {"pence", k.pence},
               {"deadline", k.deadline},
               {"by", k.by},
               {"now", now}})
          .first();
  return row ? row->integer(0) : 0;
}

void add_part(Session& session, std::int64_t clawback, StreamId stream, bool own, Pence pence,
              std::string_view transfer_id) {
  session.run(
      "INSERT INTO clawback_part (clawback_id, stream_id, own, pence, transfer_id) VALUES (:clawback, :stream, :own, "
      ":pence, :transfer)",
      {{"clawback", clawback}, {"stream", stream}, {"own", own}, {"pence", pence}, {"transfer", transfer_id}});
}

std::vector<Part> parts(Session& session, std::int64_t clawback) {
  std::vector<Part> out;
  for (const auto row : session.query("SELECT s.id, s.code, s.name, s.funder, p.own, p.pence, p.transfer_id FROM "
                                      "clawback_part p JOIN stream s ON s.id = p.stream_id WHERE p.clawback_id = :id "
                                      "ORDER BY s.id",
                                      {{"id", clawback}}))
    out.push_back(
        {row.id<StreamId>(0), row.text(1), row.text(2), row.text(3), row.boolean(4), row.pence(5), row.text(6)});
  return out;
}

std::optional<Clawback> by_ref(Session& session, PlaceId place, std::string_view ref) {
  auto all = clawbacks_of(
      session.query(CLAWBACK_SELECT "WHERE k.ref = :ref AND k.place_id = :place", {{"ref", ref}, {"place", place}}));
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

std::vector<Clawback> of_person(Session& session, PersonId person) {
  return clawbacks_of(
      session.query(CLAWBACK_SELECT "WHERE k.person_id = :person ORDER BY k.id DESC", {{"person", person}}));
}

std::vector<Clawback> of_place(Session& session, PlaceId place, int most) {
  return clawbacks_of(session.query(
      CLAWBACK_SELECT
      "WHERE k.place_id = :place ORDER BY CASE k.status WHEN 'challenged' THEN 0 WHEN 'noticed' THEN 1 ELSE 2 END, "
      "k.deadline, k.id LIMIT :most",
      {{"place", place}, {"most", most}}));
}

std::vector<Clawback> due(Session& session, PlaceId place, Date today) {
  return clawbacks_of(session.query(
      CLAWBACK_SELECT "WHERE k.place_id = :place AND k.status = 'noticed' AND k.deadline < :today ORDER BY k.id",
      {{"place", place}, {"today", today}}));
}

bool challenge(Session& session, std::int64_t id, std::string_view words, AccountId by, std::int64_t days_left,
               Instant now) {
  return session.run(
             "UPDATE clawback SET status = 'challenged', challenge = :words, challenged_by = :by, challenged_at = "
             ":now, "
             "days_left = :left WHERE id = :id AND status = 'noticed' AND challenge = ''",
             {{"words", words}, {"by", by}, {"now", now}, {"left", days_left}, {"id", id}}) == 1;
}

bool uphold(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Instant now) {
  return session.run(
             "UPDATE clawback SET status = 'upheld', answer = :reasons, answered_by = :by, answered_at = :now, "
             "ended_at "
             "= :now WHERE id = :id AND status = 'challenged'",
             {{"reasons", reasons}, {"by", by}, {"now", now}, {"id", id}}) == 1;
}

bool refuse_challenge(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Date deadline,
                      Instant now) {
  return session.run(
             "UPDATE clawback SET status = 'noticed', answer = :reasons, answered_by = :by, answered_at = :now, "
             "deadline "
             "= :deadline WHERE id = :id AND status = 'challenged'",
             {{"reasons", reasons}, {"by", by}, {"now", now}, {"deadline", deadline}, {"id", id}}) == 1;
}

bool withdraw(Session& session, std::int64_t id, std::string_view reasons, AccountId by, Instant now) {
  return session.run(
             "UPDATE clawback SET status = 'withdrawn', answer = :reasons, answered_by = :by, answered_at = :now, "
             "ended_at = :now WHERE id = :id AND status IN ('noticed', 'challenged')",
             {{"reasons", reasons}, {"by", by}, {"now", now}, {"id", id}}) == 1;
}

bool set_returned(Session& session, std::int64_t id, Date today, Instant now) {
  return session.run(
             "UPDATE clawback SET status = 'returned', ended_at = :now WHERE id = :id AND status = 'noticed' AND "
             "deadline < :today",
             {{"now", now}, {"id", id}, {"today", today}}) == 1;
}

std::vector<PersonId> people_with_pots(Session& session, PlaceId place) {
  std::vector<PersonId> out;
  for (const auto row : session.query(
           "SELECT p.person_id FROM pot p JOIN person q ON q.id = p.person_id WHERE q.place_id = :place ORDER BY q.id",
           {{"place", place}}))
    out.push_back(row.id<PersonId>(0));
  return out;
}

}  // namespace onepot::store::clawback
