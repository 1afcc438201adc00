// onepot learn rate, spend, maturity, savings: what may be said of it, and how soon.
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"
#include "onepot/learn/verdict/maturity.h"
#include "onepot/learn/verdict/rate_and_total.h"
#include "onepot/learn/verdict/savings.h"

namespace onepot::cli {
namespace verdict_commands {

struct Options {
  std::string in, from, until, began, on, sentence;
  learn::MaturityPlan plan;
  bool json = false;
};

Result<Date> day_of(const std::string& text, const char* option) {
  const auto date = parse_date(text);
  if (!date)
    return refuse("bad-date", "'" + text + "' is not a day for " + option + "; expected one such as 2026-04-01");
  return *date;
}

Result<void> rate(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto measured, learn::read_measured(text, o.in));
  warn(passed_over(text, o.in, {"day", "value"}));
  std::optional<Period> course;
  if (!o.from.empty() || !o.until.empty()) {
    if (o.from.empty() || o.until.empty()) return refuse("bad-period", "expected --from and --until together");
    ONEPOT_TRY(const Date from, day_of(o.from, "--from"));
    ONEPOT_TRY(const Date until, day_of(o.until, "--until"));
    course = Period{from, until};
  }
  const auto r = learn::rate_and_total(measured, course);
  if (!r) return refuse(r.error().code, r.error().sentence, Where{o.in, 0, ""});
  json::array table;
  std::string lines = fmt::format("{:<12}{:<12}{:>12}{:>12}{:>14}{:>12}{:>12}\n", "from", "until", "at first",
                                  "at last", "rate a year", "area", "so far");
  for (const auto& s : r->table) {
    table.push_back(json::object{{"from", to_iso(s.from)},
                                 {"until", to_iso(s.until)},
                                 {"at_from", s.at_from},
                                 {"at_until", s.at_until},
                                 {"a_year", s.a_year},
                                 {"area", s.area},
                                 {"so_far", s.so_far}});
    lines += fmt::format("{:<12}{:<12}{:>12.4f}{:>12.4f}{:>14.4f}{:>12.4f}{:>12.4f}\n", to_iso(s.from), to_iso(s.until),
                         s.at_from, s.at_until, s.a_year, s.area, s.so_far);
  }
  if (o.json)
    return write_file("-", json::pretty(json::object{{"from", to_iso(r->from)},
                                                     {"until", to_iso(r->until)},
                                                     {"now", r->now},
                                                     {"rate_a_year", r->rate_a_year},
                                                     {"rate_low", or_null(r->rate_low)},
                                                     {"rate_high", or_null(r->rate_high)},
                                                     {"rate_from", r->rate_from},
                                                     {"total", r->total},
                                                     {"mean", r->mean},
                                                     {"unknown_days_before", r->unknown_before},
                                                     {"unknown_days_after", r->unknown_after},
                                                     {"table", std::move(table)}}));
  lines +=
      fmt::format("Now {:.4f}, changing by {:.4f} a year{} (from {} measurements)\n", r->now, r->rate_a_year,
                  r->rate_low ? fmt::format(" ({:.4f} to {:.4f})", *r->rate_low, *r->rate_high) : "", r->rate_from);
  lines += fmt::format("Total from {} to {}: {:.4f} (value × years), {:.4f} on average\n", to_iso(r->from),
                       to_iso(r->until), r->total, r->mean);
  lines += fmt::format("What came before the first measurement and after the last is not in the total{}\n",
                       course ? fmt::format(": {} and {} days of this life course", r->unknown_before, r->unknown_after)
                              : std::string());
  return write_file("-", lines);
}

Result<void> spend(const Options& o) {
  ONEPOT_TRY(const Date from, day_of(o.from, "--from"));
  ONEPOT_TRY(const Date until, day_of(o.until, "--until"));
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto costs, learn::read_weekly_costs(text, o.in));
  warn(passed_over(text, o.in, {"what", "from", "until", "a_week", "tags"}));
  ONEPOT_TRY(const auto m, learn::money_rate_and_total(costs, {from, until}));
  json::array list;
  json::object tags;
  std::string lines;
  for (const auto& l : m.lines) {
    list.push_back(json::object{{"what", l.what}, {"days", l.days}, {"total", to_decimal(l.total)}});
    lines += fmt::format("{:<32}{:>8} days{:>16}\n", l.what, l.days, to_decimal(l.total));
  }
  lines +=
      fmt::format("{:<32}{:>13}{:>16}; {} a week now\n", "in all", "", to_decimal(m.total), to_decimal(m.a_week_now));
  for (std::size_t t = 0; t < learn::integrations.size(); ++t) {
    tags[name_of(learn::integrations[t])] =
        json::object{{"total", to_decimal(m.by_tag[t])}, {"a_week_now", to_decimal(m.a_week_by_tag[t])}};
    lines += fmt::format("integration {:<20}{:>13}{:>16}; {} a week now\n", name_of(learn::integrations[t]), "",
                         to_decimal(m.by_tag[t]), to_decimal(m.a_week_by_tag[t]));
  }
  if (o.json)
    return write_file("-", json::pretty(json::object{{"from", to_iso(from)},
                                                     {"until", to_iso(until)},
                                                     {"a_week_now", to_decimal(m.a_week_now)},
                                                     {"total", to_decimal(m.total)},
                                                     {"lines", std::move(list)},
                                                     {"integration", std::move(tags)}}));
  lines += "One cost may be integration of several kinds: those lines do not add up to the total.\n";
  return write_file("-", lines);
}

