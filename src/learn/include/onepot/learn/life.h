#pragma once
// How life is, in the person's own answers: eight areas, each from 0 (not at all) to 3 (as good as I want it). A local
// measure of this project's own, free to use; it is not one of the published scales and is not compared with them.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace onepot::learn {

inline constexpr std::array<std::string_view, 8> life_areas{"control", "home",   "food",   "self",
                                                            "safe",    "people", "things", "treated"};
inline constexpr int life_areas_needed = 6;
inline constexpr int life_score_max = 24;

/// One answer an area, 0 to 3; nothing where the person did not say.
using LifeAnswers = std::array<std::optional<int>, life_areas.size()>;

struct LifeScore {
  int answered = 0;
  std::optional<int> score;  ///< 0 to 24; nothing where fewer than six areas were answered
};
/// Areas that were not answered count as the mean of those that were (sum × 8 ÷ answered, halves up). Answers outside 0
/// to 3 are a fault of the caller.
LifeScore life_score(const LifeAnswers& answers);

}  // namespace onepot::learn
