// onepot price import-prices: a published list of prices as the folder of a tariff.
#include <filesystem>
#include <memory>

#include "onepot/base/files.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace import_command {

struct Options {
  std::string in, out, mff, id, name, version = "1", currency = "hrg", from, until, status = "live", year, owner,
                                      source, other;
};

/// "2425" is April 2024 to March 2025.
std::optional<Period> year_of(const std::string& digits) {
  if (digits.size() != 4 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int from = 2000 + std::stoi(digits.substr(0, 2));
  if ((from + 1) % 100 != std::stoi(digits.substr(2))) return std::nullopt;
  return Period{Date(from, 4, 1), Date(from + 1, 3, 31)};
}

Result<void> run(const Options& o) {
  price::PriceList list;
  list.file = o.in;
  ONEPOT_TRY(list.text, read_file(o.in));
  if (!o.mff.empty()) {
    list.mff_file = o.mff;
    ONEPOT_TRY(list.mff, read_file(o.mff));
  }
  const auto out = std::filesystem::path(o.out).lexically_normal();
  list.id = !o.id.empty() ? o.id : (out.has_filename() ? out : out.parent_path()).filename().string();
  list.name = o.name.empty() ? list.id : o.name;
  list.version = o.version;
  list.currency = o.currency;
  list.year = o.year;
  list.owner = o.owner.empty() ? "not said" : o.owner;
  const auto base = std::filesystem::path(o.in).filename().string();
  list.source = o.source.empty()
                    ? base + (o.mff.empty() ? "" : " and " + std::filesystem::path(o.mff).filename().string())
                    : o.source;
  ONEPOT_TRY(list.status, price::parse_status(o.status, "--status"));
  if (!o.other.empty()) {
    ONEPOT_TRY(list.other_factor, parse_rational(o.other));
  }
  std::string year = o.year;
  if (year.empty())  // the list's own keys say it
    if (const auto quote = list.text.find("\":"); quote != std::string::npos && quote >= 4)
      year = list.text.substr(quote - 4, 4);
  const auto period = year_of(year);
  if (!period && (o.from.empty() || o.until.empty()))
    return refuse("no-period",
                  "from when until when do these prices hold? Give --from 2024-04-01 and --until 2025-03-31",
                  Where{o.in, 0, ""});
  if (period) list.period = *period;
  if (!o.from.empty()) {
    ONEPOT_TRY(list.period.from, parse_date(o.from));
  }
  if (!o.until.empty()) {
    ONEPOT_TRY(list.period.until, parse_date(o.until));
  }
  ONEPOT_TRY(const auto folder, price::import_prices(list, o.out));
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error) return refuse("machine", "cannot make the folder: " + error.message(), Where{o.out, 0, ""});
  for (const auto& [name, bytes] : folder.files) ONEPOT_CHECK(write_file((out / name).string(), bytes));
  ONEPOT_TRY(const auto tariff, price::load_activity_tariff(folder));
  std::int64_t prices = 0;
  for (const auto& unit : tariff.prices) prices += unit ? 1 : 0;
  warn({fmt::format("{}: {} prices of {} units at {} points of delivery, {} market forces factors, {} to {}, {}", o.out,
                    prices, tariff.groups.size(), tariff.pods.size(), tariff.factors.size(), to_iso(tariff.period.from),
                    to_iso(tariff.period.until), to_text(tariff.status))});
  return {};
}

}  // namespace import_command

void add_price_import(CLI::App& price, int& exit) {
  using namespace import_command;
  auto* verb = price.add_subcommand("import-prices", "Make a tariff of a published list of prices");
  verb->footer(
      "PRICES is JSON, one object of \"POD-UNIT-YEAR\": pounds, or CSV with the columns group, pod and price.\n"
      "Example:\n  onepot price import-prices hrg_prices_2024_25.json --mff market_forces_factor.csv --out "
      "tariffs/hrg-2024-25");
  const auto o = std::make_shared<Options>();
  verb->add_option("PRICES", o->in, "the list; - is standard input")->required();
  verb->add_option("--out", o->out, "folder of the tariff")->required();
  verb->add_option("--mff", o->mff, "market forces factors: a CSV with provider and mff");
  verb->add_option("--mff-otherwise", o->other,
                   "the factor of every provider that is not in it, such as 1; without it their rows have no price");
  verb->add_option("--year", o->year, "which year of the list, such as 2425");
  verb->add_option("--from", o->from, "first day; otherwise 1 April of the list's year");
  verb->add_option("--until", o->until, "last day");
  verb->add_option("--status", o->status, "draft, shadow or live")->capture_default_str();
  verb->add_option("--id", o->id, "otherwise the folder's name");
  verb->add_option("--name", o->name, "what people call it");
  verb->add_option("--version", o->version, "which edition")->capture_default_str();
  verb->add_option("--currency", o->currency, "the currency whose units are priced")->capture_default_str();
  verb->add_option("--source", o->source, "where the list was published; otherwise its file's name");
  verb->add_option("--owner", o->owner, "who answers for the tariff");
  verb->callback([o, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
