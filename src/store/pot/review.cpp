#include "onepot/store/review.h"

#include <map>
#include <set>

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"
#include "onepot/store/ledger.h"
#include "onepot/store/pot/conditions.h"

namespace onepot::store::review {
namespace {

#define ONEPOT_EXCEPTION_SELECT                                                                                      \
  "SELECT e.id, e.ref, e.person_id, q.known_as, e.rule, e.rule_words, e.legal_basis, e.shows, r.on_date, "           \
  "e.answer_by, "                                                                                                    \
  "e.answer, e.answered_at, e.outcome, e.outcome_words, e.closed_at FROM review_exception e JOIN review_round r ON " \
  "r.id = e.round_id JOIN person q ON q.id = e.person_id "

std::vector<Exception> exceptions_from(const Rows& rows) {
  std::vector<Exception> out;
  for (const auto row : rows) {
    Exception e;
    e.id = row.integer(0);
    e.ref = row.text(1);
    e.person = row.id<PersonId>(2);
    e.known_as = row.text(3);
    e.rule = row.text(4);
    e.rule_words = row.text(5);
    e.legal_basis = row.text(6);
    for (const auto& line : split_text(row.view(7), '\n'))
      if (const auto at = line.find('='); at != std::string::npos)
        e.shows.emplace_back(line.substr(0, at), line.substr(at + 1));
    e.found_on = row.date(8);
    e.answer_by = row.date(9);
    e.answer = row.text(10);
    e.answered_at = row.maybe_instant(11);
    e.outcome = row.text(12);
    e.outcome_words = row.text(13);
    e.closed_at = row.maybe_instant(14);
    out.push_back(std::move(e));
  }
  return out;
}

/// What comes in a week under the conditions in force; as the pot was opened where it has no versions of them.
Pence week_of_pot(Session& session, PersonId person, Date day, Pence as_opened) {
  const auto versions = conditions::of(session, person);
  if (versions.empty()) return as_opened;
  Pence sum;
  std::set<std::string> seen;
  for (const auto& v : versions) {
    if (!seen.insert(v.stream_code).second) continue;
    if (const auto* now = conditions::in_force(versions, v.stream_code, day)) sum += now->terms.funded();
  }
  return sum;
}

struct Agreed {
  std::int64_t from, until;
};

}  // namespace

std::vector<PotOfPerson> pots(Session& session, PlaceId place, Date since, Instant now) {
  std::vector<PotOfPerson> out;
  std::map<std::string, std::size_t, std::less<>> by_ref;
  for (const auto row : session.query(
           "SELECT q.id, q.ref, t.opened_at, CAST(COALESCE((SELECT SUM(s.week_pence) FROM pot_stream s WHERE s.pot_id "
           "= "
           "t.id), 0) AS BIGINT), CASE WHEN EXISTS (SELECT 1 FROM consent c WHERE c.person_id = q.id AND c.purpose = "
           "'review' AND c.given_at <= :now AND (c.withdrawn_at IS NULL OR c.withdrawn_at > :now)) THEN 1 ELSE 0 END "
           "FROM pot t JOIN person q ON q.id = t.person_id WHERE q.place_id = :place ORDER BY q.id",
           {{"place", place}, {"now", now}})) {
    pot::review::Pot pot;
    pot.person = row.text(1);
    pot.opened = date_of(row.instant(2));
    pot.week = week_of_pot(session, row.id<PersonId>(0), date_of(now), row.pence(3));
    pot.consented = row.boolean(4);
    by_ref.emplace(pot.person, out.size());
    out.push_back({row.id<PersonId>(0), std::move(pot)});
  }
  std::map<std::string, std::string, std::less<>> names;
  for (const auto row : session.query("SELECT ref, name FROM provider")) names.emplace(row.text(0), row.text(1));
  std::map<std::pair<std::string, std::string>, std::vector<Agreed>> agreed;
  for (const auto row :
       session.query("SELECT q.ref, p.ref, a.from_date, a.until_date FROM agreement_share s JOIN agreement a ON a.id = "
                     "s.agreement_id JOIN person q ON q.id = s.person_id JOIN provider p ON p.id = a.provider_id WHERE "
                     "a.place_id "
                     "= :place",
                     {{"place", place}}))
    agreed[{row.text(0), row.text(1)}].push_back(
        {row.integer(2), row.maybe_integer(3).value_or(Date(9999, 12, 31).number())});
  const std::string provider = pot::provider_account("");
  ledger::each(session, [&](const pot::Transfer& t) {
    if (t.stage != pot::Stage::move && t.stage != pot::Stage::post) return;
    const auto payer = pot::person_of(t.from), payee = pot::person_of(t.to);
    if (payee)
      if (const auto found = by_ref.find(*payee); found != by_ref.end()) out[found->second].pot.balance += t.amount;
    if (!payer) return;
    const auto found = by_ref.find(*payer);
    if (found == by_ref.end()) return;
    auto& pot = out[found->second].pot;
    pot.balance -= t.amount;
    if (t.booked < since || !t.to.starts_with(provider)) return;
    const std::string ref = t.to.substr(provider.size());
    const auto name = names.find(ref);
    pot::review::Payment payment{t.booked, t.amount, name == names.end() ? ref : name->second, false};
    if (const auto all = agreed.find({std::string(*payer), ref}); all != agreed.end())
      for (const auto& a : all->second)
        payment.on_plan = payment.on_plan || (a.from <= t.effective.number() && t.effective.number() <= a.until);
    pot.payments.push_back(std::move(payment));
  });
  return out;
}

std::int64_t add_round(Session& session, PlaceId place, const Round& round, AccountId by, Instant now) {
  return session
      .query(
          "INSERT INTO review_round (ref, place_id, on_date, made_by, made_at, pots, found) VALUES (:ref, :place, :on, "
          ":by, :now, :pots, :found) RETURNING id",
          {{"ref", round.ref},
           {"place", place},
           {"on", round.on},
           {"by", by},
           {"now", now},
           {"pots", round.pots},
           {"found", round.found}})
      .one()
      .integer(0);
}

std::vector<Round> rounds(Session& session, PlaceId place, int most) {
  std::vector<Round> out;
  for (const auto row : session.query("SELECT id, ref, on_date, pots, found FROM review_round WHERE place_id = :place "
                                      "ORDER BY id DESC LIMIT :most",
                                      {{"place", place}, {"most", most}}))
    out.push_back({row.integer(0), row.text(1), row.date(2), row.integer(3), row.integer(4)});
  return out;
}

bool add(Session& session, std::int64_t round, const Exception& e) {
  std::string shows;
  for (const auto& [name, value] : e.shows) shows += name + "=" + value + "\n";
  return session.run(
             "INSERT INTO review_exception (ref, round_id, person_id, rule, rule_words, legal_basis, shows, answer_by) "
             "VALUES (:ref, :round, :person, :rule, :words, :basis, :shows, :by) ON CONFLICT DO NOTHING",
             {{"ref", e.ref},
              {"round", round},
              {"person", e.person},
              {"rule", e.rule},
              {"words", e.rule_words},
              {"basis", e.legal_basis},
              {"shows", shows},
              {"by", e.answer_by}}) == 1;
}

std::vector<Exception> open(Session& session, PlaceId place) {
  return exceptions_from(session.query(
      ONEPOT_EXCEPTION_SELECT "WHERE r.place_id = :place AND e.closed_at IS NULL ORDER BY e.id", {{"place", place}}));
}

std::vector<Exception> of_person(Session& session, PersonId person) {
  return exceptions_from(
      session.query(ONEPOT_EXCEPTION_SELECT "WHERE e.person_id = :person ORDER BY e.id DESC", {{"person", person}}));
}

std::optional<Exception> by_ref(Session& session, std::string_view ref) {
  auto found = exceptions_from(session.query(ONEPOT_EXCEPTION_SELECT "WHERE e.ref = :ref", {{"ref", ref}}));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

bool answer(Session& session, std::int64_t exception, std::string_view words, Instant now) {
  return session.run(
             "UPDATE review_exception SET answer = :words, answered_at = :now WHERE id = :id AND closed_at IS NULL AND "
             "answered_at IS NULL",
             {{"words", words}, {"now", now}, {"id", exception}}) == 1;
}

bool close(Session& session, std::int64_t exception, std::string_view outcome, std::string_view words, AccountId by,
           Instant now) {
  return session.run(
             "UPDATE review_exception SET outcome = :outcome, outcome_words = :words, closed_by = :by, closed_at = "
             ":now "
             "WHERE id = :id AND closed_at IS NULL",
             {{"outcome", outcome}, {"words", words}, {"by", by}, {"now", now}, {"id", exception}}) == 1;
}

}  // namespace onepot::store::review
