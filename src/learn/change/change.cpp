#include "onepot/learn/change.h"

#include <algorithm>
#include <map>

#include "change/influence.h"

namespace onepot::learn {
namespace {

/// A cohort's effect in a period, with the influence of each unit of the whole panel.
struct Cell {
  std::int64_t cohort = 0, period = 0;
  Influenced value;
};

class Averages {
 public:
  Averages(const Panel& panel, std::vector<Cell> cells) : panel_(panel), cells_(std::move(cells)) {
    for (const std::int64_t c : panel.cohort) size_[c] += 1;
  }

  /// Cells weighted by the size of their cohort among all units; the sizes are estimates too, and so have influence.
  Influenced by_size(const std::vector<std::size_t>& which) const {
    const double n = static_cast<double>(panel_.units.size());
    double sum = 0;
    for (const std::size_t k : which) sum += share(cells_[k].cohort);
    Influenced out{0, Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n))};
    for (const std::size_t k : which) {
      const double weight = share(cells_[k].cohort) / sum;
      out.att += weight * cells_[k].value.att;
      out.influence += weight * cells_[k].value.influence;
    }
    // The quotient rule on Σ p θ ÷ Σ p, where p is a cohort's share.
    for (const std::size_t k : which) {
      const double pull = (cells_[k].value.att - out.att) / sum, p = share(cells_[k].cohort);
      for (std::size_t i = 0; i < panel_.units.size(); ++i)
        out.influence(static_cast<Eigen::Index>(i)) += pull * ((panel_.cohort[i] == cells_[k].cohort ? 1 : 0) - p);
    }
    return out;
  }
  /// The plain mean.
  static Influenced mean(const std::vector<Influenced>& all) {
    Influenced out{0, Eigen::VectorXd::Zero(all.front().influence.size())};
    const double weight = 1 / static_cast<double>(all.size());
    for (const auto& one : all) {
      out.att += weight * one.att;
      out.influence += weight * one.influence;
    }
    return out;
  }
  const std::vector<Cell>& cells() const { return cells_; }

 private:
  double share(std::int64_t cohort) const { return size_.at(cohort) / static_cast<double>(panel_.units.size()); }
  const Panel& panel_;
  std::vector<Cell> cells_;
  std::map<std::int64_t, double> size_;
};

ChangeAverage averaged(const Influenced& overall, const std::vector<std::int64_t>& keys,
                       const std::vector<Influenced>& by, const std::vector<Eigen::Index>& clusters,
                       const ChangeOptions& options, std::uint64_t salt) {
  ChangeAverage out{with_bands({overall}, clusters, 0, 0).front(), {}};
  const auto changes = with_bands(by, clusters, options.draws, options.seed * 4 + salt);
  for (std::size_t k = 0; k < keys.size(); ++k) out.by.push_back({keys[k], changes[k]});
  return out;
}

/// The panel without those who began before there was anything to compare with; whoever begins after the end never did.
Panel usable(const Panel& panel, std::vector<std::string>& notes) {
  Panel out{{}, panel.periods, {}, {}, panel.covariates, std::vector<std::vector<double>>(panel.covariate.size()), {},
            {}};
  const std::size_t periods = panel.periods.size();
  std::size_t early = 0, late = 0;
  for (std::size_t i = 0; i < panel.units.size(); ++i) {
    std::int64_t cohort = panel.cohort[i];
    if (cohort != 0 && cohort <= panel.periods.front()) {
      ++early;
      continue;
    }
    if (cohort > panel.periods.back()) cohort = 0, ++late;
    out.units.push_back(panel.units[i]);
    out.cohort.push_back(cohort);
    if (!panel.cluster.empty()) out.cluster.push_back(panel.cluster[i]);
    const auto copy = [&](const std::vector<double>& from, std::vector<double>& to) {
      const auto at = from.begin() + static_cast<std::ptrdiff_t>(i * periods);
      to.insert(to.end(), at, at + static_cast<std::ptrdiff_t>(periods));
    };
    copy(panel.outcome, out.outcome);
    for (std::size_t k = 0; k < panel.covariate.size(); ++k) copy(panel.covariate[k], out.covariate[k]);
  }
  if (early > 0)
    notes.push_back(std::to_string(early) +
                    " who began in the first period or before are left out: nothing is known of "
                    "them before they began");
  if (late > 0) notes.push_back(std::to_string(late) + " who begin after the last period count as never beginning");
  return out;
}

}  // namespace

