// Inverse probability weights, their augmented form, and entropy balancing.
#include <cmath>

#include "compare/design.h"
#include "linear/least_squares.h"

namespace onepot::learn {
namespace {

Eigen::Map<const Eigen::VectorXd> as_vector(std::span<const double> values) {
  return {values.data(), static_cast<Eigen::Index>(values.size())};
}

/// Means of a group's covariates brought to `target` by weights exp(λ'x) (the dual of Hainmueller 2012, by Newton's
/// method with halving). Gives the weights of the group's rows, summing to one.
std::optional<Eigen::VectorXd> balancing(const Eigen::MatrixXd& covariates, const Eigen::RowVectorXd& target) {
  const Eigen::MatrixXd x = covariates.rowwise() - target;
  Eigen::VectorXd lambda = Eigen::VectorXd::Zero(x.cols()), w;
  const auto value = [&](const Eigen::VectorXd& at) {
    const Eigen::ArrayXd power = (x * at).array();
    const double top = power.maxCoeff();
    w = (power - top).exp();
    const double sum = w.sum();
    w /= sum;
    return top + std::log(sum);
  };
  double now = value(lambda);
  for (int step = 0; step < 200; ++step) {
    const Eigen::VectorXd gradient = x.transpose() * w;
    if (gradient.cwiseAbs().maxCoeff() < 1e-9) return w;
    const Eigen::MatrixXd hessian = gram(x, w) - gradient * gradient.transpose();
    const Eigen::VectorXd move = invert(hessian, 1e-13).inverse * gradient;
    double part = 1;
    Eigen::VectorXd next;
    double then = 0;
    for (int half = 0; half < 40; ++half, part /= 2) {
      next = lambda - part * move;
      then = value(next);
      if (then <= now - 1e-4 * part * gradient.dot(move) || gradient.dot(move) < 1e-14) break;
    }
    if (!(then <= now) || !std::isfinite(then) || next.cwiseAbs().maxCoeff() > 1e4) break;
    lambda = next;
    now = then;
  }
  value(lambda);
  return (x.transpose() * w).cwiseAbs().maxCoeff() < 1e-6 ? std::optional(w) : std::nullopt;
}

}  // namespace

Eigen::VectorXd ipw_weights(const Eigen::VectorXd& propensity, const Eigen::VectorXd& treated, Estimand estimand) {
  const auto e = propensity.array(), t = treated.array();
  if (estimand == Estimand::ate) return t / e + (1 - t) / (1 - e);
  return t + (1 - t) * e / (1 - e);
}

Estimate ipw(const Sample& sample, std::span<const double> propensity, Estimand estimand) {
  const Design design = design_of({sample.outcome, sample.treated, {}, {}, 0});
  const Eigen::VectorXd weights = ipw_weights(as_vector(propensity), design.treated, estimand);
  return estimate_of(
      Method::ipw, estimand, "",
      effect_of(design,
                {.weights = &weights, .cluster = sample.cluster.empty() ? nullptr : &sample.cluster, .errors = 4}));
}

Estimate aipw(const Sample& sample, std::span<const double> propensity, Estimand estimand) {
  return aipw_of(design_of(sample), as_vector(propensity), sample.cluster, estimand);
}

Estimate aipw_of(const Design& design, const Eigen::VectorXd& propensity, const std::vector<int>& cluster,
                 Estimand estimand) {
  const auto t = design.treated.array(), e = propensity.array();
  const Eigen::VectorXd controls = 1 - t;
  // Each regression sees one group, by weights of one and nought.
  const Eigen::VectorXd without = design.x * least_squares(design.x, design.y, controls).coefficients;
  const double n = static_cast<double>(design.y.size());
  Eigen::VectorXd influence;
  double estimate = 0;
  if (estimand == Estimand::ate) {
    const Eigen::VectorXd with = design.x * least_squares(design.x, design.y, design.treated).coefficients;
    influence = with.array() - without.array() + t * (design.y - with).array() / e -
                (1 - t) * (design.y - without).array() / (1 - e);
    estimate = influence.mean();
    influence.array() -= estimate;
  } else {
    const double share = t.mean();
    const Eigen::ArrayXd part = (t - (1 - t) * e / (1 - e)) * (design.y - without).array();
    estimate = part.mean() / share;
    influence = (part - t * estimate) / share;
  }
  Effect out{estimate, 0, 0, static_cast<std::int64_t>(design.y.size())};
  if (cluster.empty()) {
    out.se = std::sqrt(influence.squaredNorm() / (n - 1) / n);
  } else {
    Eigen::VectorXd sums = Eigen::VectorXd::Zero(*std::ranges::max_element(cluster) + 1);
    for (Eigen::Index i = 0; i < influence.size(); ++i) sums(cluster[static_cast<std::size_t>(i)]) += influence(i);
    const auto g = static_cast<double>(cluster_count(cluster));
    out.se = std::sqrt(g / (g - 1) * sums.squaredNorm()) / n;
    out.df = g - 1;
  }
  return estimate_of(Method::aipw, estimand, "", out);
}

std::optional<Eigen::VectorXd> entropy_of(const Design& design, Estimand estimand) {
  const Eigen::Index k = design.x.cols() - 1;
  std::array<std::vector<Eigen::Index>, 2> rows;
  for (Eigen::Index i = 0; i < design.treated.size(); ++i) rows[design.treated(i) > 0 ? 1 : 0].push_back(i);
  const Eigen::MatrixXd covariates = design.x.rightCols(k);
  Eigen::VectorXd out = Eigen::VectorXd::Ones(design.treated.size());
  if (k == 0) return out;  // there is nothing to balance
  const Eigen::RowVectorXd target = estimand == Estimand::ate
                                        ? Eigen::RowVectorXd(covariates.colwise().mean())
                                        : Eigen::RowVectorXd(covariates(rows[1], Eigen::all).colwise().mean());
  for (std::size_t group = 0; group < 2; ++group) {
    if (group == 1 && estimand == Estimand::att) continue;
    const auto w = balancing(covariates(rows[group], Eigen::all), target);
    if (!w) return std::nullopt;
    for (std::size_t i = 0; i < rows[group].size(); ++i)
      out(rows[group][i]) = (*w)(static_cast<Eigen::Index>(i)) * static_cast<double>(rows[group].size());
  }
  return out;
}

std::optional<std::vector<double>> entropy_weights(const Sample& sample, Estimand estimand) {
  const auto w = entropy_of(design_of(sample), estimand);
  if (!w) return std::nullopt;
  return std::vector<double>(w->data(), w->data() + w->size());
}

}  // namespace onepot::learn
