#include "linear/logit.h"

#include <cmath>

#include "linear/least_squares.h"

namespace onepot::learn {

Logit logit(const Eigen::MatrixXd& x, const Eigen::VectorXd& one) {
  // Where the kinds can be told apart, each step moves the linear predictor by about one for ever; where they cannot,
  // Newton's steps shrink quadratically and 30 are more than enough.
  constexpr int steps = 30;
  Logit out;
  out.coefficients = Eigen::VectorXd::Zero(x.cols());
  Eigen::VectorXd eta = Eigen::VectorXd::Zero(x.rows()), weights(x.rows()), left(x.rows());
  double before = 2.0 * static_cast<double>(x.rows()) * std::log(2.0);
  for (int step = 0; step < steps; ++step) {
    out.fitted = (1 + (-eta.array()).exp()).inverse();
    weights = out.fitted.array() * (1 - out.fitted.array());
    left = one - out.fitted;
    const auto inverse = invert(gram(x, weights));
    // The columns are free of one another, so one that vanishes does so because its rows have become certain.
    if (inverse.rank < x.cols()) {
      out.converged = false;
      return out;
    }
    out.covariance = inverse.inverse;
    if (out.converged) return out;
    Eigen::VectorXd move = inverse.inverse * (x.transpose() * left);
    // Half the step while it makes the fit worse.
    Eigen::VectorXd next;
    double deviance = 0;
    for (int half = 0; half < 20; ++half, move /= 2) {
      next = eta + x * move;
      deviance =
          2 * ((1 + (-next.array().abs()).exp()).log() + next.array().max(0.0) - one.array() * next.array()).sum();
      if (deviance <= before * (1 + 1e-12)) break;
    }
    if (!std::isfinite(deviance)) return out;
    out.coefficients += move;
    const double largest = (next - eta).cwiseAbs().maxCoeff();
    eta = next;
    before = deviance;
    out.converged = largest < 1e-7;
  }
  return out;
}

}  // namespace onepot::learn
