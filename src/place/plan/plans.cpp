#include "onepot/place/plans.h"

#include "onepot/base/text.h"

namespace onepot::place {
namespace {

constexpr std::size_t sentence_most = 1000;

Result<std::string> plan_sentence(std::string_view text) {
  const auto trimmed = trim(text);
  if (trimmed.empty()) return refuse("empty", "Write a sentence first");
  if (trimmed.size() > sentence_most)
    return refuse("too-long", "This is very long. Make it two sentences, one after the other.");
  return std::string(trimmed);
}

tl::unexpected<Refusal> sentence_gone() {
  return refuse("gone", "That sentence is no longer in the plan. Look at the plan again.");
}

}  // namespace

PlanView see_plan(const Work& work) {
  work.only_for({"see-plan", "see-own"});
  return {store::plans::statements(work.session, work.person()), store::plans::proposals(work.session, work.person())};
}

Result<void> write_statement(const Work& work, std::string_view statement_ref, std::string_view text,
                             std::string_view supported_by) {
  work.only_for({"write-plan"});
  ONEPOT_TRY(const std::string sentence, plan_sentence(text));
  std::optional<store::StatementId> replaces;
  if (!statement_ref.empty()) {
    const auto old = store::plans::statement(work.session, work.person(), statement_ref);
    if (!old) return sentence_gone();
    replaces = old->id;
  }
  const std::string ref = work.new_ref();
  store::plans::write(work.session, work.person(), ref, sentence, trim(supported_by), replaces, work.now());
  work.audit("statement:" + ref, work.person(), replaces ? "rewritten" : "written");
  return {};
}

Result<void> end_statement(const Work& work, std::string_view statement_ref) {
  work.only_for({"write-plan"});
  if (!store::plans::end(work.session, work.person(), statement_ref, work.now())) return sentence_gone();
  work.audit("statement:" + std::string(statement_ref), work.person(), "taken out");
  return {};
}

Result<void> propose(const Work& work, std::string_view statement_ref, std::string_view text, std::string_view reason) {
  work.only_for({"propose-plan"});
  ONEPOT_TRY(const std::string sentence, plan_sentence(text));
  std::optional<store::StatementId> statement;
  if (!statement_ref.empty()) {
    const auto old = store::plans::statement(work.session, work.person(), statement_ref);
    if (!old) return sentence_gone();
    statement = old->id;
  }
  const std::string ref = work.new_ref();
  store::plans::propose(work.session, work.person(), ref, statement, work.actor().account, sentence, trim(reason),
                        work.now());
  work.audit("proposal:" + ref, work.person(), "made");
  return {};
}

Result<void> answer_proposal(const Work& work, std::string_view proposal_ref, bool accept) {
  work.only_for({"write-plan"});
  const auto proposal = store::plans::proposal(work.session, work.person(), proposal_ref);
  if (!proposal || !store::plans::answer(work.session, proposal->id, accept ? "accepted" : "declined", work.now()))
    return refuse("taken", "You have answered this already");
  if (accept) {
    std::optional<store::StatementId> replaces;
    if (!proposal->statement_ref.empty()) {
      const auto old = store::plans::statement(work.session, work.person(), proposal->statement_ref);
      if (!old) return sentence_gone();
      replaces = old->id;
    }
    store::plans::write(work.session, work.person(), work.new_ref(), proposal->text, proposal->by_name, replaces,
                        work.now());
  }
  work.audit("proposal:" + proposal->ref, work.person(), accept ? "accepted" : "declined");
  return {};
}

}  // namespace onepot::place
