#pragma once
// What a support did, from people who had it and people who did not, when nobody was drawn by lot. Six estimators side
// by side, because they disagree; how alike the groups are before and after; how far they overlap. All of it assumes
// that whatever decides both who had the support and how things went is among the covariates: no method in here can
// know.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/learn/note.h"

namespace onepot::learn {

/// One column a covariate; a factor is one column a level but the first.
struct Covariate {
  std::string name;   ///< "age", "race=black"
  std::string of;     ///< the column of the file it comes from
  bool kind = false;  ///< a level of a factor: 1 or 0
  std::vector<double> values;
};
/// People with nothing missing.
struct Sample {
  std::vector<double> outcome;
  std::vector<std::uint8_t> treated;  ///< 1 or 0
  std::vector<Covariate> covariates;
  std::vector<int> cluster;  ///< the cluster of each person, numbered from 0; empty where people are independent
  std::size_t left_out = 0;  ///< rows with something missing
};

enum class Method : std::uint8_t { naive, regression, matching, ipw, aipw, entropy };
enum class Estimand : std::uint8_t { att, ate };  ///< the effect on those who had it; on everybody
std::string_view name_of(Method method);
std::string_view name_of(Estimand estimand);

struct Estimate {
  Method method = Method::naive;
  Estimand estimand = Estimand::att;
  std::string variant;  ///< "with replacement, adjusted"; empty for most
  double estimate = 0, se = 0, low = 0, high = 0;
  std::int64_t n = 0;  ///< people it stands on
};
/// Standardised mean differences: (mean of treated − mean of controls) ÷ the standard deviation among the treated (of
/// the raw data, before and after, as Stuart 2010 advises for the ATT).
struct Balance {
  std::string covariate;
  double treated_mean = 0, control_mean = 0, before = 0;
  std::vector<double> after;  ///< in the order of Comparison::weightings
};
struct Overlap {
  double treated_low = 0, treated_high = 0, control_low = 0, control_high = 0;  ///< of the propensity to be treated
  std::int64_t treated_outside = 0, control_outside = 0;  ///< outside the range that both groups share
  /// (Σw)²/Σw² among the controls, a weighting (Kish 1965).
  std::vector<double> effective_controls;
  double largest_share = 0;  ///< of the controls' ATT weight that one person carries
};
struct Comparison {
  std::int64_t n = 0, treated = 0, control = 0, left_out = 0, clusters = 0;
  std::vector<Estimate> estimates;
  std::vector<std::string>
      weightings;  ///< "matching", "matching with replacement", "ipw", "entropy": those for the ATT
  std::vector<Balance> balance;
  Overlap overlap;
  std::vector<std::string> notes;  ///< what a reader must know
  std::vector<Note> coded;         ///< the same, for pages: "explained", "unmatched", "no-weights", "left-out",
                                   ///< "outside", "shoulders", "still-apart"
};

/// How variances treat independent people: HC0 (White 1980), HC1, HC2, HC3 (MacKinnon and White 1985).
enum class RobustErrors : std::uint8_t { hc0, hc1, hc2, hc3 };
struct CompareOptions {
  RobustErrors errors = RobustErrors::hc3;
};
/// Everything at once. Refuses "too-few", "no-variation", "no-overlap" (a mix of the covariates tells with certainty
/// who was treated, so that there is nobody to compare with), and "cluster" (one cluster only).
Result<Comparison> compare(const Sample& sample, const CompareOptions& options);

/// The probability of each person to be treated, by logistic regression (Rosenbaum and Rubin 1983). Refuses
/// "no-overlap".
Result<std::vector<double>> propensity(const Sample& sample);

/// One-to-one nearest neighbours on the propensity, as MatchIt (Ho, Imai, King and Stuart 2007) does by default: the
/// treated in order of falling propensity, each with the nearest control – without replacement one not yet taken –, the
/// first in the file among equals. Gives the control's index for each person treated, or −1 where none is left.
std::vector<std::int64_t> nearest_neighbours(std::span<const double> propensity, std::span<const std::uint8_t> treated,
                                             bool replace);

/// Inverse probability weights in the form of Hájek (1971): means are divided by the sum of the weights.
/// Variance: robust, the weights taken as known, as survey software does (Binder 1983).
Estimate ipw(const Sample& sample, std::span<const double> propensity, Estimand estimand);

/// Augmented inverse probability weighting (Robins, Rotnitzky and Zhao 1994): a regression in each group and the
/// propensity; right where either is. Variance from its influence function.
Estimate aipw(const Sample& sample, std::span<const double> propensity, Estimand estimand);

/// Weights that make the covariates' means equal, as near to uniform as they can be (Hainmueller 2012): the controls'
/// to the treated's (ATT), or both groups' to everybody's (ATE). Nothing where no weights do.
std::optional<std::vector<double>> entropy_weights(const Sample& sample, Estimand estimand);

/// What to take from a file. A factor is a covariate whose values are names of kinds.
struct CompareColumns {
  std::string treatment, outcome;
  std::vector<std::string> covariates, factors;
  std::optional<std::string> cluster;
};
/// Reads a CSV. Rows with an empty cell or NA among the columns asked for are left out and counted. Refuses with line
/// and column what is not a number, a treatment other than 0 or 1, and a factor that is no covariate.
Result<Sample> read_sample(std::string_view text, const std::string& file, const CompareColumns& columns);

}  // namespace onepot::learn
