#include "onepot/learn/bands.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"

namespace onepot::cli {
namespace {

struct BandsOptions {
  std::string in, covariates, respondent = "person";
  bool json = false;
};

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

int run_bands(const BandsOptions& o) {
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

}  // namespace

void add_learn_bands(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<BandsOptions>();
  auto* b = learn.add_subcommand("bands", "Compare support by provider size: what people say and what an hour costs");
  b->footer(
      "Columns: person,provider,band,respondent,score[,cost_hour] and the covariates.\nExample:\n  onepot learn bands "
      "lives.csv --covariates hours,age");
  b->add_option("--covariates", o->covariates, "columns to adjust for, joined by commas");
  b->add_option("--respondent", o->respondent,
                "whose answers: person, carer, staff, provider or commissioner; never pooled");
  b->add_flag("--json", o->json, "one JSON document");
  b->add_option("IN", o->in, "one row an answer; - is standard input")->required();
  b->callback([o, &exit] { exit = run_bands(*o); });
}

}  // namespace onepot::cli
