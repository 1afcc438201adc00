// onepot price reconcile: what actual activity changes in what was paid in advance.
#include <filesystem>
#include <memory>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/price/plan.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace reconcile_command {

struct Options {
  std::string plan, actual, out, through, as_of;
  std::vector<std::string> posted;
  bool json = false;
};

struct Sums {
  Pence plan, posted, adjustments, actual, priced;
};
Sums sums_of(const price::Reconciled& r) {
  Sums out;
  for (const auto& m : r.months) {
    out.plan += m.plan, out.posted += m.posted, out.adjustments += m.adjustments, out.actual += m.actual;
    out.priced += m.priced;
  }
  return out;
}

json::object figures(Pence plan, Pence posted, Pence adjustments, Pence actual, Pence priced) {
  return {{"plan", to_decimal(plan)},
          {"posted_before", to_decimal(posted)},
          {"adjustments", to_decimal(adjustments)},
          {"actual", to_decimal(actual)},
          {"sum_of_prices", to_decimal(priced)}};
}

json::object to_json(const price::Reconciled& r) {
  const Sums all = sums_of(r);
  json::object out = figures(all.plan, all.posted, all.adjustments, all.actual, all.priced);
  out["posted_rows"] = r.adjustments.size();
  out["activity_rows"] = r.rows;
  out["without_a_price"] = r.unpriced;
  out["late"] = json::object{{"rows", r.late}, {"amount", to_decimal(r.late_pounds)}};
  out["not_yet_received"] = r.unknown_yet;
  json::array months;
  for (const auto& m : r.months) {
    json::object o{{"month", m.month}};
    for (auto& [key, value] : figures(m.plan, m.posted, m.adjustments, m.actual, m.priced)) o[key] = value;
    months.push_back(std::move(o));
  }
  out["months"] = std::move(months);
  return out;
}

std::string table_of(const price::Reconciled& r) {
  std::string out =
      fmt::format("{:<8} {:>18} {:>18} {:>18} {:>18}\n", "month", "plan", "posted before", "to post now", "actual");
  for (const auto& m : r.months)
    out += fmt::format("{:<8} {:>18} {:>18} {:>18} {:>18}\n", m.month, to_decimal(m.plan), to_decimal(m.posted),
                       to_decimal(m.adjustments), to_decimal(m.actual));
  const Sums all = sums_of(r);
  out += fmt::format("{:<8} {:>18} {:>18} {:>18} {:>18}\n", "all", to_decimal(all.plan), to_decimal(all.posted),
                     to_decimal(all.adjustments), to_decimal(all.actual));
  if (all.priced != all.actual)
    out += fmt::format("The prices come to {}; the contract's terms make it {}.\n", to_pounds(all.priced),
                       to_pounds(all.actual));
  if (r.late > 0)
    out += fmt::format("{} rows, {}, came after their month was frozen and are not paid for.\n", r.late,
                       to_pounds(r.late_pounds));
  if (r.unpriced > 0) out += fmt::format("{} of {} rows have no price and count for nothing.\n", r.unpriced, r.rows);
  return out;
}

int run(const Options& o) {
  price::ReconcileOptions options;
  if (!o.through.empty()) options.through = o.through.substr(0, 7);
  if (!o.as_of.empty()) {
    const auto day = parse_date(o.as_of);
    if (!day) return refused(day.error());
    options.as_of = *day;
  }
  const auto same_file = [&](const std::string& other) {
    std::error_code error;
    return std::filesystem::equivalent(o.out, other, error) && !error;
  };
  for (const auto& name : o.posted)
    if (same_file(name))
      return refused(Refusal{"append-only",
                             "what was posted is never written over; give the new adjustments a file of their own",
                             {name, 0, ""}});
  price::ReconcileFiles files{{}, {}, o.plan, o.actual, {}};
  const auto plan = read_file(o.plan), actual = read_file(o.actual);
  if (!plan) return refused(plan.error());
  if (!actual) return refused(actual.error());
  files.plan = *plan;
  files.actual = *actual;
  for (const auto& name : o.posted) {
    auto text = read_file(name);
    if (!text) return refused(text.error());
    files.posted.emplace_back(name, std::move(*text));
  }
  const auto done = price::reconcile(files, options);
  if (!done) return refused(done.error());
  warn(done->warnings);
  if (const auto written = write_file(o.out, price::adjustments_csv(*done)); !written) return refused(written.error());
  const std::string report = o.json ? json::pretty(to_json(*done)) : table_of(*done);
  std::fwrite(report.data(), 1, report.size(), o.out == "-" ? stderr : stdout);
  return exit_done;
}

}  // namespace reconcile_command

void add_price_reconcile(CLI::App& price, int& exit) {
  using namespace reconcile_command;
  auto* verb = price.add_subcommand("reconcile", "Settle a plan by actual activity: only differences are posted");
  verb->footer(
      "PLAN.csv: month and amount, with provider, line, group and pod where it has them. VALUED.csv: month or a date, "
      "and price\n"
      "or amount; what `onepot price value` wrote is read as it is. `received` beside a month's freeze date keeps late "
      "activity\n"
      "out. ADJUSTMENTS.csv: provider, line, group, pod, month, reason, plan, posted, actual, amount; in each row plan "
      "+ posted\n"
      "+ amount = actual. Give every earlier file with --posted; run again with nothing new, nothing is posted.\n"
      "Example:\n  onepot price reconcile --plan plan.csv --actual valued.csv --posted may.csv --posted june.csv --out "
      "july.csv");
  const auto o = std::make_shared<Options>();
  verb->add_option("--plan", o->plan, "what was planned and paid in advance")->required();
  verb->add_option("--actual", o->actual, "all activity of the year so far, with its prices")->required();
  verb->add_option("--posted", o->posted, "adjustments posted earlier, each file once");
  verb->add_option("--out", o->out, "the adjustments to post now; - is standard output")->required();
  verb->add_option("--through", o->through, "last month to settle, such as 2026-06; otherwise all that is planned");
  verb->add_option("--as-of", o->as_of, "what was known on this day: rows received later wait");
  verb->add_flag("--json", o->json, "one JSON document");
  verb->callback([o, &exit] { exit = run(*o); });
}

}  // namespace onepot::cli
