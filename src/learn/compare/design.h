#pragma once
// A sample as matrices: a constant, the treatment, and the covariates centred and scaled (which changes no estimate).
#include <Eigen/Dense>
#include <vector>

#include "onepot/learn/compare.h"

namespace onepot::learn {

struct Design {
  Eigen::MatrixXd x;                   ///< the constant and the covariates that the ones before do not explain
  Eigen::VectorXd y, treated;          ///< 1 or 0
  std::vector<std::size_t> column;     ///< x's column k ≥ 1 is covariate column[k−1]
  std::vector<std::string> explained;  ///< covariates passed over
};
Design design_of(const Sample& sample);

/// The constant and the treatment, and with `covariates` these too.
Eigen::MatrixXd with_treatment(const Design& design, bool covariates);

/// Propensities of a design. Refuses "no-overlap", naming the covariate that tells most.
Result<Eigen::VectorXd> propensity_of(const Design& design, const Sample& sample);

/// Hájek weights of each person.
Eigen::VectorXd ipw_weights(const Eigen::VectorXd& propensity, const Eigen::VectorXd& treated, Estimand estimand);
Estimate aipw_of(const Design& design, const Eigen::VectorXd& propensity, const std::vector<int>& cluster,
                 Estimand estimand);
std::optional<Eigen::VectorXd> entropy_of(const Design& design, Estimand estimand);
/// The treatment's coefficient in a weighted regression on a constant, the treatment and perhaps the covariates.
struct Weighted {
  const Eigen::VectorXd* weights = nullptr;  ///< nothing: all count once; rows with nought are left out
  bool adjusted = false;
  const std::vector<int>* cluster = nullptr;
  int errors = 3;  ///< HC0 to HC3; 4: as survey software
};
struct Effect {
  double estimate = 0, se = 0, df = 0;  ///< df: of Student's t; nought for the normal
  std::int64_t n = 0;
};
Effect effect_of(const Design& design, const Weighted& how);

/// Balance of every covariate under each of the weightings, and overlap.
std::vector<Balance> balance_of(const Sample& sample, const std::vector<Eigen::VectorXd>& weightings);
Overlap overlap_of(const Eigen::VectorXd& propensity, const Eigen::VectorXd& treated,
                   const std::vector<Eigen::VectorXd>& weightings);

/// An estimate with its 95 % interval: Student's t with `df`, or the normal where df is nought.
Estimate estimate_of(Method method, Estimand estimand, std::string variant, const Effect& effect);

}  // namespace onepot::learn
