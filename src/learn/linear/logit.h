#pragma once
// Logistic regression by iteratively reweighted least squares (McCullagh and Nelder, Generalized Linear Models, 1989).
#include <Eigen/Dense>
#include <vector>

namespace onepot::learn {

struct Logit {
  Eigen::VectorXd coefficients;  ///< nought for a column passed over
  Eigen::VectorXd fitted;        ///< probabilities
  Eigen::MatrixXd covariance;    ///< (X'WX)⁻¹ at the end
  std::vector<bool> kept;
  bool converged = false;  ///< false where some mix of the columns tells the two kinds of row apart with certainty
};
/// `one` is 1 or 0 a row.
Logit logit(const Eigen::MatrixXd& x, const Eigen::VectorXd& one);

}  // namespace onepot::learn
