#pragma once
// How many different people come: "relationship-based care" as a count and as the indices that are published for it.
// Each index is from nought to one, one being the same person every time. None of them says whether the person likes
// who comes.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "onepot/base/date.h"
#include "onepot/base/result.h"

namespace onepot::learn {

/// One worker at one visit. Two workers at one visit are two of these.
struct Visit {
  std::string person, worker;
  Date day;
  std::string at;  ///< orders the visits of a day, say "09:30"; may be empty: then as they stand in the file
};

/// Under this many visits an index jumps about and is not given, as studies of primary care do.
inline constexpr int visits_needed = 4;

struct Continuity {
  std::string person;
  int visits = 0, workers = 0;
  std::string usual;             ///< the worker who came most often; the first to come among equals
  int by_usual = 0;              ///< their visits
  int first_visits = 0;          ///< visits by somebody who had not come before within the period
  int workers_last_28_days = 0;  ///< different workers in the 28 days up to the last visit
  /// Usual provider of care (Breslau and Reeb 1975): the share of visits by the worker who came most often.
  std::optional<double> usual_provider;
  /// Continuity of care index (Bice and Boxerman 1977): (Σ nᵢ² − n) ÷ (n (n − 1)), the chance that two visits drawn at
  /// random were by one worker.
  std::optional<double> bice_boxerman;
  /// Sequential continuity (Steinwachs 1979): the share of visits by the worker of the visit before.
  std::optional<double> sequential;
  /// K index (Ejlertsson and Berg 1984): (n − workers) ÷ (n − 1).
  std::optional<double> k_index;
};

struct ContinuityOverall {
  int people = 0, people_with_enough = 0;  ///< with visits_needed visits
  double median_workers = 0;               ///< of those with enough
  /// The mean of the people's Bice–Boxerman index with Student's 95 % interval; nothing under five people.
  struct Mean {
    double mean = 0, low = 0, high = 0;
  };
  std::optional<Mean> bice_boxerman, usual_provider;
};

struct ContinuityReport {
  std::vector<Continuity> people;  ///< in the order of their names
  ContinuityOverall overall;
};

/// One person's visits in any order. No visits: all nought.
Continuity continuity_of(std::span<const Visit> visits);
/// Everybody's.
ContinuityReport continuity(std::span<const Visit> visits);

/// Columns person,worker,day and, where there is one, at. Refuses with line and column.
Result<std::vector<Visit>> read_visits(std::string_view text, const std::string& file);

}  // namespace onepot::learn
