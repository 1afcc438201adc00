#include "onepot/learn/synth.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "onepot/base/random.h"
#include "onepot/base/text.h"
#include "onepot/learn/statistics.h"
#include "synth/frank_wolfe.h"

namespace onepot::learn {

Eigen::VectorXd simplex_weights(const Eigen::MatrixXd& given, const Eigen::VectorXd& target,
                                const Eigen::VectorXd& start, double zeta, bool intercept, double least, int steps) {
  Eigen::MatrixXd a = given;
  Eigen::VectorXd b = target;
  if (intercept) {
    a.rowwise() -= a.colwise().mean().eval();
    b.array() -= b.mean();
  }
  const double n = static_cast<double>(a.rows()), eta = n * zeta * zeta;
  Eigen::VectorXd w = start, error = a * w - b;
  double before = 0;
  for (int step = 0; step < steps; ++step) {
    const Eigen::VectorXd gradient = a.transpose() * error + eta * w;
    Eigen::Index best = 0;
    gradient.minCoeff(&best);
    Eigen::VectorXd move = -w;
    move(best) += 1;
    if (move.cwiseAbs().maxCoeff() > 0) {
      const Eigen::VectorXd moved = a.col(best) - error - b;
      const double part = -gradient.dot(move) / (moved.squaredNorm() + eta * move.squaredNorm());
      const double length = std::clamp(part, 0.0, 1.0);
      w += length * move;
      error += length * moved;
    }
    const double now = zeta * zeta * w.squaredNorm() + error.squaredNorm() / n;
    if (step > 0 && !(before - now > least * least)) break;
    before = now;
  }
  return w;
}

namespace {

/// Outcomes: first the other units, then the treated; first the periods before.
struct Table {
  Eigen::MatrixXd y;
  Eigen::Index others = 0, before = 0;
};
struct Weights {
  Eigen::VectorXd units, times;
};
struct Settings {
  SynthMethod method = SynthMethod::sdid;
  double unit_zeta = 0, time_zeta = 0, least = 0;
};

Eigen::VectorXd even(Eigen::Index n) {
  return Eigen::VectorXd::Constant(n, 1 / static_cast<double>(n));
}

/// Small weights to nought: all up to a quarter of the largest.
Eigen::VectorXd sparse(const Eigen::VectorXd& w) {
  const Eigen::VectorXd kept = (w.array() <= w.maxCoeff() / 4).select(0.0, w);
  return kept / kept.sum();
}

Eigen::VectorXd solved(const Eigen::MatrixXd& a, const Eigen::VectorXd& b, const Eigen::VectorXd& start, double zeta,
                       bool intercept, double least) {
  const auto rough = simplex_weights(a, b, start, zeta, intercept, least, 100);
  return simplex_weights(a, b, sparse(rough), zeta, intercept, least, 10'000);
}

/// Weights of a table, beginning the search at `start`.
Weights weigh(const Table& t, const Settings& s, const Weights& start) {
  if (s.method == SynthMethod::did) return {even(t.others), even(t.before)};
  const Eigen::Index after = t.y.cols() - t.before, treated = t.y.rows() - t.others;
  const Eigen::MatrixXd other_before = t.y.topLeftCorner(t.others, t.before);
  Weights out;
  const bool both = s.method == SynthMethod::sdid;
  out.times = both ? solved(other_before, t.y.topRightCorner(t.others, after).rowwise().mean(), start.times,
                            s.time_zeta, true, s.least)
                   : Eigen::VectorXd(Eigen::VectorXd::Zero(t.before));
  out.units = solved(other_before.transpose(), t.y.bottomLeftCorner(treated, t.before).colwise().mean().transpose(),
                     start.units, s.unit_zeta, both, s.least);
  return out;
}

/// Treated less synthetic in every period.
Eigen::VectorXd difference(const Table& t, const Weights& w) {
  return (t.y.bottomRows(t.y.rows() - t.others).colwise().mean() - w.units.transpose() * t.y.topRows(t.others))
      .transpose();
}

double estimate(const Table& t, const Weights& w) {
  const auto d = difference(t, w);
  return d.tail(d.size() - t.before).mean() - d.head(t.before).dot(w.times);
}

Settings settings_of(const Table& t, SynthMethod method) {
  // The spread of changes from one period to the next among the others, before.
  const Eigen::MatrixXd changes = t.y.block(0, 1, t.others, t.before - 1) - t.y.topLeftCorner(t.others, t.before - 1);
  const double count = static_cast<double>(changes.size());
  const double noise = std::sqrt((changes.array() - changes.mean()).square().sum() / std::max(1.0, count - 1));
  const double cells = static_cast<double>((t.y.rows() - t.others) * (t.y.cols() - t.before));
  return {method, (method == SynthMethod::sdid ? std::pow(cells, 0.25) : 1e-6) * noise, 1e-6 * noise, 1e-5 * noise};
}

/// Estimates of placebos: `many` of the others as though they were treated, the rest to compare with.
std::vector<double> placebos_of(const Table& t, const Settings& s, const Weights& w, Eigen::Index many, int draws,
                                std::uint64_t seed) {
  std::vector<double> out;
  const Random random(seed);
  const Eigen::Index rounds = many == 1 ? t.others : draws;
  for (Eigen::Index round = 0; round < rounds; ++round) {
    std::vector<Eigen::Index> order(static_cast<std::size_t>(t.others));
    std::iota(order.begin(), order.end(), 0);
    if (many == 1) {
      order.erase(order.begin() + round);
      order.push_back(round);
    } else {
      Random own = random.fork(static_cast<std::uint64_t>(round));
      own.shuffle(order);
    }
    const Table placebo{t.y(order, Eigen::all), t.others - many, t.before};
    Weights start{w.units(order).head(placebo.others), w.times};
    if (start.units.sum() > 0)
      start.units /= start.units.sum();
    else
      start.units = even(placebo.others);
    out.push_back(estimate(placebo, weigh(placebo, s, start)));
  }
  return out;
}

}  // namespace

Result<Synth> synth(const Panel& panel, const SynthOptions& options) {
  const std::size_t periods = panel.periods.size();
  std::vector<std::size_t> others, treated;
  for (std::size_t i = 0; i < panel.units.size(); ++i)
    (std::ranges::find(options.treated, panel.units[i]) == options.treated.end() ? others : treated).push_back(i);
  for (const auto& name : options.treated)
    if (std::ranges::find(panel.units, name) == panel.units.end())
      return refuse("unknown-unit", "'" + name + "' is not a unit that is seen whole in every period");
  if (treated.empty()) return refuse("unknown-unit", "it takes at least one unit that was treated");
  const auto before =
      static_cast<std::size_t>(std::ranges::lower_bound(panel.periods, options.from) - panel.periods.begin());
  if (before < 2 || before == periods)
    return refuse("no-before", "the file has " + std::to_string(before) + " periods before " +
                                   std::to_string(options.from) + " and " + std::to_string(periods - before) +
                                   " from it on; it takes at least 2 before and 1 from it on");
  if (others.size() < 2)
    return refuse("too-few",
                  std::to_string(others.size()) + " other units are too few to make a synthetic one of; it takes 2");
  Table table{Eigen::MatrixXd(static_cast<Eigen::Index>(panel.units.size()), static_cast<Eigen::Index>(periods)),
              static_cast<Eigen::Index>(others.size()), static_cast<Eigen::Index>(before)};
  std::vector<std::size_t> order = others;
  order.insert(order.end(), treated.begin(), treated.end());
  for (std::size_t r = 0; r < order.size(); ++r)
    for (std::size_t t = 0; t < periods; ++t)
      table.y(static_cast<Eigen::Index>(r), static_cast<Eigen::Index>(t)) = panel.outcome[order[r] * periods + t];

  const Settings settings = settings_of(table, options.method);
  const Weights weights = weigh(table, settings, {even(table.others), even(table.before)});
  Synth out;
  out.notes = panel.notes;
  out.att = estimate(table, weights);
  for (std::size_t u = 0; u < others.size(); ++u)
    out.unit_weights.emplace_back(panel.units[others[u]], weights.units(static_cast<Eigen::Index>(u)));
  if (options.method != SynthMethod::sc)
    for (std::size_t t = 0; t < before; ++t)
      out.time_weights.emplace_back(panel.periods[t], weights.times(static_cast<Eigen::Index>(t)));
  const Eigen::VectorXd gap = difference(table, weights);
  const double level = gap.head(table.before).dot(weights.times);
  for (std::size_t t = 0; t < periods; ++t)
    out.gap.emplace_back(panel.periods[t], gap(static_cast<Eigen::Index>(t)) - level);

  const auto many = static_cast<Eigen::Index>(treated.size());
  if (table.others - many < 2 || table.others <= many) {
    out.notes.emplace_back("too few other units for placebos: there is no error");
    return out;
  }
  const auto placebos = placebos_of(table, settings, weights, many, options.placebos, options.seed);
  const double count = static_cast<double>(placebos.size());
  const double mean = std::accumulate(placebos.begin(), placebos.end(), 0.0) / count;
  double squares = 0, far = 0;
  for (const double p : placebos) {
    squares += (p - mean) * (p - mean);
    far += std::abs(p) >= std::abs(out.att) ? 1 : 0;
  }
  out.placebos = static_cast<int>(placebos.size());
  out.se = std::sqrt(squares / count);
  const double reach = normal_quantile(0.975) * *out.se;
  out.low = out.att - reach;
  out.high = out.att + reach;
  out.placebo_share = (far + 1) / (count + 1);
  if (placebos.size() < 20)
    out.notes.push_back("only " + std::to_string(placebos.size()) + " placebos: the error is rough");
  return out;
}

}  // namespace onepot::learn
