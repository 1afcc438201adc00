// From the rows of those who consent to figures: both groups counted, every estimator on every outcome, and what the
// figures stand on.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "learn/evaluation_pieces.h"
#include "onepot/base/hash.h"
#include "onepot/base/text.h"
#include "onepot/buy/band.h"
#include "onepot/learn/bands.h"
#include "onepot/learn/compare.h"
#include "onepot/learn/verdict/maturity.h"
#include "onepot/learn/worth.h"
#include "onepot/place/evaluations.h"

namespace onepot::place {

extern const std::string_view evaluation_sources_sha256;  // made by the build from the sources of learn and this room

namespace evaluation_run {

json::value figure(double x) {
  return json::value(fmt::format("{:.8g}", x));
}
json::value count(std::int64_t n) {
  const auto s = learn::shown(n);
  return s ? json::value(*s) : json::value(nullptr);
}

namespace {

std::optional<double> optional_double(const std::optional<std::int64_t>& v) {
  if (!v) return std::nullopt;
  return static_cast<double>(*v);
}

}  // namespace

std::optional<double> outcome_of(const Lived& l, std::string_view code) {
  if (code == "life") return optional_double(l.life_after);
  if (code == "life-carer") return optional_double(l.carer_after);
  if (code == "life-change") {
    if (!l.life_after || !l.life_before) return std::nullopt;
    return static_cast<double>(*l.life_after - *l.life_before);
  }
  if (code == "workers") return l.visits > 0 ? optional_double(l.workers) : std::nullopt;
  if (code == "cost-hour")
    return l.day_rate > Pence() ? std::optional(static_cast<double>(l.day_rate.count()) / 100) : std::nullopt;
  if (code == "cost-week") return static_cast<double>(l.support_week.count()) / 100;
  ONEPOT_ASSERT(code == "events");
  return l.events > 0 ? 1.0 : 0.0;
}

std::optional<double> covariate_of(const Lived& l, std::string_view code, Date from, bool carer) {
  if (code == "age") return static_cast<double>(age_on(l.born, from));
  if (code == "village") return l.village ? 1.0 : 0.0;
  if (code == "budget") return static_cast<double>(l.budget_week.count()) / 100;
  if (code == "life-before") return optional_double(carer ? l.carer_before : l.life_before);
  ONEPOT_ASSERT(code == "club");
  return l.in_club ? 1.0 : 0.0;
}

namespace {

constexpr std::uint64_t resamples = 2000;

struct Side {
  std::set<std::string> providers;
  std::int64_t people = 0, missing = 0;
  bool enough() const { return people >= learn::people_needed && std::ssize(providers) >= learn::providers_needed; }
  json::object told() const {
    // Where the missing are hidden, those who answered are too: one would give the other away.
    const auto shown_missing = learn::shown(missing);
    return {{"providers", count(std::ssize(providers))},
            {"people", shown_missing ? count(people) : json::value(nullptr)},
            {"missing", count(missing)}};
  }
};

/// A covariate that is the same for everybody says nothing, and no regression can use it.
void drop_constant(learn::Sample& sample, json::array& notes) {
  std::erase_if(sample.covariates, [&](const learn::Covariate& c) {
    const bool constant = std::ranges::all_of(c.values, [&](double v) { return v == c.values.front(); });
    if (constant) notes.emplace_back(json::object{{"code", "constant"}, {"covariate", c.name}});
    return constant;
  });
}

json::object told(const learn::Comparison& c) {
  json::array estimates, balance, weightings;
  for (const auto& e : c.estimates)
    estimates.push_back(json::object{{"method", learn::name_of(e.method)},
                                     {"estimand", learn::name_of(e.estimand)},
                                     {"variant", e.variant},
                                     {"estimate", figure(e.estimate)},
                                     {"se", figure(e.se)},
                                     {"low", figure(e.low)},
                                     {"high", figure(e.high)}});
  for (const auto& name : c.weightings) weightings.emplace_back(name);
  for (const auto& b : c.balance) {
    json::array after;
    for (const double d : b.after) after.push_back(figure(d));
    balance.push_back(json::object{{"covariate", b.covariate},
                                   {"treated", figure(b.treated_mean)},
                                   {"control", figure(b.control_mean)},
                                   {"before", figure(b.before)},
                                   {"after", after}});
  }
  json::array notes;
  for (const auto& note : c.coded) {
    if (note.code == "left-out") continue;  // the table says it by side; the sum would tell a hidden one
    json::object one{{"code", note.code}};
    for (const auto& [name, value] : note.values) one[name] = value;
    if (note.n) one["n"] = count(*note.n);  // a count of people like any other
    notes.push_back(std::move(one));
  }
  return {{"estimates", estimates},
          {"weightings", weightings},
          {"balance", balance},
          {"overlap", json::object{{"treated_low", figure(c.overlap.treated_low)},
                                   {"treated_high", figure(c.overlap.treated_high)},
                                   {"control_low", figure(c.overlap.control_low)},
                                   {"control_high", figure(c.overlap.control_high)},
                                   {"treated_outside", count(c.overlap.treated_outside)},
                                   {"control_outside", count(c.overlap.control_outside)}}},
          {"notes", notes}};
}

/// Cost and life together, where both are asked for: people resampled, from the seed.
json::value worth_of(const std::vector<const Lived*> (&sides)[2], std::int64_t seed) {
  std::vector<learn::Strategy> strategies{{.name = "compared"}, {.name = "support"}};
  for (std::size_t side : {0U, 1U})
    for (const Lived* l : sides[side])
      if (l->life_after) {
        strategies[side].cost.push_back(static_cast<double>(l->support_week.count()) / 100);
        strategies[side].effect.push_back(static_cast<double>(*l->life_after));
      }
  for (const auto& s : strategies)
    if (std::ssize(s.cost) < learn::people_needed) return nullptr;
  const auto worth = learn::worth(strategies, {.reference = "compared",
                                               .thresholds = {10, 50},
                                               .bootstrap = resamples,
                                               .seed = static_cast<std::uint64_t>(seed)});
  if (!worth || worth->increments.empty()) return nullptr;
  const auto& i = worth->increments.front();
  return json::object{{"cost", figure(i.cost)},
                      {"cost_low", figure(i.cost_doubt.low)},
                      {"cost_high", figure(i.cost_doubt.high)},
                      {"effect", figure(i.effect)},
                      {"effect_low", figure(i.effect_doubt.low)},
                      {"effect_high", figure(i.effect_doubt.high)}};
}

}  // namespace

std::string rows_text(const std::vector<Lived>& rows) {
  std::string out;
  const auto number = [](const std::optional<std::int64_t>& v) { return v ? std::to_string(*v) : std::string("-"); };
  for (const auto& l : rows)
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", l.pseudonym, l.provider_ref,
                       l.provider_kind, l.innovation, l.category, l.holding, l.staff_hundredths, l.in_club, l.village,
                       l.born.number(), l.began.number(), l.budget_week.count(), l.support_week.count(),
                       l.day_rate.count(), number(l.life_before), number(l.life_after), number(l.carer_before),
                       number(l.carer_after), l.workers, l.visits, l.events);
  return out;
}

}  // namespace evaluation_run

