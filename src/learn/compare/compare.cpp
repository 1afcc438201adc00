#include "onepot/learn/compare.h"

#include <cmath>

#include "compare/design.h"
#include "linear/least_squares.h"
#include "onepot/base/text.h"

namespace onepot::learn {
namespace {

/// Each person's weight in the matched sample, and the pair they are in. Treated people count once; a control in
/// proportion to how often it was chosen, all controls together for as many as there are different ones (MatchIt's
/// rule).
struct Matched {
  Eigen::VectorXd weights;
  std::vector<int> pair;
  std::int64_t unmatched = 0;
};
Matched matched(const Sample& sample, std::span<const double> propensity, bool replace) {
  const auto partner = nearest_neighbours(propensity, sample.treated, replace);
  Matched out{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(partner.size())), std::vector<int>(partner.size(), 0), 0};
  int pair = 0;
  for (std::size_t i = 0; i < partner.size(); ++i) {
    if (sample.treated[i] == 0) continue;
    if (partner[i] < 0) {
      ++out.unmatched;
      continue;
    }
    out.weights(static_cast<Eigen::Index>(i)) += 1;
    out.weights(partner[i]) += 1;
    out.pair[i] = out.pair[static_cast<std::size_t>(partner[i])] = pair++;
  }
  double sum = 0, different = 0;
  for (std::size_t i = 0; i < partner.size(); ++i) {
    const double w = out.weights(static_cast<Eigen::Index>(i));
    if (sample.treated[i] == 0 && w > 0) sum += w, different += 1;
  }
  for (std::size_t i = 0; i < partner.size(); ++i)
    if (sample.treated[i] == 0) out.weights(static_cast<Eigen::Index>(i)) *= different / sum;
  return out;
}

/// For the effect on everybody: each person once, and once more for each time they stand for somebody of the other
/// group (Abadie and Imbens 2006).
Eigen::VectorXd matched_both_ways(const Sample& sample, std::span<const double> propensity) {
  Eigen::VectorXd out = Eigen::VectorXd::Ones(static_cast<Eigen::Index>(sample.treated.size()));
  std::vector<std::uint8_t> other(sample.treated.size());
  for (std::size_t i = 0; i < other.size(); ++i) other[i] = sample.treated[i] == 0 ? 1 : 0;
  for (const auto& who : {std::span<const std::uint8_t>(sample.treated), std::span<const std::uint8_t>(other)})
    for (const std::int64_t partner : nearest_neighbours(propensity, who, true))
      if (partner >= 0) out(partner) += 1;
  return out;
}

std::string percent(double share) {
  return std::to_string(static_cast<int>(std::lround(100 * share))) + " %";
}

}  // namespace

Result<std::vector<double>> propensity(const Sample& sample) {
  ONEPOT_TRY(const Eigen::VectorXd p, propensity_of(design_of(sample), sample));
  return std::vector<double>(p.data(), p.data() + p.size());
}

