#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>
#include <thread>

#include "commands.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"
#include "onepot/base/text.h"
#include "onepot/learn/bands.h"
#include "onepot/learn/eq5d.h"
#include "onepot/learn/worth.h"

namespace onepot::cli {
namespace learn_command {

struct Options {
  std::string set, in, covariates, respondent = "person", reference;
  std::vector<double> thresholds{20'000, 30'000};
  std::uint64_t bootstrap = 0, seed = 1;
  unsigned threads = 0;
  bool json = false;
};

int score(const Options& o) {
  const auto set = learn::eq5d_set(o.set);
  if (!set) return refused(set.error());
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, o.in);
  if (!table) return refused(table.error());
  csv::Columns columns(*table);
  std::array<std::size_t, 5> at{};
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = columns.need(learn::eq5d_items[i]);
  if (const auto done = columns.done(); !done) return refused(done.error());
  if (!(*set)->note.empty()) warn({std::string((*set)->id) + ": " + std::string((*set)->note)});
  Refusals wrong;
  auto header = table->header;
  header.emplace_back("index");
  std::string out = csv::line(header);
  for (const auto& row : table->records) {
    std::array<int, 5> levels{};
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto cell = trim(csv::field(row, at[i]));
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), levels[i]);
      if (cell.empty() || error != std::errc() || end != cell.data() + cell.size()) levels[i] = 0;
    }
    const auto index = learn::eq5d_index(**set, levels);
    if (!index) {
      wrong.push_back(index.error());
      const auto item = std::ranges::find(learn::eq5d_items, index.error().where.column) - learn::eq5d_items.begin();
      const std::size_t column = at[static_cast<std::size_t>(item)];
      wrong.back().sentence =
          fmt::format("'{}' is not a level; expected 1 to {}", csv::field(row, column).substr(0, 40), (*set)->levels);
      wrong.back().where = csv::where(*table, row, column);
      continue;
    }
    auto fields = row.fields;
    fields.push_back(learn::thousandths(*index));
    out += csv::line(fields);
  }
  if (!wrong.empty()) return refused(wrong);
  std::fputs(out.c_str(), stdout);
  return exit_done;
}

/// A number, or nothing for an empty cell.
Result<std::optional<double>> number(std::string_view cell, Where where) {
  cell = trim(cell);
  if (cell.empty()) return std::optional<double>();
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value))
    return refuse("bad-number", "'" + std::string(cell.substr(0, 40)) + "' is not a number", std::move(where));
  return std::optional(value);
}

json::value as_json(const std::optional<learn::Interval>& i) {
  if (!i) return nullptr;
  return json::object{{"mean", i->mean}, {"se", i->se}, {"low", i->low}, {"high", i->high}};
}
json::value as_json(const learn::Shown& s) {
  return s ? json::value(*s) : json::value("fewer than 5");
}

