#include "onepot/place/returns.h"

#include <cstdio>
#include <memory>

#include "../commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/store/database.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_returns_command {

struct Options {
  std::string file, ledger, date;
  bool json = false;
};

const char* fate_words(pay::ReturnFate fate) {
  switch (fate) {
    case pay::ReturnFate::found:
      return "returned";
    case pay::ReturnFate::before:
      return "before";
    case pay::ReturnFate::unknown:
      return "unknown";
    case pay::ReturnFate::ambiguous:
      return "ambiguous";
    case pay::ReturnFate::differs:
      break;
  }
  return "differs";
}

void print(const std::vector<place::ReturnTaken>& taken, const std::string& format, bool as_json) {
  Pence sum;
  std::int64_t found = 0;
  json::array rows;
  for (const auto& t : taken) {
    const bool entered = t.match.fate == pay::ReturnFate::found;
    if (entered) sum += t.amount, ++found;
    const Pence amount = t.amount != Pence() ? t.amount : t.said.amount.value_or(Pence());
    const std::string id = t.match.payment.empty() ? t.said.id : t.match.payment;
    if (as_json) {
      rows.push_back(json::object{{"id", id},
                                  {"state", fate_words(t.match.fate)},
                                  {"payee", t.payee},
                                  {"amount", to_decimal(amount)},
                                  {"code", t.said.code},
                                  {"reason", t.said.reason},
                                  {"why", t.match.why},
                                  {"line", t.said.line}});
    } else {
      std::printf("%-9s %-32s %12s  %s%s%s\n", fate_words(t.match.fate), id.c_str(), to_decimal(amount).c_str(),
                  (t.said.reason.empty() ? std::string(pay::reason_words(t.said.code)) : t.said.reason).c_str(),
                  t.match.why.empty() ? "" : " – ", t.match.why.c_str());
    }
  }
  if (as_json) {
    std::fputs(json::pretty(
                   json::object{{"format", format}, {"returned", found}, {"total", to_decimal(sum)}, {"returns", rows}})
                   .c_str(),
               stdout);
    return;
  }
  std::printf("%lld came back, %s in all; what they paid is due again.\n", static_cast<long long>(found),
              to_pounds(sum).c_str());
}

int take(const Options& o) {
  const auto text = read_file(o.file);
  if (!text) return refused(text.error());
  auto read = pay::read_returns(*text, o.file);
  if (!read.faults.empty()) return refused(read.faults);
  warn(read.warnings);
  place::ReturnsWanted wanted;
  wanted.returns = std::move(read.returns);
  wanted.source = read.format;
  if (!o.date.empty()) {
    const auto date = parse_date(o.date);
    if (!date) return refused(date.error());
    wanted.booked = *date;
  }
  // No clock: the same books, file and options give the same books after.
  Date latest = wanted.booked.value_or(Date(1970, 1, 1));
  for (const auto& r : wanted.returns)
    if (r.date) latest = std::max(latest, *r.date);
  wanted.now = Instant(latest.days());
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto taken = db->write([&](store::Session& session) { return place::take_returns(session, wanted); });
  if (!taken) {
    Refusal refusal = taken.error();
    if (refusal.where.line > 0) refusal.where.file = o.file;
    return refused(refusal);
  }
  print(*taken, wanted.source, o.json);
  std::vector<std::string> unknown;
  for (const auto& t : *taken)
    if (t.match.fate != pay::ReturnFate::found && t.match.fate != pay::ReturnFate::before)
      unknown.push_back(fmt::format("{}:{}: not entered: {}", o.file, t.said.line, t.match.why));
  warn(unknown);
  return exit_done;
}

}  // namespace pay_returns_command

void add_pay_returns(CLI::App& room, int& exit) {
  using namespace pay_returns_command;
  const auto o = std::make_shared<Options>();
  auto* v = room.add_subcommand("returns",
                                "Take in payments that came back: the books are put right, and they are due again");
  v->footer(
      "Reads pain.002, camt.053, camt.054, the Bacs ARUCS report (XML) and CSV with id,date,amount[,code,reason]. Each "
      "return is entered once, however often its file comes; what is not known is listed and nothing is done about "
      "it.\n"
      "Example:\n  onepot pay returns --ledger town.db returns.csv");
  v->add_option("--ledger", o->ledger, "the books: a file, or postgres://…")->required();
  v->add_option("FILE", o->file, "the bank's file; - is standard input")->required();
  v->add_option("--date", o->date, "the day it enters the books; else the day each came back");
  v->add_flag("--json", o->json, "one JSON document");
  v->callback([o, &exit] { exit = take(*o); });
}

}  // namespace onepot::cli
