#pragma once
// Rules about spending: kept in the open, each with its legal basis, its owner and its end; anybody may challenge one.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/store/accounts.h"
#include "onepot/store/rules.h"

namespace onepot::place {

/// The rules of a place, for anybody to read; those that ended before their time too where `ended`.
std::vector<store::rules::Rule> rules_of(store::Session& session, PlaceId place, bool ended = false);
/// Accounts that may own a rule: the place's commissioners and finance officers, by name.
std::vector<store::accounts::Account> rule_owners(store::Session& session, PlaceId place);

struct NewRule {
  pot::SpendingRule says;  ///< ref and owner's name are not read
  std::string owner;       ///< ref of the account that answers for it
  std::string replaces;    ///< ref of the rule that it renews, which ends; empty: none
};
/// keep-rules. Refused as pot::check_rule refuses, where.column the field; "no-owner" where the owner is not one of
/// rule_owners(); "taken" where the rule to be renewed has ended. Gives its ref.
Result<std::string> keep_rule(const Work& work, const NewRule& asked);
/// keep-rules. Refused "taken" where it ended already.
Result<void> end_rule(const Work& work, std::string_view rule_ref);

/// challenge-rule: anybody who is signed in. Refused "empty" without words, "too-long" over 2,000 characters, "taken"
/// where the rule has ended.
Result<void> challenge_rule(const Work& work, std::string_view rule_ref, std::string_view words);
/// keep-rules, by its owner or a commissioner (else "not-owner"), with reasons (else "empty"). `keep` false ends the
/// rule. Refused "taken" where it was answered already.
Result<void> answer_challenge(const Work& work, std::string_view rule_ref, std::string_view challenge_ref, bool keep,
                              std::string_view reasons);

/// What of these purses may be spent on this, as the rules in force in the person's place say, and the words of the
/// rules that stop the others.
struct RuledPurses {
  std::vector<pot::Purse> purses;
  std::vector<std::string> stopping;
};
RuledPurses under_rules(store::Session& session, PersonId person, std::vector<pot::Purse> purses,
                        std::string_view category, Date day);

}  // namespace onepot::place
