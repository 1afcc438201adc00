#include "change/influence.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "linear/least_squares.h"
#include "linear/logit.h"
#include "onepot/base/random.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {
namespace {

/// Columns centred and scaled, the constant first; those that say nothing new are dropped.
Eigen::MatrixXd standardised(const Eigen::MatrixXd& x) {
  Eigen::MatrixXd out = x;
  for (Eigen::Index k = 1; k < x.cols(); ++k) {
    out.col(k).array() -= out.col(k).mean();
    const double sd = std::sqrt(out.col(k).squaredNorm() / static_cast<double>(x.rows()));
    if (sd > 1e-12 * std::abs(x(0, k)))
      out.col(k) /= sd;
    else
      out.col(k).setZero();
  }
  const auto kept = invert(gram(out, {})).kept;
  std::vector<Eigen::Index> columns;
  for (std::size_t k = 0; k < kept.size(); ++k)
    if (kept[k]) columns.push_back(static_cast<Eigen::Index>(k));
  return out(Eigen::all, columns);
}

double quantile_of(std::vector<double>& values, double p) {
  // The smallest value with at least p of all at or below it.
  std::ranges::sort(values);
  const auto at = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(at, 1, values.size()) - 1];
}

double interpolated(std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

}  // namespace

std::optional<Influenced> doubly_robust(const Eigen::MatrixXd& covariates, const Eigen::VectorXd& one,
                                        const Eigen::VectorXd& dy, std::string& why_not) {
  const Eigen::MatrixXd x = standardised(covariates);
  const double n = static_cast<double>(x.rows());
  const Eigen::VectorXd control = 1 - one.array();
  if (control.sum() < static_cast<double>(x.cols())) {
    why_not = "fewer controls than covariates";
    return std::nullopt;
  }
  const auto score = logit(x, one);
  if (!score.converged || score.fitted.maxCoeff() > 0.999) {
    why_not = "the covariates tell with certainty, or nearly, who began: there is nobody to compare with";
    return std::nullopt;
  }
  const auto outcome = least_squares(x, dy, control);
  if (outcome.rank < x.cols()) {
    why_not = "the controls are all alike in a covariate in which those who began differ";
    return std::nullopt;
  }
  const Eigen::VectorXd left = outcome.residuals;
  const Eigen::VectorXd weight = control.array() * score.fitted.array() / (1 - score.fitted.array());
  const double share = one.mean(), weight_mean = weight.mean();
  const double of_treated = one.dot(left) / n / share, of_controls = weight.dot(left) / n / weight_mean;
  // How the two regressions' own errors move the estimate: each row's part in their coefficients.
  const Eigen::MatrixXd by_outcome =
      (x.array().colwise() * (control.array() * left.array())).matrix() * (outcome.bread * n);
  const Eigen::MatrixXd by_score =
      (x.array().colwise() * (one - score.fitted).array()).matrix() * (score.covariance * n);
  const Eigen::VectorXd treated_moves = x.transpose() * one / n;
  const Eigen::VectorXd score_moves = x.transpose() * (weight.array() * (left.array() - of_controls)).matrix() / n;
  const Eigen::VectorXd control_moves = x.transpose() * weight / n;
  const Eigen::VectorXd treated =
      (one.array() * (left.array() - of_treated) - (by_outcome * treated_moves).array()) / share;
  const Eigen::VectorXd controls = (weight.array() * (left.array() - of_controls) + (by_score * score_moves).array() -
                                    (by_outcome * control_moves).array()) /
                                   weight_mean;
  return Influenced{of_treated - of_controls, treated - controls};
}

std::vector<Eigen::Index> clusters_of(const Panel& panel) {
  std::map<std::int64_t, Eigen::Index> numbers;
  std::vector<Eigen::Index> out;
  for (const std::int64_t c : panel.cluster)
    out.push_back(numbers.emplace(c, static_cast<Eigen::Index>(numbers.size())).first->second);
  return out;
}

