#pragma once
// From a price to what can be offered: the priced needs are divided among streams of money by stated rules, to the
// penny, and the person sees what it would be, how sure it is, and what they would be asked to pay.
#include <string>
#include <vector>

#include "onepot/price/tariff.h"

namespace onepot::price {

struct OfferPart {
  std::string stream;
  Pence gross;                     ///< a week, before the person's contribution
  Pence contribution;              ///< what the person pays of it
  Pence net;                       ///< what the stream pays: gross − contribution
  std::vector<std::string> rules;  ///< ids of the rules that gave it
  std::string words;               ///< for the person: why this money
  std::string basis;               ///< the law or policy
};

struct Offer {
  Pence week;          ///< Σ gross = the price, exactly
  Pence contribution;  ///< Σ contributions
  Pence net;           ///< week − contribution
  Pence low, high;     ///< the range the price may truly lie in
  std::string grade;   ///< evidence grade id
  std::string grade_words;
  std::vector<OfferPart> parts;    ///< streams with money in them, in the order of the rules
  std::vector<std::string> plain;  ///< for the person; names no group and, until opened, no stream
  std::vector<std::string> workings;
};

/// Divides the price. `contribution` is what the financial assessment says the person can pay a week; only streams
/// whose rule allows it are touched, and never by more than they hold. A shadow or draft tariff gives no offer
/// ("not-live"): it prices everything and moves nothing.
Result<Offer> make_offer(const Currency& currency, const Tariff& tariff, const Priced& priced,
                         Pence contribution = Pence());

}  // namespace onepot::price
