// One evaluation: what was fixed, its results, what is concluded from them, what is saved; the report on paper.
#include <fmt/format.h>

#include <algorithm>

#include "../../paper.h"
#include "../../routes.h"
#include "evaluations.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/web/assets.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

using place::Evaluation;
using store::evaluations::ResultRow;

std::string place_of(const Visit& v) {
  return "/evaluations/" + v.parameter("evaluation");
}

Answer not_here(Page& p, const Refusal& refusal) {
  return p.refused({refusal.code, p.w("eval.error." + refusal.code)}, "/evaluations");
}

const place::Plan& plan_of(const Evaluation& e, const ResultRow& r) {
  return *std::ranges::find(e.plans, r.version, &place::Plan::version);
}

/// A result with everything that must stand beside it.
Html result_shown(const Visit& v, const Evaluation& e, const ResultRow& r) {
  const Words& w = v.w;
  Html out = too_early(v, plan_of(e, r));
  if (out.empty() && r.maturity != "mature")
    out += govuk::warning_text({.text = w("eval.clock." + r.maturity), .icon_fallback_text = w("eval.warning")});
  if (r.version != e.now().version)
    out += govuk::inset_text({.text = w("eval.old-version", {{"version", std::to_string(r.version)}})});
  if (r.taken_back)
    return out + govuk::warning_text({.text = w("eval.taken-back"), .icon_fallback_text = w("eval.warning")});
  out += figures_shown(w, plan_of(e, r), r.figures);
  return out;
}

