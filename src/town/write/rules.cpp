// What Ashdale says about how its money may be spent, in the open register.
#include "onepot/store/rules.h"

#include "keys.h"

namespace onepot::town::writing {

void Writer::rules() {
  Refs refs(town, 16);
  const Date made{2026, 4, 1}, until{2027, 3, 31};
  const store::AccountId owner{keys.finance};
  const auto keep = [&](pot::SpendingRule rule) {
    rule.ref = refs.next(made);
    rule.from = made;
    rule.until = until;
    store::rules::add(session, store::PlaceId{1}, rule, owner, owner, std::nullopt, at(made, 9));
  };
  keep({.words = "Social care money does not pay for what the NHS has to provide.",
        .legal_basis = "Care Act 2014, section 22",
        .stream = "adult-social-care"});
  keep({.words = "A grant to adapt a home pays for adapting the home, and for nothing else.",
        .legal_basis = "Housing Grants, Construction and Regeneration Act 1996, section 23",
        .stream = "disabled-facilities-grant",
        .never_for = {"personal-care", "household", "getting-out", "work"}});
  report("rules about spending", 2);
}

}  // namespace onepot::town::writing
