// What waits for a yes: one tap each. The person does it, or a supporter to whom they gave that; never the one who is
// paid.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/approve.h"
#include "onepot/html/parts/card.h"
#include "onepot/place/visits.h"
#include "onepot/store/accounts.h"
#include "onepot/store/agreement_changes.h"
#include "onepot/store/visits.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

namespace visits = store::visits;
constexpr int answered_shown = 30;

/// Where these pages are: one's own, or those of the person one supports.
std::string here(const Page& p) {
  return p.parameter("person").empty() ? "/me/visits" : fmt::format("/people/{}/visits", p.parameter("person"));
}
std::string before(const Page& p) {
  return p.parameter("person").empty() ? "/me" : fmt::format("/people/{}", p.parameter("person"));
}
std::string approvals_title(const Page& p) {
  if (p.parameter("person").empty()) return p.w("approvals.title");
  const auto person = store::accounts::person(p.session, p.grant.person());
  return p.w("approvals.title-of", {{"name", person ? person->known_as : ""}});
}

std::string visit_sentence(const Words& w, const visits::Visit& v) {
  return w("approvals.came", {{"worker", v.worker},
                              {"provider", v.provider_name},
                              {"date", to_words(v.day)},
                              {"start", clock_words(v.start_minute)},
                              {"time", hours_words(w, v.day_time + v.night_time)}});
}

Html waiting_visit(const Page& p, const visits::Part& part) {
  const Words& w = p.w;
  const auto& v = part.visit;
  Html out = heading2(v.provider_name);
  out += paragraph(visit_sentence(w, v));
  if (!v.note.empty()) out += govuk::inset_text({.text = v.note});
  const auto [day, night] = store::agreement_changes::hours_on(p.session, v.agreement, v.day);
  const Hours this_week = visits::recorded_in_week(p.session, v.agreement, week_of(v.day)), agreed = day + night;
  if (this_week > agreed)
    out += paragraph(
        w("approvals.more-than-agreed", {{"week", hours_words(w, this_week)}, {"agreed", hours_words(w, agreed)}}));
  const Html other = link(fmt::format("{}/{}/wrong", here(p), v.ref), w("approvals.wrong"));
  const std::string words =
      part.pence > Pence() ? w("approvals.yes-pay", {{"amount", pounds(part.pence)}, {"provider", v.provider_name}})
                           : w("approvals.yes-right");
  return out += p.form_to(
             here(p) + "/approve",
             html::approve({.text = words, .name = "visit", .value = v.ref, .id = "yes-" + v.ref, .other = other}));
}

std::string answer_words(const Words& w, const visits::Part& part) {
  if (part.paid_on) return w("visit.state.paid", {{"date", to_words(*part.paid_on)}});
  if (part.answer == "queried") return w("visit.state.queried", {{"words", part.query}});
  return part.answered_at
             ? w("approvals.said-yes", {{"name", part.answered_by}, {"date", to_words(date_of(*part.answered_at))}})
             : w("visit.state.approved");
}

Answer show_approvals(Page& p) {
  const Words& w = p.w;
  Html out = heading(approvals_title(p));
  const auto waiting = visits::waiting(p.session, p.grant.person());
  const Html invoices = waiting_invoices(p, before(p));
  if (!waiting.empty() || invoices.empty())
    out += paragraph(waiting.empty() ? w("approvals.nothing")
                                     : w.count("approvals.waiting", static_cast<long>(waiting.size())));
  for (const auto& part : waiting) out += waiting_visit(p, part);
  out += invoices;
  if (p.parameter("person").empty())
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/money", w("own.visits-here")));
  const auto answered = visits::answered(p.session, p.grant.person(), answered_shown);
  if (!answered.empty()) {
    out += heading2(w("approvals.before"));
    std::vector<html::Card> all;  // cards, not a table: this is read on a phone
    for (const auto& part : answered) {
      all.push_back({.title = to_words(part.visit.day),
                     .heading_level = 3,
                     .line = part.visit.provider_name,
                     .facts = {{w("approvals.amount"), pounds(part.pence)}}});
      all.back().more = paragraph(answer_words(w, part));
      if (part.answer == "queried")  // put right since: a yes is still possible
        all.back().actions = p.button_to(here(p) + "/approve", w("approvals.right-now"), {{"visit", part.visit.ref}},
                                         "govuk-button--secondary");
    }
    out += html::cards(all);
  }
  out += answered_invoices(p, before(p));
  out += html::element("p", {{"class", "govuk-body"}}, link(before(p) + "/workers", w("workers.link")));
  if (p.actor->person == p.grant.person())
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/who-came", w("came.link")));
  return p.show(approvals_title(p), out, {.back = before(p)});
}

Answer do_approve(Page& p) {
  const auto approved = place::approve_visit(p.work(), p.typed("visit"));
  if (approved) return p.done(here(p), "visit-approved");
  if (approved.error().code == "already-approved" || approved.error().code == "already-paid")
    return {p.go(here(p), "visit-approved-before"), false};
  return p.refused(approved.error(), here(p));
}

Html wrong_form(const Page& p, const visits::Part& part) {
  const Words& w = p.w;
  Html inner = words_input(p, "words", w("approvals.wrong.words"), w("approvals.wrong.hint"), p.typed("words"));
  inner += govuk::button({.text = w("approvals.wrong.send"), .prevent_double_click = true});
  return heading(w("approvals.wrong")) + paragraph(visit_sentence(w, part.visit)) +
         p.form_to(fmt::format("{}/{}/wrong", here(p), part.visit.ref), inner);
}

Answer not_there(Page& p) {
  const Words& w = p.w;
  return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                 {.status = 404}),
          false};
}

Answer show_wrong(Page& p) {
  const auto part = visits::part(p.session, p.parameter("visit"), p.grant.person());
  if (!part) return not_there(p);
  return p.show(p.w("approvals.wrong"), wrong_form(p, *part), {.back = here(p)});
}

Answer do_wrong(Page& p) {
  const auto part = visits::part(p.session, p.parameter("visit"), p.grant.person());
  if (!part) return not_there(p);
  const auto queried = place::query_visit(p.work(), part->visit.ref, p.typed("words"));
  if (queried) return p.done(here(p), "visit-queried");
  if (queried.error().code == "already-approved") return p.refused(queried.error(), here(p));
  p.errors.add("words", queried.error().code == "empty" ? p.w("approvals.wrong.empty") : queried.error().sentence);
  return p.again(p.w("approvals.wrong"), wrong_form(p, *part), {.back = here(p)});
}

}  // namespace

void add_approval_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/me/visits", "approve-visit", About::own_person, show_approvals},
                    {post, "/me/visits/approve", "approve-visit", About::own_person, do_approve},
                    {get, "/me/visits/{visit}/wrong", "approve-visit", About::own_person, show_wrong},
                    {post, "/me/visits/{visit}/wrong", "approve-visit", About::own_person, do_wrong},
                    {get, "/people/{person}/visits", "approve-visit", About::path, show_approvals},
                    {post, "/people/{person}/visits/approve", "approve-visit", About::path, do_approve},
                    {get, "/people/{person}/visits/{visit}/wrong", "approve-visit", About::path, show_wrong},
                    {post, "/people/{person}/visits/{visit}/wrong", "approve-visit", About::path, do_wrong},
                });
}

}  // namespace onepot::web