Html conclusions_shown(const Words& w, const std::vector<store::evaluations::Conclusion>& all,
                       const std::vector<ResultRow>& results) {
  Html out;
  for (const auto& c : all) {
    const auto stands_on = std::ranges::find(results, c.result_ref, &ResultRow::ref);
    Html card = html::element("h3", {{"class", "govuk-heading-s"}}, w("eval.verdict." + c.verdict));
    if (c.early) card += govuk::tag({.text = w("eval.concluded-early"), .classes = "govuk-tag--orange"});
    if (stands_on != results.end() && stands_on->taken_back) card += paragraph(w("eval.conclusion.taken-back"));
    card += paragraph(c.words) +
            hint_paragraph(w("eval.made.value", {{"day", to_words(date_of(c.written_at))}, {"name", c.written_by}}));
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  return out;
}

bool latest_is_fair(const Visit& v, const Evaluation& e, const ResultRow& latest) {
  return latest.maturity == "mature" && v.today() >= place::fair_from(e.now());
}

Html conclusion_form(const Visit& v, const Evaluation& e, const ResultRow& latest) {
  const Words& w = v.w;
  auto radios = one_of(v, "verdict", w("eval.verdict"), v.typed("verdict"));
  radios.classes = "govuk-radios--small";
  for (const auto* verdict : {"better", "worse", "no-telling"})
    radios.items.push_back({.text = w(fmt::format("eval.verdict.{}", verdict)), .value = verdict});
  Html inner = govuk::radios(radios);
  inner += words_input(v, "words", w("eval.verdict.words"), w("eval.verdict.words.hint"), v.typed("words"), 4);
  if (!latest_is_fair(v, e, latest)) {
    std::vector<std::string> ticked;
    if (v.form.has("early")) ticked.emplace_back("yes");
    inner += govuk::checkboxes({.error_message = {.text = v.errors.of("early")},
                                .name = "early",
                                .items = {{.text = w("eval.verdict.early"), .value = "yes"}},
                                .values = ticked});
  }
  inner += html::hidden("result", latest.ref);
  inner += govuk::button({.text = w("eval.verdict.button"), .prevent_double_click = true});
  return v.form_to(place_of(v) + "/conclusions", inner);
}

Html saving_form(const Visit& v) {
  const Words& w = v.w;
  auto radios = one_of(v, "kind", w("eval.savings.kind"), v.typed("kind"));
  radios.classes = "govuk-radios--small";
  for (const auto* kind : {"avoided", "cashable"})
    radios.items.push_back({.text = w(fmt::format("eval.savings.{}", kind)),
                            .value = kind,
                            .hint = {.text = w(fmt::format("eval.savings.{}.hint", kind))}});
  Html inner = govuk::radios(radios);
  inner += line_input(v, "saving-words", w("eval.savings.what"), "", v.typed("saving-words"));
  inner += line_input(v, "budget", w("eval.savings.budget"), w("eval.savings.budget.hint"), v.typed("budget"));
  for (const auto* amount : {"low", "central", "high"})
    inner += pounds_input(v, amount, w(fmt::format("eval.savings.amount-{}", amount)), "", v.typed(amount));
  inner +=
      words_input(v, "evidence", w("eval.savings.evidence"), w("eval.savings.evidence.hint"), v.typed("evidence"), 2);
  inner +=
      line_input(v, "agreed-by", w("eval.savings.agreed-by"), w("eval.savings.agreed-by.hint"), v.typed("agreed-by"));
  inner += day_input(v, "leaves", w("eval.savings.leaves"), w("eval.savings.agreed-by.hint"), std::nullopt);
  inner += govuk::button({.text = w("eval.savings.add"), .prevent_double_click = true});
  return govuk::details({.summary_text = w("eval.savings.add"),
                         .html = v.form_to(place_of(v) + "/savings", inner),
                         .open = v.form.has("kind") || v.form.has("budget")});
}

Html whole(Page& p, const Evaluation& e, bool may) {
  const Words& w = p.w;
  const std::string here = "/evaluations/" + e.ref;
  Html out = heading(e.title);
  if (!e.innovation_ref.empty())
    out += html::element("p", {{"class", "govuk-body"}}, w("eval.about"), " ",
                         link("/library/" + e.innovation_ref, e.innovation_name));
  if (!e.is_fixed()) {
    out += govuk::inset_text({.text = w("eval.draft.text")}) + plan_list(w, e.now());
    if (may) {
      out += govuk::button({.text = w("eval.change"), .href = here + "/draft", .classes = "govuk-button--secondary"});
      out += paragraph(w("eval.fix.text")) + p.button_to(here + "/fix", w("eval.fix"));
    }
    return out;
  }
  out += too_early(p, e.now()) + plan_list(w, e.now());
  out += govuk::details({.summary_text = w.count("eval.history", static_cast<long>(e.plans.size())),
                         .html = plan_history(w, e),
                         .open = e.plans.size() > 1});
  if (may) out += html::element("p", {{"class", "govuk-body"}}, link(here + "/amend", w("eval.amend")));
  out += heading2(w("eval.results"));
  const auto results = store::evaluations::results(p.session, e.id, p.now);
  if (results.empty()) out += paragraph(w("eval.results.none"));
  if (may) out += p.button_to(here + "/results", w(results.empty() ? "eval.make" : "eval.make-new"));
  if (!results.empty()) {
    out += result_shown(p, e, results.front());
    out += heading2(w("eval.stands-on")) + stands_on(w, results.front());
    if (may)
      out += p.button_to(fmt::format("{}/results/{}/again", here, results.front().ref), w("eval.again"), {},
                         "govuk-button--secondary");
  }
  if (results.size() > 1) {
    Html list;
    for (std::size_t i = 1; i < results.size(); ++i)
      list += html::element(
          "li", {},
          link(fmt::format("{}/results/{}", here, results[i].ref),
               w("eval.made.value", {{"day", to_words(date_of(results[i].made_at))}, {"name", results[i].made_by}})));
    out += heading2(w("eval.earlier")) + html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, list);
  }
  if (!results.empty()) {
    out += heading2(w("eval.conclusions"));
    const auto conclusions = store::evaluations::conclusions(p.session, e.id);
    out += conclusions.empty() ? paragraph(w("eval.conclusions.none")) : conclusions_shown(w, conclusions, results);
    if (may && !results.front().taken_back) out += conclusion_form(p, e, results.front());
  }
  out += savings_shown(p, here, store::evaluations::savings(p.session, e.id), may);
  if (may) out += saving_form(p);
  if (!results.empty()) {
    out += heading2(w("eval.report"));
    out += html::element("p", {{"class", "govuk-body"}}, link(here + "/report", w("eval.report.page")));
    out += has_paper() ? p.button_to(here + "/report", w("eval.report.pdf"), {}, "govuk-button--secondary")
                       : paragraph(w("eval.report.no-pdf"));
  }
  return out;
}

bool may_evaluate(Page& p) {
  return place::decide(p.session, p.actor, "evaluate", {}, p.now).has_value();
}

Answer show_one(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return not_here(p, e.error());
  return p.show(e->title, whole(p, *e, may_evaluate(p)), {.back = "/evaluations"});
}