Result<Comparison> compare(const Sample& sample, const CompareOptions& options) {
  Comparison out;
  out.n = static_cast<std::int64_t>(sample.outcome.size());
  for (const auto t : sample.treated) ++(t != 0 ? out.treated : out.control);
  out.left_out = static_cast<std::int64_t>(sample.left_out);
  if (out.treated < 2 || out.control < 2)
    return refuse("too-few", std::to_string(out.treated) + " people were treated and " + std::to_string(out.control) +
                                 " were not; it takes at least 2 of each, with nothing missing");
  const std::vector<int>* cluster = sample.cluster.empty() ? nullptr : &sample.cluster;
  if (cluster != nullptr) {
    out.clusters = cluster_count(*cluster);
    if (out.clusters < 2) return refuse("cluster", "everybody is in one cluster; errors by cluster need two or more");
  }
  const Design design = design_of(sample);
  const auto note = [&](Note coded, std::string sentence) {
    out.coded.push_back(std::move(coded));
    out.notes.push_back(std::move(sentence));
  };
  for (const auto& name : design.explained)
    note({"explained", {{"covariate", name}}, {}}, name + " is left out: the covariates before it already say it");
  const Eigen::Index parameters = design.x.cols() + 1;
  if (out.n <= parameters + 1 || out.treated < 2 || out.control <= design.x.cols())
    return refuse("too-few", std::to_string(out.control) + " people who were not treated are too few for " +
                                 std::to_string(design.x.cols()) + " parameters; take fewer covariates");
  ONEPOT_TRY(const Eigen::VectorXd p, propensity_of(design, sample));
  const std::span<const double> score(p.data(), static_cast<std::size_t>(p.size()));
  const int errors = static_cast<int>(options.errors);

  const auto naive = effect_of(design, {.cluster = cluster, .errors = errors});
  const auto regression = effect_of(design, {.adjusted = true, .cluster = cluster, .errors = errors});
  for (const Estimand e : {Estimand::att, Estimand::ate})
    out.estimates.push_back(estimate_of(Method::naive, e, "", naive));
  for (const Estimand e : {Estimand::att, Estimand::ate})
    out.estimates.push_back(estimate_of(Method::regression, e, "one effect for all", regression));

  std::vector<Eigen::VectorXd> weightings;
  for (const bool replace : {false, true}) {
    auto m = matched(sample, score, replace);
    const std::string kind = replace ? "with replacement" : "without replacement";
    if (m.unmatched > 0)
      note({"unmatched", {{"variant", kind}}, m.unmatched},
           "matching " + kind + ": " + std::to_string(m.unmatched) +
               " of those treated found no partner and are left out, so its figures are not about all of them");
    for (const bool adjusted : {false, true}) {
      // People matched to one another are one cluster (Abadie and Spiess 2022); with replacement their pairs overlap.
      const std::vector<int>* by = cluster != nullptr ? cluster : replace ? nullptr : &m.pair;
      out.estimates.push_back(estimate_of(
          Method::matching, Estimand::att, kind + (adjusted ? ", adjusted" : ""),
          effect_of(design, {.weights = &m.weights, .adjusted = adjusted, .cluster = by, .errors = errors})));
    }
    weightings.push_back(std::move(m.weights));
    out.weightings.push_back(replace ? "matching with replacement" : "matching");
  }
  const Eigen::VectorXd both = matched_both_ways(sample, score);
  for (const bool adjusted : {false, true})
    out.estimates.push_back(
        estimate_of(Method::matching, Estimand::ate, std::string("with replacement") + (adjusted ? ", adjusted" : ""),
                    effect_of(design, {.weights = &both, .adjusted = adjusted, .cluster = cluster, .errors = errors})));

  for (const Estimand e : {Estimand::att, Estimand::ate}) {
    Eigen::VectorXd w = ipw_weights(p, design.treated, e);
    out.estimates.push_back(
        estimate_of(Method::ipw, e, "", effect_of(design, {.weights = &w, .cluster = cluster, .errors = 4})));
    if (e == Estimand::att) {
      weightings.push_back(std::move(w));
      out.weightings.emplace_back("ipw");
    }
  }
  for (const Estimand e : {Estimand::att, Estimand::ate})
    out.estimates.push_back(aipw_of(design, p, sample.cluster, e));
  for (const Estimand e : {Estimand::att, Estimand::ate}) {
    auto w = entropy_of(design, e);
    if (!w) {
      note({"no-weights", {{"estimand", std::string(name_of(e))}}, {}},
           "entropy balancing (" + std::string(name_of(e)) + ") is left out: no weights make the groups' means equal");
      continue;
    }
    out.estimates.push_back(
        estimate_of(Method::entropy, e, "", effect_of(design, {.weights = &*w, .cluster = cluster, .errors = 4})));
    if (e == Estimand::att) {
      weightings.push_back(std::move(*w));
      out.weightings.emplace_back("entropy");
    }
  }

  out.balance = balance_of(sample, weightings);
  out.overlap = overlap_of(p, design.treated, weightings);
  if (out.left_out > 0)
    note({"left-out", {}, out.left_out}, std::to_string(out.left_out) + " rows with something missing are left out");
  if (const double share = static_cast<double>(out.overlap.treated_outside) / static_cast<double>(out.treated);
      share > 0.05)
    note({"outside", {{"share", percent(share)}}, {}},
         percent(share) + " of those treated have nobody like them among the others");
  if (out.overlap.largest_share > 0.05)
    note({"shoulders", {{"share", percent(out.overlap.largest_share)}}, {}},
         "one person carries " + percent(out.overlap.largest_share) +
             " of the others' weight: the weighted figures stand on few shoulders");
  for (std::size_t w = 0; w < out.weightings.size(); ++w) {
    std::vector<std::string> apart;
    for (const Balance& b : out.balance)
      if (std::abs(b.after[w]) > 0.1) apart.push_back(b.covariate);
    if (!apart.empty())
      note({"still-apart", {{"weighting", out.weightings[w]}, {"covariates", join(apart, "|")}}, {}},
           "after " + out.weightings[w] + " the groups still differ in " + and_list(apart));
  }
  return out;
}

}  // namespace onepot::learn
