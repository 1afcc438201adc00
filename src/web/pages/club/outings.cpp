// Things to do together: a taxi on Tuesdays, a personal assistant on Fridays, a boat once a year.
#include "onepot/place/outings.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace outing_pages {
namespace {

std::string when(const Words& w, const store::outings::Outing& o) {
  return w(fmt::format("outing.rhythm.{}", o.rhythm),
           {{"first", to_words(o.first)},
            {"weekday", w(fmt::format("weekday.{}", weekday_from_monday(o.first)))},
            {"time", clock_words(o.start_minute)}});
}

Html card(const Words& w, const store::outings::Outing& o) {
  html::Card made;
  made.title = o.title;
  made.heading_level = 3;
  made.href = "/me/outings/" + o.ref;
  made.line = when(w, o);
  made.facts = {{w("outing.by"), o.by_name}, {w("outing.near"), o.area_name}, {w("outing.interest"), o.interest}};
  if (o.ended) made.tags = govuk::tag({.text = w("outing.ended"), .classes = "govuk-tag--grey"});
  return html::cards({made});
}

Answer show_list(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_outings(p.work());
  Html out = heading(w("outings.title"));
  out += paragraph(w("outings.lead"));
  if (!view.mine.empty()) out += heading2(w("outings.mine"));
  for (const auto& o : view.mine) out += card(w, o);
  out += heading2(w("outings.others"));
  if (!view.open)
    out += paragraph(w("outings.closed")) +
           html::element("p", {{"class", "govuk-body"}}, link("/me/interests", w("interests.title")));
  else if (view.others.empty())
    out += paragraph(w("outings.none"));
  for (const auto& o : view.others) out += card(w, o);
  out += govuk::button({.text = w("outings.propose"), .href = "/me/outings/new"});
  return p.show(w("outings.title"), out, {.back = "/me"});
}

// Proposing one -------------------------------------------------------------------------------------------------------

govuk::Radios choice(const Page& p, const char* name, std::initializer_list<const char*> values) {
  auto radios = one_of(p, name, p.w(fmt::format("outing.ask.{}", name)), p.typed(name));
  for (const auto* value : values)
    radios.items.push_back({.text = p.w(fmt::format("outing.ask.{}.{}", name, value)), .value = value});
  return radios;
}

Html new_form(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("outings.propose"));
  out += paragraph(w("outing.new.lead"));
  Html inner = line_input(p, "title", w("outing.ask.title"), w("outing.ask.title.hint"), p.typed("title"));
  inner += line_input(p, "interest", w("outing.ask.interest"), w("outing.ask.interest.hint"), p.typed("interest"));
  inner += govuk::radios(choice(p, "category", {"taxi", "getting-out", "personal-care", "household"}));
  inner += govuk::radios(choice(p, "rhythm", {"week", "month", "year", "once"}));
  inner += day_input(p, "first", w("outing.ask.first"), "", std::nullopt);
  inner += line_input(p, "at", w("meeting.time"), w("meeting.time.hint"), p.typed("at"), "govuk-input--width-5");
  inner += line_input(p, "hours", w("outing.ask.minutes"), w("outing.ask.minutes.hint"), p.typed("hours"),
                      "govuk-input--width-5");
  inner += line_input(p, "seats", w("outing.ask.seats"), w("outing.ask.seats.hint"), p.typed("seats"),
                      "govuk-input--width-5");
  inner += govuk::radios(choice(p, "rule", {"equal", "distance"}));
  inner += pounds_input(p, "cost", w("outing.ask.cost"), w("outing.ask.cost.hint"), p.typed("cost"));
  inner += words_input(p, "words", w("outing.ask.words"), w("meeting.words.hint"), p.typed("words"), 3);
  inner += govuk::button({.text = w("outing.ask.button"), .prevent_double_click = true});
  return out + p.form_to("/me/outings/new", inner);
}

Answer show_new(Page& p) {
  return p.show(p.w("outings.propose"), new_form(p), {.back = "/me/outings"});
}

