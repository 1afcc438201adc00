#pragma once
// Savings rules as a file that a person can read and a council can publish: rules/pot/*.csv, one rule a row.
#include "onepot/base/csv.h"
#include "onepot/pot/policy/rule.h"

namespace onepot::pot {

/// Columns
/// rule,from,until,holding,streams,cap_weeks,keep_weeks,contingency_weeks,redundancy_weeks,savings,contribution,
/// refund,payment,least,notice_days,answer_days,after_answer_days,basis. Refuses every bad field with its line and
/// column; also a rule without notice or without a basis, and two rules that claim the same streams at the same time.
std::vector<SavingsRule> read_savings_rules(const csv::Table& table, Refusals& refusals,
                                            std::vector<std::string>& warnings);
/// The same columns, so that what is read back is what was written.
std::string write_savings_rules(std::span<const SavingsRule> rules);

}  // namespace onepot::pot
