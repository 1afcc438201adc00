#include <charconv>
#include <cstdio>
#include <functional>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"
#include "onepot/learn/eq5d.h"
#include "onepot/learn/weights.h"

namespace onepot::cli {
namespace {

struct ScoreOptions {
  std::string set, in, weights, respondent;
};

/// Whatever is scored: its columns, and an index in thousandths for levels in their order.
struct Scorer {
  std::vector<std::string> items;
  std::function<Result<std::int64_t>(const std::vector<int>&)> index;
  std::vector<std::string> warnings;
};

Result<Scorer> scorer_of(const ScoreOptions& o) {
  const auto* measure = learn::weighted_measure(o.set);
  // The crosswalk is published and here; a table of one's own goes before it.
  if (measure != nullptr && (!o.weights.empty() || !learn::eq5d_set(o.set))) {
    if (o.weights.empty())
      return refuse("no-weights",
                    measure->id + " needs --weights FILE: " + measure->source + "; none are shipped here");
    ONEPOT_TRY(const std::string text, read_file(o.weights));
    ONEPOT_TRY(auto weights, learn::read_weights(text, o.weights, *measure));
    auto items = weights.items;
    return Scorer{std::move(items),
                  [w = std::move(weights)](const std::vector<int>& levels) { return learn::weighted_index(w, levels); },
                  {}};
  }
  auto known = learn::eq5d_set(o.set);
  if (!known) {
    std::vector<std::string> weighted;
    for (const auto& m : learn::weighted_measures()) weighted.push_back(m.id);
    known.error().sentence += "; or with --weights " + join(weighted, ", ");
    return tl::unexpected(known.error());
  }
  if (!o.weights.empty()) return refuse("weights", o.set + " has its own published values and takes no --weights");
  const learn::Eq5dSet& set = **known;
  Scorer out{{learn::eq5d_items.begin(), learn::eq5d_items.end()},
             [&set](const std::vector<int>& levels) {
               return learn::eq5d_index(set, {levels[0], levels[1], levels[2], levels[3], levels[4]});
             },
             {}};
  if (!set.note.empty()) out.warnings.push_back(std::string(set.id) + ": " + std::string(set.note));
  return out;
}

int run_score(const ScoreOptions& o) {
  const auto scorer = scorer_of(o);
  if (!scorer) return refused(scorer.error());
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, o.in);
  if (!table) return refused(table.error());
  csv::Columns columns(*table);
  std::vector<std::size_t> at;
  for (const auto& item : scorer->items) at.push_back(columns.need(item));
  const auto respondent = o.respondent.empty() ? columns.may("respondent") : columns.need("respondent");
  if (const auto done = columns.done(); !done) return refused(done.error());
  warn(scorer->warnings);
  Refusals wrong;
  auto header = table->header;
  header.emplace_back("index");
  std::string out = csv::line(header);
  std::map<std::string, std::size_t> kinds;
  std::size_t unanswered = 0;
  for (const auto& row : table->records) {
    const auto who = csv::field(row, respondent);
    if (!o.respondent.empty() && who != o.respondent) continue;
    if (respondent != csv::Columns::npos) ++kinds[std::string(who)];
    std::vector<int> levels(at.size(), 0);
    bool missing = false;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const auto cell = trim(csv::field(row, at[i]));
      missing = missing || cell.empty();
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), levels[i]);
      if (error != std::errc() || end != cell.data() + cell.size()) levels[i] = 0;
    }
    auto fields = row.fields;
    if (missing) {
      ++unanswered;
      fields.emplace_back();
      out += csv::line(fields);
      continue;
    }
    const auto index = scorer->index(levels);
    if (!index) {
      wrong.push_back(index.error());
      const auto item = std::ranges::find(scorer->items, index.error().where.column) - scorer->items.begin();
      const std::size_t column = at[static_cast<std::size_t>(item)];
      if (index.error().code == "bad-level")
        wrong.back().sentence = fmt::format("'{}' is not a level{}", csv::field(row, column).substr(0, 40),
                                            wrong.back().sentence.substr(wrong.back().sentence.find(';')));
      wrong.back().where = csv::where(*table, row, column);
      continue;
    }
    fields.push_back(learn::thousandths(*index));
    out += csv::line(fields);
  }
  if (!wrong.empty()) return refused(wrong);
  if (kinds.size() > 1) {
    std::vector<std::string> parts;
    for (const auto& [kind, many] : kinds)
      parts.push_back(std::to_string(many) + " by " + (kind.empty() ? "nobody named" : kind));
    warn({o.in + ": answers " + and_list(parts) +
          ": compare each kind by itself (--respondent KIND); they must not be pooled"});
  }
  if (unanswered > 0)
    warn({fmt::format("{}: {} of {} rows have an item without an answer and so no index", o.in, unanswered,
                      table->records.size())});
  std::fputs(out.c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_learn_score(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<ScoreOptions>();
  auto* s = learn.add_subcommand("score", "Add the index of a value set to answers");
  s->footer(
      "EQ-5D items: mobility,selfcare,activity,pain,anxiety. Sets: eq5d-3l:UK, eq5d-5l:UK, eq5d-5l:England, "
      "eq5d-5l:UK-crosswalk; a year may follow (eq5d-5l:England@2018). With the weights of your licence: ascot-sct4, "
      "icecap-a, local.\nExamples:\n  onepot learn score --set eq5d-5l:UK answers.csv\n  onepot learn score --set "
      "ascot-sct4 "
      "--weights our-weights.csv answers.csv");
  s->add_option("--set", o->set, "the value set")->required();
  s->add_option("--weights", o->weights, "item,level,value (or state,index) of a licensed or local measure");
  s->add_option("--respondent", o->respondent, "only answers whose column respondent says this");
  s->add_option("IN", o->in, "answers, one a row; - is standard input")->required();
  s->callback([o, &exit] { exit = run_score(*o); });
}

}  // namespace onepot::cli