int bands(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, o.in);
  if (!table) return refused(table.error());
  csv::Columns columns(*table);
  const auto person = columns.need("person"), provider = columns.need("provider"), band = columns.need("band"),
             respondent = columns.need("respondent"), result = columns.need("score"), cost = columns.may("cost_hour");
  std::vector<std::size_t> covariates;
  for (const auto& name : split_text(o.covariates, ','))
    if (!trim(name).empty()) covariates.push_back(columns.need(trim(name)));
  if (const auto done = columns.done(); !done) return refused(done.error());
  const std::vector<std::string> names{"micro", "small", "medium", "large"};
  std::vector<learn::Observation> rows;
  Refusals wrong;
  for (const auto& row : table->records) {
    if (field(row, respondent) != o.respondent) continue;
    learn::Observation x{
        std::string(field(row, person)), std::string(field(row, provider)), 0, o.respondent, {}, {}, {}};
    const auto at = std::ranges::find(names, field(row, band));
    if (at == names.end())
      wrong.push_back({"bad-band",
                       "'" + std::string(field(row, band)) + "' is not a size; expected micro, small, medium or large",
                       where(*table, row, band)});
    else
      x.band = static_cast<std::size_t>(at - names.begin());
    const auto take = [&](std::size_t column) {
      auto value = number(field(row, column), where(*table, row, column));
      if (value) return *value;
      wrong.push_back(value.error());
      return std::optional<double>();
    };
    x.score = take(result);
    if (cost != csv::Columns::npos) x.cost_hour = take(cost);
    for (const std::size_t c : covariates) x.covariates.push_back(take(c));
    rows.push_back(std::move(x));
  }
  if (!wrong.empty()) return refused(wrong);
  warn(columns.warnings());
  const auto compared = learn::compare_bands(rows, names);
  if (!compared) return refused(compared.error());
  if (o.json) {
    json::array list, differences;
    for (const auto& b : compared->bands)
      list.push_back(json::object{{"band", b.band},
                                  {"enough", b.enough},
                                  {"why_not", b.why_not},
                                  {"providers", as_json(b.providers)},
                                  {"people", as_json(b.people)},
                                  {"missing", as_json(b.missing)},
                                  {"score", as_json(b.score)},
                                  {"score_adjusted", as_json(b.score_adjusted)},
                                  {"cost_hour", as_json(b.cost_hour)}});
    for (const auto& d : compared->differences)
      differences.push_back(json::object{{"band", d.band},
                                         {"than", d.than},
                                         {"unadjusted", as_json(d.unadjusted)},
                                         {"adjusted", as_json(d.adjusted)},
                                         {"tells_apart", d.tells_apart}});
    std::fputs(json::pretty(json::object{{"respondent", o.respondent},
                                         {"bands", list},
                                         {"differences", differences},
                                         {"notes", json::array(compared->notes.begin(), compared->notes.end())}})
                   .c_str(),
               stdout);
    return exit_done;
  }
  const auto interval = [](const std::optional<learn::Interval>& i) {
    return i ? fmt::format("{:.2f} ({:.2f} to {:.2f})", i->mean, i->low, i->high) : std::string("–");
  };
  const auto count = [](const learn::Shown& s) { return s ? std::to_string(*s) : std::string("fewer than 5"); };
  std::string out = fmt::format("{:<8}{:>14}{:>14}{:>14}  {:<26}{:<26}{:<26}\n", "size", "providers", "people",
                                "missing", "score", "adjusted", "pounds an hour");
  for (const auto& b : compared->bands)
    out += fmt::format("{:<8}{:>14}{:>14}{:>14}  {}\n", b.band, count(b.providers), count(b.people), count(b.missing),
                       b.enough ? fmt::format("{:<26}{:<26}{:<26}", interval(b.score), interval(b.score_adjusted),
                                              interval(b.cost_hour))
                                : b.why_not);
  for (const auto& d : compared->differences)
    out += fmt::format("{} less {}: {}; adjusted {}. {}\n", d.band, d.than, interval(d.unadjusted),
                       interval(d.adjusted), d.tells_apart ? "They can be told apart." : "They cannot be told apart.");
  for (const auto& n : compared->notes) out += n + "\n";
  std::fputs(out.c_str(), stdout);
  return exit_done;
}

json::value as_json(const std::optional<double>& x) {
  return x ? json::value(*x) : json::value(nullptr);
}
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
                                      {"icer", as_json(i.icer)},
                                      {"words", i.words}});
  std::string before;
  for (const auto& f : w.frontier) {
    frontier.push_back(json::object{{"strategy", f.strategy},
                                    {"cost", f.cost},
                                    {"effect", f.effect},
                                    {"state", f.state},
                                    {"icer", as_json(f.icer)}});
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

int worth(const Options& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto strategies = learn::read_draws(*text, o.in, o.bootstrap == 0);
  if (!strategies) return refused(strategies.error());
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

}  // namespace learn_command

void add_learn(CLI::App& root, int& exit) {
  using namespace learn_command;
  auto* room =
      root.add_subcommand("learn", "What happened to people's lives, and what it cost – no surer than the data allow");
  room->require_subcommand(1);
  const auto o = std::make_shared<Options>();
  auto* s = room->add_subcommand("score", "Add the index of a published value set to EQ-5D answers");
  s->footer(
      "Items: mobility,selfcare,activity,pain,anxiety. Sets: eq5d-3l:UK, eq5d-5l:UK, eq5d-5l:England.\nExample:\n  "
      "onepot learn score --set eq5d-5l:UK answers.csv");
  s->add_option("--set", o->set, "the value set")->required();
  s->add_option("IN", o->in, "answers, one a row; - is standard input")->required();
  s->callback([o, &exit] { exit = score(*o); });

  auto* b = room->add_subcommand("bands", "Compare support by provider size: what people say and what an hour costs");
  b->footer(
      "Columns: person,provider,band,respondent,score[,cost_hour] and the covariates.\nExample:\n  onepot learn bands "
      "lives.csv --covariates hours,age");
  b->add_option("--covariates", o->covariates, "columns to adjust for, joined by commas");
  b->add_option("--respondent", o->respondent,
                "whose answers: person, carer, staff, provider or commissioner; never pooled");
  b->add_flag("--json", o->json, "one JSON document");
  b->add_option("IN", o->in, "one row an answer; - is standard input")->required();
  b->callback([o, &exit] { exit = bands(*o); });

  auto* w = room->add_subcommand("worth",
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
  w->callback([o, &exit] { exit = worth(*o); });
}

}  // namespace onepot::cli
