// onepot price value: records of needs, or rows of activity, with their prices.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <thread>

#include "onepot/base/files.h"
#include "onepot/price/records.h"
#include "onepot/price/rows/row_stream.h"
#include "price/open/open.h"
#include "price/open/out_files.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace value_command {

struct Options {
  std::string currency, in, out;
  std::vector<std::string> tariffs;
  unsigned threads = 0;
};

Result<void> value_needs(const Options& o) {
  ONEPOT_TRY(const auto priced_by, needs_tariff_at(o.tariffs.front(), o.currency));
  const auto& currency = priced_by.first;
  const auto& tariff = priced_by.second;
  ONEPOT_TRY(const auto records, records_at(currency, o.in));
  std::vector<std::vector<std::string>> values;
  for (const auto& row : records.rows) {
    if (!row.faults.empty()) {
      values.push_back({"", "", "", "", "", row.faults.front().code});
      continue;
    }
    ONEPOT_TRY(const auto line, price::price_record(currency, tariff, row.record));
    values.push_back({currency.groups[line.decision.group].id, to_decimal(line.week), to_decimal(line.low),
                      to_decimal(line.high), tariff.grades[line.grade].id, ""});
  }
  return write_file(
      o.out, with_columns(records.table, {"price_group", "price_week", "price_low", "price_high", "evidence", "fault"},
                          values));
}

/// One thread's part: rows with their prices behind them.
class ValueStage final : public price::RowStage {
 public:
  explicit ValueStage(price::Valuer valuer) : valuer_(std::move(valuer)) {}
  void treat(const csv::Scanner& row, std::string& out) override {
    const auto valued = valuer_.value(row.fields());
    price::append_row(row, out);
    valuer_.append(valued, out);
    out += '\n';
    ++rows;
    if (valued.price.fault.empty())
      sum += valued.price.price;
    else
      ++faults[std::string(valued.price.fault)];
  }
  std::int64_t rows = 0;
  Pence sum;
  std::map<std::string, std::int64_t> faults;

 private:
  price::Valuer valuer_;
};

/// Bytes of a file, or of standard input.
Result<price::RowSource> source_of(const std::string& path) {
  const std::shared_ptr<std::FILE> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"),
                                        [](std::FILE* f) { return f == nullptr || f == stdin ? 0 : std::fclose(f); });
  if (!file) return refuse("no-file", std::string("cannot be read: ") + std::strerror(errno), Where{path, 0, ""});
  std::setvbuf(file.get(), nullptr, _IONBF, 0);  // it is read by the million bytes
  return price::RowSource([file, path](char* to, std::size_t most) -> Result<std::size_t> {
    const std::size_t n = std::fread(to, 1, most, file.get());
    if (n == 0 && std::ferror(file.get()) != 0)
      return refuse("no-file", "could not be read to its end", Where{path, 0, ""});
    return n;
  });
}

void tell(const Options& o, const std::vector<price::ActivityTariff>& tariffs,
          const std::vector<std::unique_ptr<price::RowStage>>& stages) {
  std::int64_t rows = 0, priced = 0;
  Pence sum;
  std::map<std::string, std::int64_t> faults;
  for (const auto& stage : stages) {
    const auto& part = dynamic_cast<const ValueStage&>(*stage);
    rows += part.rows;
    sum += part.sum;
    for (const auto& [code, n] : part.faults) faults[code] += n;
  }
  priced = rows;
  for (const auto& t : tariffs)
    if (t.status != price::Status::live)
      warn({fmt::format("{} is {}: it prices everything and moves no money", t.id, to_text(t.status))});
  for (const auto& [code, n] : faults) {
    priced -= n;
    warn({fmt::format("{}: {} of {} rows have no price: {}", o.in, n, rows, code)});
  }
  warn({fmt::format("{} rows priced, {} in all", priced, to_pounds(sum))});
}

Result<void> value_activity(const Options& o) {
  ONEPOT_TRY(const auto tariffs, activity_tariffs_at(o.tariffs));
  ONEPOT_TRY(const auto source, source_of(o.in));
  OutFiles files;
  const bool to_file = o.out != "-";
  if (to_file) ONEPOT_CHECK(files.add(o.out));
  const price::RowSink sink = [&](std::string_view text) -> Result<void> {
    if (to_file) return files.write(0, text);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
      return refuse("machine", "standard output could not be written");
    return {};
  };
  const unsigned threads = o.threads != 0 ? o.threads : std::max(1U, std::thread::hardware_concurrency());
  ONEPOT_TRY(const auto stages, price::stream_rows(
                                    source, o.in,
                                    [&](const std::vector<std::string>& header,
                                        unsigned count) -> Result<std::vector<std::unique_ptr<price::RowStage>>> {
                                      ONEPOT_TRY(const auto valuer, price::Valuer::over(tariffs, header, o.in));
                                      for (const auto& warning : valuer.warnings()) warn({o.in + ": " + warning});
                                      auto columns = header;
                                      columns.insert(columns.end(), price::Valuer::columns().begin(),
                                                     price::Valuer::columns().end());
                                      ONEPOT_CHECK(sink(csv::line(columns)));
                                      std::vector<std::unique_ptr<price::RowStage>> out;
                                      for (unsigned t = 0; t < count; ++t)
                                        out.push_back(std::make_unique<ValueStage>(valuer));
                                      return out;
                                    },
                                    sink, threads));
  if (to_file) ONEPOT_CHECK(files.finish());
  tell(o, tariffs, stages);
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
  verb->add_option("--threads", o->threads,
                   "of a tariff of activity; all cores when not given; changes nothing but the time");
  verb->add_option("IN", o->in, "records, one a row; - is standard input")->required();
  verb->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