std::string_view evaluation_code_version() {
  return evaluation_sources_sha256;
}

bool in_group(const store::evaluations::Lived& row, std::string_view group) {
  const auto colon = group.find(':');
  const std::string_view by = group.substr(0, colon),
                         value = colon == std::string_view::npos ? std::string_view() : group.substr(colon + 1);
  if (by == "size") {
    constexpr std::array<std::string_view, 4> names{"micro", "small", "medium", "large"};
    return names.at(static_cast<std::size_t>(buy::band_of(row.staff_hundredths))) == value;
  }
  if (by == "kind") return row.provider_kind == value;
  if (by == "innovation") return value == "any" ? !row.innovation.empty() : row.innovation == value;
  if (by == "holding") return row.holding == value;
  if (by == "club") return row.in_club;
  if (by == "area") return row.area == value;
  if (by == "provider") return row.provider_ref == value.substr(0, value.find(' '));
  return false;
}

json::object figures_of(const Plan& plan, const std::vector<store::evaluations::Lived>& rows, std::int64_t seed) {
  using namespace evaluation_run;
  std::vector<const Lived*> sides[2];  // compared, support
  std::int64_t both = 0;
  for (const auto& row : rows) {
    const bool support = in_group(row, plan.support);
    const bool compared = plan.compared == "others" ? !support : in_group(row, plan.compared);
    if (support && compared)
      ++both;  // belongs to neither side
    else if (support || compared)
      sides[support ? 1 : 0].push_back(&row);
  }
  json::array outcomes;
  for (const auto& code : plan.outcomes) {
    const bool carer = code == "life-carer";
    learn::Sample sample;
    Side counted[2];
    std::map<std::string, int> clusters;
    json::array notes;
    for (const auto& name : plan.covariates)
      if (!(name == "life-before" && code == "life-change"))  // it is in the outcome already
        sample.covariates.push_back({.name = name, .of = name});
    for (std::size_t side : {0U, 1U})
      for (const Lived* l : sides[side]) {
        const auto y = outcome_of(*l, code);
        std::vector<std::optional<double>> x;
        for (const auto& c : sample.covariates) x.push_back(covariate_of(*l, c.name, plan.from, carer));
        if (!y || std::ranges::any_of(x, [](const auto& v) { return !v; })) {
          ++counted[side].missing;
          continue;
        }
        ++counted[side].people;
        counted[side].providers.insert(l->provider_ref);
        sample.outcome.push_back(*y);
        sample.treated.push_back(static_cast<std::uint8_t>(side));
        for (std::size_t k = 0; k < x.size(); ++k) sample.covariates[k].values.push_back(*x[k]);
        sample.cluster.push_back(clusters.emplace(l->provider_ref, static_cast<int>(clusters.size())).first->second);
      }
    sample.left_out = static_cast<std::size_t>(counted[0].missing + counted[1].missing);
    json::object out{{"code", code}, {"support", counted[1].told()}, {"compared", counted[0].told()}};
    out["enough"] = counted[0].enough() && counted[1].enough();
    if (counted[0].enough() && counted[1].enough()) {
      drop_constant(sample, notes);
      const auto compared = learn::compare(sample, {});
      if (compared)
        out["comparison"] = told(*compared);
      else
        out["refused"] = compared.error().code;
    }
    out["notes"] = notes;
    outcomes.push_back(std::move(out));
  }
  json::object figures{{"outcomes", outcomes}, {"both", count(both)}};
  const auto asked = [&](const char* code) { return std::ranges::find(plan.outcomes, code) != plan.outcomes.end(); };
  if (asked("life") && asked("cost-week")) figures["worth"] = worth_of(sides, seed);
  return figures;
}

