#pragma once
// The currency and the tariff a place prices needs with, and its guide to rights: data that a place may change.
#include <memory>
#include <string>
#include <vector>

#include "onepot/price/could_get.h"
#include "onepot/price/offer.h"

namespace onepot::place {

struct PriceBook {
  price::Currency currency;
  price::Tariff tariff;
  price::Guide guide;
};
/// Reads three folders: a currency, its tariff, and rules with could-get.csv.
Result<PriceBook> read_price_book(const std::string& currency, const std::string& tariff, const std::string& rights);
/// Ashdale's, compiled in: currencies/ashdale-social-care, tariffs/ashdale-2026-27, rules/rights.
const PriceBook& built_in_price_book();
/// Every currency that comes with the program, that of the price book first.
const std::vector<const price::Currency*>& built_in_currencies();

}  // namespace onepot::place
