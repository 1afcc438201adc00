#pragma once
// Weighted least squares by its normal equations in blocks of rows, quick for a million people, with the variances that
// evaluators ask for. Columns should be centred and scaled beforehand (compare/design.h does), or the equations lose
// digits.
#include <Eigen/Dense>
#include <cstdint>
#include <span>
#include <vector>

namespace onepot::learn {

/// A symmetric matrix taken apart (Cholesky), passing over each column that the columns before it already explain, as
/// R's lm does with an aliased term.
struct Cholesky {
  Eigen::MatrixXd inverse;  ///< nought in the rows and columns passed over
  std::vector<bool> kept;
  Eigen::Index rank = 0;
};
Cholesky invert(const Eigen::MatrixXd& symmetric, double tolerance = 1e-10);

/// X'WX and X'Wy. An empty `weights` counts every row once.
Eigen::MatrixXd gram(const Eigen::MatrixXd& x, const Eigen::VectorXd& weights);
Eigen::VectorXd moments(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weights);

/// How the variance is worked out where rows are independent: White (1980) is HC0; HC1 multiplies by n/(n−k); HC2 and
/// HC3 divide each squared residual by 1−h and (1−h)² (MacKinnon and White 1985); `design` is HC0 by n/(n−1), as survey
/// statisticians do for weighted data (Binder 1983).
enum class Errors : std::uint8_t { hc0, hc1, hc2, hc3, design };

struct LeastSquares {
  Eigen::VectorXd coefficients;  ///< nought for a column passed over
  Eigen::MatrixXd bread;         ///< (X'WX)⁻¹
  Eigen::VectorXd residuals;     ///< y − Xb, unweighted
  std::vector<bool> kept;
  Eigen::Index rank = 0, rows = 0;
};
LeastSquares least_squares(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, const Eigen::VectorXd& weights);

/// Heteroscedasticity-robust covariance of the coefficients.
Eigen::MatrixXd robust_covariance(const LeastSquares& fit, const Eigen::MatrixXd& x, const Eigen::VectorXd& weights,
                                  Errors errors);
/// Cluster-robust covariance (Liang and Zeger 1986), CR1: G/(G−1) · (n−1)/(n−k). `cluster` numbers each row's cluster
/// from 0; numbers that no row bears are passed over.
Eigen::MatrixXd clustered_covariance(const LeastSquares& fit, const Eigen::MatrixXd& x, const Eigen::VectorXd& weights,
                                     std::span<const int> cluster);
/// How many clusters the rows are in.
Eigen::Index cluster_count(std::span<const int> cluster);

}  // namespace onepot::learn
