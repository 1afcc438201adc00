#pragma once
// What changed where a support began at different times in different places: group-time effects by doubly robust
// difference-in-differences (Callaway and Sant'Anna 2021; Sant'Anna and Zhao 2020). Each cohort – those who began at
// one time – is set against people who had not begun, never against people who began earlier, which is where the usual
// two-way fixed effects regression goes wrong (Goodman-Bacon 2021); that one is shown only to compare.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"

namespace onepot::learn {

/// A balanced panel: every unit is seen in every period.
struct Panel {
  std::vector<std::string> units;
  std::vector<std::int64_t> periods;           ///< rising
  std::vector<std::int64_t> cohort;            ///< a unit: the period in which its support began; 0: never
  std::vector<double> outcome;                 ///< [unit × periods + period]
  std::vector<std::string> covariates;         ///< names
  std::vector<std::vector<double>> covariate;  ///< each like `outcome`
  std::vector<std::string> notes;              ///< what was left out while reading
  /// Whom errors are counted by – people who share a provider are alike –, a number a unit; empty: each unit by itself.
  std::vector<std::int64_t> cluster;
};

enum class Controls : std::uint8_t {
  never,
  not_yet
};  ///< compared with those who never begin; with those not begun yet
struct ChangeOptions {
  Controls controls = Controls::never;
  int draws = 1000;  ///< of the multiplier bootstrap that widens the bands
  std::uint64_t seed = 1;
};

/// An average with its pointwise 95 % interval, and its part of a band that covers all the figures of its list
/// together.
struct Change {
  double att = 0, se = 0, low = 0, high = 0;
  double band_low = 0, band_high = 0;
};
struct GroupTime {
  std::int64_t cohort = 0, period = 0;
  std::int64_t treated = 0, control = 0;  ///< units
  std::optional<Change> change;           ///< nothing where `why_not` says so
  std::string why_not;
};
struct ChangeBy {
  std::int64_t key = 0;  ///< a cohort, or periods since the beginning (below nought: before it)
  Change change;
};
struct ChangeAverage {
  Change overall;
  std::vector<ChangeBy> by;
};
struct Changes {
  std::int64_t units = 0, periods = 0;
  std::vector<GroupTime> group_time;
  Change simple;                 ///< every cohort and period since it began, weighted by cohort size
  ChangeAverage group, dynamic;  ///< by cohort; by periods since the beginning
  std::optional<Change> twfe;    ///< two-way fixed effects, errors clustered by unit
  std::vector<std::string> notes;
};

/// Group-time effects with a varying base period: from its beginning on, a cohort is set against the period before it
/// began; earlier periods against the one before them (so they show whether trends were parallel). With covariates (as
/// they were in the earlier of the two periods) the doubly robust estimator. Errors from influence functions; bands by
/// a multiplier bootstrap of them (Mammen 1993 weights). With clusters, influences are summed within each, errors are
/// G/(G−1) Σ over clusters of (sum)², intervals are Student's t with G−1 degrees of freedom, and the bootstrap draws
/// whole clusters. Refuses "too-few" (under two periods or no cohort that begins
/// within them) and "no-controls".
Result<Changes> changes(const Panel& panel, const ChangeOptions& options);

struct PanelColumns {
  std::string id, time, cohort, outcome;  ///< an empty cohort: the file has none, and nobody begins
  std::vector<std::string> covariates;
};
/// Reads a panel in long form. Units not seen whole in every period are left out and counted in `notes`. Refuses with
/// line and column what is no number, a unit seen twice in one period, and a unit whose cohort changes.
Result<Panel> read_panel(std::string_view text, const std::string& file, const PanelColumns& columns);

}  // namespace onepot::learn
