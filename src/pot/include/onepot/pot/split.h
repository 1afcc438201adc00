#pragma once
// Where the odd pennies of a shared bill fall. A third of £10.00 is no number of pence: somebody pays the penny that is
// over, and a place says by which rule.
//   first-n            each part rounded down, what is over by ones to the first in order (as Numscript does)
//   largest-remainder  what is over to those whose part was cut most (Hamilton's method), ties to the earlier
//   carried            what each has paid above or below the exact share is kept and evened out by the next bills
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "onepot/base/money.h"
#include "onepot/base/result.h"

namespace onepot::pot {

enum class Remainder : std::uint8_t { first, largest, carried };
std::string_view to_string(Remainder rule);  ///< "first-n", "largest-remainder", "carried"
Result<Remainder> parse_remainder(std::string_view text);

/// Millionths of a penny: what is carried is whole numbers, so that it is conserved exactly.
inline constexpr std::int64_t carried_unit = 1'000'000;

struct SplitShares {
  std::vector<Pence> parts;  ///< Σ = total; none below nought
  std::vector<std::int64_t>
      carried;  ///< after this bill, in millionths of a penny: above nought, paid too little so far
};

/// Splits `total` (not below nought) by weights. `carried` is what earlier splits gave back, or empty; other rules than
/// `carried` pass it through. Refused: "no-shares" where no weight is above nought, "bad-share" for one below,
/// "bad-total".
///
/// With `carried`, Σ carried never changes; and as long as the same people share each bill and no exact share is below
/// a penny, nobody is ever a penny or more off the exact sum of all their shares.
Result<SplitShares> split_bill(Remainder rule, Pence total, std::span<const std::int64_t> weights,
                               std::span<const std::int64_t> carried = {});

/// The carried amounts as if a bill had never been: the same total, weights and parts as when it was split.
std::vector<std::int64_t> without_bill(Pence total, std::span<const std::int64_t> weights, std::span<const Pence> parts,
                                       std::span<const std::int64_t> carried);

}  // namespace onepot::pot
