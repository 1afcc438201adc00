// onepot pot rules: is a register of spending rules lawful, and what may be bought under it on a day?
#include "onepot/pot/rules.h"

#include <fmt/format.h>

#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotRulesOptions {
  std::string file, on, stream, purpose;
  bool json = false;
};

int run_pot_rules(const PotRulesOptions& options) {
  Refusals refusals;
  std::vector<std::string> warnings;
  std::vector<pot::SpendingRule> rules;
  const auto day = parse_date(options.on);
  if (!day) refusals.push_back(day.error());
  const auto text = read_file(options.file);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, options.file);
  if (!table) return refused(table.error());
  rules = pot::read_rules(*table, refusals, warnings);
  warn(warnings);
  if (!refusals.empty()) return refused(refusals);
  json::array all;
  for (const auto& rule : rules) {
    const auto state = pot::to_string(pot::state_of(rule, *day));
    if (options.json)
      all.push_back(json::object{{"ref", rule.ref},
                                 {"state", state},
                                 {"until", to_iso(rule.until)},
                                 {"legal_basis", rule.legal_basis},
                                 {"owner", rule.owner}});
    else
      fmt::print("{}  {}  until {}  {}  ({}; {})\n", rule.ref, state, to_iso(rule.until), rule.words, rule.legal_basis,
                 rule.owner);
  }
  const auto* stopping =
      options.purpose.empty() ? nullptr : pot::stopped_by(rules, options.stream, options.purpose, *day);
  if (options.json) {
    json::object out = {{"rules", std::move(all)}};
    if (!options.purpose.empty()) {
      if (stopping != nullptr)
        out["stopped_by"] = stopping->ref;
      else
        out["stopped_by"] = nullptr;
    }
    fmt::print("{}", json::pretty(out));
  } else if (!options.purpose.empty()) {
    fmt::print("{}\n", stopping != nullptr ? "Stopped by " + stopping->ref + ": " + stopping->words
                                           : std::string("No rule stops it."));
  }
  return exit_done;
}

}  // namespace

void add_pot_rules(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotRulesOptions>();
  auto* verb = pot.add_subcommand("rules", "A register of spending rules: is each whole, does it bind on a day?");
  verb->add_option("FILE", options->file,
                   "CSV: ref,words,legal_basis,owner,from,until,answer_days,stream,never_for (purposes joined by |)")
      ->required();
  verb->add_option("--on", options->on, "the day")->required();
  verb->add_option("--stream", options->stream, "with --purpose: whose money is to pay");
  verb->add_option("--purpose", options->purpose, "does a rule stop this?");
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer(
      "Example:\n  onepot pot rules rules.csv --on 2026-06-01 --stream disabled-facilities-grant --purpose taxi");
  verb->callback([options, &exit] { exit = run_pot_rules(*options); });
}

}  // namespace onepot::cli
