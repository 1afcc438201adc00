// onepot price value: records of needs, or rows of activity, with their prices.
#include <cstdio>
#include <memory>

#include "onepot/base/csv_scan.h"
#include "onepot/base/files.h"
#include "onepot/price/records.h"
#include "price/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace value_command {

struct Options {
  std::string currency, in, out;
  std::vector<std::string> tariffs;
};

Result<void> value_needs(const Options& o) {
  ONEPOT_TRY(const auto priced_by, needs_tariff_at(o.tariffs.front(), o.currency));
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

struct Counted {
  std::int64_t rows = 0, priced = 0;
  Pence sum;
  std::vector<std::pair<std::string, std::int64_t>> faults;  ///< by code, in the order they came
  void fault(std::string_view code) {
    for (auto& [known, n] : faults)
      if (known == code) {
        ++n;
        return;
      }
    faults.emplace_back(code, 1);
  }
};

Result<void> value_activity(const Options& o) {
  ONEPOT_TRY(const auto tariffs, activity_tariffs_at(o.tariffs));
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(auto scanner, csv::Scanner::open(text, o.in));
  ONEPOT_TRY(auto valuer, price::Valuer::over(tariffs, scanner.header(), o.in));
  for (const auto& warning : valuer.warnings()) warn({o.in + ": " + warning});
  auto header = scanner.header();
  header.insert(header.end(), price::Valuer::columns().begin(), price::Valuer::columns().end());
  std::string out = csv::line(header);
  Counted counted;
  for (;;) {
    ONEPOT_TRY(const bool more, scanner.next());
    if (!more) break;
    const auto fields = scanner.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out += ',';
      out += csv::quoted(fields[i]);
    }
    const auto valued = valuer.value(fields);
    valuer.append(valued, out);
    out += '\n';
    ++counted.rows;
    if (!valued.price.fault.empty()) {
      counted.fault(valued.price.fault);
    } else {
      ++counted.priced;
      counted.sum += valued.price.price;
    }
  }
  ONEPOT_CHECK(write_file(o.out, out));
  for (const auto& t : tariffs)
    if (t.status != price::Status::live)
      warn({fmt::format("{} is {}: it prices everything and moves no money", t.id, to_text(t.status))});
  for (const auto& [code, n] : counted.faults)
    warn({fmt::format("{}: {} of {} rows have no price: {}", o.in, n, counted.rows, code)});
  std::fprintf(stderr, "%s rows priced, %s in all\n", fmt::format("{}", counted.priced).c_str(),
               to_pounds(counted.sum).c_str());
  return {};
}

Result<void> run(const Options& o) {
  ONEPOT_TRY(const bool activity, prices_activity(o.tariffs.front()));
  return activity ? value_activity(o) : value_needs(o);
}

}  // namespace value_command

void add_price_value(CLI::App& price, int& exit) {
  using namespace value_command;
  auto* verb = price.add_subcommand("value", "Price records with a tariff");
  verb->footer(
      "A tariff of needs wants the columns of its currency. A tariff of activity wants group (or SpellHRG, HRG …), "
      "provider (or\n"
      "PROCODET) where it has market forces factors, pod or what its pods.csv asks for, and date where it is to be "
      "looked\n"
      "at; docs/price.md lists every name. It adds price_pod, price_base, price, price_steps, price_line, price_tariff "
      "and\n"
      "price_fault; a row that cannot be priced is kept, with its fault.\n"
      "Example:\n  onepot price value --tariff tariffs/ashdale-2026-27 needs.csv --out priced.csv");
  const auto o = std::make_shared<Options>();
  verb->add_option("--tariff", o->tariffs, "folder of the tariff; of activity, several of different periods")
      ->allow_extra_args(false)
      ->required();
  verb->add_option("--currency", o->currency, "folder of its currency; found beside the tariff when not given");
  verb->add_option("--out", o->out, "the records with their prices; - is standard output")->required();
  verb->add_option("IN", o->in, "records, one a row; - is standard input")->required();
  verb->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
