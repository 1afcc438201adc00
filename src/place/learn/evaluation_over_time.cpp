// A support followed over time, from what the place records by period: those who began at different times set against
// those who had not begun, or one place or provider set against a mix of the others.
#include <algorithm>
#include <map>
#include <set>

#include "learn/evaluation_pieces.h"
#include "onepot/learn/bands.h"
#include "onepot/learn/change.h"
#include "onepot/learn/synth.h"
#include "onepot/place/evaluations.h"

namespace onepot::place {
namespace evaluation_over_time {
namespace {

using evaluation_run::count;
using evaluation_run::covariate_of;
using evaluation_run::figure;
using evaluation_run::Lived;
using evaluation_run::outcome_of;

/// Fewer units than this – people of a provider in a period, units that began together, units on a side – are too few.
constexpr std::ptrdiff_t few = learn::smallest_count_shown;

/// Whoever is followed, a person, a provider or an area, with the rows that stand for them in each period.
struct Followed {
  std::string name;
  std::vector<std::vector<const Lived*>> rows;
  std::int64_t cohort = 0;  ///< the number of the first period, from 1, on whose first day they had the support
  bool may_compare = false;
  bool is_person = false;

  bool is_whole() const {
    return std::ranges::all_of(rows, [&](const auto& r) { return is_person ? !r.empty() : std::ssize(r) >= few; });
  }
  /// The mean of what is known of a period; nothing where too little is.
  template <class F>
  std::optional<double> mean(std::size_t period, F&& value) const {
    double sum = 0;
    std::ptrdiff_t n = 0;
    for (const Lived* l : rows[period])
      if (const auto v = value(*l)) sum += *v, ++n;
    if (n < (is_person ? 1 : few)) return std::nullopt;
    return sum / static_cast<double>(n);
  }
};

std::vector<Followed> followed(const Plan& plan, const std::vector<PeriodRows>& periods) {
  std::map<std::string, Followed> found;
  for (std::size_t k = 0; k < periods.size(); ++k)
    for (const Lived& l : periods[k].rows) {
      const std::string& key = plan.unit == "person" ? l.pseudonym : plan.unit == "provider" ? l.provider_ref : l.area;
      Followed& f = found[key];
      f.rows.resize(periods.size());
      f.rows[k].push_back(&l);
      f.is_person = plan.unit == "person";
      f.name = f.is_person ? std::string() : plan.unit == "provider" ? l.provider_name : l.area;
      if (f.cohort == 0 && in_group(l, plan.support)) f.cohort = static_cast<std::int64_t>(k) + 1;
      if (k == 0 && (plan.compared == "others" || in_group(l, plan.compared))) f.may_compare = true;
    }
  std::vector<Followed> out;
  for (auto& [key, f] : found) out.push_back(std::move(f));
  return out;
}

struct Counted {
  std::set<std::string> providers;
  std::int64_t units = 0, missing = 0;
  json::object told(bool people) const {
    // Where the missing are hidden, those who were followed are too: one would give the other away.
    const auto missing_shown = learn::shown(missing);
    json::object out{{"units", missing_shown || !people ? count(units) : json::value(nullptr)},
                     {"missing", count(missing)}};
    if (people) out["providers"] = count(std::ssize(providers));
    return out;
  }
};

/// The panel of one outcome, as its units have it, with what had to be left out.
struct Made {
  learn::Panel panel;
  std::vector<const Followed*> units;
  Counted sides[2];               ///< compared, support
  std::int64_t already = 0;       ///< had it in the first period: nothing is known of them before
  std::int64_t few_together = 0;  ///< began in a period with too few others
};

Made made(const Plan& plan, const std::vector<PeriodRows>& periods, const std::vector<Followed>& all,
          const std::string& code) {
  Made out;
  const bool change = analysis_of(plan) == "change", carer = code == "life-carer";
  for (std::size_t k = 0; k < periods.size(); ++k) out.panel.periods.push_back(static_cast<std::int64_t>(k) + 1);
  if (change) out.panel.covariates = plan.covariates;
  out.panel.covariate.resize(out.panel.covariates.size());
  struct Row {
    const Followed* f = nullptr;
    std::vector<double> y;
    std::vector<std::vector<double>> x;
  };
  std::vector<Row> rows;
  std::map<std::int64_t, std::int64_t> together;
  for (const Followed& f : all) {
    const bool began = f.cohort > 0;
    if (!began && !f.may_compare) continue;
    if (change && f.cohort == 1) {
      ++out.already;
      continue;
    }
    Row row{&f, {}, std::vector<std::vector<double>>(out.panel.covariates.size())};
    bool whole = f.is_whole();
    for (std::size_t k = 0; whole && k < periods.size(); ++k) {
      const auto y = f.mean(k, [&](const Lived& l) { return outcome_of(l, code); });
      whole = y.has_value();
      if (y) row.y.push_back(*y);
      for (std::size_t c = 0; whole && c < out.panel.covariates.size(); ++c) {
        const auto x =
            f.mean(k, [&](const Lived& l) { return covariate_of(l, out.panel.covariates[c], periods[k].from, carer); });
        whole = x.has_value();
        if (x) row.x[c].push_back(*x);
      }
    }
    if (!whole) {
      ++out.sides[began ? 1 : 0].missing;
      continue;
    }
    ++together[f.cohort];
    rows.push_back(std::move(row));
  }
  std::map<std::string, std::int64_t> clusters;
  for (const Row& row : rows) {
    if (change && row.f->cohort > 0 && together[row.f->cohort] < few) {
      ++out.few_together;
      continue;
    }
    Counted& side = out.sides[row.f->cohort > 0 ? 1 : 0];
    ++side.units;
    const std::string& provider = row.f->rows.front().front()->provider_ref;
    side.providers.insert(provider);
    out.units.push_back(row.f);
    out.panel.units.push_back(std::to_string(out.panel.units.size()));
    out.panel.cohort.push_back(row.f->cohort);
    out.panel.cluster.push_back(row.f->is_person ? clusters.emplace(provider, std::ssize(clusters)).first->second
                                                 : std::ssize(out.panel.cluster));
    out.panel.outcome.insert(out.panel.outcome.end(), row.y.begin(), row.y.end());
    for (std::size_t c = 0; c < row.x.size(); ++c)
      out.panel.covariate[c].insert(out.panel.covariate[c].end(), row.x[c].begin(), row.x[c].end());
  }
  return out;
}

json::object told(const learn::Change& c) {
  return {{"att", figure(c.att)},           {"se", figure(c.se)},
          {"low", figure(c.low)},           {"high", figure(c.high)},
          {"band_low", figure(c.band_low)}, {"band_high", figure(c.band_high)}};
}

json::array told(const std::vector<learn::ChangeBy>& all) {
  json::array out;
  for (const auto& by : all) {
    auto one = told(by.change);
    one["key"] = by.key;
    out.push_back(std::move(one));
  }
  return out;
}

json::object told(const learn::Changes& c) {
  json::array cells;
  for (const auto& cell : c.group_time) {
    json::object one{{"cohort", cell.cohort},
                     {"period", cell.period},
                     {"treated", count(cell.treated)},
                     {"control", count(cell.control)}};
    if (cell.change && cell.control >= few)
      for (auto& [name, value] : told(*cell.change)) one[name] = value;
    cells.push_back(std::move(one));
  }
  json::object out{{"simple", told(c.simple)},
                   {"group", told(c.group.by)},
                   {"group_overall", told(c.group.overall)},
                   {"dynamic", told(c.dynamic.by)},
                   {"dynamic_overall", told(c.dynamic.overall)},
                   {"cells", cells}};
  if (c.twfe) out["twfe"] = told(*c.twfe);
  return out;
}

/// Both groups large enough: people and providers as in a comparison; providers and areas by themselves.
bool enough(const Made& m, bool people) {
  return std::ranges::all_of(m.sides, [&](const Counted& side) {
    return people ? side.units >= learn::people_needed && std::ssize(side.providers) >= learn::providers_needed
                  : side.units >= few;
  });
}

void change(const Plan& plan, const Made& m, std::int64_t seed, json::object& out) {
  const bool people = plan.unit == "person";
  out["support"] = m.sides[1].told(people);
  out["compared"] = m.sides[0].told(people);
  out["already"] = count(m.already);
  out["few_together"] = count(m.few_together);
  out["enough"] = enough(m, people);
  if (!enough(m, people)) return;
  const auto changes = learn::changes(
      m.panel, {.controls = plan.method == "change-never" ? learn::Controls::never : learn::Controls::not_yet,
                .seed = static_cast<std::uint64_t>(seed)});
  if (changes)
    out["changes"] = told(*changes);
  else
    out["refused"] = changes.error().code;
}

json::object told(const Made& m, learn::SynthMethod method, std::string_view name, const learn::SynthOptions& asked,
                  Result<learn::Synth>& s) {
  auto options = asked;
  options.method = method;
  s = learn::synth(m.panel, options);
  if (!s) return {{"method", name}, {"refused", s.error().code}};
  json::object out{{"method", name}, {"att", figure(s->att)}, {"placebos", s->placebos}};
  if (s->se) {
    out["se"] = figure(*s->se);
    out["low"] = figure(*s->low);
    out["high"] = figure(*s->high);
  }
  if (s->placebo_share) out["placebo_share"] = figure(*s->placebo_share);
  return out;
}

void synth(const Plan& plan, const std::vector<PeriodRows>& periods, const Made& m, std::int64_t seed,
           json::object& out) {
  out["others"] = m.sides[0].units;
  out["left_out"] = m.sides[0].missing;
  out["treated_whole"] = m.sides[1].units == 1;
  const bool is_enough = m.sides[1].units == 1 && m.sides[0].units >= few;
  out["enough"] = is_enough;
  if (!is_enough) return;
  learn::SynthOptions options{.seed = static_cast<std::uint64_t>(seed)};
  for (std::size_t i = 0; i < m.units.size(); ++i)
    if (m.units[i]->cohort > 0) options.treated.push_back(m.panel.units[i]);
  for (std::size_t k = periods.size(); k-- > 0;)
    if (periods[k].until >= *plan.started) options.from = static_cast<std::int64_t>(k) + 1;
  out["from"] = options.from;
  json::array estimates;
  for (const auto& [method, name] :
       {std::pair(learn::SynthMethod::sdid, "sdid"), std::pair(learn::SynthMethod::sc, "sc"),
        std::pair(learn::SynthMethod::did, "did")}) {
    Result<learn::Synth> s = refuse("none", "");
    estimates.push_back(told(m, method, name, options, s));
    if (plan.method != name || !s) continue;
    json::array weights, times, gap;
    for (std::size_t u = 0, other = 0; u < m.units.size(); ++u) {
      if (m.units[u]->cohort > 0) continue;
      if (const double weight = s->unit_weights[other++].second; weight >= 0.0005)
        weights.push_back(json::object{{"name", m.units[u]->name}, {"weight", figure(weight)}});
    }
    for (const auto& [period, weight] : s->time_weights)
      if (weight >= 0.0005) times.push_back(json::object{{"period", period}, {"weight", figure(weight)}});
    for (const auto& [period, value] : s->gap) gap.push_back(json::object{{"period", period}, {"gap", figure(value)}});
    out["weights"] = weights;
    out["times"] = times;
    out["gap"] = gap;
  }
  out["estimates"] = estimates;
}

}  // namespace
}  // namespace evaluation_over_time

json::object figures_over_time(const Plan& plan, const std::vector<PeriodRows>& periods, std::int64_t seed) {
  using namespace evaluation_over_time;
  json::array spans, outcomes;
  for (const auto& p : periods) spans.push_back(json::object{{"from", to_iso(p.from)}, {"until", to_iso(p.until)}});
  const auto all = followed(plan, periods);
  for (const auto& code : plan.outcomes) {
    const auto m = made(plan, periods, all, code);
    json::object out{{"code", code}};
    if (analysis_of(plan) == "change")
      change(plan, m, seed, out);
    else
      synth(plan, periods, m, seed, out);
    outcomes.push_back(std::move(out));
  }
  return {{"analysis", analysis_of(plan)}, {"periods", spans}, {"outcomes", outcomes}};
}

}  // namespace onepot::place
