#pragma once
// What this place says about money left over: stated openly, dated, and changed only for days to come.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/pot/policy/rule.h"

namespace onepot::place {

/// The rules of Ashdale, rules/pot/savings.csv, compiled in.
const std::vector<pot::SavingsRule>& built_in_savings_rules();
/// States them for a place that has stated none; false where it has.
bool state_first_rules(store::Session& session, PlaceId place, std::span<const pot::SavingsRule> rules, Instant now);

/// Those in force on the day, for anybody to read.
std::vector<pot::SavingsRule> rules_in_force(store::Session& session, PlaceId place, Date day);
/// A new version (state-rules) as the text of a file: each rule from a day to come takes the place of those that speak
/// of the same money from that day. Gives every refusal with its line and column; "not-yet" where a rule would begin
/// before tomorrow, "already-stated" where one that begins later is in the way. Nothing is stated where one is refused.
Refusals state_rules(const Work& work, std::string_view csv_text);

}  // namespace onepot::place
