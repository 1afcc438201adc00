// Scoring a file of answers: by a published value set, or by the weights of a licence, which are read with the file and
// kept nowhere; nor are the answers.
#include <fmt/format.h>

#include <algorithm>

#include "../../routes.h"
#include "../pay/pay.h"
#include "../price/price.h"
#include "onepot/base/csv.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/learn/eq5d.h"
#include "onepot/learn/score.h"
#include "onepot/learn/weights.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace scoring_pages {
namespace {

/// Every set by its name, and whose it is.
std::vector<std::pair<std::string, std::string>> all_sets() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& set : learn::eq5d_sets())
    out.emplace_back(fmt::format("{}@{}", set.id, set.year), std::string(set.source));
  for (const auto& measure : learn::weighted_measures())
    if (std::ranges::none_of(learn::eq5d_sets(), [&](const auto& set) { return set.id == measure.id; }))
      out.emplace_back(measure.id, measure.source);
  return out;
}

Html scoring_form(Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("scoring.title")) + paragraph(w("scoring.lead"));
  out += refusals_list(w, refusals);
  auto set = one_of(p, "set", w("scoring.set"), p.typed("set"));
  for (const auto& [id, source] : all_sets()) set.items.push_back({.text = id, .value = id, .hint = {.text = source}});
  Html inner = govuk::radios(set);
  inner += file_input(p, "answers", w("scoring.answers"), w("scoring.answers.hint"));
  inner += file_input(p, "weights", w("scoring.weights"), w("scoring.weights.hint"));
  inner += line_input(p, "respondent", w("scoring.respondent"), w("scoring.respondent.hint"), p.typed("respondent"),
                      "govuk-input--width-10");
  inner += html::element(
      "div", {{"class", "govuk-button-group"}},
      govuk::button({.text = w("scoring.look"), .name = "do", .value = "look", .classes = "govuk-button--secondary"}),
      govuk::button({.text = w("scoring.keep"), .name = "do", .value = "keep"}));
  return out + p.upload_form_to("/evaluations/score", inner);
}

Answer show_scoring(Page& p) {
  return p.show(p.w("scoring.title"), scoring_form(p, {}), {.back = "/evaluations"});
}

Answer scoring_again(Page& p, const Refusals& refusals) {
  return p.again(p.w("scoring.title"), scoring_form(p, refusals), {.back = "/evaluations"});
}

Html looked_at(const Words& w, const learn::Scored& scored) {
  Html out = heading(w("scoring.found")) +
             paragraph(w("scoring.counts", {{"rows", std::to_string(scored.rows)},
                                            {"scored", std::to_string(scored.rows - scored.unanswered)},
                                            {"unanswered", std::to_string(scored.unanswered)}}));
  if (scored.kinds.size() > 1) {
    std::vector<Html> kinds;
    for (const auto& [kind, many] : scored.kinds)
      kinds.push_back(
          html::text(w("scoring.kind", {{"kind", kind.empty() ? "–" : kind}, {"n", std::to_string(many)}})));
    out += paragraph(w("scoring.kinds")) + html::bullets(kinds);
  }
  return out;
}

Answer do_scoring(Page& p) {
  const Words& w = p.w;
  const std::string set = p.typed("set");
  const auto known = all_sets();
  if (std::ranges::find(known, set, &std::pair<std::string, std::string>::first) == known.end())
    p.errors.add("set", w("scoring.error.set"));
  const auto* answers = uploaded(p, "answers");
  if (!p.errors.empty()) return scoring_again(p, {});
  const auto* weights = p.form.file("weights");
  const auto scorer = learn::scorer_of(set, weights != nullptr ? weights->bytes : "", "weights.csv");
  if (!scorer) {
    p.errors.add("weights", w(scorer.error().code == "no-weights" ? "scoring.error.no-weights"
                              : scorer.error().code == "weights"  ? "scoring.error.no-weights-here"
                                                                  : "upload.bad"));
    return scoring_again(p, scorer.error().code == "no-weights" ? Refusals{} : Refusals{scorer.error()});
  }
  const auto table = csv::parse(answers->bytes, "answers.csv");
  const auto scored =
      table ? learn::score(*table, *scorer, p.typed("respondent")) : tl::unexpected(Refusals{table.error()});
  if (!scored) {
    p.errors.add("answers", w("upload.bad"));
    return scoring_again(p, scored.error());
  }
  if (p.typed("do") == "keep") return download(scored->csv, "text/csv; charset=utf-8", "scored.csv");
  Html out = looked_at(w, *scored);
  if (!scorer->warnings.empty()) out += govuk::inset_text({.text = w("scoring.not-recommended")});
  out += html::element("p", {{"class", "govuk-body"}}, link("/evaluations/score", w("scoring.again")));
  return p.show(w("scoring.found"), out, {.back = "/evaluations/score"});
}

}  // namespace
}  // namespace scoring_pages

void add_scoring_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace scoring_pages;
  routes.insert(routes.end(), {
                                  {get, "/evaluations/score", "see-evaluation", About::nothing, show_scoring},
                                  {post, "/evaluations/score", "see-evaluation", About::nothing, do_scoring},
                              });
}

}  // namespace onepot::web
