// onepot learn tests: valued, innovative, personalised, cost-effective, by size of provider.
#include "onepot/learn/four_tests.h"

#include <memory>

#include "commands.h"
#include "learn/verbs.h"
#include "onepot/base/files.h"
#include "onepot/base/text.h"

namespace onepot::cli {
namespace four_tests_command {

struct Options {
  std::string in, innovations, covariates, respondent = "person";
  double threshold = 20'000;
  bool json = false;
};
const std::vector<std::string> sizes{"micro", "small", "medium", "large"};

json::value interval_json(const std::optional<learn::Interval>& i) {
  return i ? json::value(json::object{{"mean", i->mean}, {"se", i->se}, {"low", i->low}, {"high", i->high}})
           : json::value(nullptr);
}
json::value count_json(const learn::Shown& s) {
  return s ? json::value(*s) : json::value("fewer than 5");
}
std::string interval_text(const std::optional<learn::Interval>& i) {
  return i ? fmt::format("{:.3f} ({:.3f} to {:.3f})", i->mean, i->low, i->high) : std::string("–");
}

json::object comparison_json(const learn::BandComparison& c) {
  json::array bands, differences;
  for (const auto& b : c.bands)
    bands.push_back(json::object{{"band", b.band},
                                 {"enough", b.enough},
                                 {"why_not", b.why_not},
                                 {"providers", count_json(b.providers)},
                                 {"people", count_json(b.people)},
                                 {"missing", count_json(b.missing)},
                                 {"unadjusted", interval_json(b.score)},
                                 {"adjusted", interval_json(b.score_adjusted)}});
  for (const auto& d : c.differences)
    differences.push_back(json::object{{"band", d.band},
                                       {"than", d.than},
                                       {"unadjusted", interval_json(d.unadjusted)},
                                       {"adjusted", interval_json(d.adjusted)},
                                       {"tells_apart", d.tells_apart}});
  return {{"bands", std::move(bands)}, {"differences", std::move(differences)}};
}
std::string comparison_text(const char* name, const learn::BandComparison& c) {
  std::string out = fmt::format("{}\n", name);
  for (const auto& b : c.bands)
    out += b.enough ? fmt::format("  {:<8}{:<32}adjusted {}\n", b.band, interval_text(b.score),
                                  interval_text(b.score_adjusted))
                    : fmt::format("  {:<8}{}\n", b.band, b.why_not);
  for (const auto& d : c.differences)
    out += fmt::format("  {} less {}: {}; adjusted {}. {}\n", d.band, d.than, interval_text(d.unadjusted),
                       interval_text(d.adjusted),
                       d.tells_apart ? "They can be told apart." : "They cannot be told apart.");
  return out;
}

json::object as_json(const learn::FourTests& t) {
  json::array innovative, worth;
  for (const auto& b : t.innovative) {
    json::object shares;
    for (const auto& s : b.shares)
      shares[name_of(s.newness)] = json::object{{"providers", count_json(s.providers)},
                                                {"share", or_null(s.share)},
                                                {"low", s.share ? json::value(s.low) : json::value(nullptr)},
                                                {"high", s.share ? json::value(s.high) : json::value(nullptr)}};
    innovative.push_back(json::object{{"band", b.band},
                                      {"enough", b.enough},
                                      {"why_not", b.why_not},
                                      {"shares", std::move(shares)},
                                      {"claims_without_evidence", b.claims_without_evidence}});
  }
  for (const auto& w : t.worth)
    worth.push_back(json::object{{"band", w.band},
                                 {"than", w.than},
                                 {"cost", interval_json(w.cost)},
                                 {"cost_adjusted", interval_json(w.cost_adjusted)},
                                 {"effect", interval_json(w.effect)},
                                 {"effect_adjusted", interval_json(w.effect_adjusted)},
                                 {"benefit", interval_json(w.benefit)},
                                 {"benefit_adjusted", interval_json(w.benefit_adjusted)},
                                 {"icer", or_null(w.icer)},
                                 {"words", w.words}});
  return {{"respondent", t.respondent},
          {"threshold", t.threshold},
          {"valued", comparison_json(t.valued)},
          {"innovative", std::move(innovative)},
          {"personalised", comparison_json(t.personalised)},
          {"cost_effective",
           {{"cost", comparison_json(t.cost)},
            {"effect", comparison_json(t.effect)},
            {"benefit", comparison_json(t.benefit)},
            {"against", std::move(worth)}}},
          {"notes", json::array(t.notes.begin(), t.notes.end())}};
}

std::string as_text(const learn::FourTests& t) {
  std::string out = comparison_text("Valued", t.valued) + "Innovative: providers with evidence of something new\n";
  for (const auto& b : t.innovative) {
    out += fmt::format("  {:<8}", b.band);
    if (!b.enough) out += b.why_not;
    for (const auto& s : b.shares)
      out += fmt::format(
          "{}: {}  ", name_of(s.newness),
          s.share ? fmt::format("{:.0f} in 100 ({:.0f} to {:.0f})", 100 * *s.share, 100 * s.low, 100 * s.high)
                  : std::string("fewer than 5, or all but fewer than 5"));
    out += b.claims_without_evidence > 0
               ? fmt::format(" {} claims without evidence left out\n", b.claims_without_evidence)
               : "\n";
  }
  out += comparison_text("Personalised", t.personalised);
  out += comparison_text(fmt::format("Cost-effective: {:.0f} × effect − cost", t.threshold).c_str(), t.benefit);
  for (const auto& w : t.worth)
    out += fmt::format("  {} against {}: cost {}, effect {}; {}{}\n", w.band, w.than,
                       interval_text(w.cost_adjusted ? w.cost_adjusted : std::optional(w.cost)),
                       interval_text(w.effect_adjusted ? w.effect_adjusted : std::optional(w.effect)), w.words,
                       w.icer ? fmt::format("; {:.2f} for one more", *w.icer) : "");
  for (const auto& n : t.notes) out += n + "\n";
  return out;
}

Result<void> tests(const Options& o) {
  ONEPOT_TRY(const auto text, read_file(o.in));
  learn::TestColumns columns{{}, o.respondent};
  for (const auto& name : split_text(o.covariates, ','))
    if (!trim(name).empty()) columns.covariates.emplace_back(trim(name));
  ONEPOT_TRY(const auto answers, learn::read_test_answers(text, o.in, sizes, columns));
  std::vector<std::string> known{"person", "provider",     "band", "respondent",
                                 "valued", "personalised", "cost", "effect"};
  known.insert(known.end(), columns.covariates.begin(), columns.covariates.end());
  warn(passed_over(text, o.in, known));
  std::vector<learn::Innovation> innovations;
  if (!o.innovations.empty()) {
    ONEPOT_TRY(const auto other, read_file(o.innovations));
    ONEPOT_TRY(innovations, learn::read_innovations(other, o.innovations));
  }
  ONEPOT_TRY(const auto t, learn::four_tests(answers, innovations, sizes, o.threshold));
  return write_file("-", o.json ? json::pretty(as_json(t)) : as_text(t));
}

}  // namespace four_tests_command

void add_learn_tests(CLI::App& room, int& exit) {
  using namespace four_tests_command;
  auto* v = room.add_subcommand("tests",
                                "The four tests by size of provider: valued, innovative, personalised, worth its cost");
  v->footer(
      "Columns: person,provider,band,respondent and any of valued,personalised,cost,effect; innovations: "
      "provider,newness (what, how or who),evidence.\nExample:\n  onepot learn tests answers.csv --innovations new.csv "
      "--covariates hours,age --threshold 20000");
  const auto o = std::make_shared<Options>();
  v->add_option("IN", o->in, "one row an answer; - is standard input")->required();
  v->add_option("--innovations", o->innovations, "what is new, with its evidence");
  v->add_option("--covariates", o->covariates, "columns to adjust for, joined by commas");
  v->add_option("--respondent", o->respondent,
                "whose answers: person, carer, staff, provider or commissioner; never pooled")
      ->capture_default_str();
  v->add_option("--threshold", o->threshold, "pounds for one more of effect")->capture_default_str();
  v->add_flag("--json", o->json, "one JSON document");
  v->callback([o, &exit] {
    if (const auto done = tests(*o); !done) exit = refused(done.error());
  });
}

}  // namespace onepot::cli
