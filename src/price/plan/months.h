#pragma once
// Months as files write them.
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/date.h"

namespace onepot::price::planning {

/// "2026-04" of 2026-04, 2026-04-17, 2026-04-17T09:30, or of 1 to 12 counted from the year's first month.
std::optional<std::string> month_of(std::string_view text, std::optional<Date> year);
std::string month_text(Date date);

}  // namespace onepot::price::planning
