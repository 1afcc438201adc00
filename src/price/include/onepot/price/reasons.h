#pragma once
// Why a record is in its group: the rule that decided, what it looked at and what it did not, which rule would have
// been next, and the nearest change of each attribute that would lead to another group. For those who check: it names
// groups.
#include <string>
#include <vector>

#include "onepot/base/json.h"
#include "onepot/price/currency.h"

namespace onepot::price {

/// `record` must be lawful. {"group","name","rule","words","line","used":{},"not_used":{},"runner_up":{"rule","group"},
/// "changes":[{"attribute","from","to","group","rule"}],"currency","version"}.
json::object reasons_json(const Currency& currency, const Record& record);
/// The same as sentences, one a line.
std::vector<std::string> reasons_text(const Currency& currency, const Record& record);

}  // namespace onepot::price
