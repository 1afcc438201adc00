#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/pot/journal.h"
#include "onepot/store/database.h"
#include "onepot/store/ledger.h"
#include "onepot/store/ledger_sums.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotExportOptions {
  std::string ledger, format, out = "-", from, until, what, person;
};

void write_journal(store::Session& s, pot::JournalFormat format, const pot::JournalWriter::Sink& sink) {
  std::map<std::string, Pence> accounts;
  for (const auto& lot : store::ledger::standings(s)) accounts[lot.account] += lot.balance.posted;
  const auto days = store::ledger::days_booked(s);
  if (!days) accounts.clear();
  pot::JournalWriter journal(format, std::move(accounts), sink);
  journal.begin(days ? days->from : Date(), days ? days->until : Date());
  store::ledger::each(s, [&](const pot::Transfer& t) { journal.entry(t); });
  journal.end();
}

int run_pot_export(const PotExportOptions& options) {
  if (options.format == "xlsx" || options.format == "csv")
    return run_pot_records(
        {options.ledger, options.format, options.out, options.from, options.until, options.what, options.person});
  const auto format = *pot::parse_journal_format(options.format);
  auto db = store::Database::open(options.ledger, {.create = false});
  if (!db) return refused(db.error());
  if (options.out == "-") {
    // Piece by piece: a year of a place need not fit in memory.
    bool written = true;
    db->read([&](store::Session& s) {
      write_journal(s, format, [&](std::string_view text) {
        written = written && std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
      });
    });
    if (std::fflush(stdout) != 0 || !written)
      return refused(Refusal{"machine", "standard output cannot be written", {}});
    return exit_done;
  }
  std::string whole;
  db->read([&](store::Session& s) { write_journal(s, format, [&](std::string_view text) { whole += text; }); });
  const auto done = write_file(options.out, whole);
  return done ? static_cast<int>(exit_done) : refused(done.error());
}

}  // namespace

void add_pot_export(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotExportOptions>();
  auto* verb = pot.add_subcommand("export", "The books as a journal that hledger, ledger or beancount adds up again");
  verb->add_option("--ledger", options->ledger, "the books: a file or postgres://…")->required();
  verb->add_option("--format", options->format, "hledger, ledger or beancount; xlsx or csv for a spreadsheet")
      ->required()
      ->check(CLI::IsMember({"hledger", "ledger", "beancount", "xlsx", "csv"}));
  verb->add_option("--from", options->from, "xlsx and csv: the first day booked (else the books' first)");
  verb->add_option("--until", options->until, "xlsx and csv: the last day booked (else the books' last)");
  verb->add_option("--what", options->what,
                   "csv: ledger, accounts, streams, payments or people; with --person: lines or sums");
  verb->add_option("--person", options->person, "xlsx and csv: one person's statement, by the ref in their accounts");
  verb->add_option("--out", options->out, "the file to write; - for standard output")->capture_default_str();
  verb->footer("Example:\n  onepot pot export --ledger books.db --format hledger | hledger -f - balance");
  verb->callback([options, &exit] { exit = run_pot_export(*options); });
}

}  // namespace onepot::cli
