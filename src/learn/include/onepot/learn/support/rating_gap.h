#pragma once
// "Of course what I do is person-centred – it always has been": the person and the practitioner each say how far
// support is arranged around the person, and neither sees the other's answer before both have given theirs.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::learn {

enum class RatingSide : std::uint8_t { person, practitioner };
std::string_view name_of(RatingSide side);

/// What is rated, each 1 (not at all) to 5 (completely).
inline constexpr std::array<std::string_view, 5> rating_areas{"listened", "chose", "pace", "known", "life"};
inline constexpr int rating_max = 5;
using Ratings = std::array<int, rating_areas.size()>;

/// One round about one person's support: each side once. What is given stays as it is; another look is another round.
struct RatingRound {
  std::string id;
  struct Given {
    Ratings ratings{};
    Instant at;
  };
  std::optional<Given> person, practitioner;
};
/// Gives a side's ratings. Refuses "bad-rating" (not 1 to 5; the column is the area's name) and "already-given".
Result<void> give(RatingRound& round, RatingSide side, const Ratings& ratings, Instant at);

/// What one side may see: always its own, the other's only when both are there.
struct SeenByOne {
  std::optional<Ratings> own, other;
  bool both = false;
};
SeenByOne seen_by(const RatingRound& round, RatingSide side);

/// Practitioner less person, by area; nothing before both are there.
std::optional<std::array<int, rating_areas.size()>> gap_of(const RatingRound& round);

/// Rounds with both below which a gap over several people is not given.
inline constexpr int pairs_needed = 5;
struct AreaGap {
  std::string_view area;
  double person = 0, practitioner = 0;  ///< means
  double gap = 0, low = 0, high = 0;    ///< practitioner less person, 95 %: Student's t on the pairs
};
struct GapReport {
  std::int64_t pairs = 0, waiting_person = 0, waiting_practitioner = 0;  ///< rounds with both; with one side only
  bool enough = false;
  std::vector<AreaGap> areas;  ///< and "all" last: the mean over areas; empty where not enough
  std::int64_t practitioner_higher = 0, same = 0, person_higher = 0;  ///< rounds by their mean; nought where not enough
};
/// Only rounds with both sides count: whoever has one answer can work nothing out about the other.
GapReport rating_gap(std::span<const RatingRound> rounds);

/// Columns round,side (person or practitioner),at (an instant) and one an area. Refuses with line and column.
Result<std::vector<RatingRound>> read_ratings(std::string_view text, const std::string& file);

}  // namespace onepot::learn
