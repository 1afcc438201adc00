#include <cstdio>
#include <memory>

#include "../commands.h"
#include "onepot/base/files.h"
#include "onepot/base/hash.h"
#include "onepot/base/random.h"
#include "onepot/base/text.h"
#include "onepot/place/payment_run.h"
#include "onepot/store/database.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_run_command {

struct Options {
  std::string ledger, date, format, out, payees, payer, service_user;
};

/// "NAME,SORT CODE,ACCOUNT".
Result<pay::BankAccount> account_of(const std::string& text) {
  const auto parts = split_text(text, ',');
  if (parts.size() != 3) return refuse("bad-account", "expected NAME,SORT-CODE,ACCOUNT", Where{"--payer", 0, ""});
  ONEPOT_TRY(auto sort_code, pay::parse_sort_code(parts[1]));
  ONEPOT_TRY(auto number, pay::parse_account_number(parts[2]));
  return pay::BankAccount{std::string(trim(parts[0])), std::move(sort_code), std::move(number)};
}

int run(const Options& o) {
  place::PaymentRunWanted wanted;
  const auto date = parse_date(o.date);
  if (!date) return refused(date.error());
  wanted.date = *date;
  const auto format = pay::parse_format(o.format);
  if (!format) return refused(format.error());
  wanted.format = *format;
  // The file says it was made as its day began: the same books and options give the same bytes.
  wanted.now = Instant(date->days());
  wanted.service_user = o.service_user;
  if (*format == pay::Format::bacs18 && o.service_user.empty()) {
    wanted.service_user = "000000";
    warn({"no --service-user was given: 000000 stands in the file, which Bacs will not take"});
  }
  if (!o.payer.empty()) {
    auto payer = account_of(o.payer);
    if (!payer) return refused(payer.error());
    wanted.payer = *payer;
  }
  if (!o.payees.empty()) {
    const auto text = read_file(o.payees);
    if (!text) return refused(text.error());
    auto read = pay::read_payees(*text, o.payees);
    if (!read.faults.empty()) return refused(read.faults);
    warn(read.warnings);
    wanted.payees = std::move(read.payees);
  }
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto made = db->write([&](store::Session& session) {
    const auto due = place::payments_due(session);
    std::string all = o.date;
    for (const auto& d : due) all += "|" + d.item;
    std::uint64_t seed = 0;
    const Digest digest = sha256(all);
    for (std::size_t i = 0; i < 8; ++i) seed = seed << 8U | digest[i];
    Random random(seed);
    wanted.ref = uuid7(wanted.now, random);
    // Written before the books are closed on it: if this machine stops between the two, doing it again makes the same
    // file with the same ids, and the bank pays each id once.
    return place::make_payment_run(session, wanted,
                                   [&](const place::PaymentRunMade& m) { return write_file(o.out, m.file); });
  });
  if (!made) return refused(made.error());
  if (o.out != "-")
    std::printf("%s: %zu payments, %s in all, on %s\n", made->run.id.c_str(), made->run.payments.size(),
                to_pounds(pay::total(made->run)).c_str(), to_words(made->run.date).c_str());
  if (!made->accounts_checked)
    warn(
        {"sort codes and account numbers were not checked against each other: these books have no weight table "
         "(onepot pay weights)"});
  for (const auto& h : made->held) warn({h.payee + ": " + to_pounds(h.amount) + " is held: " + h.why});
  return exit_done;
}

}  // namespace pay_run_command

void add_pay_run(CLI::App& room, int& exit) {
  using namespace pay_run_command;
  const auto o = std::make_shared<Options>();
  auto* r =
      room.add_subcommand("run", "Pay what is due to providers: a file for the bank, and the books moved with it");
  r->footer(
      "Run again it pays nothing twice. Providers' bank details are those they gave; a plain ledger needs --payees and "
      "--payer.\n"
      "Example:\n  onepot pay run --ledger town.db --date 2026-12-04 --format pain.001.001.09 --out payments.xml");
  r->add_option("--ledger", o->ledger, "the books: a file, or postgres://…")->required();
  r->add_option("--date", o->date, "the day the money is to move")->required();
  r->add_option("--format", o->format, "pain.001.001.09, pain.001.001.03, bacs18 or csv")->required();
  r->add_option("--out", o->out, "the file for the bank; - is standard output")->required();
  r->add_option("--payees", o->payees, "CSV ref,name,sort_code,account: besides and instead of what providers gave");
  r->add_option("--payer", o->payer, "NAME,SORT-CODE,ACCOUNT instead of the place's own account");
  r->add_option("--service-user", o->service_user, "the six digits by which Bacs knows who sends the file");
  r->callback([o, &exit] { exit = run(*o); });
}

}  // namespace onepot::cli
