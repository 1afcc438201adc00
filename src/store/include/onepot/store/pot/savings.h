#pragma once
// What a place says about money that is left over, dated: pot::SavingsRule as rows.
#include <vector>

#include "onepot/pot/policy/rule.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::savings {

struct StatedRule {
  std::int64_t id = 0;
  pot::SavingsRule rule;
  Instant stated_at{};
};
/// All of a place, those in force and those before and to come, in the order they were stated.
std::vector<StatedRule> rules(Session& session, PlaceId place);
std::vector<pot::SavingsRule> plain(const std::vector<StatedRule>& stated);

void state(Session& session, PlaceId place, const pot::SavingsRule& rule, std::optional<AccountId> by, Instant now);
/// The rule's last day, where another takes its place.
void end(Session& session, std::int64_t rule, Date until);

}  // namespace onepot::store::savings
