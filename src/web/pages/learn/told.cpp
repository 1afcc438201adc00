// A tenancy signed, a job begun: a person tells it, says who may count it and who may read it, and can take it back.
// The evaluator sees counts and words of those who say yes now.
#include <fmt/format.h>

#include "../../routes.h"
#include "evaluations.h"
#include "onepot/html/svg.h"
#include "onepot/place/lives.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

Html event_form(const Visit& v) {
  const Words& w = v.w;
  auto kinds = one_of(v, "kind", w("life-event.kind"), v.typed("kind"));
  for (const auto& kind : place::life_event_kinds())
    kinds.items.push_back({.text = w("life-event." + kind), .value = kind});
  std::vector<std::string> ticked;
  for (const auto each : v.form.each("may")) ticked.emplace_back(each);
  Html inner = govuk::radios(kinds);
  inner += day_input(v, "day", w("life-event.day"), w("life-event.day.hint"), std::nullopt);
  inner += words_input(v, "words", w("life-event.words"), w("life-event.words.hint"), v.typed("words"), 3);
  inner +=
      govuk::checkboxes({.fieldset = {.legend = {.text = w("life-event.may"), .classes = "govuk-fieldset__legend--s"}},
                         .hint = {.text = w("life-event.may.hint")},
                         .name = "may",
                         .items = {{.text = w("life-event.may.count"), .value = "count"},
                                   {.text = w("life-event.may.read"), .value = "read"}},
                         .values = ticked});
  inner += govuk::button({.text = w("life-event.button"), .prevent_double_click = true});
  return v.form_to("/me/life/events", inner);
}

Html mine(Page& p) {
  const Words& w = p.w;
  Html out;
  for (const auto& e : place::my_events(p.work())) {
    Html card = html::element("h3", {{"class", "govuk-heading-s"}}, w("life-event." + e.kind), ", ", to_words(e.day));
    if (!e.words.empty()) card += paragraph(e.words);
    card += hint_paragraph(w(e.may_count ? "life-event.counted" : "life-event.not-counted") + " " +
                           w(e.share_words ? "life-event.read" : "life-event.not-read"));
    if (!e.ref.empty())
      card += p.button_to("/me/life/events/back", w("life-event.back"), {{"event", e.ref}}, "govuk-button--secondary");
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  return out.empty() ? out : heading2(w("life-event.mine")) + out;
}

Html events_page(Page& p) {
  return heading(p.w("life-event.title")) + paragraph(p.w("life-event.lead")) + event_form(p) + mine(p);
}

Answer show_events(Page& p) {
  return p.show(p.w("life-event.title"), events_page(p), {.back = "/me/life"});
}

Answer do_event(Page& p) {
  store::lives::LifeEvent event;
  event.kind = p.typed("kind");
  event.words = p.typed("words");
  event.may_count = event.share_words = false;
  for (const auto each : p.form.each("may")) (each == "count" ? event.may_count : event.share_words) = true;
  const auto day = typed_day(p, "day");
  if (!day) p.errors.add("day", p.w("eval.error.day"));
  event.day = day.value_or(p.today());
  if (const auto told = place::tell_event(p.work(), event); !told)
    p.errors.add(told.error().where.column, p.w("life-event.error." + told.error().code));
  if (!p.errors.empty()) return p.again(p.w("life-event.title"), events_page(p), {.back = "/me/life"});
  return p.done("/me/life/events", "life-event-told");
}

Answer do_back(Page& p) {
  if (const auto back = place::take_back_event(p.work(), p.typed("event")); !back)
    return p.refused({"gone", p.w("life-event.error.gone")}, "/me/life/events");
  return p.done("/me/life/events", "life-event-back");
}

Answer show_told(Page& p) {
  const Words& w = p.w;
  const auto told = place::what_people_tell(p.work());
  Html out = heading(w("told.title")) + paragraph(w("told.lead")) + heading2(w("told.events"));
  html::svg::BarChart chart;
  chart.title = w("told.chart");
  chart.table.headings = {w("evaluation.events.what"), w("evaluation.events.count")};
  chart.note = w("told.chart.note");
  for (const auto& [kind, n] : told.events)
    chart.bars.push_back({.label = w("life-event." + kind),
                          .written = n ? std::to_string(*n) : w("evaluation.fewer"),
                          .at = n ? static_cast<double>(*n) : 0});
  out += chart.bars.empty() ? paragraph(w("told.no-events")) : html::svg::bars(chart);
  const auto quote = [&](const std::string& words, Date day, const std::string& what) {
    out += html::element("blockquote", {{"class", "govuk-inset-text"}}, words, Html().start("br").end(),
                         html::element("span", {{"class", "govuk-hint"}}, what, to_words(day)));
  };
  for (const auto& e : told.words) quote(e.words, e.day, w("life-event." + e.kind) + ", ");
  out += heading2(w("evaluation.stories"));
  if (told.stories.empty()) out += paragraph(w("evaluation.no-stories"));
  for (const auto& s : told.stories) quote(s.text, date_of(s.told_at), "");
  return p.show(w("told.title"), out, {.back = "/evaluations"});
}

}  // namespace

void add_told_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/life/events", "change-own", About::own_person, show_events},
                                  {post, "/me/life/events", "change-own", About::own_person, do_event},
                                  {post, "/me/life/events/back", "change-own", About::own_person, do_back},
                                  {get, "/evaluations/told", "see-evaluation", About::nothing, show_told},
                              });
}

}  // namespace onepot::web
