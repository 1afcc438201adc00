// A provider's people who pay for themselves: what they ask for, visits under it, and what they said and paid.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/html/write.h"
#include "onepot/place/own_money.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace own = store::own_money;
constexpr Hours customer_visit_longest = Hours::whole(48);

Html customer_visit_form(const Page& p, const own::Deal& d) {
  const Words& w = p.w;
  // Several of these forms may stand on the page: what was typed and is wrong belongs to one of them.
  const bool mine = p.typed("deal") == d.ref;
  const auto said = [&](const char* name, std::string kept) { return mine ? p.typed(name) : std::move(kept); };
  const auto wrong = [&](const char* name) { return mine ? p.errors.of(name) : std::string(); };
  const auto input = [&](const char* name, const std::string& label, const std::string& value, const char* classes) {
    return govuk::input({.id = fmt::format("{}-{}", name, d.ref),
                         .name = name,
                         .value = value,
                         .label = {.text = label},
                         .error_message = {.text = wrong(name)},
                         .classes = classes});
  };
  const auto today = p.today().ymd();
  Html inner = html::hidden("deal", d.ref);
  inner += govuk::date_input(
      {.id = "day-" + d.ref,
       .name_prefix = "day",
       .day = {.label = w("join.day")},
       .month = {.label = w("join.month")},
       .year = {.label = w("join.year")},
       .values = {{"day-day", said("day-day", std::to_string(static_cast<unsigned>(today.day())))},
                  {"day-month", said("day-month", std::to_string(static_cast<unsigned>(today.month())))},
                  {"day-year", said("day-year", std::to_string(static_cast<int>(today.year())))}},
       .error_message = {.text = wrong("day-day")},
       .fieldset = {.legend = {.text = w("visit.day"), .classes = "govuk-fieldset__legend--s"}}});
  inner += input("start", w("visit.start"), said("start", "9:00"), "govuk-input--width-5");
  inner += input("day-time", w("visit.time"), said("day-time", ""), "govuk-input--width-4");
  if (d.night > Hours() || d.night_rate > Pence())
    inner += input("night-time", w("visit.night-time"), said("night-time", ""), "govuk-input--width-4");
  inner += input("worker", w("visit.worker"), said("worker", p.actor->name), "govuk-input--width-20");
  inner += govuk::button({.text = w("visit.send"), .prevent_double_click = true});
  return govuk::details({.summary_text = w("visit.write"),
                         .html = p.form_to("/provider/private/visit", inner),
                         .open = mine && !p.errors.empty()});
}

html::Card customer_card(const Page& p, const own::Deal& d) {
  const Words& w = p.w;
  html::Card card{.title = d.known_as, .line = d.words};
  card.facts = {{w("own.deal.time"), hours_words(w, d.day + d.night)},
                {w("own.deal.from"), to_words(d.from)},
                {w("provider.day"), rate_words(w, d.day_rate)}};
  if (d.night_rate > Pence()) card.facts.push_back({w("provider.night"), rate_words(w, d.night_rate)});
  if (d.answer.empty())
    card.actions = p.button_to("/provider/private/answer", w("customers.yes"), {{"deal", d.ref}, {"answer", "yes"}}) +
                   p.button_to("/provider/private/answer", w("customers.no"), {{"deal", d.ref}, {"answer", "no"}},
                               "govuk-button--secondary");
  else
    card.more = customer_visit_form(p, d);
  return card;
}

html::Card customer_visit_card(const Page& p, const own::Visit& v) {
  const Words& w = p.w;
  html::Card card{.title = w("visit.when", {{"date", to_words(v.day)}, {"start", clock_words(v.start_minute)}}),
                  .heading_level = 3};
  card.line =
      w("visit.line",
        {{"worker", v.worker}, {"time", hours_words(w, v.day_time + v.night_time)}, {"amount", pounds(v.pence)}});
  card.facts = {{v.known_as, v.paid_at             ? w("customers.paid", {{"date", to_words(date_of(*v.paid_at))}})
                             : v.answer == "yes"   ? w("customers.said-yes")
                             : v.answer == "wrong" ? w("visit.state.queried", {{"words", v.query}})
                                                   : w("visit.state.waiting")}};
  if (v.answer != "yes")
    card.actions =
        p.button_to("/provider/private/take-back", w("visit.take-back"), {{"visit", v.ref}}, "govuk-button--secondary");
  return card;
}

Html customers_content(Page& p) {
  const Words& w = p.w;
  const auto view = place::private_customers(p.work());
  Html out = heading(w("customers.title"));
  out += paragraph(w("customers.lead"));
  std::vector<html::Card> deals, visits;
  for (const auto& d : view.deals) deals.push_back(customer_card(p, d));
  for (const auto& v : view.visits) visits.push_back(customer_visit_card(p, v));
  out += deals.empty() ? paragraph(w("customers.none")) : html::cards(deals);
  if (!visits.empty()) out += heading2(w("visits.written")) + html::cards(visits);
  return out;
}

Answer show_customers(Page& p) {
  return p.show(p.w("customers.title"), customers_content(p), {.back = "/provider"});
}

Answer do_answer_deal(Page& p) {
  const bool yes = p.typed("answer") == "yes";
  if (const auto done = place::answer_deal(p.work(), p.typed("deal"), yes); !done)
    return p.refused(done.error(), "/provider/private");
  return p.done("/provider/private", yes ? "customer-yes" : "customer-no");
}

Answer do_customer_visit(Page& p) {
  const Words& w = p.w;
  const auto day = typed_day(p, "day");
  const auto start = typed_clock(p, "start");
  const auto day_time = typed_hours(p, "day-time", customer_visit_longest),
             night_time = typed_hours(p, "night-time", customer_visit_longest);
  if (!day) p.errors.add("day-day", w("period.bad"));
  if (!start) p.errors.add("start", w("visit.start.bad"));
  if (!day_time) p.errors.add("day-time", w("visit.time.bad"));
  if (!night_time) p.errors.add("night-time", w("visit.time.bad"));
  if (p.errors.empty()) {
    const auto done =
        place::record_own_visit(p.work(), {p.typed("deal"), p.typed("worker"), *day, *start, *day_time, *night_time});
    if (done) return p.done("/provider/private", "visit-recorded");
    const auto& field = done.error().where.column;
    if (field.empty()) return p.refused(done.error(), "/provider/private");
    p.errors.add(field == "day" ? "day-day" : field == "hours" ? "day-time" : field, done.error().sentence);
  }
  return p.again(w("customers.title"), customers_content(p), {.back = "/provider"});
}

Answer do_take_back_own(Page& p) {
  if (const auto done = place::take_back_own_visit(p.work(), p.typed("visit")); !done)
    return p.refused(done.error(), "/provider/private");
  return p.done("/provider/private", "visit-back");
}

}  // namespace

void add_private_customer_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/provider/private", "own-provider", About::own_provider, show_customers},
                    {post, "/provider/private/answer", "own-provider", About::own_provider, do_answer_deal},
                    {post, "/provider/private/visit", "own-provider", About::own_provider, do_customer_visit},
                    {post, "/provider/private/take-back", "own-provider", About::own_provider, do_take_back_own},
                });
}

}  // namespace onepot::web
