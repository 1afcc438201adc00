#pragma once
// Unmet need: what stands in the way of a person, told to them with what would help; and of everybody who looks, by
// area, told to those who build homes and support – never of fewer than five people, never to the single person, never
// twice in a week.
#include <optional>
#include <string>
#include <vector>

#include "onepot/club/unmet.h"
#include "onepot/place/living.h"
#include "onepot/place/price_book.h"
#include "onepot/place/work.h"

namespace onepot::place {

inline constexpr std::int64_t least_people_published = 5, days_between_releases = 7;

struct InMyWay {
  Missing missing = Missing::nothing;  ///< what is needed before anything can be said
  bool sharing = false;                ///< would share a home
  bool found = false;                  ///< nothing stands in the way: a home can be found now
  std::optional<club::Unmet> unmet;
};
/// see-own. As if no pair were kept apart: a veto changes no word of it.
InMyWay see_in_my_way(const Work& work, const PriceBook& book);

struct PublishedGap {
  std::string area;           ///< empty: several areas together
  std::string kind;           ///< budget home night-support nobody-suitable
  std::int64_t at_least = 0;  ///< people, rounded down to a multiple of five
  std::optional<Pence> more_week;
  std::optional<std::int64_t> bedrooms;
};
struct PublishedDemand {
  std::string place_name;
  Date day;
  std::vector<PublishedGap> gaps;
};
/// What every place has published last; anybody may read it (open-page).
std::vector<PublishedDemand> see_demand(const Work& work);
/// What would be published today, worked out (publish-demand): reads, and takes as long as `effort` allows. Kept apart
/// from publishing, so that nobody waits to write while it is worked out. As if nobody kept anybody away: a yes or a
/// never of one person to another is in no word or figure of it.
std::string work_out_demand(const Work& work, const PriceBook& book, const club::Effort& effort);
/// publish-demand: publishes what was worked out. Refused "too-soon" within a week of the last release.
Result<PublishedDemand> publish_demand(const Work& work, std::string_view document);
/// The first day on which it may be published again; nothing where it may be now.
std::optional<Date> next_release(const Work& work);

}  // namespace onepot::place