Result<MadeResult> make_result(const Work& work, std::string_view ref, std::int64_t version, std::int64_t seed) {
  work.only_for({"evaluate"});
  const auto found = store::evaluations::by_ref(work.session, work.actor().place, ref);
  if (!found) return refuse("gone", "There is no such evaluation here");
  if (!found->is_fixed()) return refuse("draft", "Nothing is computed before the plan is fixed");
  const auto plan = std::ranges::find(found->plans, version == 0 ? found->now().version : version, &Plan::version);
  if (plan == found->plans.end()) return refuse("gone", "There is no such version");
  MadeResult out;
  out.version = plan->version;
  out.seed = seed;
  std::vector<Date> began;
  const auto had_it = [&](const std::vector<store::evaluations::Lived>& rows) {
    for (const auto& row : rows)
      if (in_group(row, plan->support)) began.push_back(std::max(row.began, plan->started.value_or(row.began)));
  };
  std::string rows_text;
  json::object figures;
  if (is_over_time(*plan)) {
    std::vector<PeriodRows> periods;
    for (const auto& [from, until] : periods_of(*plan)) {
      // Who had which support on the first day; what was told and done from that day on.
      periods.push_back(
          {from, until,
           store::evaluations::lived(work.session, work.actor().place, from, from - 1, until, work.now())});
      rows_text += fmt::format("{} {}\n", to_iso(from), to_iso(until));
      for (const auto& row : periods.back().rows) rows_text += fmt::format("{},{}\n", row.area, row.provider_name);
      rows_text += evaluation_run::rows_text(periods.back().rows);
    }
    if (!periods.empty()) had_it(periods.back().rows);
    figures = figures_over_time(*plan, periods, seed);
  } else {
    const auto rows = store::evaluations::lived(work.session, work.actor().place, plan->from, plan->until, work.now());
    had_it(rows);
    rows_text = evaluation_run::rows_text(rows);
    figures = figures_of(*plan, rows, seed);
  }
  ONEPOT_TRY(const auto clock, learn::maturity({.began = plan->began,
                                                .set_up_months = plan->set_up_months,
                                                .effect_months = plan->effect_months,
                                                .people = learn::people_needed},
                                               began, work.today()));
  out.maturity = std::string(learn::name_of(work.today() < plan->until ? learn::Maturity::too_early : clock.state));
  out.data_version = to_hex(sha256(rows_text));
  out.code_version = std::string(evaluation_sources_sha256);
  out.figures = json::pretty(figures);
  out.figures_version = to_hex(sha256(out.figures));
  return out;
}

Result<std::string> keep_result(const Work& work, std::string_view ref, const MadeResult& made) {
  work.only_for({"evaluate"});
  const auto found = store::evaluations::by_ref(work.session, work.actor().place, ref);
  if (!found) return refuse("gone", "There is no such evaluation here");
  if (found->now().version != made.version) return refuse("taken", "The plan was amended meanwhile");
  store::evaluations::ResultRow row;
  row.ref = work.new_ref();
  row.version = made.version;
  row.maturity = made.maturity;
  row.seed = made.seed;
  row.data_version = made.data_version;
  row.code_version = made.code_version;
  row.figures = made.figures;
  row.figures_version = made.figures_version;
  store::evaluations::add_result(work.session, found->id, row, work.actor().account, work.now());
  work.audit("evaluation:" + found->ref, {}, "result made, " + row.maturity);
  return row.ref;
}

Result<void> keep_rerun(const Work& work, std::string_view ref, std::string_view result_ref, const MadeResult& made) {
  work.only_for({"evaluate"});
  const auto found = store::evaluations::by_ref(work.session, work.actor().place, ref);
  if (!found) return refuse("gone", "There is no such evaluation here");
  const auto rows = store::evaluations::results(work.session, found->id, work.now());
  const auto row = std::ranges::find(rows, result_ref, &store::evaluations::ResultRow::ref);
  if (row == rows.end()) return refuse("gone", "There is no such result");
  store::evaluations::add_rerun(work.session, row->id,
                                {.at = {},
                                 .by = {},
                                 .data_version = made.data_version,
                                 .code_version = made.code_version,
                                 .figures_version = made.figures_version},
                                work.actor().account, work.now());
  work.audit("evaluation:" + found->ref, {}, "result made again");
  return {};
}

}  // namespace onepot::place
