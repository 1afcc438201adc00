#pragma once
// The register of rules about spending, and the challenges to them. What a rule must say and whether it binds is in
// onepot/pot/rules.h.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/pot/rules.h"
#include "onepot/store/database.h"
#include "onepot/store/ids.h"

namespace onepot::store::rules {

struct Challenge {
  std::string ref, words;
  Instant made_at{};
  Date answer_by;
  std::string answer;  ///< '' kept ended
  std::string reasons, answered_by;
  std::optional<Instant> answered_at;
};
struct Rule {
  std::int64_t id = 0;
  PlaceId place;
  AccountId owner;
  pot::SpendingRule says;  ///< its owner is the account's name
  Instant made_at{};
  std::optional<Instant> ended_at;
  std::vector<Challenge> challenges;  ///< oldest first
};
/// Of a place, those that last longest first; without those that were ended before their time unless `ended` too.
std::vector<Rule> of_place(Session& session, PlaceId place, bool ended);
std::optional<Rule> by_ref(Session& session, std::string_view ref);

/// The rule's ref, words, basis, days, stream and purposes; its owner's name is not read.
void add(Session& session, PlaceId place, const pot::SpendingRule& rule, AccountId owner, AccountId made_by,
         std::optional<std::int64_t> replaces, Instant now);
/// False where it was ended already.
bool end(Session& session, std::int64_t rule, Instant now);
void challenge(Session& session, std::int64_t rule, std::string_view ref, AccountId by, std::string_view words,
               Date answer_by, Instant now);
/// False where it has an answer already.
bool answer(Session& session, std::int64_t rule, std::string_view challenge, std::string_view answer,
            std::string_view reasons, AccountId by, Instant now);

}  // namespace onepot::store::rules