Answer show_result(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return not_here(p, e.error());
  const auto results = store::evaluations::results(p.session, e->id, p.now);
  const auto r = std::ranges::find(results, p.parameter("result"), &ResultRow::ref);
  if (r == results.end()) return not_here(p, {"gone", ""});
  Html out = heading(e->title) + heading2(p.w("eval.results")) + result_shown(p, *e, *r) +
             heading2(p.w("eval.stands-on")) + stands_on(p.w, *r);
  if (may_evaluate(p))
    out += p.button_to(fmt::format("{}/results/{}/again", place_of(p), r->ref), p.w("eval.again"), {},
                       "govuk-button--secondary");
  return p.show(e->title, out, {.back = place_of(p)});
}

// Making results, off the event loop ----------------------------------------------------------------------------------

http::Response refused_slowly(Visit& v, const Refusal& refusal, const std::string& back) {
  const int status = refusal.code == "taken" ? 409 : 422;
  return v.page(v.w("error.refused.title"),
                heading(v.w("error.refused.title")) + paragraph(v.w("eval.error." + refusal.code)),
                {.back = back, .status = status});
}

Result<place::MadeResult> made_now(Visit& v, std::int64_t version, std::int64_t seed) {
  return v.app.db().read([&](store::Session& s) -> Result<place::MadeResult> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "evaluate", {}, v.now));
    return place::make_result({s, grant, v.random}, v.parameter("evaluation"), version, seed);
  });
}

http::Response do_result(Visit& v) {
  const std::string here = place_of(v);
  const auto made = made_now(v, 0, 1);
  if (!made) return refused_slowly(v, made.error(), here);
  const auto kept = v.app.db().write([&](store::Session& s) -> Result<std::string> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "evaluate", {}, v.now));
    return place::keep_result({s, grant, v.random}, v.parameter("evaluation"), *made);
  });
  if (!kept) return refused_slowly(v, kept.error(), here);
  return v.go(here, "evaluation-result");
}

http::Response do_again(Visit& v) {
  const std::string here = place_of(v), ref = v.parameter("result");
  const auto first = v.app.db().read([&](store::Session& s) -> std::optional<ResultRow> {
    const auto e = store::evaluations::by_ref(s, v.actor->place, v.parameter("evaluation"));
    if (!e) return std::nullopt;
    const auto all = store::evaluations::results(s, e->id, v.now);
    const auto r = std::ranges::find(all, ref, &ResultRow::ref);
    return r == all.end() ? std::nullopt : std::optional(*r);
  });
  if (!first) return refused_slowly(v, {"gone", ""}, "/evaluations");
  const auto made = made_now(v, first->version, first->seed);
  if (!made) return refused_slowly(v, made.error(), here);
  const auto kept = v.app.db().write([&](store::Session& s) -> Result<void> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "evaluate", {}, v.now));
    return place::keep_rerun({s, grant, v.random}, v.parameter("evaluation"), ref, *made);
  });
  if (!kept) return refused_slowly(v, kept.error(), here);
  return v.go(fmt::format("{}/results/{}", here, ref),
              made->figures_version == first->figures_version ? "evaluation-same" : "evaluation-differs");
}

Answer do_conclude(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return not_here(p, e.error());
  const auto done =
      place::conclude(p.work(), e->ref, p.typed("result"), p.typed("verdict"), p.typed("words"), p.form.has("early"));
  if (!done) {
    if (done.error().where.column.empty()) return not_here(p, done.error());
    p.errors.add(done.error().where.column, p.w("eval.error." + done.error().code));
    return p.again(e->title, whole(p, *e, true), {.back = "/evaluations"});
  }
  return p.done(place_of(p), "evaluation-concluded");
}

