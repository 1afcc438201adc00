// onepot learn publish, onepot learn attack: counts that may go out, and the proof.
#include "onepot/learn/publish.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/date.h"
#include "onepot/base/files.h"
#include "onepot/base/hash.h"
#include "onepot/base/json.h"

namespace onepot::cli {
namespace publish_command {

struct Options {
  std::string in, count, value, contributor, out, form, rules = "below-5", history, on, ratio;
  std::vector<std::string> by, linked, files;
  std::optional<std::int64_t> threshold, round;
  std::vector<double> dominance;
  std::optional<double> p_percent;
  bool json = false;
};

Result<csv::Table> table_at(const std::string& path) {
  ONEPOT_TRY(const auto text, read_file(path));
  return csv::parse(text, path);
}

Result<std::vector<learn::Release>> releases_at(const std::vector<std::string>& paths) {
  std::vector<learn::Release> out;
  for (const auto& path : paths) {
    ONEPOT_TRY(const auto table, table_at(path));
    ONEPOT_TRY(auto release, learn::read_release(table));
    out.push_back(std::move(release));
  }
  return out;
}

/// What went out before by the history, each file as it was; the files lie beside it. A history not there is a new one.
Result<std::vector<learn::Released>> history_at(const std::string& path, std::vector<std::string>& files) {
  if (path.empty() || !std::filesystem::exists(path)) return std::vector<learn::Released>();
  ONEPOT_TRY(const auto text, read_file(path));
  ONEPOT_TRY(auto history, learn::read_history(text, path));
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto file = (std::filesystem::path(path).parent_path() / history[i].file).string();
    const Where where{path, static_cast<long>(i) + 2, "file"};
    const auto bytes = read_file(file);
    if (!bytes) return refuse("history", history[i].file + " went out and is not beside the history any more", where);
    if (to_hex(sha256(*bytes)) != history[i].sha256)
      return refuse("history", history[i].file + " is not as it went out", where);
    files.push_back(file);
  }
  return history;
}

struct Done {
  learn::Published published;
  std::string rules;
};
Result<Done> protected_table(const Options& o, const csv::Table& table, const std::vector<learn::Release>& before) {
  ONEPOT_TRY(const auto* publisher, learn::publisher_rules(o.rules));
  if (o.value.empty()) {
    learn::CountRules rules = publisher->counts;
    rules.threshold = o.threshold.value_or(rules.threshold);
    rules.round = o.round.value_or(rules.round);
    ONEPOT_TRY(const auto counts, learn::read_counts(table, o.by, o.count));
    ONEPOT_TRY(auto published, learn::publish(counts, rules, before));
    return Done{std::move(published), learn::rules_in_words(rules)};
  }
  learn::SumRules rules = publisher->sums;
  rules.contributors = o.threshold.value_or(rules.contributors);
  rules.round = o.round.value_or(rules.round);
  rules.p_percent = o.p_percent.value_or(rules.p_percent);
  if (!o.dominance.empty()) {
    rules.dominance_n = static_cast<int>(o.dominance[0]);
    rules.dominance_k = o.dominance[1];
  }
  ONEPOT_TRY(const auto sums,
             learn::read_sums(table, o.by, o.value, o.contributor.empty() ? std::nullopt : std::optional(o.contributor),
                              rules));
  ONEPOT_TRY(auto published, learn::publish_sums(sums, rules, before));
  return Done{std::move(published), learn::rules_in_words(rules)};
}

/// The shares that may be told: they are of printed figures, and tell nothing that those do not.
std::string ratios_of(const learn::Release& release, const std::string& column, const std::string& category) {
  std::string out;
  for (std::size_t f = 0; f < release.figures.size(); ++f) {
    const auto share = learn::printed_ratio(release, f, column, category);
    if (!share) continue;
    std::string key;
    for (std::size_t d = 0; d < release.by.size(); ++d)
      if (release.by[d] != column) key += release.by[d] + " " + release.figures[f].key[d] + ", ";
    out += fmt::format("{}{} {}: {:.1f} in 100\n", key, column, category, 100 * *share);
  }
  return out;
}

Result<void> publish(const Options& o) {
  if (o.count.empty() == o.value.empty()) return refuse("usage", "expected one of --count and --value");
  if (!o.history.empty() && !parse_date(o.on))
    return refuse("usage", "expected --on with the day on which it goes out");
  ONEPOT_TRY(const auto table, table_at(o.in));
  std::vector<std::string> files = o.linked;
  ONEPOT_TRY(auto history, history_at(o.history, files));
  ONEPOT_TRY(const auto before, releases_at(files));
  ONEPOT_TRY(const auto done, protected_table(o, table, before));
  csv::Columns columns(table);
  for (const auto& name : o.by) columns.may(name);
  for (const auto& name : {o.count, o.value, o.contributor}) columns.may(name);
  warn(columns.warnings());
  const auto& published = done.published;
  const std::string bytes = learn::to_csv(published.release);
  ONEPOT_CHECK(write_file(o.out, bytes));
  if (!o.form.empty()) ONEPOT_CHECK(write_file(o.form, learn::checkers_form(published, done.rules, before)));
  if (!o.history.empty()) {
    // By name only: the release and its history are kept in one folder.
    history.push_back({std::filesystem::path(o.out).filename().string(), to_hex(sha256(bytes)), o.on, done.rules});
    ONEPOT_CHECK(write_file(o.history, learn::history_csv(history)));
  }
  if (o.json) {
    const json::object document{{"figures", published.release.figures.size()},
                                {"hidden_small", published.small},
                                {"hidden_more", published.more},
                                {"shielded", published.shielded},
                                {"released_before", files.size()},
                                {"rules", done.rules}};
    return write_file("-", json::pretty(document));
  }
  std::fprintf(stderr, "%zu figures; %zu hidden because they are small, %zu more to protect those\n",
               published.release.figures.size(), published.small, published.more);
  if (const auto at = o.ratio.find('='); at != std::string::npos)
    return write_file("-", ratios_of(published.release, o.ratio.substr(0, at), o.ratio.substr(at + 1)));
  return {};
}

Result<void> attack(const Options& o) {
  ONEPOT_TRY(const auto releases, releases_at(o.files));
  ONEPOT_TRY(const auto bounds, learn::attack(releases));
  json::array cells;
  std::string lines;
  std::size_t told = 0;
  for (const auto& b : bounds) {
    const auto& release = releases[b.release];
    const auto& figure = release.figures[b.figure];
    json::object cell;
    std::string words;
    for (std::size_t d = 0; d < release.by.size(); ++d) {
      cell[release.by[d]] = figure.key[d];
      words += (d > 0 ? ", " : "") + figure.key[d];
    }
    const bool exact = b.high && *b.high == b.low;
    told += exact ? 1 : 0;
    cells.push_back(json::object{{"file", release.file},
                                 {"cell", std::move(cell)},
                                 {"low", b.low},
                                 {"high", b.high ? json::value(*b.high) : json::value(nullptr)},
                                 {"recovered", exact}});
    lines += fmt::format("{}: {}: {} to {}{}\n", release.file, words, b.low,
                         b.high ? std::to_string(*b.high) : "any number", exact ? "  – recovered" : "");
  }
  if (o.json)
    return write_file(
        "-", json::pretty(json::object{{"cells", std::move(cells)}, {"hidden", bounds.size()}, {"recovered", told}}));
  lines += fmt::format("{} hidden figures, {} of them recovered exactly\n", bounds.size(), told);
  return write_file("-", lines);
}

}  // namespace publish_command

