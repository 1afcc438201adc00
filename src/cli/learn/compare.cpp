#include "onepot/learn/compare.h"

#include <cstdio>
#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"

namespace onepot::cli {
namespace {

struct CompareOptions {
  std::string in, errors = "HC3";
  learn::CompareColumns columns;
  std::string cluster;
  bool json = false;
};

std::string full_name(const learn::Estimate& e) {
  return std::string(learn::name_of(e.method)) + (e.variant.empty() ? "" : " (" + e.variant + ")");
}

json::object compare_json(const learn::Comparison& c) {
  json::array estimates, balance;
  for (const auto& e : c.estimates)
    estimates.push_back(json::object{{"method", learn::name_of(e.method)},
                                     {"estimand", learn::name_of(e.estimand)},
                                     {"variant", e.variant},
                                     {"estimate", e.estimate},
                                     {"se", e.se},
                                     {"low", e.low},
                                     {"high", e.high},
                                     {"n", e.n}});
  for (const auto& b : c.balance) {
    json::object after;
    for (std::size_t w = 0; w < c.weightings.size(); ++w) after[c.weightings[w]] = b.after[w];
    balance.push_back(json::object{{"covariate", b.covariate},
                                   {"treated", b.treated_mean},
                                   {"control", b.control_mean},
                                   {"before", b.before},
                                   {"after", after}});
  }
  json::object effective;
  for (std::size_t w = 0; w < c.weightings.size(); ++w) effective[c.weightings[w]] = c.overlap.effective_controls[w];
  const auto& o = c.overlap;
  return {{"n", c.n},
          {"treated", c.treated},
          {"control", c.control},
          {"left_out", c.left_out},
          {"clusters", c.clusters > 0 ? json::value(c.clusters) : json::value(nullptr)},
          {"estimates", estimates},
          {"balance", balance},
          {"overlap", json::object{{"treated", json::array{o.treated_low, o.treated_high}},
                                   {"control", json::array{o.control_low, o.control_high}},
                                   {"treated_outside", o.treated_outside},
                                   {"control_outside", o.control_outside},
                                   {"effective_controls", effective},
                                   {"largest_share", o.largest_share}}},
          {"notes", json::array(c.notes.begin(), c.notes.end())}};
}

std::string compare_table(const learn::Comparison& c) {
  std::string out = fmt::format("{} had it and {} did not{}{}\n\n", c.treated, c.control,
                                c.clusters > 0 ? fmt::format(", in {} clusters", c.clusters) : "",
                                c.left_out > 0 ? fmt::format("; {} left out, with something missing", c.left_out) : "");
  out += fmt::format("{:<42}{:<6}{:>12}{:>12}{:>26}{:>10}\n", "method", "of", "estimate", "error", "95 % interval",
                     "people");
  for (const auto& e : c.estimates)
    out += fmt::format("{:<42}{:<6}{:>12.4g}{:>12.4g}{:>26}{:>10}\n", full_name(e), learn::name_of(e.estimand),
                       e.estimate, e.se, fmt::format("{:.4g} to {:.4g}", e.low, e.high), e.n);
  out += fmt::format("\nATT: the effect on those who had it; ATE: on everybody.\n\n{:<24}{:>12}{:>12}{:>10}",
                     "how alike (std. diff.)", "had it", "did not", "before");
  for (const auto& w : c.weightings) out += fmt::format("  {:>8}", w);
  out += "\n";
  for (const auto& b : c.balance) {
    out += fmt::format("{:<24}{:>12.4g}{:>12.4g}{:>10.3f}", b.covariate, b.treated_mean, b.control_mean, b.before);
    for (std::size_t w = 0; w < b.after.size(); ++w)
      out += fmt::format("  {:>{}.3f}", b.after[w], std::max<std::size_t>(8, c.weightings[w].size()));
    out += "\n";
  }
  const auto& o = c.overlap;
  out += fmt::format(
      "\nHow likely to have it: those who had, {:.3f} to {:.3f}; those who had not, {:.3f} to {:.3f}; {} and {} stand "
      "outside what both share.\n",
      o.treated_low, o.treated_high, o.control_low, o.control_high, o.treated_outside, o.control_outside);
  for (std::size_t w = 0; w < c.weightings.size(); ++w)
    out += fmt::format("After {} the others count for {:.1f} people.\n", c.weightings[w], o.effective_controls[w]);
  for (const auto& n : c.notes) out += n + "\n";
  return out;
}

int run_compare(const CompareOptions& o) {
  const auto text = read_file(o.in);
  if (!text) return refused(text.error());
  auto columns = o.columns;
  if (!o.cluster.empty()) columns.cluster = o.cluster;
  const auto sample = learn::read_sample(*text, o.in, columns);
  if (!sample) return refused(sample.error());
  std::vector<std::string> known = columns.covariates;
  known.insert(known.end(), {columns.treatment, columns.outcome, o.cluster});
  warn(passed_over(*text, o.in, known));
  learn::CompareOptions options;
  options.errors = static_cast<learn::RobustErrors>(o.errors.back() - '0');
  auto result = learn::compare(*sample, options);
  if (!result) {
    result.error().where.file = o.in;
    return refused(result.error());
  }
  std::fputs((o.json ? json::pretty(compare_json(*result)) : compare_table(*result)).c_str(), stdout);
  return exit_done;
}

}  // namespace

void add_learn_compare(CLI::App& learn, int& exit) {
  const auto o = std::make_shared<CompareOptions>();
  auto* c = learn.add_subcommand(
      "compare", "What a support did, by six ways of comparing like with like, side by side: they disagree");
  c->footer(
      "Rows with an empty cell or NA are left out and counted.\nExample:\n  onepot learn compare people.csv "
      "--treatment "
      "micro --outcome life --covariates age,hours,town --factors town --cluster provider");
  c->add_option("DATA", o->in, "one row a person; - is standard input")->required();
  c->add_option("--treatment", o->columns.treatment, "column that is 1 for who had it and 0 for who did not")
      ->required();
  c->add_option("--outcome", o->columns.outcome, "column with the number that matters")->required();
  c->add_option("--covariates", o->columns.covariates, "columns known before, joined by commas")
      ->delimiter(',')
      ->required();
  c->add_option("--factors", o->columns.factors, "those of the covariates that name kinds, joined by commas")
      ->delimiter(',');
  c->add_option("--cluster", o->cluster, "column of what people share, such as a provider");
  c->add_option("--errors", o->errors, "where there are no clusters: HC0, HC1, HC2 or HC3 (the default)")
      ->check(CLI::IsMember({"HC0", "HC1", "HC2", "HC3"}));
  c->add_flag("--json", o->json, "one JSON document");
  c->callback([o, &exit] { exit = run_compare(*o); });
}

}  // namespace onepot::cli
