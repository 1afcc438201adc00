#pragma once
// One place (or a few) did something from a certain time on; what would have happened there without it? A mix of the
// other places answers: synthetic control (Abadie, Diamond and Hainmueller 2010), difference-in-differences, and
// synthetic difference-in-differences, which weighs both places and times (Arkhangelsky, Athey, Hirshberg, Imbens and
// Wager 2021, with the regularisation and the solver of their published package synthdid).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/learn/change.h"

namespace onepot::learn {

enum class SynthMethod : std::uint8_t { sdid, sc, did };

struct SynthOptions {
  SynthMethod method = SynthMethod::sdid;
  std::vector<std::string> treated;  ///< the units that did it
  std::int64_t from = 0;             ///< the first period in which they did
  int placebos = 200;                ///< drawn where there are several treated units; else every other unit in turn
  std::uint64_t seed = 1;
};
struct Synth {
  double att = 0;
  std::optional<double> se, low, high;  ///< nothing with too few other units
  /// Of the placebos, the part whose estimate is at least as far from nought; as small as one in so many at best.
  std::optional<double> placebo_share;
  int placebos = 0;
  std::vector<std::pair<std::string, double>> unit_weights;   ///< every other unit; they sum to one
  std::vector<std::pair<std::int64_t, double>> time_weights;  ///< every period before; none for synthetic control
  std::vector<std::pair<std::int64_t, double>>
      gap;  ///< treated less synthetic, a period, level as at the weighted times before
  std::vector<std::string> notes;
};
/// The error is the spread of the same estimate over placebos: other units taken as though they were treated (their
/// Algorithm 4). Refuses "unknown-unit", "no-before" (under two periods before `from`, or none from it on) and
/// "too-few" other units.
Result<Synth> synth(const Panel& panel, const SynthOptions& options);

}  // namespace onepot::learn
