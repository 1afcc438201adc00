#pragma once
// draft → shadow → live. A tariff is written as a draft, looked at in shadow beside the live one, and only then paid
// by; from then on it is as it was: a change is a new version with dates of its own.
#include <string>

#include "onepot/base/date.h"
#include "onepot/base/result.h"
#include "onepot/price/currency.h"
#include "onepot/price/folder.h"

namespace onepot::price {

/// tariff.json with the new status and a line in "history": what, on which day, by whom, and the digest of all the
/// tables as they were then. Refuses "not-next" (a draft goes to shadow, shadow to live or back to draft; live stays
/// live), "too-late" (live after the tariff's first day would change what is paid for days gone by).
Result<std::string> published_as(const Folder& folder, Status to, Date on, const std::string& by);

/// Refuses "changed-since" where the tables differ from those that were published last. A tariff without a history has
/// none to keep to.
Result<void> unchanged_since_published(const Folder& folder);

}  // namespace onepot::price
