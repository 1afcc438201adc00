// The evaluation workspace: writing a plan, fixing it, amending it in sight of everybody.
#include "evaluations.h"

#include <fmt/format.h>

#include <algorithm>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/store/innovations.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

using place::Evaluation;
using place::Plan;

std::string address_of(const Visit& v) {
  return "/evaluations/" + v.parameter("evaluation");
}

Answer show_all(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("eval.title")) + paragraph(w("eval.lead"));
  if (p.actor && place::decide(p.session, p.actor, "evaluate", {}, p.now))
    out += govuk::button({.text = w("eval.new"), .href = "/evaluations/new"});
  const auto all = place::evaluations(p.work());
  if (all.empty()) out += paragraph(w("eval.nothing"));
  for (const auto& e : all) {
    Html card =
        html::element("h2", {{"class", "govuk-heading-m"}}, link(fmt::format("/evaluations/{}", e.ref), e.title));
    card += paragraph(e.now().question);
    if (!e.is_fixed())
      card += govuk::tag({.text = w("eval.draft"), .classes = "govuk-tag--grey"});
    else
      card += hint_paragraph(w("eval.fixed-on", {{"day", to_words(date_of(*e.plans.front().fixed_at))}}) + " " +
                             (p.today() < place::fair_from(e.now())
                                  ? w("eval.time.not-yet", {{"day", to_words(place::fair_from(e.now()))}})
                                  : w("eval.time.come", {{"day", to_words(place::fair_from(e.now()))}})));
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  out += heading2(w("eval.more"));
  out += html::element("ul", {{"class", "govuk-list govuk-list--bullet"}},
                       html::element("li", {}, link("/evaluations/four-tests", w("four.title"))),
                       html::element("li", {}, link("/evaluations/continuity", w("continuity.title"))),
                       html::element("li", {}, link("/evaluations/rating-gap", w("gap.title"))),
                       html::element("li", {}, link("/evaluations/diagnostic", w("diagnose.title"))),
                       html::element("li", {}, link("/evaluations/score", w("scoring.title"))),
                       html::element("li", {}, link("/evaluations/told", w("told.title"))),
                       html::element("li", {}, link("/evaluations/publish", w("publish.title"))),
                       html::element("li", {}, link("/evaluation", w("evaluation.title"))));
  return p.show(w("eval.title"), out);
}

// Writing a plan ------------------------------------------------------------------------------------------------------

/// What a form shows before anybody has typed: the plan as it is.
struct Shown {
  const Visit& v;
  const Plan* plan;
  bool typed() const { return v.form.has("question"); }
  std::string one(std::string_view name, const std::string& kept) const {
    return typed() ? v.typed(name) : plan != nullptr ? kept : std::string();
  }
  std::vector<std::string> many(std::string_view name, const std::vector<std::string>& kept) const {
    if (!typed()) return plan != nullptr ? kept : std::vector<std::string>();
    std::vector<std::string> out;
    for (const auto each : v.form.each(name)) out.emplace_back(each);
    return out;
  }
};

Html choice(const Visit& v, const char* name, const std::vector<std::pair<std::string, std::string>>& items,
            const std::string& value, const char* hint = nullptr) {
  govuk::Select select;
  select.name = name;
  select.value = value;
  select.items.push_back({.value = "", .text = v.w("eval.choose")});
  for (const auto& [code, text] : items) select.items.push_back({.value = code, .text = text});
  select.label = {.text = v.w(fmt::format("eval.field.{}", name)), .classes = "govuk-label--s"};
  if (hint != nullptr) select.hint.text = v.w(hint);
  select.error_message.text = v.errors.of(name);
  return govuk::select(select);
}

Html ticks(const Visit& v, const char* name, const char* legend, const std::string& prefix,
           const std::vector<std::string>& codes, const std::vector<std::string>& ticked, const char* hint) {
  govuk::Checkboxes boxes;
  boxes.fieldset.legend = {.text = v.w(legend), .classes = "govuk-fieldset__legend--s"};
  boxes.hint.text = v.w(hint);
  boxes.name = name;
  boxes.classes = "govuk-checkboxes--small";
  boxes.error_message.text = v.errors.of(name);
  for (const auto& code : codes) boxes.items.push_back({.text = v.w(prefix + code), .value = code});
  boxes.values = ticked;
  return govuk::checkboxes(boxes);
}

std::vector<std::pair<std::string, std::string>> with_words(const Words& w, const std::string& prefix,
                                                            const std::vector<std::string>& codes) {
  std::vector<std::pair<std::string, std::string>> out;
  out.reserve(codes.size());
  for (const auto& code : codes) out.emplace_back(code, w(prefix + code));
  return out;
}

