// onepot price clean: what would be paid twice or for ever, with its pounds; each finding can be undone.
#include "onepot/price/clean.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <optional>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace clean_command {

struct Options {
  std::string in, out, decisions;
  std::vector<std::string> tariffs;
  std::int64_t open_days = 120;
  bool json = false;
};

std::string text_of(const csv::Table& table) {
  std::string out = csv::line(table.header);
  for (const auto& row : table.records) out += csv::line(row.fields);
  return out;
}

Result<void> run(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto table, csv::parse(text, o.in));
  price::CleanOptions options;
  options.open_days = o.open_days;
  if (!o.decisions.empty()) {
    ONEPOT_TRY(const auto decisions, read_file(o.decisions));
    ONEPOT_TRY(options.decisions, csv::parse(decisions, o.decisions));
  }
  std::vector<price::ActivityTariff> tariffs;
  std::optional<price::StayPrices> prices;
  if (!o.tariffs.empty()) {
    ONEPOT_TRY(tariffs, activity_tariffs_at(o.tariffs));
    ONEPOT_TRY(prices, price::StayPrices::over(tariffs, table));
    options.prices = &*prices;
  }
  ONEPOT_TRY(const auto cleaned, price::clean(table, options));
  if (prices) {
    std::map<std::string_view, std::size_t> faults;
    for (const auto& [row, fault] : prices->faults()) ++faults[fault];
    for (const auto& [fault, n] : faults)
      warn({fmt::format("{}: {} of {} stays have no price by the tariff: {}", o.in, n, table.records.size(), fault)});
  }
  for (const auto& id : cleaned.unused)
    std::cerr << "onepot: " << o.decisions << ": the finding " << id << " is not found in these rows\n";

  csv::Columns columns(table);
  const auto record = columns.need("record");
  std::string findings = csv::line({"finding", "kind", "record", "line", "other", "effect", "decision", "words"});
  std::string decisions = csv::line({"finding", "decision"});
  json::array list;
  for (const auto& f : cleaned.findings) {
    const auto& row = table.records[f.row];
    const std::string id(field(row, record));
    const std::string other = f.other == f.row ? "" : std::string(field(table.records[f.other], record));
    const std::string effect = cleaned.priced ? to_decimal(f.effect) : "";
    const std::string decision = f.accepted ? "accept" : "undo";
    findings +=
        csv::line({f.id, std::string(to_text(f.kind)), id, std::to_string(row.line), other, effect, decision, f.words});
    decisions += csv::line({f.id, decision});
    list.push_back(json::object{{"finding", f.id},
                                {"kind", to_text(f.kind)},
                                {"record", id},
                                {"other", other},
                                {"effect", effect},
                                {"decision", decision},
                                {"words", f.words}});
  }
  std::error_code error;
  std::filesystem::create_directories(o.out, error);
  if (error) return refuse("machine", "cannot make the folder: " + error.message(), Where{o.out, 0, ""});
  ONEPOT_CHECK(write_file(o.out + "/cleaned.csv", text_of(cleaned.kept)));
  ONEPOT_CHECK(write_file(o.out + "/taken-out.csv", text_of(cleaned.out)));
  ONEPOT_CHECK(write_file(o.out + "/findings.csv", findings));
  ONEPOT_CHECK(write_file(o.out + "/decisions.csv", decisions));
  if (o.json)
    return write_file("-", json::pretty(json::object{
                               {"findings", list},
                               {"before", cleaned.priced ? json::value(to_decimal(cleaned.before)) : json::value()},
                               {"after", cleaned.priced ? json::value(to_decimal(cleaned.after)) : json::value()}}));
  std::string out = fmt::format("{} stays: {} findings, {} kept, {} taken out.\n", table.records.size(),
                                cleaned.findings.size(), cleaned.kept.records.size(), cleaned.out.records.size());
  if (cleaned.priced) out += fmt::format("{} before, {} after.\n", to_pounds(cleaned.before), to_pounds(cleaned.after));
  for (const auto& f : cleaned.findings)
    out += fmt::format("  {} {} {}{}{}: {}\n", f.id, to_text(f.kind), field(table.records[f.row], record),
                       cleaned.priced ? " " + to_pounds(f.effect) : "", f.accepted ? "" : " (undone)", f.words);
  return write_file("-", out);
}

}  // namespace clean_command

void add_price_clean(CLI::App& price, int& exit) {
  using namespace clean_command;
  const auto o = std::make_shared<Options>();
  auto* c = price.add_subcommand("clean", "Find stays that would be paid twice or for ever, before they are priced");
  c->footer(
      "Columns: record, person, provider, admitted, discharged; price where it is known, or with --tariff the group "
      "and "
      "what else the tariff asks for.\n"
      "To undo a finding, write undo beside it in decisions.csv and run again with --decisions.\n"
      "Example:\n  onepot price clean stays.csv --out clean --decisions clean/decisions.csv");
  c->add_option("--out", o->out, "folder for cleaned.csv, taken-out.csv, findings.csv and decisions.csv")->required();
  c->add_option("--decisions", o->decisions, "finding,decision: accept or undo");
  c->add_option("--tariff", o->tariffs,
                "folder of a tariff of activity that says what each stay is worth; several years");
  c->add_option("--open-days", o->open_days, "a stay without a last day is held back after so many days")
      ->check(CLI::Range(1, 36500));
  c->add_flag("--json", o->json, "one JSON document");
  c->add_option("IN", o->in, "stays, one a row; - is standard input")->required();
  c->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
