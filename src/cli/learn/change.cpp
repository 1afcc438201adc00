#include "onepot/learn/change.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"

namespace onepot::cli {
namespace {

struct ChangeVerb {
  std::string in, control = "never";
  learn::PanelColumns columns;
  std::uint64_t seed = 1;
  int draws = 1000;
  bool json = false;
};

json::object change_json(const learn::Change& c, bool bands) {
  json::object out{{"att", c.att}, {"se", c.se}, {"low", c.low}, {"high", c.high}};
  if (bands) out["band"] = json::array{c.band_low, c.band_high};
  return out;
}

json::object average_json(const learn::ChangeAverage& a, std::string_view key) {
  json::object out = change_json(a.overall, false);
  json::array by;
  for (const auto& b : a.by) {
    json::object one{{key, b.key}};
    for (const auto& member : change_json(b.change, true)) one.insert(member);
    by.push_back(std::move(one));
  }
  out["by"] = std::move(by);
  return out;
}

json::object changes_json(const learn::Changes& c) {
  json::array cells;
  for (const auto& g : c.group_time) {
    json::object one{{"cohort", g.cohort}, {"period", g.period}};
    if (g.change) {
      for (const auto& member : change_json(*g.change, true)) one.insert(member);
    } else {
      one["att"] = nullptr;
      one["se"] = nullptr;
      one["why_not"] = g.why_not;
    }
    one["treated"] = g.treated;
    one["control"] = g.control;
    cells.push_back(std::move(one));
  }
  return {{"group_time", cells},
          {"simple", change_json(c.simple, false)},
          {"group", average_json(c.group, "cohort")},
          {"dynamic", average_json(c.dynamic, "event")},
          {"twfe", c.twfe ? json::value(change_json(*c.twfe, false)) : json::value(nullptr)},
          {"units", c.units},
          {"periods", c.periods},
          {"notes", json::array(c.notes.begin(), c.notes.end())}};
}

std::string change_words(const learn::Change& c) {
  return fmt::format("{:>12.4g}{:>12.4g}{:>26}", c.att, c.se, fmt::format("{:.4g} to {:.4g}", c.low, c.high));
}

std::string changes_table(const learn::Changes& c) {
  std::string out = fmt::format("{} in {} periods\n\n{:<32}{:>12}{:>12}{:>26}{:>26}\n", c.units, c.periods, "",
                                "effect", "error", "95 % interval", "band for all of a list");
  const auto band = [](const learn::Change& x) {
    return fmt::format("{:>26}", fmt::format("{:.4g} to {:.4g}", x.band_low, x.band_high));
  };
  out += fmt::format("{:<32}{}\n", "all, since they began", change_words(c.simple));
  out += fmt::format("{:<32}{}\n", "mean of cohorts", change_words(c.group.overall));
  for (const auto& b : c.group.by)
    out += fmt::format("{:<32}{}{}\n", fmt::format("  began in {}", b.key), change_words(b.change), band(b.change));
  out += fmt::format("{:<32}{}\n", "mean of times since", change_words(c.dynamic.overall));
  for (const auto& b : c.dynamic.by)
    out += fmt::format(
        "{:<32}{}{}\n",
        b.key < 0 ? fmt::format("  {} before (should be nought)", -b.key) : fmt::format("  {} after", b.key),
        change_words(b.change), band(b.change));
  for (const auto& g : c.group_time) {
    const auto name = fmt::format("began in {}, in {}", g.cohort, g.period);
    out += g.change ? fmt::format("{:<32}{}{}\n", name, change_words(*g.change), band(*g.change))
                    : fmt::format("{:<32}{}\n", name, g.why_not);
  }
  if (c.twfe)
    out += fmt::format("{:<32}{}  only to compare: it also sets late beginners against early ones\n",
                       "two-way fixed effects", change_words(*c.twfe));
  for (const auto& n : c.notes) out += n + "\n";
  return out;
}

int run_change(const ChangeVerb& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto panel = learn::read_panel(*text, o.in, o.columns);
  if (!panel) return refused(panel.error());
  std::vector<std::string> known = o.columns.covariates;
  known.insert(known.end(), {o.columns.id, o.columns.time, o.columns.cohort, o.columns.outcome});
  warn(passed_over(*text, o.in, known));
  auto result =
      learn::changes(*panel, {.controls = o.control == "never" ? learn::Controls::never : learn::Controls::not_yet,
                              .draws = o.draws,
                              .seed = o.seed});
  if (!result) {
    result.error().where.file = o.in;
    return refused(result.error());
  }
  std::fputs((o.json ? json::pretty(changes_json(*result)) : changes_table(*result)).c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_learn_change(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<ChangeVerb>();
  auto* c = learn.add_subcommand("change", "What a support that began at different times changed, cohort by cohort");
  c->footer(
      "One row a unit and period. Cohort: the period in which its support began; 0 is never.\nExample:\n  onepot learn "
      "change towns.csv --id town --time year --cohort began --outcome admissions --covariates older --control "
      "not-yet");
  c->add_option("PANEL", o->in, "one row a unit and period; - is standard input")->required();
  c->add_option("--id", o->columns.id, "column that names the unit")->required();
  c->add_option("--time", o->columns.time, "column with the period, a whole number")->required();
  c->add_option("--cohort", o->columns.cohort, "column with the period in which it began; 0 is never")->required();
  c->add_option("--outcome", o->columns.outcome, "column with the number that matters")->required();
  c->add_option("--covariates", o->columns.covariates, "columns on which trends may depend, joined by commas")
      ->delimiter(',');
  c->add_option("--control", o->control,
                "compared with those who never begin, or have not yet: never (the default), not-yet")
      ->check(CLI::IsMember({"never", "not-yet"}));
  c->add_option("--draws", o->draws, "of the bootstrap behind the bands")->check(CLI::Range(100, 100'000));
  c->add_option("--seed", o->seed, "of that bootstrap");
  c->add_flag("--json", o->json, "one JSON document");
  c->callback([o, &exit] { exit = run_change(*o); });
}

}  // namespace onepot::cli
