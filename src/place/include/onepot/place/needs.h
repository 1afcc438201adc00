#pragma once
// From "I need some help" to a budget that is offered: the person asks and says in their own words; a practitioner whom
// they let in describes the needs with them; the price room prices them; the person takes the offer or leaves it.
#include <string>
#include <vector>

#include "onepot/place/price_book.h"
#include "onepot/place/work.h"
#include "onepot/store/needs.h"

namespace onepot::place {

/// A night at which somebody is in the house, as the tariff counts it.
inline constexpr Hours night_length = Hours::whole(9);

/// The person asks for an assessment (change-own). With `let_in`, a practitioner of the place is found and may see
/// needs, plan and pot; the person can end that at any time. Refused "empty" without words.
Result<void> ask_for_support(const Work& work, std::string_view own_words, bool let_in);

/// What the practitioner described with the person (describe-needs). Refused "bad-need" with the row (where.line, from
/// 1) and the field (where.column) where it cannot be priced.
Result<void> describe_needs(const Work& work, const PriceBook& book, const std::vector<store::needs::Need>& needs);

struct PricedNeeds {
  price::Priced priced;
  price::Offer offer;
  std::vector<price::Explanation> explanations;  ///< one a need, in the needs' order
};
/// The price of the latest described needs, with its workings (describe-needs, offer-budget or see-needs).
Result<PricedNeeds> price_needs(const Work& work, const PriceBook& book, Pence contribution);
/// Makes the offer (offer-budget); an unanswered one before it is superseded.
Result<void> offer_budget(const Work& work, const PriceBook& book, Pence contribution);

/// The person's own answer (change-own). Accepting opens the pot, held as they choose, and puts the first four weeks of
/// each stream in. Refused "taken" where the offer was answered or replaced meanwhile; "bad-holding".
Result<void> accept_offer(const Work& work, std::string_view offer_ref, std::string_view holding);
Result<void> decline_offer(const Work& work, std::string_view offer_ref);

/// Four weeks: how far ahead money is put into a pot, and how far ahead it is promised.
inline constexpr std::int64_t period_days = 28;

}  // namespace onepot::place
