// onepot pot fund: the daily round, for a scheduler. What is due goes into pots, promises that ran out are released.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>

#include "commands.h"
#include "onepot/base/json.h"
#include "onepot/place/pot/funding.h"
#include "onepot/store/database.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotFundOptions {
  std::string db, day;
  bool json = false;
};

int run_fund(const PotFundOptions& options) {
  Instant now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  if (!options.day.empty()) {
    const auto day = parse_date(options.day);
    if (!day) return refused(Refusal{day.error().code, day.error().sentence, {"--day", 0, ""}});
    now = Instant(day->days());
  }
  // A place is never begun by this: a path that is not there is a slip of the keyboard.
  if (options.db.find("://") == std::string::npos && !std::filesystem::exists(options.db))
    return refused(Refusal{"no-database", "there is no such file; expected the place's database", {options.db, 0, ""}});
  auto db = store::Database::open(options.db);
  if (!db) return refused(db.error());
  std::random_device device;
  Random random((static_cast<std::uint64_t>(device()) << 32) | device());
  const auto done = db->write([&](store::Session& s) { return place::pay_into_all_pots(s, random, now); });
  if (!done) return refused(done.error());
  if (options.json)
    fmt::print("{}\n", boost::json::serialize(json::object{{"day", to_iso(date_of(now))},
                                                           {"payments", done->payments},
                                                           {"total", to_decimal(done->total)},
                                                           {"bills", done->bills},
                                                           {"billed", to_decimal(done->billed)},
                                                           {"lapsed", done->lapsed}}));
  else
    fmt::print("{}: {} payments into pots, {}; {} contributions asked for, {}; {} promises lapsed\n",
               to_words(date_of(now)), done->payments, to_pounds(done->total), done->bills, to_pounds(done->billed),
               done->lapsed);
  return exit_done;
}

}  // namespace

void add_pot_fund(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotFundOptions>();
  auto* verb = pot.add_subcommand("fund", "Pay what is due into every pot, once, and release promises that ran out");
  verb->add_option("--db", options->db, "the place's database: a file or postgres://…")->required();
  verb->add_option("--day", options->day, "the day to pay for (today, unless given)");
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example, every morning by a scheduler:\n  onepot pot fund --db town.db --json");
  verb->callback([options, &exit] { exit = run_fund(*options); });
}

}  // namespace onepot::cli
