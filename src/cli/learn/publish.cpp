// onepot learn publish, onepot learn attack: counts that may go out, and the proof.
#include "onepot/learn/publish.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"
#include "onepot/base/json.h"

namespace onepot::cli {
namespace publish_command {

struct Options {
  std::string in, count, out, form;
  std::vector<std::string> by, linked, files;
  learn::CountRules rules;
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

Result<void> publish(const Options& o) {
  ONEPOT_TRY(const auto table, table_at(o.in));
  ONEPOT_TRY(const auto counts, learn::read_counts(table, o.by, o.count));
  ONEPOT_TRY(const auto before, releases_at(o.linked));
  ONEPOT_TRY(const auto published, learn::publish(counts, o.rules, before));
  ONEPOT_CHECK(write_file(o.out, learn::to_csv(published.release)));
  if (!o.form.empty()) ONEPOT_CHECK(write_file(o.form, learn::checkers_form(published, o.rules, before)));
  if (o.json) {
    const json::object document{{"figures", published.release.figures.size()},
                                {"hidden_small", published.small},
                                {"hidden_more", published.more},
                                {"threshold", o.rules.threshold},
                                {"round", o.rules.round}};
    return write_file("-", json::pretty(document));
  }
  std::fprintf(stderr, "%zu figures; %zu hidden because they are small, %zu more to protect those\n",
               published.release.figures.size(), published.small, published.more);
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
  p->add_option("--count", o->count, "the column of counts")->required();
  p->add_option("--threshold", o->rules.threshold, "counts from 1 to one below are hidden")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  p->add_option("--round", o->rules.round, "others to the nearest multiple; 0: as they are")
      ->capture_default_str()
      ->check(CLI::Range(0, 1000));
  p->add_option("--linked", o->linked, "tables of the same people that are out already");
  p->add_option("--out", o->out, "the table that may go out")->required();
  p->add_option("--form", o->form, "what a person checks and signs first");
  p->add_flag("--json", o->json, "one JSON document about what was hidden");
  p->callback([o, &exit] {
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
