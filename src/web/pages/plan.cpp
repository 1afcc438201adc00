// A plan in "I" sentences: the person's own pages, and what others may suggest.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/plans.h"
#include "onepot/store/accounts.h"

namespace onepot::web {
namespace {

Html sentence_form(const Visit& v, const std::string& action, const std::string& text,
                   const std::string& supported_by) {
  const Words& w = v.w;
  Html inner = govuk::textarea({.name = "text",
                                .rows = 3,
                                .value = text,
                                .label = {.text = w("plan.sentence"), .classes = "govuk-label--m"},
                                .hint = {.text = w("plan.sentence.hint")},
                                .error_message = {.text = v.errors.of("text")}});
  inner += govuk::input({.name = "supported-by",
                         .value = supported_by,
                         .label = {.text = w("plan.supported-by")},
                         .hint = {.text = w("plan.supported-by.hint")},
                         .classes = "govuk-input--width-20"});
  inner += govuk::button({.text = w("plan.save"), .prevent_double_click = true});
  return v.form_to(action, inner);
}

Html credit(const Words& w, const store::plans::Statement& s) {
  return s.supported_by.empty() ? Html() : hint_paragraph(w("plan.helped", {{"who", s.supported_by}}));
}

Html my_plan(const Visit& v, const place::PlanView& plan) {
  const Words& w = v.w;
  Html out = heading(w("plan.title"));
  out += paragraph(w("plan.lead"));
  for (const auto& q : plan.proposals) {
    if (!q.answer.empty()) continue;
    Html inner = html::element("p", {{"class", "govuk-body"}},
                               html::element("strong", {}, w("plan.proposal.by", {{"name", q.by_name}})));
    if (!q.statement_text.empty())
      inner += html::element("p", {{"class", "govuk-body"}}, w("plan.proposal.instead"), " “", q.statement_text, "”");
    inner += html::element("blockquote", {{"class", "govuk-inset-text"}}, q.text);
    if (!q.reason.empty())
      inner += html::element("p", {{"class", "govuk-body"}}, w("plan.proposal.reason"), " ", q.reason);
    inner += v.button_to(fmt::format("/me/plan/proposals/{}/accept", q.ref), w("plan.proposal.accept"));
    inner += v.button_to(fmt::format("/me/plan/proposals/{}/decline", q.ref), w("plan.proposal.decline"), {},
                         "govuk-button--secondary");
    out += html::element("section", {{"class", "op-card"}}, inner);
  }
  for (const auto& s : plan.statements) {
    Html inner = html::element("p", {{"class", "govuk-body-l"}}, s.text);
    inner += credit(w, s);
    inner += html::element("p", {{"class", "govuk-body"}}, link(fmt::format("/me/plan/{}", s.ref), w("plan.change")));
    out += html::element("div", {{"class", "op-card"}}, inner);
  }
  out += heading2(w("plan.add"));
  out += sentence_form(v, "/me/plan", v.typed("text"), v.typed("supported-by"));
  return out;
}

Answer show_plan(Page& p) {
  return p.show(p.w("plan.title"), my_plan(p, place::see_plan(p.work())), {.back = "/me"});
}

/// The plan as its owner sees it: also where the grant is for writing.
place::PlanView own_plan(Page& p) {
  return {store::plans::statements(p.session, p.grant.person()), store::plans::proposals(p.session, p.grant.person())};
}

Answer do_add(Page& p) {
  if (const auto done = place::write_statement(p.work(), "", p.typed("text"), p.typed("supported-by")); !done) {
    p.errors.add("text", p.w("plan.empty"));
    return p.again(p.w("plan.title"), my_plan(p, own_plan(p)), {.back = "/me"});
  }
  return p.done("/me/plan", "plan-saved");
}

Html change_content(const Visit& v, const std::string& ref, const std::string& text, const std::string& by) {
  Html out = heading(v.w("plan.change.title"));
  out += sentence_form(v, fmt::format("/me/plan/{}", ref), text, by);
  out += v.button_to(fmt::format("/me/plan/{}/end", ref), v.w("plan.end"), {}, "govuk-button--secondary");
  return out;
}

Answer show_change(Page& p) {
  const auto s = store::plans::statement(p.session, p.grant.person(), p.parameter("statement"));
  if (!s) return p.refused({"gone", p.w("plan.gone")}, "/me/plan");
  return p.show(p.w("plan.change.title"), change_content(p, s->ref, s->text, s->supported_by), {.back = "/me/plan"});
}

Answer do_change(Page& p) {
  const auto done =
      place::write_statement(p.work(), p.parameter("statement"), p.typed("text"), p.typed("supported-by"));
  if (!done && done.error().code == "gone") return p.refused({"gone", p.w("plan.gone")}, "/me/plan");
  if (!done) {
    p.errors.add("text", p.w("plan.empty"));
    return p.again(p.w("plan.change.title"),
                   change_content(p, p.parameter("statement"), p.typed("text"), p.typed("supported-by")),
                   {.back = "/me/plan"});
  }
  return p.done("/me/plan", "plan-saved");
}

Answer do_end(Page& p) {
  if (const auto done = place::end_statement(p.work(), p.parameter("statement")); !done)
    return p.refused({"gone", p.w("plan.gone")}, "/me/plan");
  return p.done("/me/plan", "plan-ended");
}

Answer answered(Page& p, bool accept) {
  if (const auto done = place::answer_proposal(p.work(), p.parameter("proposal"), accept); !done)
    return p.refused(done.error(), "/me/plan");
  return p.done("/me/plan", accept ? "plan-saved" : "proposal-declined");
}
Answer do_accept_proposal(Page& p) {
  return answered(p, true);
}
Answer do_decline_proposal(Page& p) {
  return answered(p, false);
}

// Somebody else's plan
// ---------------------------------------------------------------------------------------------------

Answer show_their_plan(Page& p) {
  const Words& w = p.w;
  const auto person = store::accounts::person(p.session, p.grant.person());
  const auto plan = place::see_plan(p.work());
  const std::string title = w("their-plan.title", {{"name", person->known_as}});
  Html out = heading(title);
  out += paragraph(w("their-plan.lead", {{"name", person->known_as}}));
  if (plan.statements.empty()) out += paragraph(w("their-plan.none", {{"name", person->known_as}}));
  for (const auto& s : plan.statements) {
    Html inner = html::element("p", {{"class", "govuk-body-l"}}, s.text);
    inner += credit(w, s);
    inner += html::element("p", {{"class", "govuk-body"}},
                           link(fmt::format("/people/{}/plan/{}", person->ref, s.ref), w("their-plan.change")));
    out += html::element("div", {{"class", "op-card"}}, inner);
  }
  if (!plan.proposals.empty()) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("their-plan.suggested");
    table.head = {{.text = w("their-plan.words")}, {.text = w("their-plan.answer")}};
    for (const auto& q : plan.proposals)
      table.rows.push_back({{.text = q.text},
                            {.text = w(q.answer.empty()         ? "their-plan.waiting"
                                       : q.answer == "accepted" ? "their-plan.accepted"
                                                                : "their-plan.declined")}});
    out += govuk::table(table);
  }
  out += html::element("p", {{"class", "govuk-body"}},
                       link(fmt::format("/people/{}/plan/suggest", person->ref), w("their-plan.suggest-new")));
  return p.show(title, out, {.back = fmt::format("/people/{}", person->ref)});
}

Html suggest_form(const Visit& v, const std::string& person_ref, const std::string& statement_ref,
                  const std::string& text, const std::string& reason) {
  const Words& w = v.w;
  Html inner;
  inner += html::hidden("statement", statement_ref);
  inner += govuk::textarea({.id = "suggestion",
                            .name = "text",
                            .rows = 3,
                            .value = text,
                            .label = {.text = w("suggest.text"), .classes = "govuk-label--m"},
                            .error_message = {.text = v.errors.of("suggestion")}});
  inner += govuk::textarea({.name = "reason",
                            .rows = 2,
                            .value = reason,
                            .label = {.text = w("suggest.reason")},
                            .hint = {.text = w("suggest.reason.hint")}});
  inner += govuk::button({.text = w("suggest.button"), .prevent_double_click = true});
  return v.form_to(fmt::format("/people/{}/plan/suggest", person_ref), inner);
}

Answer show_suggest(Page& p) {
  const std::string ref = p.parameter("person");
  Html out = heading(p.w("suggest.title"));
  out += paragraph(p.w("suggest.lead"));
  out += suggest_form(p, ref, "", "", "");
  return p.show(p.w("suggest.title"), out, {.back = fmt::format("/people/{}/plan", ref)});
}

Answer do_suggest(Page& p) {
  const std::string ref = p.parameter("person");
  if (const auto done = place::propose(p.work(), p.form.text("statement"), p.typed("text"), p.typed("reason")); !done) {
    if (done.error().code == "gone") return p.refused({"gone", p.w("plan.gone")}, fmt::format("/people/{}/plan", ref));
    p.errors.add("suggestion", p.w("plan.empty"));
    return p.again(
        p.w("suggest.title"),
        heading(p.w("suggest.title")) + suggest_form(p, ref, p.typed("statement"), p.typed("text"), p.typed("reason")),
        {.back = fmt::format("/people/{}/plan", ref)});
  }
  return p.done(fmt::format("/people/{}/plan", ref), "suggested");
}

/// The sentence in a form whose button says "Change": whoever is not its person is refused when they press it, and it
/// is written down. Their words are then offered back as a suggestion.
Answer show_edit(Page& p) {
  const Words& w = p.w;
  const std::string ref = p.parameter("person");
  const auto s = store::plans::statement(p.session, p.grant.person(), p.parameter("statement"));
  if (!s) return p.refused({"gone", w("plan.gone")}, fmt::format("/people/{}/plan", ref));
  Html inner = govuk::textarea({.id = "new-text",
                                .name = "text",
                                .rows = 3,
                                .value = s->text,
                                .label = {.text = w("edit.text"), .classes = "govuk-label--m"}});
  inner += govuk::button({.text = w("edit.button"), .prevent_double_click = true});
  Html out = heading(w("edit.title"));
  out += p.form_to(fmt::format("/people/{}/plan/{}", ref, s->ref), inner);
  out += heading2(w("suggest.title"));
  out += paragraph(w("suggest.lead"));
  out += suggest_form(p, ref, s->ref, s->text, "");
  return p.show(w("edit.title"), out, {.back = fmt::format("/people/{}/plan", ref)});
}

Answer do_edit(Page& p) {
  // Only the person passes the door for this; they have their own pages, and land there.
  return p.done(fmt::format("/me/plan/{}", p.parameter("statement")));
}

http::Response refused_edit(Visit& v) {
  const Words& w = v.w;
  const std::string ref = v.parameter("person");
  Html out = heading(w("edit.refused.title"));
  out += paragraph(w("edit.refused.text"));
  out += paragraph(w("edit.refused.suggest"));
  out += suggest_form(v, ref, v.parameter("statement"), v.typed("text"), "");
  return v.page(w("edit.refused.title"), out, {.back = fmt::format("/people/{}/plan", ref), .status = 403});
}

}  // namespace

void add_plan_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(
      routes.end(),
      {
          {get, "/me/plan", "see-own", About::own_person, show_plan},
          {post, "/me/plan", "write-plan", About::own_person, do_add},
          {get, "/me/plan/{statement}", "see-own", About::own_person, show_change},
          {post, "/me/plan/{statement}", "write-plan", About::own_person, do_change},
          {post, "/me/plan/{statement}/end", "write-plan", About::own_person, do_end},
          {post, "/me/plan/proposals/{proposal}/accept", "write-plan", About::own_person, do_accept_proposal},
          {post, "/me/plan/proposals/{proposal}/decline", "write-plan", About::own_person, do_decline_proposal},
          {get, "/people/{person}/plan", "see-plan", About::path, show_their_plan},
          {get, "/people/{person}/plan/suggest", "propose-plan", About::path, show_suggest},
          {post, "/people/{person}/plan/suggest", "propose-plan", About::path, do_suggest},
          {get, "/people/{person}/plan/{statement}", "propose-plan", About::path, show_edit},
          {.method = post,
           .pattern = "/people/{person}/plan/{statement}",
           .action = "write-plan",
           .about = About::path,
           .run = do_edit,
           .refused = refused_edit},
      });
}

}  // namespace onepot::web
