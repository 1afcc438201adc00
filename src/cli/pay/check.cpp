#include "onepot/pay/check.h"

#include <cstdio>
#include <memory>

#include "../commands.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "verbs.h"

namespace onepot::cli {
namespace pay_check_command {

struct Options {
  std::string file, weights, substitutions;
  bool json = false;
};

int check(const Options& o) {
  const auto text = read_file(o.file);
  if (!text) return refused(text.error());
  pay::ModulusTable table;
  if (!o.weights.empty()) {
    const auto weights = read_file(o.weights);
    if (!weights) return refused(weights.error());
    const auto substitutions = o.substitutions.empty() ? Result<std::string>("") : read_file(o.substitutions);
    if (!substitutions) return refused(substitutions.error());
    auto read = pay::read_modulus_table(*weights, o.weights, *substitutions, o.substitutions);
    if (!read.faults.empty()) return refused(read.faults);
    table = std::move(read.table);
  }
  const pay::Checked c = pay::check(*text, o.file, table);
  if (!c.faults.empty()) return refused(c.faults);
  if (o.json) {
    json::array payments;
    for (const auto& p : c.payments)
      payments.push_back(json::object{{"id", p.id},
                                      {"payee", p.to.name},
                                      {"sort_code", p.to.sort_code},
                                      {"account", p.to.number},
                                      {"amount", to_decimal(p.amount)},
                                      {"reference", p.reference}});
    const json::object out{
        {"format", std::string(pay::to_text(*c.format))},
        {"id", c.id},
        {"date", c.date ? json::value(to_iso(*c.date)) : json::value()},
        {"from", json::object{{"name", c.from.name}, {"sort_code", c.from.sort_code}, {"account", c.from.number}}},
        {"accounts_checked", c.accounts_checked},
        {"accounts_not_checked", c.payments.size() - c.accounts_checked},
        {"count", c.payments.size()},
        {"total", to_decimal(c.total)},
        {"payments", payments}};
    std::fputs(json::pretty(out).c_str(), stdout);
  } else {
    std::printf("%s: sound. %zu payments, %s in all%s\n", std::string(pay::to_text(*c.format)).c_str(),
                c.payments.size(), to_pounds(c.total).c_str(), c.date ? (", on " + to_words(*c.date)).c_str() : "");
  }
  if (table.empty())
    warn({o.file + ": sort codes and account numbers were not checked against each other: no weight table was given "
                   "(--weights)"});
  else if (c.accounts_checked < c.payments.size())
    warn({fmt::format("{}: {} of {} accounts could not be checked: the weight table does not cover them", o.file,
                      c.payments.size() - c.accounts_checked, c.payments.size())});
  return exit_done;
}

}  // namespace pay_check_command

void add_pay_check(CLI::App& room, int& exit) {
  using namespace pay_check_command;
  const auto o = std::make_shared<Options>();
  auto* c = room.add_subcommand("check", "Prove a payment file: its layout, its totals, its account numbers");
  c->footer(
      "Reads pain.001.001.03 and .09, Bacs Standard 18 and CSV. With the banks' weight table (valacdos.txt, "
      "scsubtab.txt), sort codes and account numbers are checked against each other too.\n"
      "Example:\n  onepot pay check payments.xml --weights valacdos.txt --substitutions scsubtab.txt");
  c->add_option("FILE", o->file, "the payment file; - is standard input")->required();
  c->add_option("--weights", o->weights, "the weight table of modulus checking, valacdos.txt");
  c->add_option("--substitutions", o->substitutions, "its table of substituted sort codes, scsubtab.txt");
  c->add_flag("--json", o->json, "one JSON document");
  c->callback([o, &exit] { exit = check(*o); });
}

}  // namespace onepot::cli
