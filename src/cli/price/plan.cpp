// onepot price plan: what is expected, month by month, and what is paid for it in advance.
#include "onepot/price/plan.h"

#include <memory>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "price/open/open.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace plan_command {

struct Options {
  std::string tariff, currency, in, out, year, pay = "auto", profile;
  std::int64_t freeze_days = -1;
  bool json = false;
};

Result<price::ActivityTariff> tariff_of(const Options& o) {
  ONEPOT_TRY(const bool activity, prices_activity(o.tariff));
  if (activity) {
    ONEPOT_TRY(auto tariffs, activity_tariffs_at({o.tariff}));
    return std::move(tariffs.front());
  }
  ONEPOT_TRY(const auto needs, needs_tariff_at(o.tariff, o.currency));
  return price::as_activity(needs.first, needs.second);
}

Result<price::PlanOptions> options_of(const Options& o) {
  price::PlanOptions out;
  ONEPOT_TRY(out.year, parse_date(o.year.size() == 7 ? o.year + "-01" : o.year));
  if (out.year.ymd().day() != std::chrono::day(1))
    return refuse("bad-year", "a planned year begins on the first of a month, such as 2026-04-01",
                  Where{"--year", 0, ""});
  using Pay = price::PlanOptions::Pay;
  out.pay = o.pay == "expected"   ? Pay::expected
            : o.pay == "twelfths" ? Pay::twelfths
            : o.pay == "profile"  ? Pay::profile
                                  : Pay::automatic;
  if (!o.profile.empty()) {
    ONEPOT_TRY(const auto text, read_file(o.profile));
    ONEPOT_TRY(const auto table, csv::parse(text, o.profile));
    ONEPOT_TRY(out.profile, price::read_profile(table, out.year));
  }
  if (o.freeze_days >= 0) out.freeze_days = o.freeze_days;
  return out;
}

std::string table_of(const price::Plan& plan) {
  std::map<std::string, std::pair<Pence, Pence>> months;
  Pence value, amount;
  for (const auto& r : plan.rows) {
    months[r.month].first += r.value;
    months[r.month].second += r.amount;
    value += r.value;
    amount += r.amount;
  }
  std::string out = fmt::format("{:<10} {:>20} {:>20}\n", "month", "expected", "paid in advance");
  for (const auto& [month, sums] : months)
    out += fmt::format("{:<10} {:>20} {:>20}\n", month, to_decimal(sums.first), to_decimal(sums.second));
  return out + fmt::format("{:<10} {:>20} {:>20}\n", "year", to_decimal(value), to_decimal(amount));
}

int run(const Options& o) {
  const auto tariff = tariff_of(o);
  if (!tariff) return refused(tariff.error());
  const auto options = options_of(o);
  if (!options) return refused(options.error());
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, o.in);
  if (!table) return refused(table.error());
  const auto plan = price::make_plan(*tariff, *table, *options);
  if (!plan) return refused(plan.error());
  warn(plan->warnings);
  if (const auto done = write_file(o.out, price::plan_csv(*plan)); !done) return refused(done.error());
  std::string report;
  if (o.json) {
    Pence value, amount;
    for (const auto& r : plan->rows) value += r.value, amount += r.amount;
    report = json::pretty(json::object{{"tariff", plan->tariff},
                                       {"version", plan->version},
                                       {"rows", plan->rows.size()},
                                       {"expected", to_decimal(value)},
                                       {"paid_in_advance", to_decimal(amount)}});
  } else {
    report = table_of(*plan);
  }
  // Where the plan itself goes to standard output, what is said of it does not.
  std::fwrite(report.data(), 1, report.size(), o.out == "-" ? stderr : stdout);
  return exit_done;
}

}  // namespace plan_command

void add_price_plan(CLI::App& price, int& exit) {
  using namespace plan_command;
  auto* verb = price.add_subcommand("plan", "Expected activity × price by month, and what is paid in advance");
  verb->footer(
      "EXPECTED.csv: group and activity; where wanted provider, pod, month (2026-04, a date, or 1 to 12) and what the "
      "tariff\n"
      "asks for. Without month the activity is the year's. PLAN.csv: provider, line, group, pod, month, expected, "
      "unit_price,\n"
      "value, amount (paid in advance), due, freeze, terms, tariff. Only a live tariff plans.\n"
      "Example:\n  onepot price plan --tariff tariffs/hrg-2026-27 expected.csv --year 2026-04-01 --out plan.csv");
  const auto o = std::make_shared<Options>();
  verb->add_option("--tariff", o->tariff, "folder of the tariff")->required();
  verb->add_option("--currency", o->currency,
                   "folder of its currency, for a tariff of needs; found beside it when not given");
  verb->add_option("EXPECTED", o->in, "expected activity; - is standard input")->required();
  verb->add_option("--year", o->year, "first day of the planned year")->required();
  verb->add_option("--out", o->out, "the plan; - is standard output")->required();
  verb->add_option("--pay", o->pay,
                   "auto (expected where the rows say months, else twelfths), expected, twelfths or profile")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "expected", "twelfths", "profile"}));
  verb->add_option("--profile", o->profile,
                   "month,share of the twelve months, for years of activity and for --pay profile");
  verb->add_option("--freeze-days", o->freeze_days,
                   "activity received more days than this after its month is not paid for")
      ->check(CLI::Range(0, 3650));
  verb->add_flag("--json", o->json, "one JSON document");
  verb->callback([o, &exit] { exit = run(*o); });
}

}  // namespace onepot::cli
