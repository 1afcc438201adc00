#include <charconv>
#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"
#include "onepot/learn/eq5d.h"

namespace onepot::cli {
namespace {

struct ScoreOptions {
  std::string set, in;
};

int run_score(const ScoreOptions& o) {
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

}  // namespace

void add_learn_score(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<ScoreOptions>();
  auto* s = learn.add_subcommand("score", "Add the index of a published value set to EQ-5D answers");
  s->footer(
      "Items: mobility,selfcare,activity,pain,anxiety. Sets: eq5d-3l:UK, eq5d-5l:UK, eq5d-5l:England.\nExample:\n  "
      "onepot learn score --set eq5d-5l:UK answers.csv");
  s->add_option("--set", o->set, "the value set")->required();
  s->add_option("IN", o->in, "answers, one a row; - is standard input")->required();
  s->callback([o, &exit] { exit = run_score(*o); });
}

}  // namespace onepot::cli
