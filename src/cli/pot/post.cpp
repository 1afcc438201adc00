#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/pot/transfers_csv.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_closing.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotPostOptions {
  std::string ledger, file, adjust;
  bool json = false;
};

/// A refusal writes nothing: not even the empty books it would have begun.
class NewBooks {
 public:
  explicit NewBooks(std::string path) : path_(std::move(path)), existed_(std::filesystem::exists(path_)) {}
  ~NewBooks() {
    std::error_code ignored;
    if (!existed_ && !keep)
      for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + end, ignored);
  }
  NewBooks(const NewBooks&) = delete;
  NewBooks& operator=(const NewBooks&) = delete;
  bool keep = false;

 private:
  std::string path_;
  bool existed_;
};

int run_pot_post(const PotPostOptions& options) {
  const auto text = read_file(options.file);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, options.file);
  if (!table) return refused(table.error());
  auto file = pot::read_transfers(*table);
  warn(file.warnings);
  if (!file.refusals.empty()) return refused(file.refusals);

  std::vector<pot::Transfer> transfers;
  transfers.reserve(file.rows.size());
  for (auto& row : file.rows) transfers.push_back(std::move(row.transfer));

  NewBooks books(options.ledger);
  auto db = store::Database::open(options.ledger);
  if (!db) return refused(db.error());
  const auto entered = db->write([&](store::Session& s) {
    if (!options.adjust.empty())
      for (auto& t : transfers) t = store::ledger::into_open(s, std::move(t), *parse_date(options.adjust));
    return store::ledger::post(s, transfers);
  });
  if (!entered) {
    Refusal refusal = entered.error();
    if (refusal.where.line > 0) {
      const auto& row = file.rows[static_cast<std::size_t>(refusal.where.line) - 1];
      refusal.where = Where{options.file, row.line, pot::column_of(refusal)};
    }
    return refused(refusal);
  }
  books.keep = true;
  const auto repeats =
      static_cast<std::size_t>(std::count_if(entered->begin(), entered->end(), [](const auto& e) { return e.repeat; }));
  const std::size_t fresh = entered->size() - repeats;
  if (options.json)
    fmt::print("{}", json::pretty(json::object{{"entered", fresh}, {"repeated", repeats}}));
  else
    fmt::print("{} entered, {} there already\n", fresh, repeats);
  return exit_done;
}

}  // namespace

void add_pot_post(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotPostOptions>();
  auto* verb = pot.add_subcommand("post", "Enter transfers from a file: all of them, or none");
  verb->add_option("--ledger", options->ledger, "the books: a file, made when it is not there, or postgres://…")
      ->required();
  verb->add_option("TRANSFERS", options->file,
                   "CSV: id,date,effective,from,to,amount,stream,purpose,pending,note; - for standard input")
      ->required();
  verb->add_option("--adjust", options->adjust,
                   "book what is dated in a closed period on this day instead; its effective day stays")
      ->check([](const std::string& text) {
        const auto day = parse_date(text);
        return day ? std::string() : day.error().sentence;
      });
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer(
      "Example:\n"
      "  printf 'id,date,from,to,amount,stream\\nt1,2026-04-01,funder:nhs-phb,pot:pete:nhs-phb,450.00,nhs-phb\\n' |\n"
      "    onepot pot post --ledger books.db -");
  verb->callback([options, &exit] { exit = run_pot_post(*options); });
}

}  // namespace onepot::cli