std::vector<std::pair<std::string, std::string>> support_choices(Page& p, std::string_view analysis) {
  std::vector<std::pair<std::string, std::string>> out;
  if (analysis == "synth") {
    for (const auto& [code, name] : store::evaluations::named_units(p.session, p.actor->place))
      out.emplace_back(code, group_words(p.w, code));
    return out;
  }
  for (const auto& code : place::evaluation_groups(p.session, p.actor->place))
    out.emplace_back(code, group_words(p.w, code));
  return out;
}

/// What only a plan over time asks for.
Html time_inputs(Page& p, const Shown& shown, const Plan* plan, std::string_view analysis) {
  const Words& w = p.w;
  Html out;
  if (analysis == "synth")
    out += day_input(p, "started", w("eval.field.started"), w("eval.started.hint"),
                     plan != nullptr ? plan->started : std::nullopt);
  else
    out += choice(p, "unit", with_words(w, "eval.unit.", place::evaluation_units(analysis)),
                  shown.one("unit", plan != nullptr ? plan->unit : ""), "eval.unit.hint");
  std::vector<std::string> weeks;
  for (const int each : place::evaluation_period_weeks()) weeks.push_back(std::to_string(each));
  out += choice(p, "period-weeks", with_words(w, "eval.period-weeks.", weeks),
                shown.one("period-weeks", plan != nullptr ? std::to_string(plan->period_weeks) : ""),
                "eval.period-weeks.hint");
  return out;
}

/// `analysis`: compare, change or synth; a plan's own where there is one.
Html plan_inputs(Page& p, const Plan* plan, std::string_view analysis) {
  const Words& w = p.w;
  const Shown shown{p, plan};
  static const Plan empty;
  const Plan& kept = plan != nullptr ? *plan : empty;
  const auto groups = support_choices(p, analysis);
  auto compared = groups;
  compared.insert(compared.begin(), {"others", group_words(w, "others")});
  const std::string first = kept.outcomes.empty() ? "" : kept.outcomes.front();
  std::vector<std::string> others(kept.outcomes.begin() + (kept.outcomes.empty() ? 0 : 1), kept.outcomes.end());
  Html out = words_input(p, "question", w("eval.field.question"), w("eval.question.hint"),
                         shown.one("question", kept.question), 3);
  const bool compare = analysis == "compare", synth = analysis == "synth";
  out += choice(p, "support", groups, shown.one("support", kept.support),
                compare ? "eval.support.hint"
                : synth ? "eval.support.hint-synth"
                        : "eval.support.hint-change");
  if (!synth) out += choice(p, "compared", compared, shown.one("compared", kept.compared));
  const auto outcomes = place::evaluation_outcomes(analysis);
  out +=
      choice(p, "outcome", with_words(w, "eval.outcome.", outcomes), shown.one("outcome", first), "eval.outcome.hint");
  out += ticks(p, "outcomes", "eval.outcomes", "eval.outcome.", outcomes, shown.many("outcomes", others),
               "eval.outcomes.hint");
  const auto day = [&](const char* prefix, Date date, const char* hint) {
    return day_input(p, prefix, w(fmt::format("eval.field.{}", prefix)), w(hint),
                     plan != nullptr ? std::optional(date) : std::nullopt);
  };
  out += day("from", kept.from, compare ? "eval.from.hint" : "eval.from.hint-time") +
         day("until", kept.until, compare ? "eval.until.hint" : "eval.until.hint-time");
  if (!compare) out += time_inputs(p, shown, plan, analysis);
  if (!synth)
    out += ticks(p, "covariates", "eval.field.covariates", "eval.covariate.", place::evaluation_covariates(),
                 shown.many("covariates", kept.covariates), "eval.covariates.hint");
  out += choice(p, "method", with_words(w, "eval.method.", place::evaluation_methods(analysis)),
                shown.one("method", kept.method),
                compare ? "eval.method.hint"
                : synth ? "eval.method.hint-synth"
                        : "eval.method.hint-change");
  if (compare)
    out += choice(p, "estimand", {{"ATT", estimand_words(w, "ATT")}, {"ATE", estimand_words(w, "ATE")}},
                  shown.one("estimand", kept.estimand));
  out += ticks(p, "integration", "eval.field.integration", "eval.integration.", place::evaluation_integration(),
               shown.many("integration", kept.integration), "eval.integration.hint");
  out += day("began", kept.began, "eval.began.hint");
  const auto months = [&](const char* name, int value) {
    return line_input(p, name, w(fmt::format("eval.field.{}", name)), w(fmt::format("eval.{}.hint", name)),
                      shown.typed() ? p.typed(name) : std::to_string(value), "govuk-input--width-3");
  };
  out += months("set-up", kept.set_up_months) + months("effect", kept.effect_months);
  out += words_input(p, "mature-why", w("eval.field.mature-why"), w("eval.mature-why.hint"),
                     shown.one("mature-why", kept.mature_why), 2);
  return out;
}

