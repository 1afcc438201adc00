#include "onepot/store/pot/conditions.h"

#include "onepot/base/text.h"

namespace onepot::store::conditions {

std::vector<Version> of(Session& session, PersonId person) {
  std::vector<Version> out;
  for (const auto row : session.query(
           "SELECT s.id, s.code, s.name, s.funder, c.legal_basis, c.why, c.version, c.from_date, c.until_date, "
           "c.week_pence, c.contribution_week_pence, c.payment, c.holding, v.ref, c.purposes, c.holder_id, v.name, "
           "c.made_at, c.answer FROM pot p JOIN pot_conditions c ON c.pot_id = p.id JOIN stream s ON s.id = "
           "c.stream_id "
           "LEFT JOIN pot_stream ps ON ps.pot_id = p.id AND ps.stream_id = s.id LEFT JOIN provider v ON v.id = "
           "c.holder_id WHERE p.person_id = :person ORDER BY ps.week_pence DESC, s.id, c.version",
           {{"person", person}})) {
    Version& v = out.emplace_back();
    v.stream = row.id<StreamId>(0);
    v.stream_code = row.text(1);
    v.stream_name = row.text(2);
    v.funder = row.text(3);
    v.legal_basis = row.text(4);
    v.why = row.text(5);
    v.terms.version = row.integer(6);
    v.terms.from = row.date(7);
    v.terms.until = row.maybe_date(8);
    v.terms.week = row.pence(9);
    v.terms.contribution = row.pence(10);
    v.terms.payment = row.view(11) == "gross" ? pot::Payment::gross : pot::Payment::net;
    const auto holding = pot::parse_holding(row.view(12));
    ONEPOT_ASSERT(holding.has_value());
    v.terms.holding = *holding;
    v.terms.holder = row.maybe_text(13).value_or("");
    v.terms.purposes = list_of(row.view(14));
    v.holder = row.maybe_id<ProviderId>(15);
    v.holder_name = row.maybe_text(16).value_or("");
    v.made_at = row.instant(17);
    v.answer = row.text(18);
  }
  return out;
}

std::vector<pot::ConditionVersion> accepted(const std::vector<Version>& all, std::string_view stream) {
  std::vector<pot::ConditionVersion> out;
  for (const auto& v : all)
    if (v.stream_code == stream && v.answer == "accepted") out.push_back(v.terms);
  return out;
}

const Version* latest(const std::vector<Version>& all, std::string_view stream, Date day) {
  const Version* best = nullptr;
  for (const auto& v : all)
    if (v.stream_code == stream && v.answer == "accepted" && v.terms.from <= day &&
        (!best || best->terms.version < v.terms.version))
      best = &v;
  return best;
}

const Version* in_force(const std::vector<Version>& all, std::string_view stream, Date day) {
  const Version* best = latest(all, stream, day);
  return best && (!best->terms.until || day <= *best->terms.until) ? best : nullptr;
}

std::int64_t add_first_versions(Session& session) {
  return session.run(
      "INSERT INTO pot_conditions (pot_id, stream_id, version, from_date, until_date, week_pence, holding, holder_id, "
      "purposes, legal_basis, made_at, answer, answered_at) SELECT p.id, s.id, 1, ps.from_date, ps.until_date, "
      "ps.week_pence, CASE WHEN p.holding = 'mixed' THEN 'notional' ELSE p.holding END, CASE WHEN p.holding = 'isf' "
      "THEN "
      "(SELECT MIN(g.provider_id) FROM agreement_share a JOIN agreement g ON g.id = a.agreement_id WHERE a.person_id = "
      "p.person_id) END, s.purposes, s.legal_basis, p.opened_at, 'accepted', p.opened_at FROM pot_stream ps JOIN pot p "
      "ON "
      "p.id = ps.pot_id JOIN stream s ON s.id = ps.stream_id WHERE NOT EXISTS (SELECT 1 FROM pot_conditions c WHERE "
      "c.pot_id = p.id AND c.stream_id = s.id)");
}

std::int64_t add(Session& session, PersonId person, const NewVersion& v, std::optional<AccountId> by,
                 std::string_view answer, Instant now) {
  return session
      .query(
          "INSERT INTO pot_conditions (pot_id, stream_id, version, from_date, until_date, week_pence, "
          "contribution_week_pence, payment, holding, holder_id, purposes, legal_basis, why, made_by, made_at, answer, "
          "answered_at) SELECT p.id, :stream, COALESCE((SELECT MAX(c.version) FROM pot_conditions c WHERE c.pot_id = "
          "p.id AND c.stream_id = :stream), 0) + 1, :from, :until, :week, :contribution, :payment, :holding, :holder, "
          ":purposes, :basis, :why, :by, :now, :answer, :answered FROM pot p WHERE p.person_id = :person RETURNING "
          "version",
          {{"stream", v.stream},
           {"from", v.from},
           {"until", v.until},
           {"week", v.week},
           {"contribution", v.contribution},
           {"payment", pot::to_string(v.payment)},
           {"holding", pot::to_string(v.holding)},
           {"holder", v.holder},
           {"purposes", v.purposes},
           {"basis", v.legal_basis},
           {"why", v.why},
           {"by", by},
           {"now", now},
           {"answer", answer},
           {"answered", answer.empty() ? std::optional<Instant>() : std::optional(now)},
           {"person", person}})
      .one()
      .integer(0);
}

bool answer(Session& session, PersonId person, StreamId stream, std::int64_t version, std::string_view answer,
            Instant now) {
  return session.run(
             "UPDATE pot_conditions SET answer = :answer, answered_at = :now WHERE stream_id = :stream AND version = "
             ":version AND answer = '' AND pot_id = (SELECT id FROM pot WHERE person_id = :person)",
             {{"answer", answer}, {"now", now}, {"stream", stream}, {"version", version}, {"person", person}}) == 1;
}

std::vector<PersonId> begun(Session& session, PlaceId place, Period days) {
  std::vector<PersonId> out;
  for (const auto row : session.query(
           "SELECT DISTINCT p.person_id FROM pot_conditions c JOIN pot p ON p.id = c.pot_id JOIN person q ON q.id = "
           "p.person_id WHERE c.version > 1 AND c.answer = 'accepted' AND c.from_date BETWEEN :from AND :until AND "
           "(:place = 0 OR q.place_id = :place) ORDER BY p.person_id",
           {{"from", days.from}, {"until", days.until}, {"place", place}}))
    out.push_back(row.id<PersonId>(0));
  return out;
}

bool employs(Session& session, PersonId person) {
  const auto row = session.query("SELECT employs FROM pot WHERE person_id = :person", {{"person", person}}).first();
  return row && row->boolean(0);
}

void set_employs(Session& session, PersonId person, bool employs) {
  session.run("UPDATE pot SET employs = :employs WHERE person_id = :person",
              {{"employs", employs}, {"person", person}});
}

void set_holding(Session& session, PersonId person, std::string_view holding) {
  session.run("UPDATE pot SET holding = :holding WHERE person_id = :person",
              {{"holding", holding}, {"person", person}});
}

std::vector<SetAside> set_aside(Session& session, PersonId person) {
  std::vector<SetAside> out;
  for (const auto row :
       session.query("SELECT a.id, a.words, a.pence FROM pot_set_aside a JOIN pot p ON p.id = a.pot_id "
                     "WHERE p.person_id = :person AND a.ended_at IS NULL ORDER BY a.id",
                     {{"person", person}}))
    out.push_back({row.integer(0), row.text(1), row.pence(2)});
  return out;
}

void add_set_aside(Session& session, PersonId person, std::string_view words, Pence pence, AccountId by, Instant now) {
  session.run(
      "INSERT INTO pot_set_aside (pot_id, words, pence, agreed_by, agreed_at) SELECT id, :words, :pence, :by, :now "
      "FROM "
      "pot WHERE person_id = :person",
      {{"words", words}, {"pence", pence}, {"by", by}, {"now", now}, {"person", person}});
}

}  // namespace onepot::store::conditions
