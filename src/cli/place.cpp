// onepot place move-in: a council's records come in as they are.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <random>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/place/move_in.h"
#include "onepot/store/accounts.h"
#include "onepot/store/database.h"

namespace onepot::cli {
namespace {

struct MoveInOptions {
  std::string folder, db, as, at, welcome;
  bool json = false;
};

Result<place::Actor> actor_called(store::Session& session, const std::string& sign_in) {
  const auto account = store::accounts::by_sign_in(session, sign_in);
  if (!account) return refuse("no-account", fmt::format("nobody signs in as '{}'", sign_in));
  place::Actor actor;
  actor.account = account->id;
  actor.ref = account->ref;
  actor.place = account->place;
  actor.name = account->name;
  actor.role = account->role.empty() ? 'P' : account->role.front();
  actor.duty = account->duty;
  return actor;
}

json::object moved_json(const place::MovedIn& m) {
  json::array compared, notes;
  for (const auto& c : m.compared)
    compared.push_back(json::object{{"agreement", c.agreement}, {"field", c.field}, {"was", c.was}, {"is", c.is}});
  for (const auto& note : m.notes) notes.emplace_back(note);
  const auto count = [](const place::MovedIn::Count& c) { return json::object{{"made", c.made}, {"there", c.there}}; };
  return {{"people", count(m.people)},         {"providers", count(m.providers)},    {"pots", count(m.pots)},
          {"agreements", count(m.agreements)}, {"balances", to_decimal(m.balances)}, {"differences", m.differences},
          {"compared", std::move(compared)},   {"notes", std::move(notes)}};
}

void print_moved(const place::MovedIn& m) {
  const auto line = [](const char* what, const place::MovedIn::Count& c) {
    fmt::print("{:<12} {:>6} brought in {:>6} there already\n", what, c.made, c.there);
  };
  line("people", m.people);
  line("providers", m.providers);
  line("pots", m.pots);
  line("agreements", m.agreements);
  fmt::print("balances brought in: {}\n", to_decimal(m.balances));
  for (const auto& c : m.compared)
    if (!c.same()) fmt::print("{} {}: was {}, is {}\n", c.agreement, c.field, c.was, c.is);
  fmt::print("{} fields of agreements compared, {} differ\n", m.compared.size(), m.differences);
  for (const auto& note : m.notes) fmt::print("{}\n", note);
}

int run_move_in(const MoveInOptions& options) {
  place::MoveFiles files;
  Refusals refusals;
  const auto take = [&](const char* name, place::MoveFiles::File& file) {
    file.name = options.folder + "/" + name;
    if (auto text = read_file(file.name))
      file.text = *std::move(text);
    else
      refusals.push_back(text.error());
  };
  take("people.csv", files.people);
  take("providers.csv", files.providers);
  take("pots.csv", files.pots);
  take("agreements.csv", files.agreements);
  if (!refusals.empty()) return refused(refusals);
  auto db = store::Database::open(options.db, {.create = false});
  if (!db) return refused(db.error());
  Instant now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  if (!options.at.empty()) {
    const auto at = parse_instant(options.at);
    if (!at) return refused(at.error());
    now = *at;
  }
  std::random_device system;  // codes must not be guessed
  Random random((static_cast<std::uint64_t>(system()) << 32) ^ system());
  place::MoveOutcome out;
  const auto done = db->write([&](store::Session& s) -> Result<int> {
    ONEPOT_TRY(const auto actor, actor_called(s, options.as));
    ONEPOT_TRY(const auto grant, place::decide(s, actor, "move-in", {}, now));
    out = place::move_in({s, grant, random}, files);
    if (!out.refusals.empty()) return refuse("refused", "");
    if (!options.welcome.empty()) {
      std::string letters = csv::line({"person", "known_as", "code"});
      for (const auto& one : out.moved.welcomes) letters += csv::line({one.person, one.known_as, one.code});
      ONEPOT_CHECK(write_file(options.welcome, letters));
    }
    return 0;
  });
  warn(out.warnings);
  if (!out.refusals.empty()) return refused(out.refusals);
  if (!done) return refused(done.error());
  if (options.json)
    fmt::print("{}", json::pretty(moved_json(out.moved)));
  else
    print_moved(out.moved);
  return exit_done;
}

}  // namespace

void add_place(CLI::App& root, int& exit) {
  auto* place = root.add_subcommand("place", "A place's records");
  place->require_subcommand(1);
  auto options = std::make_shared<MoveInOptions>();
  auto* verb = place->add_subcommand(
      "move-in",
      "People, providers, pots and agreements from plain files, all or none, with every agreement as it was");
  verb->add_option("FOLDER", options->folder, "holds people.csv, providers.csv, pots.csv and agreements.csv")
      ->required();
  verb->add_option("--db", options->db, "the place: a file or postgres://…")->required();
  verb->add_option("--as", options->as, "the finance officer who does it, by sign-in name")->required();
  verb->add_option("--welcome", options->welcome, "write the codes for people's letters here; they are told only now");
  verb->add_option("--at", options->at, "as if it were this instant, for rehearsals: 2026-11-21T09:00:00Z");
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot place move-in docs/moving-in --db town.db --as finance --welcome letters.csv");
  verb->callback([options, &exit] { exit = run_move_in(*options); });
}

}  // namespace onepot::cli