Plan typed_plan(Page& p, std::string_view analysis) {
  Plan plan;
  plan.question = p.typed("question");
  plan.support = p.typed("support");
  plan.compared = analysis == "synth" ? "others" : p.typed("compared");
  if (const auto first = p.typed("outcome"); !first.empty()) plan.outcomes.push_back(first);
  for (const auto each : p.form.each("outcomes"))
    if (!plan.outcomes.empty() && std::ranges::find(plan.outcomes, each) == plan.outcomes.end())
      plan.outcomes.emplace_back(each);
  for (const auto each : p.form.each("covariates")) plan.covariates.emplace_back(each);
  for (const auto each : p.form.each("integration")) plan.integration.emplace_back(each);
  plan.method = p.typed("method");
  // A form asks for the methods of its own kind of answer only.
  if (const auto& methods = place::evaluation_methods(analysis);
      std::ranges::find(methods, plan.method) == methods.end()) {
    p.errors.add("method", p.w("eval.error.unknown"));
    plan.method = methods.front();
  }
  plan.estimand = analysis == "compare" ? p.typed("estimand") : "ATT";
  std::vector<std::pair<const char*, Date Plan::*>> days = {
      {"from", &Plan::from}, {"until", &Plan::until}, {"began", &Plan::began}};
  for (const auto& [name, field] : days) {
    const auto typed = typed_day(p, name);
    if (typed)
      plan.*field = *typed;
    else
      p.errors.add(name, p.w("eval.error.day"));
  }
  if (analysis != "compare") plan.period_weeks = static_cast<int>(typed_whole(p, "period-weeks", 1, 52).value_or(0));
  if (analysis == "change") plan.unit = p.typed("unit");
  if (analysis == "synth") {
    plan.unit = plan.support.substr(0, plan.support.find(':'));
    plan.started = typed_day(p, "started");
    if (!plan.started) p.errors.add("started", p.w("eval.error.day"));
  }
  plan.set_up_months = static_cast<int>(typed_whole(p, "set-up", 0, 120).value_or(-1));
  plan.effect_months = static_cast<int>(typed_whole(p, "effect", 1, 120).value_or(-1));
  plan.mature_why = p.typed("mature-why");
  return plan;
}

/// The room's refusals, beside the fields they belong to. False where one belongs to none.
bool tell(Page& p, const Refusals& faults) {
  for (const auto& f : faults) {
    if (f.where.column.empty()) return false;
    if (p.errors.of(f.where.column).empty()) p.errors.add(f.where.column, p.w("eval.error." + f.code));
  }
  return true;
}

Html title_input(const Visit& v, const std::string& kept) {
  return line_input(v, "title", v.w("eval.field.title"), v.w("eval.title.hint"), typed_or(v, "title", kept));
}

/// Which answer a new question is to have, by its address.
std::string analysis_asked(const Page& p) {
  const auto& path = p.request.path;
  return path.ends_with("/change") ? "change" : path.ends_with("/synth") ? "synth" : "compare";
}

std::string new_address(std::string_view analysis) {
  return analysis == "compare" ? "/evaluations/new" : fmt::format("/evaluations/new/{}", analysis);
}

Html new_form(Page& p) {
  const Words& w = p.w;
  const std::string analysis = analysis_asked(p);
  Html kinds;
  for (const auto* each : {"compare", "change", "synth"})
    kinds += html::element("li", {},
                           each == analysis ? html::element("strong", {}, w(fmt::format("eval.analysis.{}", each)))
                                            : link(new_address(each), w(fmt::format("eval.analysis.{}", each))));
  std::vector<std::pair<std::string, std::string>> ideas;
  for (const auto& e : store::innovations::all(p.session)) ideas.emplace_back(e.ref, e.innovation.name);
  Html inner = title_input(p, {}) + choice(p, "innovation", ideas, p.typed("innovation"), "eval.innovation.hint") +
               plan_inputs(p, nullptr, analysis) +
               govuk::button({.text = w("eval.save-draft"), .prevent_double_click = true});
  return heading(w("eval.new")) + paragraph(w("eval.new.lead")) + paragraph(w("eval.analysis.choose")) +
         html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, kinds) +
         paragraph(w("eval.analysis.text-" + analysis)) + p.form_to(new_address(analysis), inner);
}

Answer show_new(Page& p) {
  return p.show(p.w("eval.new"), new_form(p), {.back = "/evaluations"});
}

Answer do_new(Page& p) {
  const Plan plan = typed_plan(p, analysis_asked(p));
  const auto made = place::draft_evaluation(p.work(), p.typed("title"), p.typed("innovation"), plan);
  if (!made) (void)tell(p, made.error());
  if (!p.errors.empty()) return p.again(p.w("eval.new"), new_form(p), {.back = "/evaluations"});
  return p.done("/evaluations/" + *made, "evaluation-drafted");
}