Result<void> maturity(const Options& o) {
  learn::MaturityPlan plan = o.plan;
  ONEPOT_TRY(plan.began, day_of(o.began, "--began"));
  ONEPOT_TRY(const Date on, day_of(o.on, "--on"));
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto began, learn::read_began(text, o.in));
  warn(passed_over(text, o.in, {"began"}));
  ONEPOT_TRY(auto c, learn::maturity(plan, began, on));
  if (o.json)
    return write_file("-", json::pretty(json::object{{"state", name_of(c.state)},
                                                     {"early", c.early()},
                                                     {"set_up_until", to_iso(c.set_up_until)},
                                                     {"earliest_verdict", to_iso(c.earliest_verdict)},
                                                     {"days_left", c.days_left},
                                                     {"share", c.share},
                                                     {"people", c.people},
                                                     {"people_long_enough", c.people_long_enough},
                                                     {"people_needed", plan.people},
                                                     {"warnings", json::array(c.warnings.begin(), c.warnings.end())}}));
  const std::string clock =
      fmt::format("{}: a verdict from {} on; {} of {} people long enough, {} needed", name_of(c.state),
                  to_words(c.earliest_verdict), c.people_long_enough, c.people, plan.people);
  return write_file("-",
                    learn::Verdict(o.sentence.empty() ? clock : o.sentence + "\n" + clock, std::move(c)).text() + "\n");
}

template <class Kind>
json::object range_json(const learn::KeptRange<Kind>& r) {
  return {{"low", to_decimal(r.low.amount())},
          {"likely", to_decimal(r.likely.amount())},
          {"high", to_decimal(r.high.amount())}};
}
template <class Kind>
std::string range_text(const learn::KeptRange<Kind>& r) {
  return fmt::format("{} ({} to {})", to_decimal(r.likely.amount()), to_decimal(r.low.amount()),
                     to_decimal(r.high.amount()));
}

