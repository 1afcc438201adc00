#pragma once
#include <optional>
#include <string>
#include <vector>

#include "onepot/base/money.h"
#include "share/nearest.h"

namespace onepot::club {

/// Shapley value of nested needs: each slice of need is split equally among all who need at least that much
/// (Littlechild and Owen, "A Simple Expression for the Shapley Value in a Special Case", 1973).
std::vector<Exact> nested_shapley(const std::vector<Pence>& need);

/// Nearest whole pence to `target` in the core of nested needs and within budgets; empty when there is none, and then
/// `why` names those whose budgets and needs fall short.
std::vector<std::int64_t> nested_nearest(const std::vector<Pence>& need,
                                         const std::vector<std::optional<Pence>>& budgets,
                                         const std::vector<Exact>& target, const std::vector<std::string>& people,
                                         std::string& why);

}  // namespace onepot::club
