#include <fmt/format.h>

#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"
#include "onepot/pot/numscript_files.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

namespace num = pot::numscript;

struct PotRunOptions {
  std::string script, balances, variables, metadata, features;
  bool only_features = false, json = false;
};

Result<num::Outcome> pot_run_outcome(const PotRunOptions& options) {
  const auto text_of = [](const std::string& path) { return read_file(path); };
  num::Inputs inputs;
  if (!options.balances.empty()) {
    ONEPOT_TRY(const auto text, text_of(options.balances));
    ONEPOT_TRY(inputs.balances, num::read_balances(text, options.balances));
  }
  if (!options.variables.empty()) {
    ONEPOT_TRY(const auto text, text_of(options.variables));
    ONEPOT_TRY(inputs.variables, num::read_variables(text, options.variables));
  }
  if (!options.metadata.empty()) {
    ONEPOT_TRY(const auto text, text_of(options.metadata));
    ONEPOT_TRY(inputs.metadata, num::read_metadata(text, options.metadata));
  }
  if (options.only_features) {
    inputs.features.emplace();
    for (const auto& name : split_text(options.features, ','))
      if (!trim(name).empty()) inputs.features->insert(std::string(trim(name)));
  }
  ONEPOT_TRY(const auto text, text_of(options.script));
  ONEPOT_TRY(const auto program, num::parse(text, options.script));
  return num::run(program, inputs);
}

void print_outcome(const num::Outcome& outcome) {
  std::size_t source = 6, destination = 11, asset = 5, amount = 6;
  for (const auto& p : outcome.postings) {
    source = std::max(source, p.source.size());
    destination = std::max(destination, p.destination.size());
    asset = std::max(asset, p.asset.size());
    amount = std::max(amount, p.amount.str().size());
  }
  fmt::print("{:<{}}  {:<{}}  {:<{}}  {:>{}}\n", "source", source, "destination", destination, "asset", asset, "amount",
             amount);
  for (const auto& p : outcome.postings)
    fmt::print("{:<{}}  {:<{}}  {:<{}}  {:>{}}\n", p.source, source, p.destination, destination, p.asset, asset,
               p.amount.str(), amount);
  for (const auto& [key, value] : outcome.tx_metadata) fmt::print("metadata: {} = {}\n", key, value);
  for (const auto& [account, keys] : outcome.metadata)
    for (const auto& [key, value] : keys) fmt::print("metadata of {}: {} = {}\n", account, key, value);
}

int run_pot_run(const PotRunOptions& options) {
  const auto outcome = pot_run_outcome(options);
  if (!outcome) {
    if (options.json && outcome.error().code != "machine") fmt::print("{}", num::to_json(outcome.error()));
    return refused(outcome.error());
  }
  if (options.json)
    fmt::print("{}", num::to_json(*outcome));
  else
    print_outcome(*outcome);
  return exit_done;
}

}  // namespace

void add_pot_run(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotRunOptions>();
  auto* verb = pot.add_subcommand("run", "Runs a Numscript program: which postings it makes of these balances");
  verb->add_option("SCRIPT", options->script, "the program (- for standard input)")->required();
  verb->add_option("--balances", options->balances, R"(JSON: [{"account":"pot:pete","asset":"GBP/2","amount":1000}])");
  verb->add_option("--vars", options->variables, R"(JSON: {"name":"value as text"})");
  verb->add_option("--metadata", options->metadata, R"(JSON: {"account":{"key":"value"}})");
  auto* features = verb->add_option("--only-features", options->features,
                                    "allow only these experimental features, joined by commas; without it, all");
  features->expected(0, 1);
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot run rules/draw/contribution-last.num --balances balances.json --json");
  verb->callback([options, features, &exit] {
    options->only_features = features->count() > 0;
    exit = run_pot_run(*options);
  });
}

}  // namespace onepot::cli
