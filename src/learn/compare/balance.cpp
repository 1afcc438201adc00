#include <algorithm>
#include <cmath>

#include "compare/design.h"

namespace onepot::learn {

std::vector<Balance> balance_of(const Sample& sample, const std::vector<Eigen::VectorXd>& weightings) {
  const std::size_t n = sample.outcome.size();
  const auto means = [&](const std::vector<double>& x, const Eigen::VectorXd* w) {
    std::array<double, 2> sum{}, weight{};
    for (std::size_t i = 0; i < n; ++i) {
      const double one = w == nullptr ? 1 : (*w)(static_cast<Eigen::Index>(i));
      sum[sample.treated[i]] += one * x[i];
      weight[sample.treated[i]] += one;
    }
    return std::array<double, 2>{sum[0] / weight[0], sum[1] / weight[1]};
  };
  std::vector<Balance> out;
  for (const Covariate& c : sample.covariates) {
    const auto [control, treated] = means(c.values, nullptr);
    double squares = 0;
    std::int64_t many = 0;
    for (std::size_t i = 0; i < n; ++i)
      if (sample.treated[i] != 0) squares += (c.values[i] - treated) * (c.values[i] - treated), ++many;
    // A column of noughts and ones has its share's own spread, √(p(1 − p)).
    const bool share = std::ranges::all_of(c.values, [](double x) { return x == 0 || x == 1; });
    const double sd = share ? std::sqrt(treated * (1 - treated))
                            : std::sqrt(squares / static_cast<double>(std::max<std::int64_t>(1, many - 1)));
    const auto standardised = [&](double difference) { return sd > 0 ? difference / sd : 0.0; };
    Balance b{c.name, treated, control, standardised(treated - control), {}};
    for (const Eigen::VectorXd& w : weightings) {
      const auto [less, more] = means(c.values, &w);
      b.after.push_back(standardised(more - less));
    }
    out.push_back(std::move(b));
  }
  return out;
}

Overlap overlap_of(const Eigen::VectorXd& propensity, const Eigen::VectorXd& treated,
                   const std::vector<Eigen::VectorXd>& weightings) {
  Overlap out{1, 0, 1, 0, 0, 0, {}, 0};
  for (Eigen::Index i = 0; i < treated.size(); ++i) {
    const double e = propensity(i);
    double& low = treated(i) > 0 ? out.treated_low : out.control_low;
    double& high = treated(i) > 0 ? out.treated_high : out.control_high;
    low = std::min(low, e);
    high = std::max(high, e);
  }
  const double low = std::max(out.treated_low, out.control_low), high = std::min(out.treated_high, out.control_high);
  for (Eigen::Index i = 0; i < treated.size(); ++i)
    if (propensity(i) < low || propensity(i) > high) ++(treated(i) > 0 ? out.treated_outside : out.control_outside);
  for (const Eigen::VectorXd& w : weightings) {
    const Eigen::ArrayXd controls = w.array() * (1 - treated.array());
    const double sum = controls.sum();
    out.effective_controls.push_back(sum * sum / controls.square().sum());
  }
  const Eigen::ArrayXd odds = (1 - treated.array()) * propensity.array() / (1 - propensity.array());
  out.largest_share = odds.maxCoeff() / odds.sum();
  return out;
}

}  // namespace onepot::learn