Result<void> savings(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  ONEPOT_TRY(const auto s, learn::read_savings(text, o.in));
  warn(passed_over(text, o.in,
                   {"kind", "what", "low", "likely", "high", "source", "to", "budget", "agreed_by", "from"}));
  json::array avoided, cashable;
  std::string lines = "Cost avoided a year: nobody's budget is smaller for it\n";
  for (const auto& l : s.avoided) {
    avoided.push_back(
        json::object{{"what", l.what}, {"to", l.to}, {"source", l.source}, {"a_year", range_json(l.a_year)}});
    lines += fmt::format("  {:<40}{} [{}]\n", l.what, range_text(l.a_year), l.source);
  }
  lines += fmt::format("  {:<40}{}\n", "in all", range_text(s.avoided_a_year));
  lines += "Money that leaves a budget a year\n";
  for (const auto& l : s.cashable) {
    cashable.push_back(json::object{{"what", l.what},
                                    {"budget", l.budget},
                                    {"agreed_by", l.agreed_by},
                                    {"from", to_iso(l.from)},
                                    {"source", l.source},
                                    {"a_year", range_json(l.a_year)}});
    lines += fmt::format("  {:<40}{} from {}, {}, agreed by {} [{}]\n", l.what, range_text(l.a_year), to_iso(l.from),
                         l.budget, l.agreed_by, l.source);
  }
  lines += fmt::format("  {:<40}{}\n", "in all", range_text(s.cashable_a_year));
  lines += "The two are different things and are never added.\n";
  if (!o.json) return write_file("-", lines);
  return write_file("-",
                    json::pretty(json::object{
                        {"avoided", {{"lines", std::move(avoided)}, {"a_year", range_json(s.avoided_a_year)}}},
                        {"cashable", {{"lines", std::move(cashable)}, {"a_year", range_json(s.cashable_a_year)}}}}));
}

CLI::App* verb(CLI::App& room, int& exit, const char* name, const char* what, const char* footer,
               const std::shared_ptr<Options>& o, Result<void> (*run)(const Options&)) {
  auto* v = room.add_subcommand(name, what);
  v->footer(footer);
  v->add_option("IN", o->in, "a CSV file; - is standard input")->required();
  v->add_flag("--json", o->json, "one JSON document");
  v->callback([o, run, &exit] {
    if (const auto done = run(*o); !done) exit = refused(done.error());
  });
  return v;
}

}  // namespace verdict_commands

void add_learn_verdict(CLI::App& room, int& exit) {
  using namespace verdict_commands;
  auto o = std::make_shared<Options>();
  auto* v = verb(
      room, exit, "rate", "What a measure is now, how it changes, and what it came to over a life course",
      "Columns: day,value.\nExample:\n  onepot learn rate wellbeing.csv --from 2020-04-01 --until 2026-03-31", o, rate);
  v->add_option("--from", o->from, "the life course asked for begins");
  v->add_option("--until", o->until, "… and ends, that day included");
  o = std::make_shared<Options>();
  v = verb(
      room, exit, "spend", "What is spent a week now, and in all over a life course, by kind of integration",
      "Columns: what,from,until,a_week[,tags]; an empty until goes on. Tags joined by |: across-health, "
      "across-boundaries, of-resources, around-the-person.\nExample:\n  onepot learn spend costs.csv --from 2024-04-01 "
      "--until 2026-03-31",
      o, spend);
  v->add_option("--from", o->from, "the life course begins")->required();
  v->add_option("--until", o->until, "… and ends, that day included")->required();
  o = std::make_shared<Options>();
  v = verb(room, exit, "maturity", "Whether it is too early for a verdict",
           "Column: began, one row a person.\nExample:\n  onepot learn maturity people.csv --began 2025-04-01 --on "
           "2026-04-01 --set-up 12 --effect 12 --people 30",
           o, maturity);
  v->add_option("--began", o->began, "the first day of setting it up")->required();
  v->add_option("--on", o->on, "the day on which somebody wants a verdict")->required();
  v->add_option("--set-up", o->plan.set_up_months, "months that setting up takes")->capture_default_str();
  v->add_option("--effect", o->plan.effect_months, "months of support before its effect can be seen")
      ->capture_default_str();
  v->add_option("--people", o->plan.people, "how many must have had it that long")->capture_default_str();
  v->add_option("--verdict", o->sentence, "a sentence to print with its warnings");
  o = std::make_shared<Options>();
  verb(room, exit, "savings", "Costs avoided and cashable savings, each by itself and never added",
       "Columns: kind (avoided or cashable),what,low,likely,high,source and to,budget,agreed_by,from.\nExample:\n  "
       "onepot "
       "learn savings lines.csv",
       o, savings);
}

}  // namespace onepot::cli
