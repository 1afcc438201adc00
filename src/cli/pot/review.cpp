// onepot pot review: which pots do the rules find, and what do they show of them?
#include "onepot/pot/review.h"

#include <fmt/format.h>

#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotReviewOptions {
  std::string rules, pots, payments, on;
  bool json = false;
};

int run_pot_review(const PotReviewOptions& options) {
  const auto day = parse_date(options.on);
  if (!day) return refused(day.error());
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto table = [&](const std::string& path) -> csv::Table {
    const auto text = read_file(path);
    auto parsed = text ? csv::parse(*text, path) : Result<csv::Table>(tl::unexpected(text.error()));
    if (parsed) return *std::move(parsed);
    refusals.push_back(parsed.error());
    return {};
  };
  const auto rules_table = table(options.rules), pots_table = table(options.pots),
             payments_table = table(options.payments);
  if (!refusals.empty()) return refused(refusals);
  const auto rules = pot::review::read_rules(rules_table, refusals, warnings);
  const auto pots = pot::review::read_pots(pots_table, payments_table, refusals, warnings);
  warn(warnings);
  if (!refusals.empty()) return refused(refusals);
  const auto found = pot::review::find(rules, pots, *day);
  if (options.json) {
    json::array all;
    for (const auto& f : found) {
      json::object shows;
      for (const auto& [name, value] : f.shows) shows[name] = value;
      all.push_back(json::object{{"person", pots[f.pot].person},
                                 {"rule", rules[f.rule].code},
                                 {"legal_basis", rules[f.rule].legal_basis},
                                 {"shows", std::move(shows)},
                                 {"answer_by", to_iso(*day + rules[f.rule].answer_days)}});
    }
    fmt::print("{}", json::pretty(json::object{{"pots", pots.size()}, {"found", std::move(all)}}));
    return exit_done;
  }
  for (const auto& f : found) {
    std::string shows;
    for (const auto& [name, value] : f.shows) shows += fmt::format("  {} {}", name, value);
    fmt::print("{}  {}{}\n", pots[f.pot].person, rules[f.rule].code, shows);
  }
  fmt::print("{} of {} pots\n", found.size(), pots.size());
  return exit_done;
}

}  // namespace

void add_pot_review(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotReviewOptions>();
  auto* verb = pot.add_subcommand("review", "Light-touch review: what the rules find, and no more than they name");
  verb->add_option("--rules", options->rules,
                   "CSV: rule,words,legal_basis,from,until,kind,weeks,amount,shows,basis,answer_days")
      ->required();
  verb->add_option("--pots", options->pots, "CSV: person,opened,week,balance,consent")->required();
  verb->add_option("--payments", options->payments, "CSV: person,day,amount,payee,on_plan")->required();
  verb->add_option("--on", options->on, "the day")->required();
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer(
      "Example:\n  onepot pot review --rules rules/review/ashdale-2026-27.csv --pots pots.csv --payments paid.csv "
      "--on 2026-11-21");
  verb->callback([options, &exit] { exit = run_pot_review(*options); });
}

}  // namespace onepot::cli
