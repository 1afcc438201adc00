#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/json.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotVerifyOptions {
  std::string ledger;
  bool json = false;
};

int run_pot_verify(const PotVerifyOptions& options) {
  auto db = store::Database::open(options.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto found = db->read([](store::Session& s) { return store::ledger::verify(s); });
  if (options.json) {
    json::array problems;
    for (const auto& p : found.problems) problems.emplace_back(p);
    fmt::print("{}", json::pretty(json::object{{"whole", found.problems.empty()},
                                               {"transfers", found.transfers},
                                               {"rows", found.rows},
                                               {"lots", found.lots},
                                               {"head", found.head},
                                               {"problems", std::move(problems)}}));
  } else if (found.problems.empty()) {
    fmt::print(
        "The books are whole: {} transfers, {} balances; they sum to 0.00 in total and in each stream.\nLast hash: "
        "{}\n",
        found.transfers, found.lots, found.head);
  }
  if (found.problems.empty()) return exit_done;
  Refusals refusals;
  for (const auto& p : found.problems) refusals.push_back({"not-whole", p, {options.ledger, 0, ""}});
  return refused(refusals);
}

}  // namespace

void add_pot_verify(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotVerifyOptions>();
  auto* verb = pot.add_subcommand(
      "verify", "Read everything: books balance in total and in each stream, hashes whole, balances equal postings");
  verb->add_option("--ledger", options->ledger, "the books: a file or postgres://…")->required();
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot verify --ledger books.db");
  verb->callback([options, &exit] { exit = run_pot_verify(*options); });
}

}  // namespace onepot::cli