Answer do_new(Page& p) {
  const auto first = typed_day(p, "first");
  const auto at = typed_clock(p, "at");
  const auto hours = typed_hours(p, "hours", Hours::whole(24));
  const auto cost = typed_pounds(p, "cost");
  if (!first) p.errors.add("first-day", p.w("step.day.error"));
  if (!at) p.errors.add("at", p.w("meeting.time.error"));
  if (!hours || *hours == Hours()) p.errors.add("hours", p.w("outing.error.minutes"));
  if (!cost) p.errors.add("cost", p.w("outing.error.cost"));
  if (p.errors.empty()) {
    place::NewOuting asked;
    asked.title = p.typed("title");
    asked.words = p.typed("words");
    asked.interest = p.typed("interest");
    asked.category = p.typed("category");
    asked.rhythm = p.typed("rhythm");
    asked.rule = p.typed("rule");
    asked.first = *first;
    asked.start_minute = *at;
    asked.minutes = hours->in_minutes();
    asked.seats = typed_whole(p, "seats", 2, 8).value_or(0);
    asked.cost = asked.alone = *cost;
    const auto made = place::propose_outing(p.work(), asked);
    if (made) return p.done("/me/outings/" + *made, "outing-proposed");
    const std::string code = made.error().code == "alone" ? "cost" : made.error().code;
    p.errors.add(code == "first"     ? "first-day"
                 : code == "minutes" ? "hours"
                                     : code,
                 p.w(fmt::format("outing.error.{}", code)));
  }
  return p.again(p.w("outings.propose"), new_form(p), {.back = "/me/outings"});
}

// One -----------------------------------------------------------------------------------------------------------------

Html shares_table(const Words& w, const place::OutingView& view) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w(view.in ? "outing.shares" : "outing.shares.with-you");
  table.first_cell_is_header = true;
  table.head = {{.text = w("club.parts.who")},
                {.text = w("outing.share"), .format = "numeric"},
                {.text = w("outing.alone"), .format = "numeric"}};
  Pence all;
  for (const auto& s : view.shares) {
    table.rows.push_back({{.text = s.me ? w("outing.you") : s.known_as},
                          {.text = to_pounds(s.share), .format = "numeric"},
                          {.text = to_pounds(s.alone), .format = "numeric"}});
    all += s.share;
  }
  table.rows.push_back({{.text = w("club.parts.all")}, {.text = to_pounds(all), .format = "numeric"}, {}});
  return govuk::table(table);
}

Html my_part(const Visit& v, const place::OutingView& view) {
  const Words& w = v.w;
  const std::string here = "/me/outings/" + view.outing.ref;
  Html out = heading2(w("outing.your-part"));
  out += paragraph(w("outing.you-pay", {{"share", to_pounds(view.mine)}, {"month", to_pounds(view.month)}}));
  out += paragraph(w(view.fits ? "outing.fits" : "outing.too-much", {{"available", to_pounds(view.available)}}));
  if (view.asked) return out + paragraph(w("outing.asked"));
  if (!view.in) {
    if (view.full) return out + paragraph(w("outing.full"));
    Html inner;
    if (view.outing.rule == "distance")
      inner += pounds_input(v, "alone", w("outing.ask.alone"), w("outing.ask.alone.hint"), v.typed("alone"));
    inner += govuk::button({.text = w("outing.come"), .prevent_double_click = true});
    return out + v.form_to(here + "/come", inner);
  }
  const auto me = std::ranges::find_if(view.shares, [](const auto& s) { return s.me; });
  if (!me->said_yes) {
    Html inner;
    inner += html::hidden("share", std::to_string(view.mine.count()));
    inner += html::approve({.text = w("outing.yes", {{"share", to_pounds(view.mine)}})});
    out += paragraph(w("outing.changed")) + v.form_to(here + "/yes", inner);
  }
  return out;
}

/// From "it is on" to a booking: offers asked for together, and each one's part promised with their yes to one.
Html booking(const Visit& v, const place::OutingView& view) {
  const Words& w = v.w;
  Html out;
  std::vector<Html> asked;
  for (const auto& b : view.briefs)
    if (b.status != "withdrawn")
      asked.push_back(html::all(link("/briefs/" + b.ref, w("outing.brief", {{"date", to_words(b.from)}})), " ",
                                w(b.status == "chosen" ? "outing.brief.chosen" : "outing.brief.open")));
  if (!asked.empty()) out += heading2(w("outing.briefs")) + html::bullets(asked);
  if (!view.in || !view.confirmed || !view.next) return out;
  const bool weekly = view.outing.rhythm == "week";
  out += heading2(w("outing.offers")) + paragraph(w("outing.offers.lead"));
  return out + v.button_to("/me/outings/" + view.outing.ref + "/brief",
                           weekly ? w("outing.offers.button")
                                  : w("outing.offers.button-for", {{"date", to_words(*view.next)}}));
}

