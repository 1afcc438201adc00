#include "onepot/learn/bands.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "onepot/base/text.h"
#include "onepot/learn/statistics.h"

namespace onepot::learn {

Shown shown(std::int64_t count) {
  return count > 0 && count < smallest_count_shown ? Shown() : Shown(count);
}

namespace bands {

struct Value {
  const Observation* from;
  double y;
};

struct Size {
  int people = 0, providers = 0;
  bool enough() const { return people >= people_needed && providers >= providers_needed; }
};
Size size_of(const std::vector<Value>& values) {
  std::set<std::string_view> people, providers;
  for (const Value& v : values) {
    people.insert(v.from->person);
    providers.insert(v.from->provider);
  }
  return {static_cast<int>(people.size()), static_cast<int>(providers.size())};
}

Interval interval(double mean, double se, double df, Size size) {
  const double reach = student_quantile(0.975, df) * se;
  return {mean, se, mean - reach, mean + reach, size.people, size.providers};
}

/// Mean with the cluster-robust variance G/(G−1) Σ_g (Σ_{i∈g} (y − ȳ))² / N².
std::optional<Interval> clustered_mean(const std::vector<Value>& values) {
  const Size size = size_of(values);
  if (!size.enough()) return std::nullopt;
  const auto n = static_cast<double>(values.size());
  double mean = 0;
  for (const Value& v : values) mean += v.y / n;
  std::map<std::string_view, double> sums;
  for (const Value& v : values) sums[v.from->provider] += v.y - mean;
  double squares = 0;
  for (const auto& [provider, sum] : sums) squares += sum * sum;
  const double g = size.providers;
  return interval(mean, std::sqrt(g / (g - 1) * squares) / n, g - 1, size);
}

/// Least squares of y on one indicator a band (no constant) and centred covariates: each band's coefficient is its mean
/// at everybody's mean covariates. Variance: CR1, (G/(G−1)) ((N−1)/(N−K)) (X'X)⁻¹ Σ_g X_g'e_g e_g'X_g (X'X)⁻¹.
struct Regression {
  std::vector<std::size_t> band_of_column;
  Eigen::VectorXd coefficients;
  Eigen::MatrixXd covariance;
  double df = 0;
};
std::optional<Regression> regress(const std::vector<Value>& values, const std::vector<std::size_t>& band_of_column,
                                  std::size_t covariates) {
  const auto n = static_cast<Eigen::Index>(values.size());
  const auto b = static_cast<Eigen::Index>(band_of_column.size()), c = static_cast<Eigen::Index>(covariates);
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(n, b + c);
  Eigen::VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const Observation& o = *values[static_cast<std::size_t>(i)].from;
    y(i) = values[static_cast<std::size_t>(i)].y;
    for (Eigen::Index k = 0; k < b; ++k) x(i, k) = band_of_column[static_cast<std::size_t>(k)] == o.band ? 1 : 0;
    for (Eigen::Index k = 0; k < c; ++k) x(i, b + k) = *o.covariates[static_cast<std::size_t>(k)];
  }
  for (Eigen::Index k = b; k < b + c; ++k) {
    x.col(k).array() -= x.col(k).mean();
    if (const double sd = std::sqrt(x.col(k).squaredNorm() / static_cast<double>(n)); sd > 0) x.col(k) /= sd;
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(x);
  qr.setThreshold(1e-9);
  if (qr.rank() < b + c || n <= b + c) return std::nullopt;
  Regression out{band_of_column, qr.solve(y), {}, 0};
  const Eigen::VectorXd residual = y - x * out.coefficients;
  std::map<std::string_view, Eigen::VectorXd> scores;
  for (Eigen::Index i = 0; i < n; ++i) {
    auto [at, fresh] =
        scores.try_emplace(values[static_cast<std::size_t>(i)].from->provider, Eigen::VectorXd::Zero(b + c));
    at->second += x.row(i).transpose() * residual(i);
  }
  Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(b + c, b + c);
  for (const auto& [provider, s] : scores) meat += s * s.transpose();
  const auto g = static_cast<double>(scores.size()), rows = static_cast<double>(n), k = static_cast<double>(b + c);
  const Eigen::MatrixXd bread = (x.transpose() * x).inverse();
  out.covariance = g / (g - 1) * (rows - 1) / (rows - k) * bread * meat * bread;
  out.df = g - 1;
  return out;
}

}  // namespace bands

Result<BandComparison> compare_bands(std::span<const Observation> observations, const std::vector<std::string>& names) {
  using bands::Value;
  BandComparison out;
  const std::size_t covariates = observations.empty() ? 0 : observations.front().covariates.size();
  for (const Observation& o : observations) {
    if (o.respondent != observations.front().respondent)
      return refuse("mixed-respondents", "answers by " + observations.front().respondent + " and by " + o.respondent +
                                             " must not be pooled; compare each by itself");
    if (o.band >= names.size()) return refuse("bad-band", "a provider of " + o.provider + " has no size");
    if (o.covariates.size() != covariates) return refuse("ragged", "rows differ in how many covariates they have");
  }
  if (!observations.empty()) out.respondent = observations.front().respondent;

  std::vector<std::vector<Value>> scores(names.size()), costs(names.size());
  std::vector<Value> complete;
  std::vector<std::set<std::string_view>> people(names.size()), answered(names.size()), providers(names.size());
  std::int64_t incomplete = 0;
  for (const Observation& o : observations) {
    people[o.band].insert(o.person);
    providers[o.band].insert(o.provider);
    if (o.cost_hour) costs[o.band].push_back({&o, *o.cost_hour});
    if (!o.score) continue;
    answered[o.band].insert(o.person);
    scores[o.band].push_back({&o, *o.score});
    if (std::ranges::all_of(o.covariates, [](const auto& c) { return c.has_value(); }))
      complete.push_back({&o, *o.score});
    else
      ++incomplete;
  }

  std::vector<std::size_t> enough;
  for (std::size_t b = 0; b < names.size(); ++b) {
    BandResult r;
    r.band = names[b];
    r.score = bands::clustered_mean(scores[b]);
    r.cost_hour = bands::clustered_mean(costs[b]);
    r.enough = r.score.has_value();
    if (r.enough)
      enough.push_back(b);
    else
      r.why_not = fmt::format("too few to say: it takes {} providers and {} people who answered", providers_needed,
                              people_needed);
    r.providers = shown(std::ssize(providers[b]));
    r.people = shown(std::ssize(people[b]));
    r.missing = shown(std::ssize(people[b]) - std::ssize(answered[b]));
    out.bands.push_back(std::move(r));
  }
  // A single hidden missing count beside a shown number of answers could be worked out: the intervals say how many
  // answered, so they say it only where that gives nothing away.
  for (BandResult& r : out.bands)
    if (!r.missing)
      for (auto* i : {&r.score, &r.score_adjusted})
        if (*i) (*i)->people = 0;

  std::optional<bands::Regression> adjusted;
  if (covariates > 0 && enough.size() > 1) {
    std::vector<Value> rows;
    for (const Value& v : complete)
      if (std::ranges::find(enough, v.from->band) != enough.end()) rows.push_back(v);
    std::vector<std::vector<Value>> by_band(names.size());
    for (const Value& v : rows) by_band[v.from->band].push_back(v);
    const bool still_enough =
        std::ranges::all_of(enough, [&](std::size_t b) { return bands::size_of(by_band[b]).enough(); });
    if (still_enough) adjusted = bands::regress(rows, enough, covariates);
    if (!adjusted) {
      out.coded.push_back({"not-adjusted", {}, {}});
      out.notes.emplace_back(
          "The adjusted comparison is left out: the people who use each size differ too much, or too few have every "
          "detail, to compare like with like.");
    } else {
      for (std::size_t k = 0; k < enough.size(); ++k) {
        const auto i = static_cast<Eigen::Index>(k);
        bands::Size size = bands::size_of(by_band[enough[k]]);
        if (!out.bands[enough[k]].missing) size.people = 0;
        out.bands[enough[k]].score_adjusted =
            bands::interval(adjusted->coefficients(i), std::sqrt(adjusted->covariance(i, i)), adjusted->df, size);
      }
    }
    if (incomplete > 0) {
      out.coded.push_back({"incomplete", {}, incomplete});
      out.notes.push_back("Answers without every detail are left out of the adjusted comparison" +
                          (shown(incomplete) ? fmt::format(": {}.", incomplete) : std::string(".")));
    }
  }

  if (enough.size() > 1) {
    const std::size_t last = enough.back();
    for (std::size_t k = 0; k + 1 < enough.size(); ++k) {
      BandDifference d;
      d.band = names[enough[k]];
      d.than = names[last];
      const Interval &a = *out.bands[enough[k]].score, &b = *out.bands[last].score;
      // Bands hold different providers, so their means are independent; the smaller number of providers sets the t.
      const double df = std::min(a.providers, b.providers) - 1;
      d.unadjusted = bands::interval(a.mean - b.mean, std::hypot(a.se, b.se), df, {0, a.providers + b.providers});
      if (adjusted) {
        const auto i = static_cast<Eigen::Index>(k), j = static_cast<Eigen::Index>(enough.size() - 1);
        const auto& v = adjusted->covariance;
        d.adjusted = bands::interval(adjusted->coefficients(i) - adjusted->coefficients(j),
                                     std::sqrt(std::max(0.0, v(i, i) + v(j, j) - 2 * v(i, j))), adjusted->df,
                                     {0, a.providers + b.providers});
      }
      const Interval& decides = d.adjusted ? *d.adjusted : d.unadjusted;
      d.tells_apart = decides.low > 0 || decides.high < 0;
      out.differences.push_back(std::move(d));
    }
  }
  out.coded.push_back({"intervals", {}, {}});
  out.notes.emplace_back(
      "Intervals are 95 % and allow for people of one provider being alike. A difference is not a cause: who uses whom "
      "is not by chance.");
  return out;
}

}  // namespace onepot::learn
