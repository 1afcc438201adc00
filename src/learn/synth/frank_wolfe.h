#pragma once
#include <Eigen/Dense>

namespace onepot::learn {

/// Weights w on the simplex that make a.w near b: least ζ²|w|² + |aw − b|²/n, n the rows of a, by the method of Frank
/// and Wolfe (1956) with exact steps; with `intercept` up to a constant. Starts at `start`; ends after `steps`, or when
/// a step gains less than `least`².
Eigen::VectorXd simplex_weights(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, const Eigen::VectorXd& start,
                                double zeta, bool intercept, double least, int steps);

}  // namespace onepot::learn
