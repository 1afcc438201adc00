#pragma once
// The same activity by two tariffs, and beside a block contract: who wins and who loses. Nothing is paid by it.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/price/activity.h"

namespace onepot::price {

struct Compared {
  std::string name;  ///< the provider's, unit's or point of delivery's
  std::int64_t rows = 0;
  std::int64_t unpriced_now = 0, unpriced_then = 0;
  Pence now, then;             ///< by the first tariff and by the second
  std::optional<Pence> block;  ///< what a block contract pays for the same activity
};

struct Comparison {
  std::vector<Compared> parts;  ///< by name
  Compared all;
  std::int64_t win = 0, lose = 0, same = 0;
  /// Half of what changes hands: the sum of what the winners win and the losers lose, each by itself.
  Pence won, lost;
};

enum class CompareBy { provider, group, pod };

/// Prices every row by both. `block` (a CSV of provider and amount, or empty) is told beside, by provider only.
/// Refuses what Valuer::over and the scanner refuse, and a block that is not money or is of the same provider twice.
Result<Comparison> compare(const ActivityTariff& now, const ActivityTariff& then, std::string_view activity,
                           const std::string& file, CompareBy by, std::string_view block = {},
                           const std::string& block_file = {});

/// difference ÷ now in tenths of a per cent, rounded half to even; nothing where now is nothing.
std::optional<std::int64_t> tenths_of_percent(Pence now, Pence difference);

}  // namespace onepot::price
