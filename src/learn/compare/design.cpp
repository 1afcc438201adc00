#include "compare/design.h"

#include <cmath>

#include "linear/least_squares.h"
#include "linear/logit.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {

std::string_view name_of(Method method) {
  constexpr std::array<std::string_view, 6> names{"naive", "regression", "matching", "ipw", "aipw", "entropy"};
  return names[static_cast<std::size_t>(method)];
}
std::string_view name_of(Estimand estimand) {
  return estimand == Estimand::att ? "ATT" : "ATE";
}

Design design_of(const Sample& sample) {
  const auto n = static_cast<Eigen::Index>(sample.outcome.size());
  Design out;
  out.y = Eigen::Map<const Eigen::VectorXd>(sample.outcome.data(), n);
  out.treated.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) out.treated(i) = sample.treated[static_cast<std::size_t>(i)];
  Eigen::MatrixXd x(n, static_cast<Eigen::Index>(sample.covariates.size()) + 1);
  x.col(0).setOnes();
  for (std::size_t c = 0; c < sample.covariates.size(); ++c) {
    auto column = x.col(static_cast<Eigen::Index>(c) + 1);
    column = Eigen::Map<const Eigen::VectorXd>(sample.covariates[c].values.data(), n);
    column.array() -= column.mean();
    const double sd = std::sqrt(column.squaredNorm() / static_cast<double>(n));
    // Values that hardly differ beside their size are a constant.
    if (sd > 1e-12 * std::abs(sample.covariates[c].values.front()))
      column /= sd;
    else
      column.setZero();
  }
  const auto kept = invert(gram(x, {})).kept;
  Eigen::Index at = 0;
  for (std::size_t c = 0; c < kept.size(); ++c) {
    if (!kept[c]) {
      out.explained.push_back(sample.covariates[c - 1].name);
      continue;
    }
    if (at != static_cast<Eigen::Index>(c)) x.col(at) = x.col(static_cast<Eigen::Index>(c));
    if (c > 0) out.column.push_back(c - 1);
    ++at;
  }
  x.conservativeResize(Eigen::NoChange, at);
  out.x = std::move(x);
  return out;
}

Eigen::MatrixXd with_treatment(const Design& design, bool covariates) {
  const Eigen::Index more = covariates ? design.x.cols() - 1 : 0;
  Eigen::MatrixXd out(design.x.rows(), 2 + more);
  out.col(0).setOnes();
  out.col(1) = design.treated;
  if (more > 0) out.rightCols(more) = design.x.rightCols(more);
  return out;
}

Result<Eigen::VectorXd> propensity_of(const Design& design, const Sample& sample) {
  auto fit = logit(design.x, design.treated);
  if (fit.converged) return std::move(fit.fitted);
  for (const Covariate& c : sample.covariates) {
    if (!c.kind) continue;
    std::array<std::int64_t, 2> count{};
    for (std::size_t i = 0; i < c.values.size(); ++i)
      if (c.values[i] > 0) ++count[sample.treated[i]];
    if ((count[0] == 0) != (count[1] == 0))
      return refuse("no-overlap",
                    "everybody with " + c.name + " was " + (count[1] == 0 ? "not treated" : "treated") +
                        ": there is nobody to compare them with; leave them out or join the kind to another");
  }
  std::size_t most = 0;
  for (std::size_t k = 0; k < design.column.size(); ++k)
    if (std::abs(fit.coefficients(static_cast<Eigen::Index>(k) + 1)) >
        std::abs(fit.coefficients(static_cast<Eigen::Index>(most) + 1)))
      most = k;
  return refuse("no-overlap",
                "the covariates tell with certainty who was treated (most of all " +
                    sample.covariates[design.column[most]].name +
                    "): there is nobody to compare with; compare people who could have been in either group");
}

Effect effect_of(const Design& design, const Weighted& how) {
  const Eigen::MatrixXd whole = with_treatment(design, how.adjusted);
  Eigen::MatrixXd x;
  Eigen::VectorXd y, w;
  std::vector<int> cluster;
  std::vector<Eigen::Index> rows;
  if (how.weights != nullptr && how.weights->minCoeff() <= 0) {
    for (Eigen::Index i = 0; i < whole.rows(); ++i)
      if ((*how.weights)(i) > 0) rows.push_back(i);
    x = whole(rows, Eigen::all);
    y = design.y(rows);
    w = (*how.weights)(rows);
    if (how.cluster != nullptr)
      for (const Eigen::Index i : rows) cluster.push_back((*how.cluster)[static_cast<std::size_t>(i)]);
  } else {
    x = whole;
    y = design.y;
    if (how.weights != nullptr) w = *how.weights;
    if (how.cluster != nullptr) cluster = *how.cluster;
  }
  const auto fit = least_squares(x, y, w);
  const Eigen::MatrixXd covariance = cluster.empty() ? robust_covariance(fit, x, w, static_cast<Errors>(how.errors))
                                                     : clustered_covariance(fit, x, w, cluster);
  const double df =
      cluster.empty() ? static_cast<double>(fit.rows - fit.rank) : static_cast<double>(cluster_count(cluster) - 1);
  return {fit.coefficients(1), std::sqrt(std::max(0.0, covariance(1, 1))), df, static_cast<std::int64_t>(fit.rows)};
}

Estimate estimate_of(Method method, Estimand estimand, std::string variant, const Effect& effect) {
  const double reach = (effect.df >= 1 ? student_quantile(0.975, effect.df) : normal_quantile(0.975)) * effect.se;
  return {method,
          estimand,
          std::move(variant),
          effect.estimate,
          effect.se,
          effect.estimate - reach,
          effect.estimate + reach,
          effect.n};
}

}  // namespace onepot::learn
