#pragma once
// What a pound buys: strategies compared by cost and effect together, with the doubt in both. An ICER is only given
// where it means something – more effect for more cost, or less for less; elsewhere it is said which strategy is better
// in both.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::learn {

/// One strategy's costs (pounds) and effects (say, years of full life), one pair a draw of a model or a person of a
/// study.
struct Strategy {
  std::string name;
  std::vector<double> cost, effect;
};

struct Doubt {
  double low = 0, high = 0;  ///< 95 %, percentiles
};
struct Increment {
  std::string strategy;
  double cost = 0, effect = 0;  ///< against the reference
  Doubt cost_doubt, effect_doubt;
  std::optional<Doubt> cost_bca, effect_bca;  ///< bias-corrected and accelerated (Efron 1987), of a bootstrap
  std::optional<double> icer;                 ///< cost ÷ effect where both have the same sign
  std::string words;  ///< "costs more and does more", "costs less and does more: better in both", …
};
struct OnFrontier {
  std::string strategy;
  double cost = 0, effect = 0;
  std::string
      state;  ///< "frontier", "dominated" (another costs no more and does no less), "extended" (a mix of two does)
  std::optional<double> icer;  ///< against the frontier's strategy before it
};
struct AtThreshold {
  double threshold = 0;             ///< pounds for one more of effect
  std::vector<double> benefit;      ///< expected increment of net benefit against the reference, a strategy
  std::vector<double> probability;  ///< that each has the highest net benefit (CEAC)
  std::size_t best = 0;             ///< the highest expected net benefit
  double probability_of_best = 0;   ///< the acceptability frontier (CEAF)
  double evpi = 0;                  ///< expected value of perfect information, pounds a person
};
struct Worth {
  std::vector<std::string> strategies;
  std::size_t reference = 0;
  std::vector<Increment> increments;  ///< every strategy but the reference
  std::vector<OnFrontier> frontier;   ///< every strategy, by effect
  std::vector<AtThreshold> thresholds;
};

struct WorthOptions {
  std::optional<std::string> reference;  ///< nothing: the cheapest
  std::vector<double> thresholds{20'000, 30'000};
  std::uint64_t bootstrap = 0;  ///< resamples of people; 0: the rows are draws of a model, paired by their order
  std::uint64_t seed = 1;
  unsigned threads = 1;  ///< the figures are the same whatever it is
};
/// Refuses "too-few" (under two strategies, or no draws), "ragged" (draws of a model must be as many in each strategy),
/// "unknown-reference".
Result<Worth> worth(std::span<const Strategy> strategies, const WorthOptions& options);

/// An increment in words: "costs more and does more", "costs no more and does no less: better", …
std::string increment_words(double cost, double effect);

/// Efficient frontier of mean costs and effects: strict dominance, then extended dominance.
std::vector<OnFrontier> frontier(const std::vector<std::string>& names, std::span<const double> cost,
                                 std::span<const double> effect);

/// Columns strategy,draw,cost,effect. Draws of a strategy are put in order of `draw`; with `paired` every strategy must
/// have the same draws. Refuses with line and column.
Result<std::vector<Strategy>> read_draws(std::string_view text, const std::string& file, bool paired);

}  // namespace onepot::learn
