#include <cstdio>
#include <memory>

#include "../commands.h"
#include "onepot/base/files.h"
#include "onepot/base/hash.h"
#include "onepot/base/json.h"
#include "onepot/base/random.h"
#include "onepot/place/statements.h"
#include "onepot/store/payments.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_reconcile_command {

struct Options {
  std::string file, ledger;
  bool json = false;
};

json::value maybe(const std::optional<Pence>& p) {
  return p ? json::value(to_decimal(*p)) : json::value();
}

json::object line_json(const store::statements::Line& l) {
  return {{"date", to_iso(l.booked)}, {"amount", to_decimal(l.pence)}, {"reference", l.end_to_end}, {"words", l.words}};
}
json::object entry_json(const pay::BookEntry& e) {
  return {{"id", e.id},
          {"kind", e.is_return ? "return" : "payment"},
          {"date", to_iso(e.date)},
          {"amount", to_decimal(e.amount)},
          {"payee", e.payee}};
}

void print_json(const place::StatementTaken& t) {
  json::array statements, matched, bank, books;
  for (const auto& s : t.statements)
    statements.push_back(json::object{{"id", s.id},
                                      {"account", s.account},
                                      {"from", s.from ? json::value(to_iso(*s.from)) : json::value()},
                                      {"until", s.until ? json::value(to_iso(*s.until)) : json::value()},
                                      {"opening", maybe(s.opening)},
                                      {"closing", maybe(s.closing)},
                                      {"balances_checked", s.balances_checked},
                                      {"lines", s.lines.size()}});
  for (const auto& m : t.matched) {
    auto row = line_json(m.line);
    json::array entries;
    for (const auto& e : m.entries) entries.push_back(entry_json(e));
    row["by"] = std::string(pay::to_text(m.by));
    row["is"] = std::move(entries);
    matched.push_back(std::move(row));
  }
  for (const auto& l : t.open.in_the_bank) {
    auto row = line_json(l.line);
    row["why"] = l.why;
    bank.push_back(std::move(row));
  }
  for (const auto& e : t.open.in_the_books) {
    auto row = entry_json(e.entry);
    row["why"] = e.why;
    books.push_back(std::move(row));
  }
  std::fputs(json::pretty(json::object{{"statements", statements},
                                       {"new_lines", t.new_lines},
                                       {"known_lines", t.known_lines},
                                       {"matched", matched},
                                       {"unmatched_bank", bank},
                                       {"unmatched_books", books}})
                 .c_str(),
             stdout);
}

void print_table(const place::StatementTaken& t) {
  for (const auto& s : t.statements)
    std::printf("Statement %s of %s: %zu lines, balances %s\n", s.id.c_str(),
                s.account.empty() ? "an account" : s.account.c_str(), s.lines.size(),
                s.balances_checked ? "checked" : "not given");
  std::printf("%lld new lines, %lld known before; %zu matched now\n", static_cast<long long>(t.new_lines),
              static_cast<long long>(t.known_lines), t.matched.size());
  for (const auto& m : t.matched)
    std::printf("  %s %12s  %s, by %s\n", to_iso(m.line.booked).c_str(), to_decimal(m.line.pence).c_str(),
                m.entries.size() == 1 ? m.entries[0].id.c_str() : fmt::format("{} payments", m.entries.size()).c_str(),
                std::string(pay::to_text(m.by)).c_str());
  std::printf("In the bank and not in the books: %zu\n", t.open.in_the_bank.size());
  for (const auto& l : t.open.in_the_bank)
    std::printf("  %s %12s  %s: %s\n", to_iso(l.line.booked).c_str(), to_decimal(l.line.pence).c_str(),
                (l.line.end_to_end.empty() ? l.line.words : l.line.end_to_end).c_str(), l.why.c_str());
  std::printf("In the books and not in the bank: %zu\n", t.open.in_the_books.size());
  for (const auto& e : t.open.in_the_books)
    std::printf("  %s %12s  %s %s: %s\n", to_iso(e.entry.date).c_str(), to_decimal(e.entry.amount).c_str(),
                e.entry.is_return ? "return" : "payment", e.entry.id.c_str(), e.why.c_str());
}

int reconcile(const Options& o) {
  const auto text = read_file(o.file);
  if (!text) return refused(text.error());
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  // No clock: what is kept of the statement says the statement's own last day.
  const auto peek = pay::read_statements(*text, o.file);
  Date latest(1970, 1, 1);
  for (const auto& s : peek.statements) latest = std::max(latest, s.until.value_or(latest));
  const Instant now{latest.days()};
  std::uint64_t seed = 0;
  const Digest digest = sha256(*text);
  for (std::size_t i = 0; i < 8; ++i) seed = seed << 8U | digest[i];
  Refusals faults;
  const auto taken = db->write([&](store::Session& session) -> Result<place::StatementTaken> {
    Random random(seed);
    std::optional<store::PlaceId> place;
    if (const auto payer = store::payments::payer(session)) place = payer->place;
    auto out = place::take_statement(
        session, {.text = *text, .file = o.file, .now = now, .by = std::nullopt, .place = place, .new_ref = [&] {
                    return uuid7(now, random);
                  }});
    if (out) return std::move(*out);
    faults = std::move(out.error());
    return refuse("refused", "");
  });
  if (!taken) return faults.empty() ? refused(taken.error()) : refused(faults);
  warn(taken->warnings);
  o.json ? print_json(*taken) : print_table(*taken);
  return exit_done;
}

}  // namespace pay_reconcile_command

void add_pay_reconcile(CLI::App& room, int& exit) {
  using namespace pay_reconcile_command;
  const auto o = std::make_shared<Options>();
  auto* v = room.add_subcommand("reconcile",
                                "A bank statement against the books: what is matched, and what is not on either side");
  v->footer(
      "Reads camt.053 (and .054) and CSV with date,amount[,description,reference,balance]. Matches by the payment's "
      "id, "
      "then by its run, then by amount and day where only one fits; nothing is guessed. The same line counts once, "
      "however often its file comes.\nExample:\n  onepot pay reconcile --ledger town.db statement.xml");
  v->add_option("--ledger", o->ledger, "the books: a file, or postgres://…")->required();
  v->add_option("STATEMENT", o->file, "the bank's file; - is standard input")->required();
  v->add_flag("--json", o->json, "one JSON document");
  v->callback([o, &exit] { exit = reconcile(*o); });
}

}  // namespace onepot::cli
