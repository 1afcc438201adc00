// A provider writes visits down on a phone: which agreement, when, how long, who came; or one tap: same as last time.
#include "onepot/place/visits.h"

#include <fmt/format.h>

#include <algorithm>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/place/invoices.h"
#include "onepot/store/agreements.h"
#include "onepot/store/visits.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

namespace agreements = store::agreements;
namespace visits = store::visits;
constexpr int visits_shown = 30;
constexpr Hours longest_part = Hours::whole(48);
constexpr std::int64_t nine_in_the_morning = 9 * 60;

std::string state_words(const Words& w, const visits::Part& part) {
  if (part.paid_on) return w("visit.state.paid", {{"date", to_words(*part.paid_on)}});
  if (part.answer == "approved") return w("visit.state.approved");
  if (part.answer == "queried") return w("visit.state.queried", {{"words", part.query}});
  return w("visit.state.waiting");
}

/// "Same as last time": today, with the start, length and worker of the visit before.
Html again_button(const Page& p, const agreements::Agreement& a, const visits::Visit& last) {
  const auto ymd = p.today().ymd();
  const std::string start = clock_words(last.start_minute), day_time = to_decimal(last.day_time),
                    night_time = to_decimal(last.night_time);
  const std::string day = std::to_string(static_cast<unsigned>(ymd.day())),
                    month = std::to_string(static_cast<unsigned>(ymd.month())),
                    year = std::to_string(static_cast<int>(ymd.year()));
  return p.button_to(
      fmt::format("/agreements/{}/visits", a.ref),
      p.w("visit.again",
          {{"start", start}, {"time", hours_words(p.w, last.day_time + last.night_time)}, {"worker", last.worker}}),
      {{"day-day", day},
       {"day-month", month},
       {"day-year", year},
       {"start", start},
       {"day-time", day_time},
       {"night-time", night_time},
       {"worker", last.worker}});
}

html::Card visit_card(const Page& p, const std::vector<visits::Part>& parts, std::size_t from, std::size_t until) {
  const Words& w = p.w;
  const auto& v = parts[from].visit;
  html::Card card{.title = w("visit.when", {{"date", to_words(v.day)}, {"start", clock_words(v.start_minute)}}),
                  .heading_level = 3};
  card.line =
      w("visit.line",
        {{"worker", v.worker}, {"time", hours_words(w, v.day_time + v.night_time)}, {"amount", pounds(v.pence)}});
  card.quiet_line = v.for_whom;
  bool approved = false;
  for (std::size_t i = from; i < until; ++i) {
    card.facts.push_back({parts[i].known_as, state_words(w, parts[i])});
    approved = approved || parts[i].answer == "approved";
  }
  if (!approved) {
    const auto a = agreements::by_id(p.session, v.agreement);
    card.actions = p.button_to(fmt::format("/agreements/{}/visits/take-back", a->ref), w("visit.take-back"),
                               {{"visit", v.ref}}, "govuk-button--secondary");
  }
  return card;
}

Answer show_provider_visits(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("visits.record"));
  out += html::element("p", {{"class", "govuk-body"}}, link("/provider/private", w("customers.here")));
  const auto provider = place::ProviderId{p.grant.subject().id};
  std::vector<html::Card> running, written;
  for (const auto& a : agreements::of_provider(p.session, provider, p.today())) {
    html::Card card{.title = a.for_whom, .href = "/agreements/" + a.ref, .line = a.words};
    if (const auto last = visits::last(p.session, a.id)) card.actions += again_button(p, a, *last);
    if (const auto n = place::visits_to_repeat(p.session, a.id, p.today()); n > 0)
      card.actions += p.button_to(fmt::format("/agreements/{}/visits/last-week", a.ref),
                                  w.count("visit.last-week", static_cast<long>(n)));
    card.actions += govuk::button({.text = w("visit.write"),
                                   .href = fmt::format("/agreements/{}/visits", a.ref),
                                   .classes = "govuk-button--secondary"});
    card.actions += govuk::button({.text = w("invoice.write"),
                                   .href = fmt::format("/agreements/{}/invoice", a.ref),
                                   .classes = "govuk-button--secondary"});
    running.push_back(std::move(card));
  }
  out += running.empty() ? paragraph(w("visits.no-agreements")) : html::cards(running);
  const auto parts = visits::of_provider(p.session, provider, visits_shown);
  for (std::size_t from = 0; from < parts.size();) {
    std::size_t until = from + 1;
    while (until < parts.size() && parts[until].visit.id == parts[from].visit.id) ++until;
    written.push_back(visit_card(p, parts, from, until));
    from = until;
  }
  out += provider_invoices(p);
  out += heading2(w("visits.written"));
  out += written.empty() ? paragraph(w("visits.none-written")) : html::cards(written);
  return p.show(w("visits.record"), out);
}

