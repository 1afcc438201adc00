#pragma once
// How large a provider is, by full-time equivalent staff: the comparison that matters most to a micro-provider.
#include <cstdint>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot::buy {

enum class Band { micro, small, medium, large };
std::string_view to_text(Band band);
Result<Band> parse_band(std::string_view text);

/// Upper limits in hundredths of a full-time post, each included. A place may set its own overlay.
struct Bands {
  std::int64_t micro = 500, small = 2500, medium = 9999;
};
/// 1–5 micro, up to 25 small, under 100 medium, 100 and over large. `staff_hundredths` counts hundredths of a post.
Band band_of(std::int64_t staff_hundredths, const Bands& bands = {});

}  // namespace onepot::buy
