#pragma once
// Support compared by provider size, for the evaluator's page. People who share a provider are alike, so intervals are
// clustered by provider; who uses whom differs, so adjusted figures stand beside unadjusted ones; and where there are
// fewer than 5 providers or 30 people nothing is said. There is no ranking in here to be misused.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/learn/note.h"

namespace onepot::learn {

inline constexpr int providers_needed = 5;
inline constexpr int people_needed = 30;
inline constexpr int smallest_count_shown = 5;

/// One answer of one person about support by one provider.
struct Observation {
  std::string person, provider;
  std::size_t band = 0;    ///< index into the names given to compare_bands
  std::string respondent;  ///< person, carer, staff, provider, commissioner
  std::optional<double> score;
  std::optional<double> cost_hour;  ///< pounds an hour
  std::vector<std::optional<double>> covariates;
};

/// A mean or a difference with its 95 % interval.
struct Interval {
  double mean = 0, se = 0, low = 0, high = 0;
  int people = 0, providers = 0;
};

/// A count as it may be shown: nothing for 1 to 4 ("fewer than 5"), and for what would give such a count away.
using Shown = std::optional<std::int64_t>;

struct BandResult {
  std::string band;
  bool enough = false;
  std::string why_not;               ///< "too few to say: …" where not enough
  Shown providers, people, missing;  ///< missing: people without a score
  std::optional<Interval> score, score_adjusted, cost_hour;
};
struct BandDifference {
  std::string band, than;
  Interval unadjusted;
  std::optional<Interval> adjusted;
  bool tells_apart = false;  ///< the adjusted interval (else the unadjusted) leaves nought out
};
struct BandComparison {
  std::string respondent;
  std::vector<BandResult> bands;            ///< in the order of the names, which is by size, never by result
  std::vector<BandDifference> differences;  ///< each band with enough against the largest band with enough
  std::vector<std::string> notes;           ///< what a reader must know: method, what was left out
  std::vector<Note> coded;                  ///< the same, for pages: "not-adjusted", "incomplete", "intervals"
};

/// Compares one respondent group. Means: cluster-robust (G/(G−1) Σ over providers of squared sums of residuals),
/// Student's t with G−1 degrees of freedom. Adjusted: least squares of the score on bands and covariates,
/// cluster-robust (CR1), at the covariates' means over all; left out where the covariates cannot be told apart from the
/// bands. Refuses "mixed-respondents", "bad-band", "ragged" (rows with different numbers of covariates).
Result<BandComparison> compare_bands(std::span<const Observation> observations,
                                     const std::vector<std::string>& band_names);

/// A count as it may be shown.
Shown shown(std::int64_t count);

}  // namespace onepot::learn
