// onepot town make: Ashdale into a database.
#include "onepot/town/town.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/store/database.h"
#include "onepot/town/care_files.h"
#include "onepot/town/cast.h"
#include "onepot/town/write.h"

namespace onepot::cli {
namespace town_verbs {

struct MakeOptions {
  std::int64_t people = 6200;
  std::uint64_t seed = 1;
  std::string out, rents, brma;
  bool json = false;
};

bool is_server(const std::string& url) {
  return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

void remove_database(const std::string& path) {
  std::error_code ignored;
  for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(path + tail, ignored);
}

Result<town::Written> write_to(const town::Town& made, const std::string& url, const town::WriteOptions& options) {
  ONEPOT_TRY(auto database, store::Database::open(url));
  return town::write(made, database, options);
}

/// A file is written beside itself and renamed, so that there is never half a place.
Result<town::Written> write_file_or_server(const town::Town& made, const std::string& out,
                                           const town::WriteOptions& options) {
  if (is_server(out)) return write_to(made, out, options);
  if (std::filesystem::exists(out))
    return refuse("exists", "the file is there already and may hold people's work; remove it or name another",
                  Where{out});
  const std::string beside = out + ".making";
  remove_database(beside);
  auto written = write_to(made, beside, options);
  std::error_code error;
  if (written) std::filesystem::rename(beside, out, error);
  if (error) written = refuse("machine", "the finished file could not be renamed: " + error.message(), Where{out});
  if (!written) remove_database(beside);
  return written;
}

using Lines = std::vector<std::pair<std::string, std::string>>;

Lines summary(const town::Town& made, const town::Written& written) {
  const auto& place = made.places.front();
  std::array<std::size_t, 4> bands{};
  for (const auto& p : made.providers) ++bands[static_cast<std::size_t>(town::size_band(p.staff_hundredths))];
  std::size_t open = 0;
  for (const auto& h : made.homes) open += !h.taken;
  const auto number = [](auto n) { return fmt::format("{}", n); };
  return {{"place", place.name},
          {"residents", number(place.residents)},
          {"people", number(made.people.size())},
          {"providers", number(made.providers.size())},
          {"providers_micro", number(bands[0])},
          {"providers_small", number(bands[1])},
          {"providers_medium", number(bands[2])},
          {"providers_large", number(bands[3])},
          {"homes", number(made.homes.size())},
          {"homes_to_rent", number(open)},
          {"rents", made.options.rents.source},
          {"agreements", number(made.agreements.size())},
          {"support_lines", number(made.visits.size())},
          {"life_checks", number(made.life_checks.size())},
          {"transfers", number(written.transfers)},
          {"into_pots", to_decimal(written.into_pots)},
          {"to_providers", to_decimal(written.to_providers)},
          {"through_bank", to_decimal(written.through_bank)},
          {"digest", town::digest(made)}};
}

int make(const MakeOptions& o) {
  town::Options options{.people = o.people, .seed = o.seed};
  if (o.rents.empty() != o.brma.empty()) {
    std::fprintf(stderr, "onepot town make: --rents and --brma go together\n");
    return exit_wrong_command;
  }
  if (!o.rents.empty()) {
    auto rents = town::read_rents(o.rents, o.brma);
    if (!rents) return refused(rents.error());
    options.rents = std::move(*rents);
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto made = town::make(options);
  if (!made) return refused(made.error());
  const auto hash = town::demo_password_hash(o.seed);
  if (!hash) return refused(hash.error());
  town::WriteOptions how{.password_hash = *hash};
  if (isatty(STDERR_FILENO) != 0)
    how.progress = [](std::string_view part, std::int64_t rows) {
      std::fprintf(stderr, "%10lld  %.*s\n", static_cast<long long>(rows), static_cast<int>(part.size()), part.data());
    };
  const auto written = write_file_or_server(*made, o.out, how);
  if (!written) return refused(written.error());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  const Lines lines = summary(*made, *written);
  if (o.json) {
    json::object out;
    for (const auto& [name, value] : lines) out[name] = value;
    out["seconds"] = fmt::format("{:.1f}", seconds);
    std::fputs(json::pretty(out).c_str(), stdout);
    return exit_done;
  }
  for (const auto& [name, value] : lines) {
    std::string words = name;
    std::ranges::replace(words, '_', ' ');
    fmt::print("{:<18} {}\n", words, value);
  }
  fmt::print("{:<18} {}\n\nSign in with the password {} as:\n", "written to",
             is_server(o.out) ? "the PostgreSQL database" : o.out, town::demo_password);
  for (const auto& seat : town::seats()) fmt::print("  {:<10} {}  {}\n", seat.sign_in, seat.role, seat.words);
  std::fprintf(stderr, "made in %.1f seconds\n", seconds);
  return exit_done;
}

int records(const MakeOptions& o) {
  const auto made = town::make({.people = o.people, .seed = o.seed});
  if (!made) return refused(made.error());
  std::error_code error;
  std::filesystem::create_directories(o.out, error);
  if (error) return refused(Refusal{"machine", "cannot make the folder: " + error.message(), {o.out, 0, ""}});
  for (const auto& [name, text] : town::care_files(*made))
    if (const auto done = write_file((std::filesystem::path(o.out) / name).string(), text); !done)
      return refused(done.error());
  fmt::print("{} records of {} people in {}\n", made->care.size(), made->people.size(), o.out);
  return exit_done;
}

}  // namespace town_verbs

int make_demo_town(const std::string& out) {
  town_verbs::MakeOptions options;
  options.out = out;
  return town_verbs::make(options);
}

void add_town(CLI::App& root, int& exit) {
  auto* room = root.add_subcommand("town", "Ashdale, a synthetic place");
  room->require_subcommand(1);
  room->footer("Example:\n  onepot town make --people 6200 --seed 1 --out town.db");
  auto* verb = room->add_subcommand("make", "Make Ashdale: people, providers, homes and two years that hang together");
  verb->footer(
      "Examples:\n  onepot town make --out town.db\n"
      "  onepot town make --rents ../shared/data/rents/private_rents_2019_20.csv.gz --brma BIRMINGHAM --out town.db");
  const auto o = std::make_shared<town_verbs::MakeOptions>();
  verb->add_option("--people", o->people, "People with long-term support; providers, homes and residents follow")
      ->capture_default_str();
  verb->add_option("--seed", o->seed, "The same seed gives the same place")->capture_default_str();
  verb->add_option("--out", o->out, "A new file, or postgres://user@host/name (empty)")->required();
  verb->add_option("--rents", o->rents,
                   "A CSV of weekly rents, plain or gzip: weekly_rent,year,brma,lha_category,region");
  verb->add_option("--brma", o->brma, "The broad rental market area to take rents from, such as BIRMINGHAM");
  verb->add_flag("--json", o->json, "One JSON document on standard output");
  verb->callback([o, &exit] { exit = town_verbs::make(*o); });

  auto* care = room->add_subcommand("records", "The records of care of its services as files, for `onepot price link`");
  care->footer("Example:\n  onepot town records --people 6200 --seed 1 --out records");
  const auto r = std::make_shared<town_verbs::MakeOptions>();
  care->add_option("--people", r->people, "People with long-term support")->capture_default_str();
  care->add_option("--seed", r->seed, "The same seed gives the same records")->capture_default_str();
  care->add_option("--out", r->out, "folder for council.csv, hospital.csv, …, people.csv and place.key")->required();
  care->callback([r, &exit] { exit = town_verbs::records(*r); });
}

}  // namespace onepot::cli