Result<Changes> changes(const Panel& whole, const ChangeOptions& options) {
  Changes out;
  out.notes = whole.notes;
  if (whole.periods.size() < 2) return refuse("too-few", "it takes at least two periods to see a change");
  const Panel panel = usable(whole, out.notes);
  const std::size_t n = panel.units.size(), periods = panel.periods.size();
  out.units = static_cast<std::int64_t>(n);
  out.periods = static_cast<std::int64_t>(periods);
  std::vector<std::int64_t> cohorts;
  bool never = false;
  for (const std::int64_t c : panel.cohort) c == 0 ? void(never = true) : cohorts.push_back(c);
  std::ranges::sort(cohorts);
  cohorts.erase(std::ranges::unique(cohorts).begin(), cohorts.end());
  if (cohorts.empty()) return refuse("too-few", "nobody begins after the first period: there is no change to look at");
  if (!never && options.controls == Controls::never)
    return refuse("no-controls",
                  "everybody begins in the end; compare with those who have not begun yet (--control not-yet)");

  std::vector<Cell> cells;
  for (const std::int64_t g : cohorts) {
    // The last period before the beginning; the cohort itself need not be a period of the panel.
    const auto after = static_cast<std::size_t>(std::ranges::lower_bound(panel.periods, g) - panel.periods.begin());
    for (std::size_t t = 1; t < periods; ++t) {
      const std::size_t base = t >= after ? after - 1 : t - 1;
      GroupTime cell{g, panel.periods[t], 0, 0, {}, {}};
      std::vector<std::size_t> rows;
      for (std::size_t i = 0; i < n; ++i) {
        const std::int64_t c = panel.cohort[i];
        const bool control = c == 0 || (options.controls == Controls::not_yet && c != g && c > panel.periods[t]);
        if (c == g || control) rows.push_back(i);
        if (c == g)
          ++cell.treated;
        else if (control)
          ++cell.control;
      }
      const auto many = static_cast<Eigen::Index>(rows.size());
      Eigen::MatrixXd x(many, static_cast<Eigen::Index>(panel.covariate.size()) + 1);
      Eigen::VectorXd one(many), dy(many);
      for (Eigen::Index r = 0; r < many; ++r) {
        const std::size_t i = rows[static_cast<std::size_t>(r)];
        one(r) = panel.cohort[i] == g ? 1 : 0;
        dy(r) = panel.outcome[i * periods + t] - panel.outcome[i * periods + base];
        x(r, 0) = 1;
        for (std::size_t k = 0; k < panel.covariate.size(); ++k)
          x(r, static_cast<Eigen::Index>(k) + 1) = panel.covariate[k][i * periods + base];
      }
      std::optional<Influenced> value;
      if (cell.control == 0)
        cell.why_not = "everybody has begun by then: there is nobody to compare with";
      else
        value = doubly_robust(x, one, dy, cell.why_not);
      if (value) {
        // Whoever is in neither group has no influence; the rest is scaled to the whole panel's size.
        Eigen::VectorXd all = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n));
        for (Eigen::Index r = 0; r < many; ++r)
          all(static_cast<Eigen::Index>(rows[static_cast<std::size_t>(r)])) =
              value->influence(r) * static_cast<double>(n) / static_cast<double>(many);
        cells.push_back({g, panel.periods[t], {value->att, std::move(all)}});
        cell.change = Change{};
      }
      out.group_time.push_back(std::move(cell));
    }
  }
  const auto clusters = clusters_of(panel);
  std::vector<Influenced> values;
  for (const Cell& c : cells) values.push_back(c.value);
  const auto bands = with_bands(values, clusters, options.draws, options.seed * 4);
  std::size_t at = 0;
  for (GroupTime& cell : out.group_time)
    if (cell.change) cell.change = bands[at++];

  const Averages averages(panel, std::move(cells));
  std::vector<std::size_t> begun;
  std::map<std::int64_t, std::vector<std::size_t>> by_cohort, by_event;
  for (std::size_t k = 0; k < averages.cells().size(); ++k) {
    const Cell& c = averages.cells()[k];
    by_event[c.period - c.cohort].push_back(k);
    if (c.period < c.cohort) continue;
    begun.push_back(k);
    by_cohort[c.cohort].push_back(k);
  }
  if (begun.empty())
    return refuse("no-controls",
                  "no cohort can be compared with anybody after it began: " + out.group_time.back().why_not);
  out.simple = with_bands({averages.by_size(begun)}, clusters, 0, 0).front();

  std::vector<std::int64_t> keys;
  std::vector<Influenced> by;
  std::vector<Cell> as_cells;
  for (const auto& [cohort, which] : by_cohort) {
    std::vector<Influenced> of;
    for (const std::size_t k : which) of.push_back(averages.cells()[k].value);
    keys.push_back(cohort);
    by.push_back(Averages::mean(of));
    as_cells.push_back({cohort, cohort, by.back()});
  }
  std::vector<std::size_t> every(as_cells.size());
  for (std::size_t k = 0; k < every.size(); ++k) every[k] = k;
  out.group = averaged(Averages(panel, as_cells).by_size(every), keys, by, clusters, options, 1);

  keys.clear();
  by.clear();
  std::vector<Influenced> after;
  for (const auto& [event, which] : by_event) {
    keys.push_back(event);
    by.push_back(averages.by_size(which));
    if (event >= 0) after.push_back(by.back());
  }
  out.dynamic = averaged(Averages::mean(after), keys, by, clusters, options, 2);
  out.twfe = two_way_fixed_effects(panel);
  return out;
}

}  // namespace onepot::learn
