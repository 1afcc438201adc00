#pragma once
// What is told about support, for the person and for the evaluator: how many different people come, the four tests by
// size of provider, how far support is arranged around the person – each side blind until both have said –, signs of
// what else it is arranged around, and what life came to over time.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/learn/bands.h"
#include "onepot/learn/four_tests.h"
#include "onepot/learn/support/continuity.h"
#include "onepot/learn/support/diagnostic.h"
#include "onepot/learn/support/rating_gap.h"
#include "onepot/learn/verdict/rate_and_total.h"
#include "onepot/place/work.h"
#include "onepot/store/support_told.h"

namespace onepot::place {

/// Days that continuity looks back.
inline constexpr int continuity_days = 84;

/// see-own: who came in the last twelve weeks.
learn::Continuity who_came(const Work& work);
/// see-evaluation: the share of visits by whoever came most often, and the number of different people, by size of
/// provider; only people with enough visits.
struct ContinuityBySize {
  learn::BandComparison usual, workers;
  learn::ContinuityOverall overall;
};
Result<ContinuityBySize> continuity_by_size(const Work& work);

/// What support is set beside what: sizes of provider, or models of support – the kinds that the directory records, in
/// the alphabet, so that their order says nothing.
enum class SupportBy : std::uint8_t { size, model };
/// see-evaluation. `threshold`: pounds a week for one more point of how life is. One kind of respondent.
Result<learn::FourTests> four_tests(const Work& work, std::string_view respondent, double threshold,
                                    SupportBy by = SupportBy::size);

/// see-own: the person's own providers, for saying what one thinks of their support.
std::vector<store::support_told::OwnProvider> my_providers(const Work& work);
/// change-own. 0 to 3 each, or nothing. Refused "provider", "empty".
Result<void> say_of_support(const Work& work, std::string_view provider_ref, std::optional<std::int64_t> valued,
                            std::optional<std::int64_t> personalised);

/// see-own, change-own or rate-support: rounds as this side may see them.
struct RoundSeen {
  std::string ref, practitioner;
  Date opened;
  learn::SeenByOne seen;
  bool mine = false;  ///< this side is this account's to answer
};
std::vector<RoundSeen> rating_rounds(const Work& work);
/// change-own or rate-support. Opens a round where none is open. Refused "no-practitioner", "taken".
Result<void> open_round(const Work& work);
/// change-own or rate-support. Gives this side's ratings. Refused "gone", "not-yours", "bad-rating" with the area, and
/// "taken" where they are given already: what is given stays as it is.
Result<void> give_ratings(const Work& work, std::string_view round_ref, const learn::Ratings& ratings);
/// see-evaluation: over those who consent.
learn::GapReport rating_gap(const Work& work);

/// see-evaluation.
std::vector<store::support_told::Diagnostic> diagnostics(const Work& work);
/// diagnose. Refused "subject", and what learn::diagnose refuses.
Result<std::string> add_diagnostic(const Work& work, std::string_view subject, std::vector<learn::Seen> seen);

/// see-own. What life came to, from the person's own answers; nothing under two of them. And the person's money, by
/// what each stream joins up.
std::optional<learn::RateAndTotal> my_line(const Work& work);
std::optional<learn::MoneyRateAndTotal> my_money_line(const Work& work);

}  // namespace onepot::place
