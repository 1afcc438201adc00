// onepot price design: the workbench.
#include "onepot/price/design.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "price/verbs.h"

namespace onepot::cli {
namespace design_command {

struct Options {
  std::string in, cost, out, provider, paid;
  std::vector<std::string> by, up, down, together;
  std::size_t min_group = 30, max_groups = 20, samples = 10;
  double holdout = 0.3;
  std::uint64_t seed = 1;
  unsigned threads = 0;
  bool json = false;
};

Result<std::size_t> column(const price::LinkedCosts& costs, const std::string& name) {
  for (std::size_t k = 0; k < costs.known.size(); ++k)
    if (costs.known[k].name == name) return k;
  return refuse("unknown-column", "'" + name + "' is not one of the columns in --by");
}

/// "age:18..64" or "area:Thornby|Oxmere".
Result<price::Together> read_together(const price::LinkedCosts& costs, const std::string& text) {
  const auto colon = text.find(':');
  const auto bad = [&] {
    return refuse("bad-together",
                  "'" + text + "' does not say what stays together; expected COLUMN:18..64 or COLUMN:code|code");
  };
  if (colon == std::string::npos) return bad();
  price::Together out;
  ONEPOT_TRY(out.known, column(costs, text.substr(0, colon)));
  const price::Known& known = costs.known[out.known];
  const std::string what = text.substr(colon + 1);
  if (known.kind == price::Attribute::Kind::count) {
    const auto dots = what.find("..");
    if (dots == std::string::npos) return bad();
    std::int64_t unit = 1;
    for (int i = 0; i < known.places; ++i) unit *= 10;
    const auto number = [&](std::string_view digits, std::int64_t& to) {
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
      to *= unit;
      return error == std::errc() && end == digits.data() + digits.size();
    };
    const std::string_view view(what);
    if (!number(view.substr(0, dots), out.low) || !number(view.substr(dots + 2), out.high) || out.low >= out.high)
      return bad();
    return out;
  }
  for (const auto& code : list_of(what)) {
    const auto at = std::ranges::find(known.codes, code);
    if (at == known.codes.end()) return refuse("unknown-code", "'" + code + "' does not occur in " + known.name);
    out.codes.push_back(static_cast<std::uint32_t>(at - known.codes.begin()));
  }
  if (out.codes.size() < 2) return bad();
  return out;
}

Result<price::DesignRules> read_rules(const Options& o, const price::LinkedCosts& costs) {
  price::DesignRules rules;
  rules.min_group = o.min_group;
  rules.max_groups = o.max_groups;
  rules.threads = o.threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : o.threads;
  const auto direct = [&](const std::vector<std::string>& names, int direction) -> Result<void> {
    for (const auto& name : names) {
      ONEPOT_TRY(const auto k, column(costs, name));
      if (costs.known[k].kind == price::Attribute::Kind::code)
        return refuse("no-order",
                      "'" + name + "' holds codes, which have no order; only counts and yes/no rise or fall");
      rules.direction.resize(costs.known.size(), 0);
      rules.direction[k] = direction;
    }
    return {};
  };
  ONEPOT_CHECK(direct(o.up, 1));
  ONEPOT_CHECK(direct(o.down, -1));
  for (const auto& text : o.together) {
    ONEPOT_TRY(auto together, read_together(costs, text));
    rules.together.push_back(std::move(together));
  }
  return rules;
}

/// A statistic in pounds, rounded to the penny for the eye: it is not money that moves.
std::string pounds(double pence) {
  return to_decimal(Pence(std::llround(pence)));
}
double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

json::array to_json(const std::vector<price::ProviderOutcome>& providers) {
  json::array out;
  for (const auto& p : providers)
    out.push_back(json::object{{"provider", p.provider},
                               {"people", p.people},
                               {"cost", to_decimal(p.cost)},
                               {"paid_now", to_decimal(p.paid_now)},
                               {"by_groups", to_decimal(p.by_groups)},
                               {"difference", to_decimal(p.by_groups - p.paid_now)}});
  return out;
}

std::string table_of(const std::vector<price::ProviderOutcome>& providers) {
  std::string out = fmt::format("\n{:<12} {:>8} {:>16} {:>16} {:>16} {:>16}\n", "provider", "people", "cost",
                                "paid now", "by groups", "difference");
  for (const auto& p : providers)
    out += fmt::format("{:<12} {:>8} {:>16} {:>16} {:>16} {:>16}  {}\n", p.provider, p.people, to_decimal(p.cost),
                       to_decimal(p.paid_now), to_decimal(p.by_groups), to_decimal(p.by_groups - p.paid_now),
                       p.by_groups > p.paid_now   ? "wins"
                       : p.by_groups < p.paid_now ? "loses"
                                                  : "the same");
  return out;
}

json::object to_json(const price::Design& d) {
  json::array groups;
  for (const auto& g : d.groups) {
    json::object o{{"group", g.id},          {"rule", g.rule},     {"n", g.people},
                   {"mean", pounds(g.mean)}, {"sd", pounds(g.sd)}, {"cv", rounded(g.cv)}};
    if (d.holdout > 0) {
      o["n_holdout"] = g.holdout_people;
      o["mean_holdout"] = g.holdout_people > 0 ? json::value(pounds(g.holdout_mean)) : json::value(nullptr);
    }
    groups.push_back(std::move(o));
  }
  return {{"groups", std::move(groups)},
          {"train", d.train},
          {"holdout", d.holdout},
          {"riv_train", rounded(d.riv_train)},
          {"riv_holdout", d.riv_holdout ? json::value(rounded(*d.riv_holdout)) : json::value(nullptr)},
          {"stability", rounded(d.stability)}};
}

std::string table_of(const price::Design& d) {
  std::string out = fmt::format("{:<5} {:>8} {:>12} {:>12} {:>6}  {}\n", "group", "people", "mean", "sd", "cv", "who");
  for (const auto& g : d.groups)
    out += fmt::format("{:<5} {:>8} {:>12} {:>12} {:>6.2f}  {}\n", g.id, g.people, pounds(g.mean), pounds(g.sd), g.cv,
                       g.rule);
  out += fmt::format("\nThe groups explain {:.1f} % of the variance of the {} people they were made from",
                     d.riv_train * 100, d.train);
  if (d.riv_holdout) out += fmt::format(", and {:.1f} % of {} others", *d.riv_holdout * 100, d.holdout);
  out += fmt::format(
      ".\nOther samples give groups that agree with these to {:.2f} (1: the same, 0: as chance would).\n", d.stability);
  return out;
}

int run(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto costs = price::read_costs(*text, o.in, o.cost, o.by);
  if (!costs) return refused(costs.error());
  std::vector<std::string> known = o.by;
  known.insert(known.end(), {o.cost, o.provider, o.paid});
  warn(passed_over(*text, o.in, known));
  const auto rules = read_rules(o, *costs);
  if (!rules) return refused(rules.error());
  const auto made = price::design(*costs, *rules, o.holdout, o.samples, o.seed);
  if (!made) return refused(Refusal{made.error().code, made.error().sentence, {o.in, 0, ""}});
  std::vector<price::ProviderOutcome> providers;
  if (!o.provider.empty()) {
    const auto beside = price::read_costs(*text, o.in, o.paid.empty() ? o.cost : o.paid, {o.provider});
    if (!beside) return refused(beside.error());
    providers = price::outcomes(*made, *costs, beside->known.front(), beside->pence);
  }
  const auto out = std::filesystem::path(o.out).lexically_normal();
  const std::string id = (out.has_filename() ? out : out.parent_path()).filename().string();
  const auto folder = price::published(*made, *costs, o.out, id);
  // A draft that the engine would not load is not worth writing.
  if (const auto loads = price::load_currency(folder); !loads) return refused(loads.error());
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error) return refused(Refusal{"machine", "cannot make the folder: " + error.message(), {o.out, 0, ""}});
  for (const auto& [name, bytes] : folder.files)
    if (const auto done = write_file((out / name).string(), bytes); !done) return refused(done.error());
  std::string report;
  if (o.json) {
    auto document = to_json(*made);
    if (!providers.empty()) document["providers"] = to_json(providers);
    report = json::pretty(document);
  } else {
    report = table_of(*made) + (providers.empty() ? "" : table_of(providers));
  }
  std::fwrite(report.data(), 1, report.size(), stdout);
  return exit_done;
}

}  // namespace design_command

