#include <filesystem>
#include <memory>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/price/records.h"
#include "price/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace price_command {

struct Options {
  std::string currency, in, out;
};

std::string quality_of(const std::vector<price::Row>& rows) {
  std::string text = csv::line({"record", "line", "column", "code", "sentence"});
  for (const auto& row : rows)
    for (const auto& fault : row.faults)
      text += csv::line({row.id, std::to_string(fault.where.line), fault.where.column, fault.code, fault.sentence});
  return text;
}

Result<void> group(const Options& o) {
  ONEPOT_TRY(const auto currency, currency_at(o.currency));
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto table, csv::parse(text, o.in));
  ONEPOT_TRY(const auto rows, price::read_records(currency, table));
  std::vector<std::vector<std::string>> values;
  for (const auto& row : rows) {
    if (!row.faults.empty()) {
      values.push_back({"", ""});
      continue;
    }
    const std::size_t rule = currency.rule_of(row.record);
    values.push_back({currency.groups[currency.rules[rule].group].id, currency.rules[rule].id});
  }
  std::error_code error;
  std::filesystem::create_directories(o.out, error);
  if (error) return refuse("machine", "cannot make the folder: " + error.message(), Where{o.out, 0, ""});
  ONEPOT_CHECK(write_file(o.out + "/grouped.csv", with_columns(table, {"group", "rule"}, values)));
  return write_file(o.out + "/quality.csv", quality_of(rows));
}

}  // namespace price_command

void add_price(CLI::App& root, int& exit) {
  using namespace price_command;
  auto* room =
      root.add_subcommand("price", "From described needs to groups, and from groups to prices that explain themselves");
  room->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  const auto verb = [&](const char* name, const char* what, const char* example, Result<void> (*run)(const Options&)) {
    auto* v = room->add_subcommand(name, what);
    v->footer(std::string("Example:\n  ") + example);
    v->callback([o, run, &exit] {
      if (const auto done = run(*o); !done) exit = refused(done.error());
    });
    return v;
  };
  auto* g = verb("group", "Sort records into the groups of a currency",
                 "onepot price group --currency currencies/ashdale-social-care needs.csv --out grouped", &group);
  g->add_option("--currency", o->currency, "folder of the currency")->required();
  g->add_option("--out", o->out, "folder for grouped.csv and quality.csv")->required();
  g->add_option("IN", o->in, "records, one a row; - is standard input")->required();

  add_price_value(*room, exit);
  add_price_explain(*room, exit);
  add_price_import(*room, exit);
  add_price_plan(*room, exit);
  add_price_reconcile(*room, exit);
  add_price_compare(*room, exit);
  add_price_design(*room, exit);
}

}  // namespace onepot::cli
