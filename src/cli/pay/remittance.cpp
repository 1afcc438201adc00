#include <cstdio>
#include <memory>

#include "../commands.h"
#include "onepot/base/csv.h"
#include "onepot/store/bank.h"
#include "onepot/store/database.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_remittance_command {

struct Options {
  std::string ledger, id;
};

int show(const Options& o) {
  auto db = store::Database::open(o.ledger, {.create = false});
  if (!db) return refused(db.error());
  const auto payment = db->read([&](store::Session& s) { return store::bank::out(s, o.id); });
  if (!payment) return refused(Refusal{"unknown", "no payment has the id '" + o.id.substr(0, 40) + "'", {}});
  std::string out = csv::line({"payment", "date", "kind", "day", "what", "amount"});
  for (const auto& item : db->read([&](store::Session& s) { return store::bank::items(s, o.id); }))
    out += csv::line({payment->end_to_end, to_iso(payment->for_date), item.kind, item.day ? to_iso(*item.day) : "",
                      item.words.empty() ? item.item_ref : item.words, to_decimal(item.pence)});
  std::fputs(out.c_str(), stdout);
  return exit_done;
}

}  // namespace pay_remittance_command

void add_pay_remittance(CLI::App& room, int& exit) {
  using namespace pay_remittance_command;
  const auto o = std::make_shared<Options>();
  auto* v = room.add_subcommand("remittance", "What a payment is made of, as CSV: for whom it was paid");
  v->footer(
      "Names nobody: visits and invoices are given by reference.\nExample:\n  onepot pay remittance --ledger town.db "
      "OP0123…");
  v->add_option("--ledger", o->ledger, "the books: a file, or postgres://…")->required();
  v->add_option("ID", o->id, "the payment's id, as it stands in the bank's file")->required();
  v->callback([o, &exit] { exit = show(*o); });
}

}  // namespace onepot::cli
