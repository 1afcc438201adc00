#include "onepot/store/plans.h"

namespace onepot::store::plans {
namespace {

Statement statement_of(const Row& row) {
  return {row.id<StatementId>(0), row.text(1), row.text(2), row.text(3), row.instant(4)};
}

Proposal proposal_of(const Row& row) {
  return {row.id<ProposalId>(0), row.text(1), row.text(2), row.text(3),   row.text(4),
          row.text(5),           row.text(6), row.text(7), row.instant(8)};
}

#define PROPOSAL_SELECT                                                                                                \
  "SELECT q.id, q.ref, q.text, q.reason, a.name, COALESCE(s.text, ''), COALESCE(s.ref, ''), q.answer, q.made_at FROM " \
  "proposal q "                                                                                                        \
  "JOIN account a ON a.id = q.by_account LEFT JOIN statement s ON s.id = q.statement_id WHERE q.person_id = :person "

}  // namespace

std::vector<Statement> statements(Session& session, PersonId person) {
  std::vector<Statement> out;
  // A rewritten sentence keeps the place of the one it replaces: the first of its line.
  for (const auto row : session.query("WITH RECURSIVE line(id, first) AS (SELECT id, id FROM statement WHERE person_id "
                                      "= :person AND replaces_id IS NULL UNION ALL "
                                      "SELECT s.id, line.first FROM statement s JOIN line ON s.replaces_id = line.id) "
                                      "SELECT s.id, s.ref, s.text, s.supported_by, "
                                      "s.written_at FROM statement s JOIN line ON line.id = s.id WHERE s.ended_at IS "
                                      "NULL ORDER BY line.first, s.id",
                                      {{"person", person}}))
    out.push_back(statement_of(row));
  return out;
}

std::optional<Statement> statement(Session& session, PersonId person, std::string_view ref) {
  const auto row = session
                       .query(
                           "SELECT id, ref, text, supported_by, written_at FROM statement WHERE person_id = :person "
                           "AND ref = :ref AND "
                           "ended_at IS NULL",
                           {{"person", person}, {"ref", ref}})
                       .first();
  return row ? std::optional(statement_of(*row)) : std::nullopt;
}

void write(Session& session, PersonId person, std::string_view ref, std::string_view text,
           std::string_view supported_by, std::optional<StatementId> replaces, Instant now) {
  if (replaces) session.run("UPDATE statement SET ended_at = :now WHERE id = :id", {{"now", now}, {"id", *replaces}});
  session.run(
      "INSERT INTO statement (ref, person_id, text, supported_by, written_at, replaces_id) VALUES (:ref, :person, "
      ":text, :by, :now, "
      ":replaces)",
      {{"ref", ref}, {"person", person}, {"text", text}, {"by", supported_by}, {"now", now}, {"replaces", replaces}});
}

bool end(Session& session, PersonId person, std::string_view ref, Instant now) {
  return session.run(
             "UPDATE statement SET ended_at = :now WHERE person_id = :person AND ref = :ref AND ended_at IS NULL",
             {{"now", now}, {"person", person}, {"ref", ref}}) == 1;
}

std::vector<Proposal> proposals(Session& session, PersonId person) {
  std::vector<Proposal> out;
  for (const auto row : session.query(PROPOSAL_SELECT "ORDER BY CASE q.answer WHEN '' THEN 0 ELSE 1 END, q.id DESC",
                                      {{"person", person}}))
    out.push_back(proposal_of(row));
  return out;
}

std::optional<Proposal> proposal(Session& session, PersonId person, std::string_view ref) {
  const auto row = session.query(PROPOSAL_SELECT "AND q.ref = :ref", {{"person", person}, {"ref", ref}}).first();
  return row ? std::optional(proposal_of(*row)) : std::nullopt;
}

void propose(Session& session, PersonId person, std::string_view ref, std::optional<StatementId> statement,
             AccountId by, std::string_view text, std::string_view reason, Instant now) {
  session.run(
      "INSERT INTO proposal (ref, person_id, statement_id, by_account, text, reason, made_at) VALUES (:ref, :person, "
      ":statement, :by, "
      ":text, :reason, :now)",
      {{"ref", ref},
       {"person", person},
       {"statement", statement},
       {"by", by},
       {"text", text},
       {"reason", reason},
       {"now", now}});
}

bool answer(Session& session, ProposalId proposal, std::string_view answer, Instant now) {
  return session.run("UPDATE proposal SET answer = :answer, answered_at = :now WHERE id = :id AND answer = ''",
                     {{"answer", answer}, {"now", now}, {"id", proposal}}) == 1;
}

}  // namespace onepot::store::plans
