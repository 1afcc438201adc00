#include "onepot/learn/worth.h"

#include <cstdio>
#include <memory>
#include <thread>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"

namespace onepot::cli {
namespace {

struct WorthOptions {
  std::string in, reference;
  std::vector<double> thresholds{20'000, 30'000};
  std::uint64_t bootstrap = 0, seed = 1;
  unsigned threads = 0;
  bool json = false;
};

json::value as_json(const learn::Doubt& d) {
  return json::array{d.low, d.high};
}
json::value as_json(const std::optional<learn::Doubt>& d) {
  return d ? as_json(*d) : json::value(nullptr);
}

json::object worth_json(const learn::Worth& w) {
  json::array increments, frontier, icers, eib, ceac, evpi;
  for (const auto& i : w.increments)
    increments.push_back(json::object{{"strategy", i.strategy},
                                      {"against", w.strategies[w.reference]},
                                      {"cost", i.cost},
                                      {"effect", i.effect},
                                      {"cost_interval", as_json(i.cost_doubt)},
                                      {"effect_interval", as_json(i.effect_doubt)},
                                      {"cost_bca", as_json(i.cost_bca)},
                                      {"effect_bca", as_json(i.effect_bca)},
                                      {"icer", or_null(i.icer)},
                                      {"words", i.words}});
  std::string before;
  for (const auto& f : w.frontier) {
    frontier.push_back(json::object{{"strategy", f.strategy},
                                    {"cost", f.cost},
                                    {"effect", f.effect},
                                    {"state", f.state},
                                    {"icer", or_null(f.icer)}});
    if (f.state != "frontier") continue;
    if (f.icer) icers.push_back(json::object{{"from", before}, {"to", f.strategy}, {"icer", *f.icer}});
    before = f.strategy;
  }
  for (const auto& t : w.thresholds) {
    json::object benefit, probability;
    for (std::size_t s = 0; s < w.strategies.size(); ++s) {
      benefit[w.strategies[s]] = t.benefit[s];
      probability[w.strategies[s]] = t.probability[s];
    }
    eib.push_back(json::object{{"threshold", t.threshold}, {"eib", benefit}});
    ceac.push_back(json::object{{"threshold", t.threshold},
                                {"probability", probability},
                                {"best", w.strategies[t.best]},
                                {"probability_of_best", t.probability_of_best}});
    evpi.push_back(json::object{{"threshold", t.threshold}, {"evpi", t.evpi}});
  }
  return {{"reference", w.strategies[w.reference]},
          {"increments", increments},
          {"frontier", frontier},
          {"icers", icers},
          {"eib", eib},
          {"ceac", ceac},
          {"evpi", evpi}};
}

int run_worth(const WorthOptions& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto strategies = learn::read_draws(*text, o.in, o.bootstrap == 0);
  if (!strategies) return refused(strategies.error());
  warn(passed_over(*text, o.in, {"strategy", "draw", "cost", "effect"}));
  learn::WorthOptions options{.thresholds = o.thresholds,
                              .bootstrap = o.bootstrap,
                              .seed = o.seed,
                              .threads = o.threads > 0 ? o.threads : std::max(1U, std::thread::hardware_concurrency())};
  if (!o.reference.empty()) options.reference = o.reference;
  auto w = learn::worth(*strategies, options);
  if (!w) {
    w.error().where.file = o.in;
    return refused(w.error());
  }
  if (o.json) {
    std::fputs(json::pretty(worth_json(*w)).c_str(), stdout);
    return exit_done;
  }
  std::string out;
  for (const auto& i : w->increments)
    out += fmt::format("{} against {}: cost {:.2f} ({:.2f} to {:.2f}), effect {:.4f} ({:.4f} to {:.4f}); {}{}\n",
                       i.strategy, w->strategies[w->reference], i.cost, i.cost_doubt.low, i.cost_doubt.high, i.effect,
                       i.effect_doubt.low, i.effect_doubt.high, i.words,
                       i.icer ? fmt::format("; {:.2f} for one more", *i.icer) : "");
  for (const auto& f : w->frontier)
    out += fmt::format("{:<24}{:>16.2f}{:>14.4f}  {:<10}{}\n", f.strategy, f.cost, f.effect, f.state,
                       f.icer ? fmt::format("{:.2f}", *f.icer) : "");
  for (const auto& t : w->thresholds)
    out += fmt::format(
        "At {:.0f} for one more: {} does best (in {:.0f} of 100 draws); knowing for certain would be worth {:.2f} a "
        "person\n",
        t.threshold, w->strategies[t.best], 100 * t.probability_of_best, t.evpi);
  std::fputs(out.c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_learn_worth(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<WorthOptions>();
  auto* w = learn.add_subcommand("worth",
                                 "What one more of effect costs, how sure that is, and what certainty would be worth");
  w->footer(
      "Columns: strategy,draw,cost,effect: draws of a model, or with --bootstrap one row a person.\nExample:\n  onepot "
      "learn worth trial.csv --reference usual --threshold 20000,30000 --bootstrap 10000");
  w->add_option("--reference", o->reference, "compare with this strategy; the cheapest when not given");
  w->add_option("--threshold", o->thresholds, "pounds for one more of effect, joined by commas")->delimiter(',');
  w->add_option("--bootstrap", o->bootstrap, "resamples of people; without it the rows are draws of a model")
      ->check(CLI::Range(0, 10'000'000));
  w->add_option("--seed", o->seed, "of the resampling");
  w->add_option("--threads", o->threads, "all cores when not given; the figures are the same");
  w->add_flag("--json", o->json, "one JSON document");
  w->add_option("DRAWS", o->in, "one row a draw or a person; - is standard input")->required();
  w->callback([o, &exit] { exit = run_worth(*o); });
}

}  // namespace onepot::cli
