#include "onepot/learn/score.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/csv.h"
#include "onepot/base/files.h"

namespace onepot::cli {
namespace {

struct ScoreOptions {
  std::string set, in, weights, respondent;
};

int run_score(const ScoreOptions& o) {
  std::string weights;
  if (!o.weights.empty()) {
    auto bytes = read_file(o.weights);
    if (!bytes) return refused(bytes.error());
    weights = *std::move(bytes);
    if (weights.empty()) return refused(Refusal{"empty", "the file of weights is empty", {o.weights, 0, ""}});
  }
  const auto scorer = learn::scorer_of(o.set, weights, o.weights);
  if (!scorer) return refused(scorer.error());
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  const auto table = csv::parse(*text, o.in);
  if (!table) return refused(table.error());
  const auto scored = learn::score(*table, *scorer, o.respondent);
  if (!scored) return refused(scored.error());
  warn(scored->warnings);
  std::fputs(scored->csv.c_str(), stdout);
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
