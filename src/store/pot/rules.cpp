#include "onepot/store/rules.h"

#include "onepot/base/text.h"

namespace onepot::store::rules {
namespace {

#define ONEPOT_RULE_COLUMNS                                                                                    \
  "SELECT r.id, r.place_id, r.owner_id, r.ref, r.words, r.legal_basis, a.name, r.from_date, r.until_date, "    \
  "r.answer_days, r.stream, r.never_for, r.made_at, r.ended_at FROM spending_rule r JOIN account a ON a.id = " \
  "r.owner_id "

Rule rule_of(Session& session, const Row& row) {
  Rule rule;
  rule.id = row.integer(0);
  rule.place = row.id<PlaceId>(1);
  rule.owner = row.id<AccountId>(2);
  rule.says = {.ref = row.text(3),
               .words = row.text(4),
               .legal_basis = row.text(5),
               .owner = row.text(6),
               .from = row.date(7),
               .until = row.date(8),
               .answer_days = row.integer(9),
               .stream = row.text(10),
               .never_for = list_of(row.view(11))};
  rule.made_at = row.instant(12);
  rule.ended_at = row.maybe_instant(13);
  for (const auto c : session.query(
           "SELECT c.ref, c.words, c.made_at, c.answer_by, c.answer, c.reasons, COALESCE(a.name, ''), c.answered_at "
           "FROM rule_challenge c LEFT JOIN account a ON a.id = c.answered_by WHERE c.rule_id = :rule ORDER BY c.id",
           {{"rule", rule.id}})) {
    rule.challenges.push_back(
        {c.text(0), c.text(1), c.instant(2), c.date(3), c.text(4), c.text(5), c.text(6), c.maybe_instant(7)});
    if (rule.challenges.back().answer.empty()) rule.says.answers_due.push_back(rule.challenges.back().answer_by);
  }
  return rule;
}

}  // namespace

std::vector<Rule> of_place(Session& session, PlaceId place, bool ended) {
  std::vector<Rule> out;
  for (const auto row : session.query(
           ONEPOT_RULE_COLUMNS "WHERE r.place_id = :place AND (r.ended_at IS NULL OR :ended = 1) ORDER BY r.until_date "
                               "DESC, r.id",
           {{"place", place}, {"ended", ended ? 1 : 0}}))
    out.push_back(rule_of(session, row));
  return out;
}

std::optional<Rule> by_ref(Session& session, std::string_view ref) {
  const auto row = session.query(ONEPOT_RULE_COLUMNS "WHERE r.ref = :ref", {{"ref", ref}}).first();
  return row ? std::optional(rule_of(session, *row)) : std::nullopt;
}

void add(Session& session, PlaceId place, const pot::SpendingRule& rule, AccountId owner, AccountId made_by,
         std::optional<std::int64_t> replaces, Instant now) {
  const std::string never_for = join(rule.never_for, "|");
  session.run(
      "INSERT INTO spending_rule (ref, place_id, words, legal_basis, owner_id, from_date, until_date, answer_days, "
      "stream, never_for, made_by, made_at, replaces_id) VALUES (:ref, :place, :words, :basis, :owner, :from, :until, "
      ":days, :stream, :never, :by, :now, :replaces)",
      {{"ref", rule.ref},
       {"place", place},
       {"words", rule.words},
       {"basis", rule.legal_basis},
       {"owner", owner},
       {"from", rule.from},
       {"until", rule.until},
       {"days", rule.answer_days},
       {"stream", rule.stream},
       {"never", never_for},
       {"by", made_by},
       {"now", now},
       {"replaces", replaces}});
}

bool end(Session& session, std::int64_t rule, Instant now) {
  return session.run("UPDATE spending_rule SET ended_at = :now WHERE id = :rule AND ended_at IS NULL",
                     {{"now", now}, {"rule", rule}}) == 1;
}

void challenge(Session& session, std::int64_t rule, std::string_view ref, AccountId by, std::string_view words,
               Date answer_by, Instant now) {
  session.run(
      "INSERT INTO rule_challenge (ref, rule_id, by_account, words, made_at, answer_by) VALUES (:ref, :rule, :by, "
      ":words, :now, :answer_by)",
      {{"ref", ref}, {"rule", rule}, {"by", by}, {"words", words}, {"now", now}, {"answer_by", answer_by}});
}

bool answer(Session& session, std::int64_t rule, std::string_view challenge, std::string_view answer,
            std::string_view reasons, AccountId by, Instant now) {
  return session.run(
             "UPDATE rule_challenge SET answer = :answer, reasons = :reasons, answered_by = :by, answered_at = :now "
             "WHERE rule_id = :rule AND ref = :challenge AND answer = ''",
             {{"answer", answer},
              {"reasons", reasons},
              {"by", by},
              {"now", now},
              {"rule", rule},
              {"challenge", challenge}}) == 1;
}

}  // namespace onepot::store::rules
