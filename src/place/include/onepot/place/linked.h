#pragma once
// What a person's care has cost, from the records of several services, and a budget offered from it (P5); what moved
// between health and care (P6). Records are kept under pseudonyms made with the place's own key. A person's are looked
// up by name only once that person has said yes; everything else is sums over many.
#include <string>
#include <vector>

#include "onepot/place/work.h"
#include "onepot/price/linked.h"
#include "onepot/price/shift.h"
#include "onepot/price/told.h"
#include "onepot/store/care.h"

namespace onepot::place {

/// rules/linked-costs, compiled in.
const price::CareRules& built_in_care_rules();

/// The open consent by which somebody lets their records be added up.
inline constexpr std::string_view care_consent = "care-cost";
/// Thirteen periods of four weeks: what a year's cost is worked out from.
inline constexpr std::int64_t care_window_days = 364;

/// The person's own yes or no (change-own); both can be said at any time.
void say_care_yes(const Work& work, bool yes);

struct LinkedView {
  bool said_yes = false;
  std::optional<price::PersonCost> cost;
  price::Evidence evidence;
  std::vector<price::Similar> similar;
  std::optional<price::LinkedOffer> offer;
  std::string why_not;  ///< code of what stands in the way of a cost or an offer; empty where nothing does
};
/// The person's own (see-own), or with a practitioner whom the person let see their needs (describe-needs,
/// offer-budget). Nothing is looked up without the person's yes.
LinkedView linked_cost(const Work& work);
/// Makes the offer from it (offer-budget); an unanswered one before it is superseded. Refuses what stands in the way,
/// and "not-asked" where the person has not asked for support.
Result<void> offer_linked(const Work& work, Pence contribution);

/// Finance ------------------------------------------------------------------------------------------------------------

/// Brings a file of records in (price-money). `new_key` is kept where the place has none yet. All that is wrong is
/// refused and nothing kept.
tl::expected<store::care::LoadedFile, Refusals> load_care_records(const Work& work, const std::string& name,
                                                                  std::string_view text, std::string_view new_key);
/// Takes a file out again (price-money). Refused "taken" where it is out already.
Result<void> withdraw_care_records(const Work& work, std::string_view load_ref);
/// How far each service's records go (price-money).
std::optional<price::Told> care_told(const Work& work);
/// Works the sums over everybody out again: after records changed, and by whoever made the place.
void refresh_care_summaries(store::Session& session, PlaceId place, Instant now);
/// The same from records that are at hand: all of the place's.
void summarise_care(store::Session& session, PlaceId place, const price::CareRules& rules,
                    const price::CareRecords& records, Instant now);

/// A comparison as it may be shown: the count rounded, or hidden together with its amounts.
struct ShownShift {
  price::ShiftLine line;
  std::int64_t people_about = 0;  ///< to the nearest five
  bool hidden = false;
};
/// Hides small numbers, and as many others as it takes that nobody can work them out (learn/publish.h). Amounts are
/// shown for a person, in whole pounds.
Result<std::vector<ShownShift>> hide_small(const std::vector<price::ShiftLine>& lines);
struct ShiftView {
  std::vector<ShownShift> lines;
  std::optional<price::Told> told;  ///< quarters of which not every service has told are not compared
  Instant made_at{};
};
/// As last worked out (see-finance); empty where there are no records.
ShiftView see_shift(const Work& work);

}  // namespace onepot::place
