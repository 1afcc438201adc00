#include "onepot/learn/synth.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"

namespace onepot::cli {
namespace {

struct SynthVerb {
  std::string in, method = "sdid";
  learn::PanelColumns columns;
  learn::SynthOptions options;
  bool json = false;
};

json::object synth_json(const learn::Synth& s, const std::string& method) {
  json::object units, times, gap;
  for (const auto& [name, w] : s.unit_weights) units[name] = w;
  for (const auto& [period, w] : s.time_weights) times[std::to_string(period)] = w;
  for (const auto& [period, g] : s.gap) gap[std::to_string(period)] = g;
  return {{"method", method},
          {"att", s.att},
          {"se", or_null(s.se)},
          {"low", or_null(s.low)},
          {"high", or_null(s.high)},
          {"placebos", s.placebos},
          {"placebo_share", or_null(s.placebo_share)},
          {"unit_weights", units},
          {"time_weights", times},
          {"gap", gap},
          {"notes", json::array(s.notes.begin(), s.notes.end())}};
}

std::string synth_table(const learn::Synth& s, const std::string& method) {
  std::string out = fmt::format("{}: {:.4g}", method, s.att);
  if (s.se)
    out += fmt::format(
        " ({:.4g} to {:.4g}; error {:.4g} from {} placebos, {:.2f} of which are at least as far from nought)", *s.low,
        *s.high, *s.se, s.placebos, *s.placebo_share);
  out += "\n\nmade of\n";
  auto units = s.unit_weights;
  std::ranges::sort(units, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (const auto& [name, w] : units)
    if (w > 0.0005) out += fmt::format("{:>8.3f}  {}\n", w, name);
  if (!s.time_weights.empty()) out += "set against\n";
  for (const auto& [period, w] : s.time_weights)
    if (w > 0.0005) out += fmt::format("{:>8.3f}  {}\n", w, period);
  out += "treated less synthetic\n";
  for (const auto& [period, g] : s.gap) out += fmt::format("{:>8}{:>14.4g}\n", period, g);
  for (const auto& n : s.notes) out += n + "\n";
  return out;
}

int run_synth(const SynthVerb& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto panel = learn::read_panel(*text, o.in, o.columns);
  if (!panel) return refused(panel.error());
  warn(passed_over(*text, o.in, {o.columns.id, o.columns.time, o.columns.outcome}));
  auto options = o.options;
  options.method = o.method == "sc"    ? learn::SynthMethod::sc
                   : o.method == "did" ? learn::SynthMethod::did
                                       : learn::SynthMethod::sdid;
  auto result = learn::synth(*panel, options);
  if (!result) {
    result.error().where.file = o.in;
    return refused(result.error());
  }
  std::fputs((o.json ? json::pretty(synth_json(*result, o.method)) : synth_table(*result, o.method)).c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_learn_synth(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<SynthVerb>();
  auto* s = learn.add_subcommand("synth", "What one place's change did, against a mix of other places that is like it");
  s->footer(
      "One row a unit and period.\nExample:\n  onepot learn synth towns.csv --id town --time year --treated Ashdale "
      "--from 2024 --outcome admissions --method sdid");
  s->add_option("PANEL", o->in, "one row a unit and period; - is standard input")->required();
  s->add_option("--id", o->columns.id, "column that names the unit")->required();
  s->add_option("--time", o->columns.time, "column with the period, a whole number")->required();
  s->add_option("--treated", o->options.treated, "the unit that did it; several are given by repeating the option")
      ->required();
  s->add_option("--from", o->options.from, "the first period in which it did")->required();
  s->add_option("--outcome", o->columns.outcome, "column with the number that matters")->required();
  s->add_option("--method", o->method,
                "sdid (synthetic difference-in-differences, the default), sc (synthetic control) or did")
      ->check(CLI::IsMember({"sdid", "sc", "did"}));
  s->add_option("--placebos", o->options.placebos, "draws where several were treated")->check(CLI::Range(20, 10'000));
  s->add_option("--seed", o->options.seed, "of those draws");
  s->add_flag("--json", o->json, "one JSON document");
  s->callback([o, &exit] { exit = run_synth(*o); });
}

}  // namespace onepot::cli
