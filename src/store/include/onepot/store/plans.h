#pragma once
// A person's plan: their own "I" sentences, what others proposed, and what the person answered.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::plans {

struct Statement {
  StatementId id;
  std::string ref, text, supported_by;
  Instant written_at{};
};
/// Those in force, in the order in which they were first written.
std::vector<Statement> statements(Session& session, PersonId person);
std::optional<Statement> statement(Session& session, PersonId person, std::string_view ref);
void write(Session& session, PersonId person, std::string_view ref, std::string_view text,
           std::string_view supported_by, std::optional<StatementId> replaces, Instant now);
/// False where it had ended already.
bool end(Session& session, PersonId person, std::string_view ref, Instant now);

struct Proposal {
  ProposalId id;
  std::string ref, text, reason, by_name, statement_text, statement_ref, answer;
  Instant made_at{};
};
/// Those not yet answered first, then the newest.
std::vector<Proposal> proposals(Session& session, PersonId person);
std::optional<Proposal> proposal(Session& session, PersonId person, std::string_view ref);
void propose(Session& session, PersonId person, std::string_view ref, std::optional<StatementId> statement,
             AccountId by, std::string_view text, std::string_view reason, Instant now);
/// False where it was answered before.
bool answer(Session& session, ProposalId proposal, std::string_view answer, Instant now);

}  // namespace onepot::store::plans
