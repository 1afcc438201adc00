#include <cstdio>
#include <ctime>
#include <memory>

#include "../commands.h"
#include "onepot/base/files.h"
#include "onepot/place/account_check.h"
#include "onepot/store/database.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_weights_command {

struct Options {
  std::string ledger, weights, substitutions;
};

int load(const Options& o) {
  const auto weights = read_file(o.weights);
  if (!weights) return refused(weights.error());
  const auto substitutions = o.substitutions.empty() ? Result<std::string>("") : read_file(o.substitutions);
  if (!substitutions) return refused(substitutions.error());
  auto db = store::Database::open(o.ledger);
  if (!db) return refused(db.error());
  Refusals faults;
  const Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto rows = db->write([&](store::Session& session) -> Result<std::int64_t> {
    auto loaded =
        place::load_weight_table(session, {*weights, o.weights, *substitutions, o.substitutions}, now, std::nullopt);
    if (loaded) return *loaded;
    faults = std::move(loaded.error());
    return refuse("bad-modulus-table", "");
  });
  if (!rows) return refused(faults);
  std::printf("%lld rows are loaded; payment runs check every account by them from now on.\n",
              static_cast<long long>(*rows));
  return exit_done;
}

}  // namespace pay_weights_command

void add_pay_weights(CLI::App& room, int& exit) {
  using namespace pay_weights_command;
  const auto o = std::make_shared<Options>();
  auto* v = room.add_subcommand("weights", "Load the banks' weight table, by which account numbers are checked");
  v->footer(
      "The table is the banks': Pay.UK and Vocalink publish it as valacdos.txt and scsubtab.txt, anew every few "
      "months. "
      "It is not part of Onepot; without it account numbers are not checked, and that is said.\n"
      "Example:\n  onepot pay weights --ledger town.db --weights valacdos.txt --substitutions scsubtab.txt");
  v->add_option("--ledger", o->ledger, "the books: a file, or postgres://…")->required();
  v->add_option("--weights", o->weights, "valacdos.txt")->required();
  v->add_option("--substitutions", o->substitutions, "scsubtab.txt");
  v->callback([o, &exit] { exit = load(*o); });
}

}  // namespace onepot::cli
