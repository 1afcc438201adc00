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

constexpr std::string_view opening_account = "opening-balances";

struct PotExportOptions {
  std::string ledger, format, out = "-", from, until, what, person;
};

/// What each account held of each stream when a day ended, as entries out of an account that is nought in each stream.
void write_opening(pot::JournalWriter& journal, const std::vector<store::ledger::Lot>& lots, Date day) {
  std::int64_t n = 0;
  for (const auto& lot : lots) {
    if (lot.balance.posted == Pence()) continue;
    const bool in = lot.balance.posted > Pence();
    pot::Transfer t{.id = fmt::format("opening-{}", ++n),
                    .booked = day,
                    .effective = day,
                    .from = in ? std::string(opening_account) : lot.account,
                    .to = in ? lot.account : std::string(opening_account),
                    .amount = in ? lot.balance.posted : -lot.balance.posted,
                    .stream = lot.stream,
                    .note = "balance brought forward"};
    t.of = t.becomes = lot.earmark;
    journal.entry(t);
  }
}

/// The whole books, or what was booked in a period between the balances it began and ended with.
void write_journal(store::Session& s, pot::JournalFormat format, const std::optional<Date>& from,
                   const std::optional<Date>& until, const pot::JournalWriter::Sink& sink) {
  std::map<std::string, Pence> accounts;
  const auto booked = store::ledger::days_booked(s);
  Period days = booked.value_or(Period{});
  std::vector<store::ledger::Lot> opening;
  if (from && booked) {
    opening = store::ledger::lots_at(s, *from - 1);
    for (const auto& lot : opening) accounts[lot.account];
    accounts[std::string(opening_account)];
    days.from = *from - 1;
  }
  if (until) days.until = std::max(*until, days.from);
  if (booked)
    for (const auto& lot : until ? store::ledger::lots_at(s, *until) : store::ledger::lots(s))
      accounts[lot.account] += lot.balance.posted;
  pot::JournalWriter journal(format, std::move(accounts), sink);
  journal.begin(days.from, days.until);
  write_opening(journal, opening, days.from);
  store::ledger::each(s, [&](const pot::Transfer& t) {
    if ((!from || t.booked >= *from) && (!until || t.booked <= *until)) journal.entry(t);
  });
  journal.end();
}

int run_pot_export(const PotExportOptions& options) {
  if (options.format == "xlsx" || options.format == "csv")
    return run_pot_records(
        {options.ledger, options.format, options.out, options.from, options.until, options.what, options.person});
  const auto format = *pot::parse_journal_format(options.format);
  std::optional<Date> from, until;
  for (auto [text, day] : {std::pair(&options.from, &from), std::pair(&options.until, &until)})
    if (!text->empty()) {
      const auto read = parse_date(*text);
      if (!read) return refused(read.error());
      *day = *read;
    }
  if (from && until && *until < *from) return refused(Refusal{"bad-period", "--until is before --from", {}});
  auto db = store::Database::open(options.ledger, {.create = false});
  if (!db) return refused(db.error());
  if (options.out == "-") {
    // Piece by piece: a year of a place need not fit in memory.
    bool written = true;
    db->read([&](store::Session& s) {
      write_journal(s, format, from, until, [&](std::string_view text) {
        written = written && std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
      });
    });
    if (std::fflush(stdout) != 0 || !written)
      return refused(Refusal{"machine", "standard output cannot be written", {}});
    return exit_done;
  }
  std::string whole;
  db->read(
      [&](store::Session& s) { write_journal(s, format, from, until, [&](std::string_view text) { whole += text; }); });
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
  verb->add_option("--from", options->from,
                   "the first day booked (else the books' first); a journal then begins with what was brought forward");
  verb->add_option("--until", options->until, "the last day booked (else the books' last)");
  verb->add_option("--what", options->what,
                   "csv: ledger, accounts, streams, payments or people; with --person: lines or sums");
  verb->add_option("--person", options->person, "xlsx and csv: one person's statement, by the ref in their accounts");
  verb->add_option("--out", options->out, "the file to write; - for standard output")->capture_default_str();
  verb->footer("Example:\n  onepot pot export --ledger books.db --format hledger | hledger -f - balance");
  verb->callback([options, &exit] { exit = run_pot_export(*options); });
}

}  // namespace onepot::cli