Html draft_form(Page& p, const Evaluation& e) {
  Html inner = title_input(p, e.title) + plan_inputs(p, &e.now(), place::analysis_of(e.now())) +
               govuk::button({.text = p.w("eval.save-draft"), .prevent_double_click = true});
  return heading(p.w("eval.change")) + p.form_to(address_of(p) + "/draft", inner);
}

Answer gone(Page& p, const Refusal& refusal) {
  return p.refused({refusal.code, p.w("eval.error." + refusal.code)}, "/evaluations");
}

Answer show_draft(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return gone(p, e.error());
  if (e->is_fixed()) return p.refused({"taken", p.w("eval.error.taken")}, address_of(p));
  return p.show(p.w("eval.change"), draft_form(p, *e), {.back = address_of(p)});
}

Answer do_draft(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return gone(p, e.error());
  const Plan plan = typed_plan(p, place::analysis_of(e->now()));
  const auto changed = place::change_draft(p.work(), e->ref, p.typed("title"), plan);
  if (!changed && !tell(p, changed.error())) return p.refused({"taken", p.w("eval.error.taken")}, address_of(p));
  if (!p.errors.empty()) return p.again(p.w("eval.change"), draft_form(p, *e), {.back = address_of(p)});
  return p.done(address_of(p), "evaluation-drafted");
}

Answer do_fix(Page& p) {
  const auto fixed = place::fix_evaluation(p.work(), p.parameter("evaluation"));
  if (!fixed) return p.refused({fixed.error().code, p.w("eval.error." + fixed.error().code)}, address_of(p));
  return p.done(address_of(p), "evaluation-fixed");
}

Html amend_form(Page& p, const Evaluation& e) {
  const Words& w = p.w;
  Html inner = plan_inputs(p, &e.now(), place::analysis_of(e.now()));
  inner += words_input(p, "reason", w("eval.field.reason"), w("eval.reason.hint"), p.typed("reason"), 3);
  inner += html::hidden("version", typed_or(p, "version", std::to_string(e.now().version)));
  inner += govuk::button({.text = w("eval.amend.button"), .prevent_double_click = true});
  return heading(w("eval.amend")) + paragraph(w("eval.amend.lead")) + p.form_to(address_of(p) + "/amend", inner);
}

Answer show_amend(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return gone(p, e.error());
  if (!e->is_fixed()) return p.refused({"draft", p.w("eval.error.draft")}, address_of(p));
  return p.show(p.w("eval.amend"), amend_form(p, *e), {.back = address_of(p)});
}

Answer do_amend(Page& p) {
  const auto e = place::evaluation(p.work(), p.parameter("evaluation"));
  if (!e) return gone(p, e.error());
  Plan plan = typed_plan(p, place::analysis_of(e->now()));
  plan.reason = p.typed("reason");
  plan.version = typed_whole(p, "version", 1, 1'000'000).value_or(0);
  const auto amended = place::amend_evaluation(p.work(), e->ref, plan);
  if (!amended && !tell(p, amended.error())) {
    const auto& code = amended.error().front().code;
    return p.refused({code, p.w("eval.error." + code)}, address_of(p));
  }
  if (!p.errors.empty()) return p.again(p.w("eval.amend"), amend_form(p, *e), {.back = address_of(p)});
  return p.done(address_of(p), "evaluation-amended");
}

}  // namespace

void add_evaluation_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/evaluations", "see-evaluation", About::nothing, show_all},
                                  {get, "/evaluations/new", "evaluate", About::nothing, show_new},
                                  {post, "/evaluations/new", "evaluate", About::nothing, do_new},
                                  {get, "/evaluations/new/change", "evaluate", About::nothing, show_new},
                                  {post, "/evaluations/new/change", "evaluate", About::nothing, do_new},
                                  {get, "/evaluations/new/synth", "evaluate", About::nothing, show_new},
                                  {post, "/evaluations/new/synth", "evaluate", About::nothing, do_new},
                                  {get, "/evaluations/{evaluation}/draft", "evaluate", About::nothing, show_draft},
                                  {post, "/evaluations/{evaluation}/draft", "evaluate", About::nothing, do_draft},
                                  {post, "/evaluations/{evaluation}/fix", "evaluate", About::nothing, do_fix},
                                  {get, "/evaluations/{evaluation}/amend", "evaluate", About::nothing, show_amend},
                                  {post, "/evaluations/{evaluation}/amend", "evaluate", About::nothing, do_amend},
                              });
  add_support_learning_pages(routes);
  add_support_person_pages(routes);
  add_publishing_pages(routes);
  add_told_pages(routes);
  add_scoring_pages(routes);
  add_evaluation_result_pages(routes);
}

}  // namespace onepot::web