std::vector<Change> with_bands(const std::vector<Influenced>& all, const std::vector<Eigen::Index>& clusters, int draws,
                               std::uint64_t seed) {
  if (all.empty()) return {};
  const Eigen::Index units = all.front().influence.size(), k = static_cast<Eigen::Index>(all.size());
  const Eigen::Index n = clusters.empty() ? units : *std::ranges::max_element(clusters) + 1;
  const double count = static_cast<double>(units), drawn_from = static_cast<double>(n);
  // The square root of G/(G−1), so that summed influences are squared as the error squares them.
  const double few = clusters.empty() ? 1 : std::sqrt(drawn_from / std::max(1.0, drawn_from - 1));
  Eigen::MatrixXd psi = Eigen::MatrixXd::Zero(n, k);
  for (Eigen::Index j = 0; j < k; ++j)
    for (Eigen::Index i = 0; i < units; ++i)
      psi(clusters.empty() ? i : clusters[static_cast<std::size_t>(i)], j) +=
          few * all[static_cast<std::size_t>(j)].influence(i);
  const double z = clusters.empty() ? normal_quantile(0.975) : student_quantile(0.975, std::max(1.0, drawn_from - 1));
  double critical = z;
  if (k > 1 && draws > 0) {
    // Each unit is drawn with Mammen's two-point weights, which have mean 0 and variance 1 and 1 for their third
    // moment.
    const double root = std::sqrt(5.0), up = (1 + root) / 2, down = (1 - root) / 2, chance_down = up / root;
    const Random random(seed);
    Eigen::MatrixXd drawn(draws, k);
    constexpr Eigen::Index block = 64;
    for (Eigen::Index from = 0; from < draws; from += block) {
      const Eigen::Index many = std::min<Eigen::Index>(block, draws - from);
      Eigen::MatrixXd v(n, many);
      for (Eigen::Index d = 0; d < many; ++d) {
        Random own = random.fork(static_cast<std::uint64_t>(from + d));
        for (Eigen::Index i = 0; i < n; ++i) v(i, d) = own.unit() < chance_down ? down : up;
      }
      drawn.middleRows(from, many) = v.transpose() * psi / std::sqrt(count);
    }
    Eigen::VectorXd largest = Eigen::VectorXd::Zero(draws);
    const double quartiles = normal_quantile(0.75) - normal_quantile(0.25);
    for (Eigen::Index j = 0; j < k; ++j) {
      std::vector<double> column(drawn.col(j).data(), drawn.col(j).data() + draws);
      std::ranges::sort(column);
      const double sigma = (interpolated(column, 0.75) - interpolated(column, 0.25)) / quartiles;
      if (sigma > 1e-12) largest = largest.cwiseMax(drawn.col(j).cwiseAbs() / sigma);
    }
    std::vector<double> values(largest.data(), largest.data() + draws);
    critical = std::max(z, quantile_of(values, 0.95));
  }
  std::vector<Change> out;
  for (Eigen::Index j = 0; j < k; ++j) {
    const double att = all[static_cast<std::size_t>(j)].att, se = psi.col(j).norm() / count;
    out.push_back({att, se, att - z * se, att + z * se, att - critical * se, att + critical * se});
  }
  return out;
}

std::optional<Change> two_way_fixed_effects(const Panel& panel) {
  const auto n = static_cast<Eigen::Index>(panel.units.size()),
             periods = static_cast<Eigen::Index>(panel.periods.size());
  using Table = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Table begun(n, periods);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index t = 0; t < periods; ++t) {
      const std::int64_t c = panel.cohort[static_cast<std::size_t>(i)];
      begun(i, t) = c != 0 && panel.periods[static_cast<std::size_t>(t)] >= c ? 1 : 0;
    }
  const auto within = [](Table table) {
    const Eigen::VectorXd rows = table.rowwise().mean();
    const Eigen::RowVectorXd columns = table.colwise().mean();
    const double all = table.mean();
    table.colwise() -= rows;
    table.rowwise() -= columns;
    table.array() += all;
    return table;
  };
  const Table d = within(begun), y = within(Eigen::Map<const Table>(panel.outcome.data(), n, periods));
  const double squares = d.squaredNorm();
  if (squares < 1e-9) return std::nullopt;
  const double att = d.cwiseProduct(y).sum() / squares;
  const Eigen::VectorXd by_unit = d.cwiseProduct(y - att * d).rowwise().sum();
  const auto clusters = clusters_of(panel);
  Eigen::VectorXd scores = by_unit;
  if (!clusters.empty()) {
    scores = Eigen::VectorXd::Zero(*std::ranges::max_element(clusters) + 1);
    for (Eigen::Index i = 0; i < n; ++i) scores(clusters[static_cast<std::size_t>(i)]) += by_unit(i);
  }
  // Effects of units are nested in the clusters and cost no degrees of freedom; those of periods do.
  const double g = static_cast<double>(scores.size()), rows = static_cast<double>(n * periods),
               k = static_cast<double>(periods + 1);
  if (g < 2) return std::nullopt;
  const double se = std::sqrt(g / (g - 1) * (rows - 1) / (rows - k) * scores.squaredNorm()) / squares;
  const double reach = student_quantile(0.975, g - 1) * se;
  return Change{att, se, att - reach, att + reach, att - reach, att + reach};
}

}  // namespace onepot::learn