void add_learn_publish(CLI::App& room, int& exit) {
  using namespace publish_command;
  auto* p = room.add_subcommand("publish", "Hide and round counts until nobody can work out the small ones");
  p->footer("Example:\n  onepot learn publish counts.csv --by area,age --count n --out published.csv --form check.txt");
  const auto o = std::make_shared<Options>();
  p->add_option("TABLE", o->in, "rows of categories and a count; - is standard input")->required();
  p->add_option("--by", o->by, "the columns of categories, joined by commas")
      ->required()
      ->delimiter(',')
      ->expected(1, 6);
  p->add_option("--count", o->count, "the column of counts");
  p->add_option("--value", o->value, "or a column of amounts in pounds, to be summed");
  p->add_option("--contributor", o->contributor,
                "of amounts: the column that says whose each is; else each row is one");
  p->add_option("--rules", o->rules, "the publisher's: below-5, 0-to-4, 1-to-7 or ten")->capture_default_str();
  p->add_option("--threshold", o->threshold, "counts from 1 to one below are hidden; of amounts: contributors needed")
      ->check(CLI::Range(1, 1000));
  p->add_option("--round", o->round, "others to the nearest multiple; 0: as they are")->check(CLI::Range(0, 1'000'000));
  p->add_option("--dominance", o->dominance, "n,k: the n largest may make at most k % of a sum")
      ->delimiter(',')
      ->expected(2);
  p->add_option("--p-percent", o->p_percent, "nobody may know another's part to within this; 0: no such rule")
      ->check(CLI::Range(0.0, 100.0));
  p->add_option("--linked", o->linked, "tables of the same people that are out already");
  p->add_option("--history", o->history,
                "what went out before (file,sha256,released,rules), beside the tables; this one joins it");
  p->add_option("--on", o->on, "with --history: the day on which this goes out");
  p->add_option("--ratio", o->ratio, "COLUMN=CATEGORY: print its share of the total, where both are printed");
  p->add_option("--out", o->out, "the table that may go out")->required();
  p->add_option("--form", o->form, "what a person checks and signs first");
  p->add_flag("--json", o->json, "one JSON document about what was hidden");
  p->callback([o, &exit] {
    if (o->count.empty() == o->value.empty()) throw CLI::ValidationError("expected one of --count and --value");
    if (!o->history.empty() && !parse_date(o->on))
      throw CLI::ValidationError("--history: expected --on with the day on which it goes out, such as 2026-04-01");
    if (const auto done = publish(*o); !done) exit = refused(done.error());
  });
  auto* a = room.add_subcommand("attack", "The tightest bounds an outsider can give each hidden figure");
  a->footer("Example:\n  onepot learn attack published.csv earlier.csv --json");
  a->add_option("FILE", o->files, "published tables of the same people")->required();
  a->add_flag("--json", o->json, "one JSON document");
  a->callback([o, &exit] {
    if (const auto done = attack(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
