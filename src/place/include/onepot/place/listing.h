#pragma once
// A provider's own listing, and what a search that finds nothing leaves behind.
#include <optional>
#include <string>
#include <string_view>

#include "onepot/place/work.h"

namespace onepot::place {

/// "Dog walking " → "dog-walking": how an open category is kept, so that two spellings of one thing meet. At most 40
/// letters.
std::string category_of(std::string_view typed);

struct Listing {
  std::string name, kind, about;
  std::int64_t staff_hundredths = 100;  ///< full-time equivalents × 100
};
/// action own-provider; refused "empty" without a name.
Result<void> change_listing(const Work& work, const Listing& listing);

struct NewOffering {
  std::string category, words;
  std::optional<Pence> day_rate, night_rate;  ///< an hour; nothing where nothing is charged
};
/// action own-provider. A new word is a new category: nobody has to allow it. Refused "empty".
Result<void> add_offering(const Work& work, const NewOffering& offering);
/// Refused "taken" where it was ended before.
Result<void> end_offering(const Work& work, std::string_view ref);

/// The account that is paid; what came back to it may be paid again. Refused "bad-sort-code", "bad-account", "empty",
/// and "does-not-fit" where the two cannot belong together by the weight table.
Result<void> change_bank(const Work& work, std::string_view name, std::string_view sort_code, std::string_view account);

/// Nothing here answers to these words: a gap in the market (action open-page). Nobody's name is kept with it.
void note_gap(const Work& work, PlaceId place, std::string_view words);

}  // namespace onepot::place
