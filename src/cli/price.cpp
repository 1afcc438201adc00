#include <filesystem>
#include <memory>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/price/records.h"
#include "onepot/price/tariff.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace price_command {

struct Options {
  std::string currency, tariff, in, out, record;
  bool json = false;
};

Result<price::Currency> currency_at(const std::string& path) {
  ONEPOT_TRY(const auto folder, price::read_folder(path));
  return price::load_currency(folder);
}

/// The currency named, or the one that the tariff prices, beside it: tariffs/x → currencies/y.
Result<std::pair<price::Currency, price::Tariff>> tariff_at(const Options& o) {
  ONEPOT_TRY(const auto folder, price::read_folder(o.tariff));
  std::string path = o.currency;
  if (path.empty()) {
    ONEPOT_TRY(const auto head, price::object_of(folder, "tariff.json"));
    ONEPOT_TRY(const auto id, price::text_of(head, "currency", o.tariff + "/tariff.json"));
    path = (std::filesystem::absolute(o.tariff).lexically_normal().parent_path().parent_path() / "currencies" / id)
               .string();
  }
  ONEPOT_TRY(auto currency, currency_at(path));
  ONEPOT_TRY(auto tariff, price::load_tariff(folder, currency));
  return std::pair{std::move(currency), std::move(tariff)};
}

/// The rows as they came, each with more columns; a bad row has nothing in them.
std::string with_columns(const csv::Table& table, const std::vector<std::string>& names,
                         const std::vector<std::vector<std::string>>& values) {
  auto header = table.header;
  header.insert(header.end(), names.begin(), names.end());
  std::string text = csv::line(header);
  for (std::size_t i = 0; i < table.records.size(); ++i) {
    auto fields = table.records[i].fields;
    fields.insert(fields.end(), values[i].begin(), values[i].end());
    text += csv::line(fields);
  }
  return text;
}

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

Result<void> value(const Options& o) {
  ONEPOT_TRY(const auto priced_by, tariff_at(o));
  const auto& currency = priced_by.first;
  const auto& tariff = priced_by.second;
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto table, csv::parse(text, o.in));
  ONEPOT_TRY(const auto rows, price::read_records(currency, table));
  std::vector<std::vector<std::string>> values;
  for (const auto& row : rows) {
    if (!row.faults.empty()) {
      values.push_back({"", "", "", "", "", row.faults.front().code});
      continue;
    }
    ONEPOT_TRY(const auto line, price::price_record(currency, tariff, row.record));
    values.push_back({currency.groups[line.decision.group].id, to_decimal(line.week), to_decimal(line.low),
                      to_decimal(line.high), tariff.grades[line.grade].id, ""});
  }
  return write_file(
      o.out,
      with_columns(table, {"price_group", "price_week", "price_low", "price_high", "evidence", "fault"}, values));
}

Result<void> explain(const Options& o) {
  ONEPOT_TRY(const auto priced_by, tariff_at(o));
  const auto& currency = priced_by.first;
  const auto& tariff = priced_by.second;
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto table, csv::parse(text, o.in));
  ONEPOT_TRY(const auto rows, price::read_records(currency, table));
  for (const auto& row : rows) {
    if (row.id != o.record) continue;
    if (!row.faults.empty()) return tl::unexpected<Refusal>(row.faults.front());
    ONEPOT_TRY(const auto line, price::price_record(currency, tariff, row.record));
    const auto why = price::explain(currency, tariff, line);
    if (o.json) {
      const json::object document{{"record", row.id},
                                  {"week", to_decimal(line.week)},
                                  {"low", to_decimal(line.low)},
                                  {"high", to_decimal(line.high)},
                                  {"plain", json::array(why.plain.begin(), why.plain.end())},
                                  {"workings", json::array(why.workings.begin(), why.workings.end())}};
      return write_file("-", json::pretty(document));
    }
    std::string out = "For the person\n";
    for (const auto& s : why.plain) out += "  " + s + "\n";
    out += "For those who check\n";
    for (const auto& s : why.workings) out += "  " + s + "\n";
    return write_file("-", out);
  }
  return refuse("no-record", "there is no record '" + o.record + "'", Where{o.in, 0, "record"});
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

  auto* v = verb("value", "Price records with a tariff",
                 "onepot price value --tariff tariffs/ashdale-2026-27 needs.csv --out priced.csv", &value);
  v->add_option("--tariff", o->tariff, "folder of the tariff")->required();
  v->add_option("--currency", o->currency, "folder of its currency; found beside the tariff when not given");
  v->add_option("--out", o->out, "the records with their prices; - is standard output")->required();
  v->add_option("IN", o->in, "records, one a row; - is standard input")->required();

  auto* e = verb("explain", "Say why one record costs what it costs",
                 "onepot price explain --tariff tariffs/ashdale-2026-27 --record pete-3 needs.csv", &explain);
  e->add_option("--tariff", o->tariff, "folder of the tariff")->required();
  e->add_option("--currency", o->currency, "folder of its currency; found beside the tariff when not given");
  e->add_option("--record", o->record, "id of the record")->required();
  e->add_flag("--json", o->json, "one JSON document");
  e->add_option("IN", o->in, "records, one a row; - is standard input")->required();
  add_price_design(*room, exit);
}

}  // namespace onepot::cli
