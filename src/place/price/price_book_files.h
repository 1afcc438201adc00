#pragma once
#include <string_view>

namespace onepot::place::price_book_files {
// Compiled in by cmake/EmbedText.cmake.
extern const std::string_view currency_attributes, currency_codes, currency_json, currency_groups, currency_rules,
    currency_validation;
extern const std::string_view tariff_adjustments, tariff_evidence, tariff_prices, tariff_rates, tariff_streams,
    tariff_json;
extern const std::string_view linked_attributes, linked_codes, linked_json, linked_groups, linked_rules,
    linked_validation;
extern const std::string_view rights_could_get;
}  // namespace onepot::place::price_book_files
