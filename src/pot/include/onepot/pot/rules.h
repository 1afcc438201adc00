#pragma once
// Rules about spending, kept so that they do not unduly fetter: each says on which law it stands, who answers for it
// and when it ends. One that has ended binds nobody, and neither does one whose challenge has waited past its clock.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/csv.h"
#include "onepot/pot/draw.h"

namespace onepot::pot {

/// No rule lasts longer without being looked at again: three years.
inline constexpr std::int64_t rule_days_max = 3 * 366;
/// How long a challenge may wait for its answer, at most: six weeks.
inline constexpr std::int64_t rule_answer_days_max = 42;

struct SpendingRule {
  std::string ref, words, legal_basis, owner;
  Date from, until;                    ///< both days included
  std::int64_t answer_days = 28;       ///< how long a challenge may wait
  std::string stream;                  ///< whose money; empty: every stream
  std::vector<std::string> never_for;  ///< purposes it stops; empty: it stops no purchase by itself
  std::vector<Date> answers_due;       ///< of its challenges without an answer: the last day of each
};

/// Refused "no-words", "no-legal-basis", "no-owner", "bad-until" (before its first day, or more than rule_days_max
/// after it), "bad-answer-days" (1 to rule_answer_days_max) or "bad-name" (of a stream or purpose); where.column is the
/// field.
Result<void> check_rule(const SpendingRule& rule);

enum class RuleState : std::uint8_t { to_come, in_force, resting, expired };
/// resting: a challenge waited past its last day.
RuleState state_of(const SpendingRule& rule, Date day);
std::string_view to_string(RuleState state);

/// The first rule in force that stops money of this stream from paying for this purpose on this day; nullptr: none.
const SpendingRule* stopped_by(std::span<const SpendingRule> rules, std::string_view stream, std::string_view purpose,
                               Date day);

struct UnderRules {
  std::vector<Purse> purses;                  ///< those that may still pay
  std::vector<const SpendingRule*> stopping;  ///< why the others may not; each rule once
};
UnderRules under_rules(std::vector<Purse> purses, std::span<const SpendingRule> rules, std::string_view purpose,
                       Date day);

/// A register in a file: ref,words,legal_basis,owner,from,until,answer_days,stream,never_for (purposes joined by |).
/// Every row that check_rule refuses, or that says a ref twice, is refused with its line and column.
std::vector<SpendingRule> read_rules(const csv::Table& table, Refusals& refusals, std::vector<std::string>& warnings);

}  // namespace onepot::pot
