// onepot pot policy | clawback: a place's savings rules, and what they say of pots in a file.
#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/pot/policy/rule_csv.h"
#include "onepot/pot/policy/standings_csv.h"
#include "pot/verbs.h"

namespace onepot::cli {
namespace {

struct PotPolicyOptions {
  std::string rules, pots, day;
  bool json = false;
};

/// Reads the rules; prints what is wrong with them and gives nothing where something is.
std::optional<std::vector<pot::SavingsRule>> rules_of(const std::string& file, int& exit) {
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto text = read_file(file);
  if (!text) return exit = refused(text.error()), std::nullopt;
  const auto table = csv::parse(*text, file);
  if (!table) return exit = refused(table.error()), std::nullopt;
  auto rules = pot::read_savings_rules(*table, refusals, warnings);
  warn(warnings);
  if (!refusals.empty()) return exit = refused(refusals), std::nullopt;
  return rules;
}

json::value pence_json(Pence amount) {
  return json::value(to_decimal(amount));
}

std::string whose(const Rational& share) {
  if (share == Rational(0)) return "the funder";
  if (share == Rational(1)) return "the person";
  return "the person " + to_string(share) + ", the funder the rest";
}

json::object rule_json(const pot::SavingsRule& r) {
  json::array streams;
  for (const auto& s : r.streams) streams.emplace_back(s);
  json::object out{{"rule", r.id},
                   {"from", to_iso(r.from)},
                   {"until", r.until ? json::value(to_iso(*r.until)) : json::value()},
                   {"holding", r.holding ? json::value(pot::to_string(*r.holding)) : json::value()},
                   {"streams", std::move(streams)},
                   {"cap_weeks", to_string(r.cap_weeks)},
                   {"keep_weeks", r.keep_weeks ? json::value(*r.keep_weeks) : json::value()},
                   {"contingency_weeks", to_string(r.contingency_weeks)},
                   {"redundancy_weeks", to_string(r.redundancy_weeks)},
                   {"person_keeps", to_string(r.person_share)},
                   {"contribution_spent", pot::to_string(r.contribution)},
                   {"refund", pot::to_string(r.refund)},
                   {"payment", pot::to_string(r.payment)},
                   {"least", to_decimal(r.least)},
                   {"notice_days", r.notice_days},
                   {"answer_days", r.answer_days},
                   {"after_answer_days", r.after_answer_days},
                   {"basis", r.basis}};
  return out;
}

void print_rule(const pot::SavingsRule& r) {
  fmt::print("{}\n", r.id);
  const auto line = [](const char* what, const std::string& said) { fmt::print("  {:<24}{}\n", what, said); };
  line("in force", fmt::format("from {}{}", to_words(r.from), r.until ? " until " + to_words(*r.until) : ""));
  line("for money held as", r.holding ? std::string(pot::to_string(*r.holding)) : "any");
  line("of the streams", r.streams.empty() ? "all that no other rule names" : join(r.streams, ", "));
  line("may stay", to_string(r.cap_weeks) + " weeks' money" +
                       (r.keep_weeks ? fmt::format(", none of it untouched for {} weeks", *r.keep_weeks) : ""));
  line("kept back", fmt::format("{} weeks for what nobody foresees, {} more where somebody is employed",
                                to_string(r.contingency_weeks), to_string(r.redundancy_weeks)));
  line("a saving belongs to", whose(r.person_share));
  line("contribution", fmt::format("paid {}, spent {}", pot::to_string(r.payment), pot::to_string(r.contribution)));
  line("surplus goes back", std::string(pot::to_string(r.refund)));
  line("never less than", to_pounds(r.least));
  line("notice", fmt::format("{} days; a challenge answered in {}, then {} at least", r.notice_days, r.answer_days,
                             r.after_answer_days));
  line("stands on", r.basis);
}

int run_policy(const PotPolicyOptions& options) {
  int exit = exit_done;
  auto rules = rules_of(options.rules, exit);
  if (!rules) return exit;
  if (!options.day.empty()) {
    const auto day = parse_date(options.day);
    if (!day) return refused(Refusal{day.error().code, day.error().sentence, {"--day", 0, ""}});
    std::erase_if(*rules, [&](const pot::SavingsRule& r) { return !r.in_force(*day); });
  }
  if (options.json) {
    json::array all;
    for (const auto& r : *rules) all.push_back(rule_json(r));
    fmt::print("{}\n", boost::json::serialize(json::object{{"rules", std::move(all)}}));
  } else {
    for (const auto& r : *rules) print_rule(r);
  }
  return exit_done;
}

json::object assessed_json(const std::string& person, const pot::Assessed& a) {
  json::array parts;
  for (const auto& p : a.parts)
    parts.push_back(json::object{
        {"stream", p.stream}, {"amount", pence_json(p.amount)}, {"to", p.own ? "person" : "funder:" + p.stream}});
  return {{"person", person},
          {"rule", a.rule ? json::value(a.rule->id) : json::value()},
          {"week", pence_json(a.week)},
          {"balance", pence_json(a.balance)},
          {"committed", pence_json(a.committed)},
          {"free", pence_json(a.free)},
          {"cap", pence_json(a.cap)},
          {"contingency", pence_json(a.contingency)},
          {"redundancy", pence_json(a.redundancy)},
          {"set_aside", pence_json(a.set_aside)},
          {"over", pence_json(a.over)},
          {"stood", pence_json(a.stood)},
          {"surplus", pence_json(a.surplus)},
          {"kept", pence_json(a.kept)},
          {"returned", pence_json(a.returned)},
          {"refunded", pence_json(a.refunded)},
          {"too_small", a.too_small},
          {"parts", std::move(parts)}};
}

void print_assessed(const std::string& person, const pot::Assessed& a) {
  if (!a.rule) {
    fmt::print("{}: no rule is stated for {} of this pot: all of it stays\n", person, to_pounds(a.free));
    return;
  }
  fmt::print("{}: {} free under '{}', surplus {}", person, to_pounds(a.free), a.rule->id, to_pounds(a.surplus));
  if (a.too_small) fmt::print(", less than the rule asks back");
  if (a.kept > Pence()) fmt::print(", {} of it kept by the person", to_pounds(a.kept));
  fmt::print("\n");
  for (const auto& p : a.parts)
    fmt::print("  {:>12}  of {} to {}\n", to_decimal(p.amount), p.stream, p.own ? "the person" : "its funder");
}

int run_clawback(const PotPolicyOptions& options) {
  const auto day = parse_date(options.day);
  if (!day) return refused(Refusal{day.error().code, day.error().sentence, {"--day", 0, ""}});
  int exit = exit_done;
  const auto rules = rules_of(options.rules, exit);
  if (!rules) return exit;
  const auto text = read_file(options.pots);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, options.pots);
  if (!table) return refused(table.error());
  Refusals refusals;
  std::vector<std::string> warnings;
  const auto pots = pot::read_standings(*table, *day, refusals, warnings);
  warn(warnings);
  if (!refusals.empty()) return refused(refusals);
  json::array all;
  for (const auto& one : pots)
    for (const auto& a : pot::assess(*rules, one.pot)) {
      if (options.json)
        all.push_back(assessed_json(one.person, a));
      else
        print_assessed(one.person, a);
    }
  if (options.json)
    fmt::print("{}\n", boost::json::serialize(json::object{{"day", to_iso(*day)}, {"pots", std::move(all)}}));
  return exit_done;
}

}  // namespace

