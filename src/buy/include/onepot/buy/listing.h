#pragma once
// What a provider is asked, when, and why. Nothing is asked twice; what is only needed for money is asked when there is
// money.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/rational.h"
#include "onepot/base/result.h"

namespace onepot::buy {

enum class AskedAt { listing, first_payment };
struct Field {
  std::string id;
  AskedAt at = AskedAt::listing;
  bool required = true;
  std::string why;  ///< what it is used for; a field without a use is not asked
};
/// All that is ever asked, each once.
const std::vector<Field>& listing_fields();

struct Listing {
  std::string name, category, words, area;
  std::optional<Pence> day_rate, night_rate;  ///< an hour; neither: nothing is charged
  bool free = false;                          ///< says that nothing is charged
  std::int64_t staff_hundredths = 0;
  std::string sort_code, account;
};
/// Everything that is missing or cannot be right, with the field's id in where.column. Asks only what is asked by then.
/// There is no turnover test, no number of years and no list of categories: a new word is a new category.
Refusals missing(const Listing& listing, AskedAt by);

/// What the paperwork costs the provider.
struct Burden {
  std::int64_t fields = 0;                          ///< asked until then
  std::int64_t minutes = 0;                         ///< from the first page to the last, as measured
  std::optional<Rational> minutes_per_1000_pounds;  ///< nothing until money came
};
Burden burden(std::int64_t fields, std::int64_t minutes, Pence earned);

}  // namespace onepot::buy