agreements::Agreement agreement_of(const Page& p) {
  return agreements::by_id(p.session, place::AgreementId{p.grant.subject().id}).value();
}

Html visit_form(const Page& p) {
  const Words& w = p.w;
  const auto a = agreement_of(p);
  const auto last = visits::last(p.session, a.id);
  Html inner = day_input(p, "day", w("visit.day"), w("visit.day.hint"), p.today());
  inner += line_input(p, "start", w("visit.start"), w("visit.start.hint"),
                      typed_or(p, "start", clock_words(last ? last->start_minute : nine_in_the_morning)),
                      "govuk-input--width-5");
  const bool nights = a.night > Hours() || a.night_rate > Pence();
  if (a.day > Hours() || !nights)
    inner += line_input(p, "day-time", nights ? w("visit.day-time") : w("visit.time"), w("visit.time.hint"),
                        typed_or(p, "day-time", last ? to_decimal(last->day_time) : ""), "govuk-input--width-4");
  if (nights)
    inner += line_input(p, "night-time", w("visit.night-time"), w("visit.time.hint"),
                        typed_or(p, "night-time", last ? to_decimal(last->night_time) : ""), "govuk-input--width-4");
  inner += line_input(p, "worker", w("visit.worker"), "", typed_or(p, "worker", last ? last->worker : p.actor->name),
                      "govuk-input--width-20");
  inner += words_input(p, "note", w("visit.note"), w("visit.note.hint"), p.typed("note"), 3);
  inner += govuk::button({.text = w("visit.send"), .prevent_double_click = true});
  return heading(w("visit.title", {{"who", a.for_whom}})) +
         p.form_to(fmt::format("/agreements/{}/visits", a.ref), inner);
}

Answer show_visit(Page& p) {
  return p.show(p.w("visit.write"), visit_form(p), {.back = "/provider/visits"});
}

Answer do_visit(Page& p) {
  const Words& w = p.w;
  const auto day = typed_day(p, "day");
  const auto start = typed_clock(p, "start");
  const auto day_time = typed_hours(p, "day-time", longest_part),
             night_time = typed_hours(p, "night-time", longest_part);
  if (!day) p.errors.add("day-day", w("brief.from.bad"));
  if (!start) p.errors.add("start", w("visit.start.bad"));
  if (!day_time) p.errors.add("day-time", w("visit.time.bad"));
  if (!night_time) p.errors.add("night-time", w("visit.time.bad"));
  if (p.errors.empty()) {
    const auto recorded =
        place::record_visit(p.work(), {*day, *start, *day_time, *night_time, p.typed("worker"), p.typed("note")});
    if (recorded) return p.done("/provider/visits", "visit-recorded");
    const auto& field = recorded.error().where.column;
    if (field.empty()) return p.refused(recorded.error(), "/provider/visits");
    p.errors.add(field == "day"     ? "day-day"
                 : field == "hours" ? (agreement_of(p).day > Hours() ? "day-time" : "night-time")
                                    : field,
                 recorded.error().sentence);
  }
  return p.again(w("visit.write"), visit_form(p), {.back = "/provider/visits"});
}

Answer do_last_week(Page& p) {
  if (const auto done = place::repeat_last_week(p.work()); !done) return p.refused(done.error(), "/provider/visits");
  return p.done("/provider/visits", "visits-repeated");
}

Answer do_take_back_visit(Page& p) {
  if (const auto done = place::take_back_visit(p.work(), p.typed("visit")); !done)
    return p.refused(done.error(), "/provider/visits");
  return p.done("/provider/visits", "visit-back");
}

}  // namespace

void add_visit_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/provider/visits", "own-provider", About::own_provider, show_provider_visits},
                    {get, "/agreements/{agreement}/visits", "record-visit", About::path, show_visit},
                    {post, "/agreements/{agreement}/visits", "record-visit", About::path, do_visit},
                    {post, "/agreements/{agreement}/visits/last-week", "record-visit", About::path, do_last_week},
                    {post, "/agreements/{agreement}/visits/take-back", "record-visit", About::path, do_take_back_visit},
                });
  add_approval_pages(routes);
  add_invoice_pages(routes);
  add_worker_pages(routes);
}

}  // namespace onepot::web
