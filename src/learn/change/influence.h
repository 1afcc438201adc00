#pragma once
// An estimate together with the influence of each unit on it: errors and bands follow from the influences alone.
#include <Eigen/Dense>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "onepot/learn/change.h"

namespace onepot::learn {

struct Influenced {
  double att = 0;
  Eigen::VectorXd influence;  ///< a unit of the panel; the estimate's error is √(Σψ²)/n
};

/// Doubly robust difference-in-differences of a change `dy` of treated (`one` = 1) against controls, with covariates
/// and a constant in x (Sant'Anna and Zhao 2020, their equation for panels, propensity by logit, outcome by least
/// squares). The influences are those of the rows given. Nothing, with the reason in `why_not`, where treated and
/// controls cannot be compared.
std::optional<Influenced> doubly_robust(const Eigen::MatrixXd& x, const Eigen::VectorXd& one, const Eigen::VectorXd& dy,
                                        std::string& why_not);

/// Which cluster each unit is of, numbered from nought; empty: each unit by itself.
std::vector<Eigen::Index> clusters_of(const Panel& panel);

/// Pointwise intervals for all, and the band that covers all of them together with 95 %.
std::vector<Change> with_bands(const std::vector<Influenced>& all, const std::vector<Eigen::Index>& clusters, int draws,
                               std::uint64_t seed);

/// Two-way fixed effects of the outcome on having begun; nothing where nobody's state differs.
std::optional<Change> two_way_fixed_effects(const Panel& panel);

}  // namespace onepot::learn
