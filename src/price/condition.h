#pragma once
// How a condition on one attribute is written, in a rule table's cell and in a tariff's "when".
#include "onepot/price/currency.h"

namespace onepot::price {

/// A whole number within a thousand million either way.
Result<std::int64_t> whole(std::string_view text, Where where);
/// A whole number of 10^-places written out: "12.50".
std::string decimal_text(std::int64_t value, int places);
/// A count of the attribute, in units of 10^-places: "12" or, with two places, "12.50".
Result<std::int64_t> counted(const Attribute& attribute, std::string_view text, Where where);
/// "yes", "a|b", "7", "420..1259", ">=420", "<420", ">420", "<=420". Refuses what admits nothing.
Result<Condition> read_condition(const Attribute& attribute, std::size_t index, std::string_view cell, const Where& at);

}  // namespace onepot::price
