#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/pay/check.h"

namespace onepot::cli {
namespace pay_command {

struct Options {
  std::string file;
  bool json = false;
};

int check(const Options& o) {
  const auto text = read_file(o.file);
  if (!text) return refused(text.error());
  const pay::Checked c = pay::check(*text, o.file);
  if (!c.faults.empty()) return refused(c.faults);
  if (o.json) {
    json::array payments;
    for (const auto& p : c.payments)
      payments.push_back(json::object{{"id", p.id}, {"payee", p.to.name}, {"sort_code", p.to.sort_code}, {"account", p.to.number}, {"amount", to_decimal(p.amount)}, {"reference", p.reference}});
    const json::object out{{"format", std::string(pay::to_text(*c.format))}, {"id", c.id}, {"date", c.date ? json::value(to_iso(*c.date)) : json::value()},
                           {"from", json::object{{"name", c.from.name}, {"sort_code", c.from.sort_code}, {"account", c.from.number}}},
                           {"count", c.payments.size()}, {"total", to_decimal(c.total)}, {"payments", payments}};
    std::fputs(json::pretty(out).c_str(), stdout);
  } else {
    std::printf("%s: sound. %zu payments, %s in all%s\n", std::string(pay::to_text(*c.format)).c_str(), c.payments.size(), to_pounds(c.total).c_str(),
                c.date ? (", on " + to_words(*c.date)).c_str() : "");
  }
  return exit_done;
}

}  // namespace pay_command

void add_pay(CLI::App& root, int& exit) {
  using namespace pay_command;
  auto* room = root.add_subcommand("pay", "Payment files: make them from the ledger, prove them, take in what came back");
  room->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  auto* c = room->add_subcommand("check", "Prove a payment file: its layout, its totals, its account numbers");
  c->footer("Reads pain.001.001.03 and .09, Bacs Standard 18 and CSV.\nExample:\n  onepot pay check payments.xml");
  c->add_option("FILE", o->file, "the payment file; - is standard input")->required();
  c->add_flag("--json", o->json, "one JSON document");
  c->callback([o, &exit] { exit = check(*o); });
}

}  // namespace onepot::cli
