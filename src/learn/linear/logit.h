#pragma once
// Logistic regression by iteratively reweighted least squares (McCullagh and Nelder, Generalized Linear Models, 1989).
#include <Eigen/Dense>

namespace onepot::learn {

struct Logit {
  Eigen::VectorXd coefficients;
  Eigen::VectorXd fitted;      ///< probabilities
  Eigen::MatrixXd covariance;  ///< (X'WX)⁻¹ at the end
  bool converged = false;      ///< false where some mix of the columns tells the two kinds of row apart with certainty
};
/// `one` is 1 or 0 a row; no column of x may be explained by the others.
Logit logit(const Eigen::MatrixXd& x, const Eigen::VectorXd& one);

}  // namespace onepot::learn
