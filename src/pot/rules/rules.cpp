#include "onepot/pot/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "onepot/base/text.h"
#include "onepot/pot/accounts.h"

namespace onepot::pot {
namespace {

constexpr std::pair<RuleState, std::string_view> rule_states[] = {
    {RuleState::to_come, "to-come"},
    {RuleState::in_force, "in-force"},
    {RuleState::resting, "resting"},
    {RuleState::expired, "expired"},
};

tl::unexpected<Refusal> bad_rule(const char* code, std::string sentence, const char* field) {
  return refuse(code, std::move(sentence), Where{"", 0, field});
}

}  // namespace

Result<void> check_rule(const SpendingRule& rule) {
  if (trim(rule.words).empty()) return bad_rule("no-words", "a rule says in plain words what it is", "words");
  if (trim(rule.legal_basis).empty())
    return bad_rule("no-legal-basis", "a rule says on which law it stands: an Act and section, or a regulation",
                    "legal_basis");
  if (trim(rule.owner).empty()) return bad_rule("no-owner", "a rule has somebody who answers for it", "owner");
  if (rule.until < rule.from) return bad_rule("bad-until", "a rule ends after it begins", "until");
  if (rule.until - rule.from > rule_days_max)
    return bad_rule("bad-until", "a rule is looked at again after three years at most", "until");
  if (rule.answer_days < 1 || rule.answer_days > rule_answer_days_max)
    return bad_rule("bad-answer-days", fmt::format("a challenge is answered within 1 to {} days", rule_answer_days_max),
                    "answer_days");
  if (!rule.stream.empty())
    if (auto good = check_name("stream", rule.stream); !good) {
      good.error().where.column = "stream";
      return good;
    }
  for (const auto& purpose : rule.never_for)
    if (auto good = check_name("purpose", purpose); !good) {
      good.error().where.column = "never_for";
      return good;
    }
  return {};
}

RuleState state_of(const SpendingRule& rule, Date day) {
  if (day < rule.from) return RuleState::to_come;
  if (day > rule.until) return RuleState::expired;
  const bool overdue = std::ranges::any_of(rule.answers_due, [&](Date due) { return due < day; });
  return overdue ? RuleState::resting : RuleState::in_force;
}

std::string_view to_string(RuleState state) {
  return std::ranges::find(rule_states, state, &std::pair<RuleState, std::string_view>::first)->second;
}

const SpendingRule* stopped_by(std::span<const SpendingRule> rules, std::string_view stream, std::string_view purpose,
                               Date day) {
  for (const auto& rule : rules) {
    if (!rule.stream.empty() && rule.stream != stream) continue;
    if (std::ranges::find(rule.never_for, purpose) == rule.never_for.end()) continue;
    if (state_of(rule, day) == RuleState::in_force) return &rule;
  }
  return nullptr;
}

UnderRules under_rules(std::vector<Purse> purses, std::span<const SpendingRule> rules, std::string_view purpose,
                       Date day) {
  UnderRules out;
  for (auto& purse : purses) {
    const auto* rule = stopped_by(rules, purse.conditions.stream, purpose, day);
    if (rule == nullptr)
      out.purses.push_back(std::move(purse));
    else if (std::ranges::find(out.stopping, rule) == out.stopping.end())
      out.stopping.push_back(rule);
  }
  return out;
}

std::vector<SpendingRule> read_rules(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings) {
  csv::Columns columns(table);
  const auto ref = columns.need("ref"), words = columns.need("words"), basis = columns.need("legal_basis"),
             owner = columns.need("owner"), from = columns.need("from"), until = columns.need("until"),
             days = columns.may("answer_days"), stream = columns.may("stream"), never = columns.may("never_for");
  if (auto done = columns.done(); !done) {
    refusals.push_back(done.error());
    return {};
  }
  warnings = columns.warnings();
  std::vector<SpendingRule> out;
  std::set<std::string> seen;
  for (const auto& record : table.records) {
    const auto said = [&](std::size_t column) { return std::string(trim(csv::field(record, column))); };
    const auto bad = [&](std::size_t column, Refusal refusal) {
      refusal.where = csv::where(table, record, column);
      refusals.push_back(std::move(refusal));
    };
    const std::size_t before = refusals.size();
    SpendingRule rule;
    rule.ref = said(ref);
    rule.words = said(words);
    rule.legal_basis = said(basis);
    rule.owner = said(owner);
    rule.stream = said(stream);
    rule.never_for = list_of(said(never));
    if (rule.ref.empty()) bad(ref, {"bad-name", "a rule has a name of its own"});
    if (!seen.insert(rule.ref).second) bad(ref, {"twice", "this rule stands here twice"});
    if (auto day = parse_date(said(from)))
      rule.from = *day;
    else
      bad(from, day.error());
    if (auto day = parse_date(said(until)))
      rule.until = *day;
    else
      bad(until, said(until).empty() ? Refusal{"bad-until", "a rule says when it ends"} : day.error());
    if (const auto text = said(days); !text.empty()) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rule.answer_days);
      if (error != std::errc() || end != text.data() + text.size())
        bad(days, {"bad-answer-days", "'" + text + "' is not a whole number of days"});
    }
    if (refusals.size() == before)
      if (auto good = check_rule(rule); !good) {
        const auto& field = good.error().where.column;
        bad(field == "words"         ? words
            : field == "legal_basis" ? basis
            : field == "owner"       ? owner
            : field == "until"       ? until
            : field == "answer_days" ? days
            : field == "stream"      ? stream
                                     : never,
            good.error());
      }
    if (refusals.size() == before) out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace onepot::pot
