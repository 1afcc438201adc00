#pragma once
// Tables of counts that a place releases: hidden, proved, checked by another person, and kept, so that each later table
// is attacked together with every earlier one, of the same day and of others. And rows without names, for those who are
// permitted.
#include <string>
#include <string_view>
#include <vector>

#include "onepot/learn/publish.h"
#include "onepot/place/work.h"
#include "onepot/store/publications.h"

namespace onepot::place {

/// How a publisher publishes counts.
struct PublisherRules {
  std::string id;
  learn::CountRules rules;
};
/// "social-care": 0 to 4 hidden, others to the nearest 5; "health": 1 to 7 hidden, to the nearest 5; "ten": 1 to 9
/// hidden, to the nearest 5; "plain": 1 to 4 hidden, not rounded. Where the rules come from: learn/publish/papers.cpp.
const std::vector<PublisherRules>& publisher_rules();
/// What a table may count by: area, setting, size, kind, holding, age.
const std::vector<std::string>& countable();

/// A table that may go out once somebody else has checked it.
struct ProposedTable {
  std::string title, rules;
  Date as_of;
  std::vector<std::string> by;
};
/// publish-figures. Counts, hides, proves; keeps nothing. For the slow lane. Refused by field "title", "by", "rules",
/// "as-of" (after today), "empty" (nobody to count), and what learn::publish refuses: "cannot-protect",
/// "contradiction", "too-large".
Result<store::publications::Publication> make_table(const Work& work, const ProposedTable& asked);
/// publish-figures. Keeps it for a checker; gives its ref. Refused "taken" where another table was released meanwhile.
Result<std::string> propose_table(const Work& work, store::publications::Publication made);
/// check-figures. Released or refused by somebody who did not make it. Refused "gone", "own", "empty" (a refusal
/// needs words), "stale" (another was released since it was made), "taken".
Result<void> check_table(const Work& work, std::string_view ref, bool release, std::string_view words);
/// see-evaluation.
std::vector<store::publications::Publication> publications(const Work& work);
Result<store::publications::Publication> publication(const Work& work, std::string_view ref);

/// give-permission.
std::vector<store::publications::Permission> permissions(const Work& work);
/// give-permission. Refused by field "account", "why", "until" (not after today, or more than a year on).
Result<void> permit_extract(const Work& work, std::string_view account_ref, std::string_view why, Date until);
Result<void> end_permission(const Work& work, std::string_view ref);

/// An extract: one row a person who consents, under a name that is good for this file only.
struct Extract {
  std::string rows_csv, dictionary_csv;
  std::int64_t people = 0, generalised = 0;  ///< rows whose age band was left out, because fewer than five were alike
};
/// take-extract. `purpose` is kept with it; each person in it sees who took it. Refused "purpose".
Result<Extract> take_extract(const Work& work, std::string_view purpose);

}  // namespace onepot::place