void add_price_design(CLI::App& price, int& exit) {
  using namespace design_command;
  auto* verb = price.add_subcommand("design", "Make groups from linked costs, judge them, and write a draft currency");
  verb->footer(
      "Example:\n  onepot price design costs.csv --cost cost --by age,nights,kind --never-less nights --out "
      "draft-groups");
  const auto o = std::make_shared<Options>();
  verb->add_option("COSTS", o->in, "one row a person; - is standard input")->required();
  verb->add_option("--cost", o->cost, "the column with what each person's support cost, in pounds")->required();
  verb->add_option("--by", o->by, "columns that may divide people, joined by commas")
      ->required()
      ->delimiter(',')
      ->allow_extra_args(false);
  verb->add_option("--min-group", o->min_group, "least people in a group")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  verb->add_option("--max-groups", o->max_groups, "most groups")->capture_default_str()->check(CLI::Range(1, 10'000));
  verb->add_option("--holdout", o->holdout, "part of the people kept back to judge the groups by")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.9));
  verb->add_option("--never-less", o->up, "columns of which a greater value never costs less")->delimiter(',');
  verb->add_option("--never-more", o->down, "columns of which a greater value never costs more")->delimiter(',');
  verb->add_option("--keep-together", o->together, "what no division may part: age:18..64 or area:Thornby|Oxmere");
  verb->add_option("--provider", o->provider, "column of who provides: says who would win and lose by these groups");
  verb->add_option("--paid", o->paid, "column of what they are paid now, in pounds; without it, what it cost");
  verb->add_option("--samples", o->samples, "other samples that judge how stable the groups are")
      ->capture_default_str();
  verb->add_option("--seed", o->seed, "of the random division")->capture_default_str();
  verb->add_option("--threads", o->threads, "0: all cores; changes nothing but the time");
  verb->add_option("--out", o->out, "folder of the draft currency")->required();
  verb->add_flag("--json", o->json, "one JSON document");
  verb->callback([o, &exit] { exit = run(*o); });
}

}  // namespace onepot::cli