Answer do_saving(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return not_here(p, e.error());
  store::evaluations::Saving saving;
  saving.kind = p.typed("kind");
  saving.words = p.typed("saving-words");
  saving.budget = p.typed("budget");
  saving.evidence = p.typed("evidence");
  saving.agreed_by = p.typed("agreed-by");
  saving.from = typed_day(p, "leaves");
  const std::pair<const char*, Pence store::evaluations::Saving::*> amounts[] = {
      {"low", &store::evaluations::Saving::low},
      {"central", &store::evaluations::Saving::central},
      {"high", &store::evaluations::Saving::high}};
  for (const auto& [name, field] : amounts) {
    const auto typed = typed_pounds(p, name);
    if (typed)
      saving.*field = *typed;
    else
      p.errors.add(name, p.w("eval.error.pounds"));
  }
  const auto added = place::add_saving(p.work(), e->ref, saving);
  if (!added) {
    const auto& refusal = added.error();
    if (refusal.where.column.empty()) return not_here(p, refusal);
    const std::string field = refusal.where.column == "words" ? "saving-words" : refusal.where.column;
    if (p.errors.of(field).empty()) p.errors.add(field, p.w("eval.error.saving-" + refusal.code));
  }
  if (!p.errors.empty()) return p.again(e->title, whole(p, *e, true), {.back = "/evaluations"});
  return p.done(place_of(p), "evaluation-saving");
}

Answer do_remove(Page& p) {
  const auto removed = place::remove_saving(p.work(), p.parameter("evaluation"), p.parameter("saving"));
  if (!removed) return not_here(p, removed.error());
  return p.done(place_of(p), "evaluation-saving-removed");
}

// The report ----------------------------------------------------------------------------------------------------------

Html report_of(Visit& v, store::Session& session, const Evaluation& e) {
  const Words& w = v.w;
  Html out = heading(e.title) + hint_paragraph(w("eval.report.lead", {{"day", to_words(v.today())}}));
  out += too_early(v, e.now()) + heading2(w("eval.report.asked")) + plan_list(w, e.now());
  out += heading2(w("eval.report.history")) + plan_history(w, e);
  const auto results = store::evaluations::results(session, e.id, v.now);
  if (!results.empty()) {
    out += heading2(w("eval.results")) + result_shown(v, e, results.front());
    out += heading2(w("eval.stands-on")) + stands_on(w, results.front());
  }
  out += heading2(w("eval.conclusions"));
  const auto conclusions = store::evaluations::conclusions(session, e.id);
  out += conclusions.empty() ? paragraph(w("eval.conclusions.none")) : conclusions_shown(w, conclusions, results);
  return out + savings_shown(v, {}, store::evaluations::savings(session, e.id), false);
}

Answer show_report(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return not_here(p, e.error());
  if (!e->is_fixed()) return not_here(p, {"draft", ""});
  return p.show(e->title, report_of(p, p.session, *e), {.back = place_of(p)});
}

http::Response do_report(Visit& v) {
  const std::string here = place_of(v);
  std::string title;
  const auto html = v.app.db().read([&](store::Session& s) -> Result<std::string> {
    ONEPOT_TRY(const auto grant, place::decide(s, v.actor, "see-evaluation", {}, v.now));
    ONEPOT_TRY(const auto e, place::evaluation({s, grant, v.random}, v.parameter("evaluation")));
    if (!e.is_fixed()) return refuse("draft", "Nothing is reported before the plan is fixed");
    return for_paper(e.title, report_of(v, s, e));
  });
  if (!html) return refused_slowly(v, html.error(), here);
  auto pdf = to_pdf(*html);
  if (!pdf) return refused_slowly(v, pdf.error(), here);
  return pdf_attachment(*std::move(pdf), "evaluation.pdf");
}

}  // namespace

void add_evaluation_result_pages(std::vector<Route>& routes) {
  using enum http::Method;
  const auto slow = [&](std::string_view pattern, std::string_view action, http::Response (*run)(Visit&)) {
    routes.push_back({.method = post, .pattern = pattern, .action = action, .run_slowly = run});
  };
  routes.insert(routes.end(),
                {
                    {get, "/evaluations/{evaluation}", "see-evaluation", About::nothing, show_one},
                    {get, "/evaluations/{evaluation}/results/{result}", "see-evaluation", About::nothing, show_result},
                    {post, "/evaluations/{evaluation}/conclusions", "evaluate", About::nothing, do_conclude},
                    {post, "/evaluations/{evaluation}/savings", "evaluate", About::nothing, do_saving},
                    {post, "/evaluations/{evaluation}/savings/{saving}/remove", "evaluate", About::nothing, do_remove},
                    {get, "/evaluations/{evaluation}/report", "see-evaluation", About::nothing, show_report},
                });
  slow("/evaluations/{evaluation}/results", "evaluate", do_result);
  slow("/evaluations/{evaluation}/results/{result}/again", "evaluate", do_again);
  slow("/evaluations/{evaluation}/report", "see-evaluation", do_report);
}

}  // namespace onepot::web
