#include "onepot/place/rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "onepot/base/text.h"

namespace onepot::place {
namespace {

namespace kept = store::rules;
constexpr std::size_t longest_rule_words = 2'000;

Result<kept::Rule> rule_here(const Work& work, std::string_view ref) {
  auto rule = kept::by_ref(work.session, ref);
  if (!rule || rule->place != work.actor().place || rule->ended_at)
    return refuse("taken", "This rule is not there any more.");
  return *std::move(rule);
}

Result<std::string> words_within(std::string_view words, const char* empty) {
  const auto said = trim(words);
  if (said.empty()) return refuse("empty", empty);
  if (said.size() > longest_rule_words)
    return refuse("too-long", fmt::format("Keep it under {} characters.", longest_rule_words));
  return std::string(said);
}

}  // namespace

std::vector<kept::Rule> rules_of(store::Session& session, PlaceId place, bool ended) {
  return kept::of_place(session, place, ended);
}

std::vector<store::accounts::Account> rule_owners(store::Session& session, PlaceId place) {
  auto out = store::accounts::with_duty(session, place, "C", "commissioner");
  for (auto& account : store::accounts::with_duty(session, place, "C", "finance")) out.push_back(std::move(account));
  std::ranges::sort(out, {}, &store::accounts::Account::name);
  return out;
}

Result<std::string> keep_rule(const Work& work, const NewRule& asked) {
  work.only_for({"keep-rules"});
  const auto owners = rule_owners(work.session, work.actor().place);
  const auto owner = std::ranges::find(owners, asked.owner, &store::accounts::Account::ref);
  pot::SpendingRule rule = asked.says;
  rule.words = trim(rule.words);
  rule.legal_basis = trim(rule.legal_basis);
  rule.owner = owner == owners.end() ? "" : owner->name;
  rule.ref = work.new_ref();
  ONEPOT_CHECK(pot::check_rule(rule));
  std::optional<std::int64_t> replaces;
  if (!asked.replaces.empty()) {
    ONEPOT_TRY(const auto before, rule_here(work, asked.replaces));
    if (!kept::end(work.session, before.id, work.now())) return refuse("taken", "This rule is not there any more.");
    replaces = before.id;
  }
  kept::add(work.session, work.actor().place, rule, owner->id, work.actor().account, replaces, work.now());
  work.audit("rule:" + rule.ref, {}, replaces ? "renewed" : "made");
  return rule.ref;
}

Result<void> end_rule(const Work& work, std::string_view rule_ref) {
  work.only_for({"keep-rules"});
  ONEPOT_TRY(const auto rule, rule_here(work, rule_ref));
  if (!kept::end(work.session, rule.id, work.now())) return refuse("taken", "This rule is not there any more.");
  work.audit("rule:" + rule.says.ref, {}, "ended");
  return {};
}

Result<void> challenge_rule(const Work& work, std::string_view rule_ref, std::string_view words) {
  work.only_for({"challenge-rule"});
  ONEPOT_TRY(const auto rule, rule_here(work, rule_ref));
  ONEPOT_TRY(const auto said, words_within(words, "Say what is wrong with the rule."));
  const std::string ref = work.new_ref();
  kept::challenge(work.session, rule.id, ref, work.actor().account, said, work.today() + rule.says.answer_days,
                  work.now());
  work.audit("challenge:" + ref);
  return {};
}

Result<void> answer_challenge(const Work& work, std::string_view rule_ref, std::string_view challenge_ref, bool keep,
                              std::string_view reasons) {
  work.only_for({"keep-rules"});
  ONEPOT_TRY(const auto rule, rule_here(work, rule_ref));
  if (rule.owner != work.actor().account && work.actor().duty != "commissioner")
    return refuse("not-owner", fmt::format("{} answers for this rule, or a commissioner.", rule.says.owner));
  ONEPOT_TRY(const auto said, words_within(reasons, "Give the reasons."));
  if (!kept::answer(work.session, rule.id, challenge_ref, keep ? "kept" : "ended", said, work.actor().account,
                    work.now()))
    return refuse("taken", "This challenge was answered already.");
  if (!keep && !kept::end(work.session, rule.id, work.now()))
    return refuse("taken", "This rule is not there any more.");
  work.audit(fmt::format("challenge:{}", challenge_ref), {}, keep ? "rule kept" : "rule ended");
  return {};
}

RuledPurses under_rules(store::Session& session, PersonId person, std::vector<pot::Purse> purses,
                        std::string_view category, Date day) {
  const auto who = store::accounts::person(session, person);
  if (!who || purses.empty()) return {std::move(purses), {}};
  std::vector<pot::SpendingRule> rules;
  for (auto& rule : kept::of_place(session, who->place, false)) rules.push_back(std::move(rule.says));
  auto left = pot::under_rules(std::move(purses), rules, category, day);
  RuledPurses out{std::move(left.purses), {}};
  for (const auto* rule : left.stopping) out.stopping.push_back(rule->words);
  return out;
}

}  // namespace onepot::place