void add_pot_policy(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotPolicyOptions>();
  auto* verb = pot.add_subcommand("policy", "A place's rules about money left over, checked and said in words");
  verb->add_option("RULES", options->rules, "CSV of rules, as rules/pot/savings.csv")->required();
  verb->add_option("--day", options->day, "only what is in force on this day");
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot policy rules/pot/savings.csv --day 2026-11-21");
  verb->callback([options, &exit] { exit = run_policy(*options); });
}

void add_pot_clawback(CLI::App& pot, int& exit) {
  auto options = std::make_shared<PotPolicyOptions>();
  auto* verb = pot.add_subcommand("clawback", "What would go back of each pot by the rules: nobody is asked by this");
  verb->add_option("POTS", options->pots,
                   "CSV: person,holding,stream,week,balance,committed and, where known, stood,employs,set_aside")
      ->required();
  verb->add_option("--policy", options->rules, "CSV of rules, as rules/pot/savings.csv")->required();
  verb->add_option("--day", options->day, "the day on which the pots stand so")->required();
  verb->add_flag("--json", options->json, "print one JSON document");
  verb->footer("Example:\n  onepot pot clawback pots.csv --policy rules/pot/savings.csv --day 2026-11-21 --json");
  verb->callback([options, &exit] { exit = run_clawback(*options); });
}

}  // namespace onepot::cli
