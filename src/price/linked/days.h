#pragma once
// The days of a record and its money on them, for those who count them.
#include "onepot/price/linked.h"

namespace onepot::price::care_days {

/// The days it is care on: a bed's last day is the day of leaving it.
Period days_of(const CareRules& rules, const CareRecord& record);
/// What it cost on the days before `before`: floor(cost × days so far ÷ days), so that the days sum to the cost.
Pence until_day(const CareRecord& record, const Period& days, Date before);

}  // namespace onepot::price::care_days
