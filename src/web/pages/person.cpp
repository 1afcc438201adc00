// A person's own: today, needs, the offer, the pot.
#include <fmt/format.h>

#include "../routes.h"
#include "draw_rules.h"
#include "money.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/clubs.h"
#include "onepot/place/draw_rules.h"
#include "onepot/place/needs.h"
#include "onepot/place/own_money.h"
#include "onepot/place/plans.h"
#include "onepot/place/pots.h"
#include "onepot/place/together.h"
#include "onepot/store/accounts.h"
#include "onepot/store/briefs.h"
#include "onepot/store/visits.h"
#include "onepot/web/pieces.h"
#include "pot/pot.h"
#include "price/price.h"

namespace onepot::web {
namespace {

/// A line of "things to do": what it is, where, and what it waits for.
void add_task(govuk::TaskList& list, const std::string& title, const std::string& href, const std::string& status,
              bool waits) {
  govuk::TaskListItem item;
  item.title.text = title;
  item.href = href;
  if (waits)
    item.status.tag = govuk::Tag{.text = status, .classes = "govuk-tag--yellow"};
  else
    item.status.text = status;
  list.items.push_back(std::move(item));
}

Answer show_today(Page& p) {
  const Words& w = p.w;
  const auto person = store::accounts::person(p.session, p.grant.person());
  const auto assessment = store::needs::latest(p.session, p.grant.person());
  const auto offer = store::needs::latest_offer(p.session, p.grant.person());
  const auto view = place::see_pot(p.work());
  const auto plan = place::see_plan(p.work());
  const std::string hello = w("today.hello", {{"name", person->known_as}});
  Html out = heading(hello);
  if (view) {
    out += pot_picture(w, *view);
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/pot", w("today.open-pot")));
  } else {
    out += paragraph(w("today.no-pot"));
  }
  out += heading2(w("today.next"));
  govuk::TaskList list;
  list.id_prefix = "today";
  if (!view) {
    if (offer && offer->answer.empty()) add_task(list, w("today.offer"), "/me/offer", w("today.waits-for-you"), true);
    add_task(list, w("today.needs"), "/me/needs",
             !assessment                ? w("today.not-begun")
             : assessment->described_at ? w("today.described")
                                        : w("today.asked"),
             !assessment);
  }
  long open = 0;
  for (const auto& q : plan.proposals) open += q.answer.empty();
  add_task(list, w("today.plan"), "/me/plan",
           open > 0 ? w("today.waits-for-you") : w.count("today.sentences", static_cast<long>(plan.statements.size())),
           open > 0);
  const bool home_waits = place::home_waits(p.work());
  add_task(list, w("today.home"), "/me/home", w(home_waits ? "today.waits-for-you" : "today.open"), home_waits);
  const bool step_waits = place::step_waits(p.work());
  add_task(list, w("steps.title"), "/me/steps", w(step_waits ? "today.waits-for-you" : "today.open"), step_waits);
  add_task(list, w("interests.title"), "/me/interests", w("today.open"), false);
  add_task(list, w("outings.title"), "/me/outings", w("today.open"), false);
  if (view) {
    const auto visits = static_cast<long>(store::visits::waiting(p.session, p.grant.person()).size());
    add_task(list, w("today.visits"), "/me/visits", visits > 0 ? w.count("approvals.waiting", visits) : w("today.open"),
             visits > 0);
    bool offers = false;
    for (const auto& brief : store::briefs::of_person(p.session, p.grant.person()))
      offers = offers || (brief.status == "open" && brief.offers > 0);
    add_task(list, w("briefs.mine"), "/me/briefs", offers ? w("briefs.offers-wait") : w("today.open"), offers);
  }
  add_task(list, w("costs.title"), "/me/costs", w("today.open"), false);
  add_task(list, w("own.title"), "/me/money", w("today.open"), false);
  add_task(list, w("today.life"), "/me/life", w("today.open"), false);
  add_task(list, w("today.people"), "/me/people", w("today.open"), false);
  out += govuk::task_list(list);
  return p.show(hello, out);
}

Html needs_form(const Visit& v, const std::string& words, bool already_let_in) {
  const Words& w = v.w;
  Html inner = govuk::textarea({.name = "words",
                                .rows = 6,
                                .value = words,
                                .label = {.text = w("needs.words"), .classes = "govuk-label--m"},
                                .hint = {.text = w("needs.words.hint")},
                                .error_message = {.text = v.errors.of("words")}});
  if (!already_let_in)
    inner += govuk::checkboxes(
        {.fieldset = {.legend = {.text = w("needs.let-in.legend"), .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = w("needs.let-in.hint")},
         .name = "let-in",
         .items = {{.text = w("needs.let-in"), .value = "yes"}}});
  inner += govuk::button({.text = w("needs.button"), .prevent_double_click = true});
  return v.form_to("/me/needs", inner);
}

bool has_practitioner(Page& p) {
  for (const auto& a : store::door::around(p.session, p.grant.person(), p.now))
    if (a.kind == "practitioner" && std::ranges::find(a.purposes, "needs") != a.purposes.end()) return true;
  return false;
}

Answer show_needs(Page& p) {
  const Words& w = p.w;
  const auto assessment = store::needs::latest(p.session, p.grant.person());
  Html out = heading(w("needs.title"));
  if (assessment && assessment->described_at) {
    out += paragraph(w("needs.described"));
    govuk::SummaryList list;
    for (const auto& n : store::needs::of(p.session, assessment->id)) {
      std::vector<std::string> amounts;
      if (n.day > Hours()) amounts.push_back(w("needs.hours", {{"hours", to_decimal(n.day)}}));
      if (n.nights > 0) amounts.push_back(w.count("needs.nights", static_cast<long>(n.nights)));
      list.rows.push_back({.key = {.text = n.words.empty() ? w(fmt::format("need.{}", n.kind)) : n.words},
                           .value = {.text = join(amounts, ", ")}});
    }
    out += govuk::summary_list(list);
    if (const auto offer = store::needs::latest_offer(p.session, p.grant.person()))
      out += html::element("p", {{"class", "govuk-body"}}, link("/me/offer", w("needs.see-offer")));
    else
      out += paragraph(w("needs.offer-comes"));
  } else {
    out += paragraph(assessment ? w("needs.asked") : w("needs.lead"));
    out += needs_form(p, assessment ? assessment->own_words : "", has_practitioner(p));
  }
  return p.show(w("needs.title"), out, {.back = "/me"});
}

Answer do_needs(Page& p) {
  const bool known = has_practitioner(p);
  if (const auto done = place::ask_for_support(p.work(), p.typed("words"), p.form.has("let-in")); !done) {
    if (done.error().code != "empty") return p.refused(done.error(), "/me/needs");
    p.errors.add("words", p.w("needs.empty"));
    return p.again(p.w("needs.title"), heading(p.w("needs.title")) + needs_form(p, p.typed("words"), known),
                   {.back = "/me"});
  }
  return p.done("/me/needs", "asked");
}

Html offer_words(const Visit& v, const store::needs::BudgetOffer& offer) {
  const Words& w = v.w;
  Html out = html::element("p", {{"class", "govuk-heading-l"}}, w("offer.week", {{"amount", to_pounds(offer.week)}}));
  out += paragraph(w("offer.month", {{"amount", to_pounds(offer.week * 4)}}));
  const bool linked = offer.basis == "linked";
  out += linked ? linked_offer_words(v, offer)
                : paragraph(w("offer.range", {{"low", pounds(offer.low)}, {"high", pounds(offer.high)}}));
  if (offer.contribution > Pence())
    out += paragraph(w("offer.contribution", {{"amount", to_pounds(offer.contribution)}}));
  else
    out += paragraph(w("offer.no-contribution"));
  if (!v.is_easy()) {
    Html why;
    for (const auto& line : split_text(offer.plain_words, '\n')) why += paragraph(line);
    out += govuk::details({.summary_text = w("offer.why"), .html = why});
  }
  Html parts;
  for (const auto& part : offer.parts)
    parts += html::element("li", {}, html::element("strong", {}, to_pounds(part.week)), " ", part.stream_name, ". ",
                           part.why, ".");
  out += govuk::details({.summary_text = w("offer.streams"),
                         .html = html::element("ul", {{"class", "govuk-list govuk-list--bullet"}}, parts)});
  return out;
}

Html holding_form(const Visit& v, const store::needs::BudgetOffer& offer) {
  const Words& w = v.w;
  auto radios = one_of(v, "holding", w("offer.hold"), v.typed("holding"), 'm');
  radios.hint.text = w("offer.hold.hint");
  for (const auto* holding : {"direct-payment", "isf", "notional"})
    radios.items.push_back({.text = w(fmt::format("pot.holding.{}", holding)),
                            .value = holding,
                            .hint = {.text = w(fmt::format("pot.holding.{}.hint", holding))}});
  Html inner = govuk::radios(radios);
  inner += html::hidden("offer", offer.ref);
  inner += govuk::button({.text = w("offer.accept"), .prevent_double_click = true});
  return v.form_to("/me/offer/accept", inner) +
         v.button_to("/me/offer/decline", w("offer.decline"), {{"offer", offer.ref}}, "govuk-button--secondary");
}

Html offer_content(const Visit& v, const store::needs::BudgetOffer& offer) {
  const Words& w = v.w;
  Html out = heading(w("offer.title"));
  out += offer_words(v, offer);
  if (offer.answer.empty()) {
    out += govuk::inset_text({.text = w("offer.free-choice")});
    out += holding_form(v, offer);
  } else {
    out += govuk::inset_text({.text = w(fmt::format("offer.answer.{}", offer.answer))});
  }
  return out;
}

Answer show_offer(Page& p) {
  const auto offer = store::needs::latest_offer(p.session, p.grant.person());
  if (!offer)
    return p.show(p.w("offer.title"), heading(p.w("offer.title")) + paragraph(p.w("offer.none")), {.back = "/me"});
  return p.show(p.w("offer.title"), offer_content(p, *offer), {.back = "/me"});
}

Answer do_accept(Page& p) {
  const auto done = place::accept_offer(p.work(), p.form.text("offer"), p.form.text("holding"));
  if (!done && p.typed("holding").empty()) {
    const auto offer = store::needs::latest_offer(p.session, p.grant.person());
    if (!offer) return p.refused(done.error(), "/me/offer");
    p.errors.add("holding", p.w("offer.hold.empty"));
    return p.again(p.w("offer.title"), offer_content(p, *offer), {.back = "/me"});
  }
  if (!done) return p.refused(done.error(), "/me/offer");
  return p.done("/me/pot", "pot-opened");
}

Answer do_decline(Page& p) {
  if (const auto done = place::decline_offer(p.work(), p.form.text("offer")); !done)
    return p.refused(done.error(), "/me/offer");
  return p.done("/me", "offer-declined");
}

/// Private money stands beside the pot, never in it; only its person reads this.
Html own_money_beside(Page& p) {
  const Words& w = p.w;
  const auto money = place::see_own_money(p.work());
  Html out = heading2(w("own.title"));
  out += paragraph(money.is_used() ? w("own.beside", {{"amount", to_pounds(money.free())}}) : w("own.beside.none"));
  return out += html::element("p", {{"class", "govuk-body"}}, link("/me/money", w("own.open")));
}

Answer show_pot(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("pot.title"));
  const auto view = place::see_pot(p.work());
  if (!view) {
    out += paragraph(w("today.no-pot"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/needs", w("today.needs")));
    out += own_money_beside(p);
    return p.show(w("pot.title"), out);
  }
  out += pot_picture(w, *view);
  out += heading2(w("pot.promises"));
  out += pot_promises(w, *view);
  const auto visits = store::pots::visits(p.session, p.grant.person(), 10);
  if (!visits.empty()) {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("pot.spent.caption");
    table.head = {{.text = w("pot.spent.day")},
                  {.text = w("pot.spent.who")},
                  {.text = w("pot.spent.amount"), .format = "numeric"},
                  {.text = w("pot.spent.state")}};
    for (const auto& visit : visits)
      table.rows.push_back({{.text = to_words(visit.day)},
                            {.text = visit.provider_name},
                            {.text = to_pounds(visit.pence), .format = "numeric"},
                            {.text = visit.paid_on ? w("pot.spent.paid", {{"day", to_words(*visit.paid_on)}})
                                     : visit.answer == "approved" ? w("pot.spent.approved")
                                     : visit.answer == "queried"  ? w("pot.spent.queried")
                                                                  : w("pot.spent.waiting")}});
    out += heading2(w("pot.spent"));
    out += govuk::table(table);
  }
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/statement", w("pot.statement")));
  std::vector<std::string> streams;
  for (const auto& stream : view->pot.streams) streams.push_back(stream.code);
  const auto order = place::draw_order_for(p.session, p.grant.person(), p.today(), streams);
  out += html::element("p", {{"class", "govuk-body"}}, link("/rules", w("rules.for-me")));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/review", w("reviews.for-me")));
  out += own_money_beside(p);
  out += govuk::details(
      {.summary_text = w("pot.streams.open"), .html = html::all(pot_streams(w, *view), money_order(w, order))});
  out += pot_ways_on(p);
  return p.show(w("pot.title"), out);
}

}  // namespace

void add_person_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me", "see-own", About::own_person, show_today},
                                  {get, "/me/needs", "see-own", About::own_person, show_needs},
                                  {post, "/me/needs", "change-own", About::own_person, do_needs},
                                  {get, "/me/offer", "see-own", About::own_person, show_offer},
                                  {post, "/me/offer/accept", "change-own", About::own_person, do_accept},
                                  {post, "/me/offer/decline", "change-own", About::own_person, do_decline},
                                  {get, "/me/pot", "see-own", About::own_person, show_pot},
                              });
}

}  // namespace onepot::web
