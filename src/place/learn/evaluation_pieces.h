#pragma once
// What the two ways of making figures share: compared once, and followed over time.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/json.h"
#include "onepot/store/evaluations.h"

namespace onepot::place::evaluation_run {

using store::evaluations::Lived;

/// Eight digits: what is beyond them differs between machines and means nothing.
json::value figure(double x);
/// A count as it may be shown, nothing for 1 to 4.
json::value count(std::int64_t n);
std::optional<double> outcome_of(const Lived& l, std::string_view code);
/// `from`: the day of the age; carer: whose answers `life-before` is.
std::optional<double> covariate_of(const Lived& l, std::string_view code, Date from, bool carer);
/// The rows as text, of which the data's version is made.
std::string rows_text(const std::vector<Lived>& rows);

}  // namespace onepot::place::evaluation_run