Html content(const Visit& v, const place::OutingView& view) {
  const Words& w = v.w;
  const auto& o = view.outing;
  const std::string here = "/me/outings/" + o.ref;
  Html out = heading(o.title);
  if (o.ended) return out + govuk::inset_text({.text = w("outing.over")});
  if (view.in) out += govuk::inset_text({.text = w(view.confirmed ? "outing.on" : "outing.waits")});
  govuk::SummaryList list;
  const auto row = [&](const char* key, const std::string& value) {
    if (!value.empty()) list.rows.push_back({.key = {.text = w(key)}, .value = {.text = value}});
  };
  row("step.when", when(w, o));
  row("outing.lasts", hours_words(w, Hours::minutes(o.minutes)));
  row("outing.near", o.area_name);
  row("outing.by", o.by_name);
  row("step.words", o.words);
  row("outing.rule", w(fmt::format("outing.ask.rule.{}", o.rule)));
  out += govuk::summary_list(list);
  out += shares_table(w, view);
  out += hint_paragraph(w(o.rule == "equal" ? "outing.fair.equal" : "outing.fair.distance"));
  out += my_part(v, view);
  if (!view.waiting.empty()) {
    out += heading2(w("outing.waiting"));
    out += paragraph(w("outing.waiting.lead"));
    for (const auto& g : view.waiting) {
      Html inner;
      inner += html::hidden("person", g.ref);
      Html buttons;
      for (const auto& [answer, classes] : {std::pair{"yes", ""}, {"not-now", "govuk-button--secondary"}}) {
        govuk::Button made;
        made.html = html::all(w(fmt::format("outing.answer.{}", answer)), html::visually_hidden(": " + g.known_as));
        made.name = "answer";
        made.value = answer;
        made.classes = classes;
        buttons += govuk::button(made);
      }
      out += html::element("section", {{"class", "op-card"}},
                           html::element("h3", {{"class", "govuk-heading-s"}}, g.known_as),
                           v.form_to(here + "/answer", inner + html::div("govuk-button-group", buttons)));
    }
  }
  out += booking(v, view);
  if (view.in || view.asked) out += v.button_to(here + "/leave", w("outing.leave"), {}, "govuk-button--secondary");
  return out;
}

Answer show_one(Page& p) {
  const auto view = place::see_outing(p.work(), p.parameter("outing"));
  if (!view) return step_refused(p, view.error(), "/me/outings");
  return p.show(view->outing.title, content(p, *view), {.back = "/me/outings"});
}

std::string here(Page& p) {
  return "/me/outings/" + p.parameter("outing");
}

Answer do_come(Page& p) {
  const auto alone = typed_pounds(p, "alone");
  if (const auto done = place::ask_to_come(p.work(), p.parameter("outing"), alone.value_or(Pence())); !done) {
    if (done.error().code != "alone") return step_refused(p, done.error(), here(p));
    p.errors.add("alone", p.w("outing.error.cost"));
    const auto view = place::see_outing(p.work(), p.parameter("outing"));
    if (!view) return step_refused(p, view.error(), "/me/outings");
    return p.again(view->outing.title, content(p, *view), {.back = "/me/outings"});
  }
  return p.done(here(p), "outing-asked");
}

Answer do_answer(Page& p) {
  const auto done = place::answer_companion(p.work(), p.parameter("outing"), p.typed("person"), p.typed("answer"));
  if (!done) return step_refused(p, done.error(), here(p));
  return p.done(here(p), "saved");
}

Answer do_yes(Page& p) {
  const auto share = typed_whole(p, "share", 0, 100'000'000);
  const auto done = place::say_yes_to_share(p.work(), p.parameter("outing"), Pence(share.value_or(-1)));
  if (!done) return step_refused(p, done.error(), here(p));
  return p.done(here(p), "saved");
}

Answer do_leave(Page& p) {
  if (const auto done = place::leave_outing(p.work(), p.parameter("outing")); !done)
    return step_refused(p, done.error(), "/me/outings");
  return p.done("/me/outings", "outing-left");
}

Answer do_brief(Page& p) {
  const auto made = place::ask_for_offers(p.work(), p.parameter("outing"));
  if (!made) return step_refused(p, made.error(), here(p));
  return p.done("/briefs/" + *made);
}

}  // namespace
}  // namespace outing_pages

void add_outing_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace outing_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/outings", "see-own", About::own_person, show_list},
                                  {get, "/me/outings/new", "see-own", About::own_person, show_new},
                                  {post, "/me/outings/new", "change-own", About::own_person, do_new},
                                  {get, "/me/outings/{outing}", "see-own", About::own_person, show_one},
                                  {post, "/me/outings/{outing}/come", "change-own", About::own_person, do_come},
                                  {post, "/me/outings/{outing}/answer", "change-own", About::own_person, do_answer},
                                  {post, "/me/outings/{outing}/yes", "change-own", About::own_person, do_yes},
                                  {post, "/me/outings/{outing}/leave", "change-own", About::own_person, do_leave},
                                  {post, "/me/outings/{outing}/brief", "change-own", About::own_person, do_brief},
                              });
}

}  // namespace onepot::web
