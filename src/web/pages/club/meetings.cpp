// People meet: those who said yes to each other propose a time and a place; it is on only when all have said yes to it.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/store/interests.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace meeting_pages {
namespace {

Html meeting_form(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("meeting.title"));
  const auto known = store::interests::known(p.session, p.grant.person());
  if (known.empty())
    return out + paragraph(w("meeting.nobody")) +
           html::bullets({link("/me/meet", w("living.meet")), link("/me/interests", w("interests.title"))});
  out += paragraph(w("meeting.lead"));
  govuk::Checkboxes who;
  who.name = "people";
  who.fieldset.legend = {.text = w("meeting.who"), .classes = "govuk-fieldset__legend--s"};
  who.hint.text = w("meeting.who.hint");
  who.error_message.text = p.errors.of("people");
  for (const auto chosen : p.form.each("people")) who.values.emplace_back(chosen);
  for (const auto& one : known) who.items.push_back({.text = one.known_as, .value = one.ref});
  Html inner = govuk::checkboxes(who);
  inner += day_input(p, "on", w("meeting.day"), "", std::nullopt);
  inner += line_input(p, "at", w("meeting.time"), w("meeting.time.hint"), p.typed("at"), "govuk-input--width-5");
  inner += line_input(p, "where", w("meeting.where"), w("meeting.where.hint"), p.typed("where"));
  inner += words_input(p, "words", w("meeting.words"), w("meeting.words.hint"), p.typed("words"), 3);
  inner += govuk::button({.text = w("meeting.button"), .prevent_double_click = true});
  return out + p.form_to("/me/meetings/new", inner);
}

Answer show_new(Page& p) {
  return p.show(p.w("meeting.title"), meeting_form(p), {.back = "/me/steps"});
}

Answer do_new(Page& p) {
  const auto day = typed_day(p, "on");
  const auto time = typed_clock(p, "at");
  if (!day) p.errors.add("on-day", p.w("step.day.error"));
  if (!time) p.errors.add("at", p.w("meeting.time.error"));
  if (p.errors.empty()) {
    place::NewMeeting meeting{{}, *day, *time, p.typed("where"), p.typed("words")};
    for (const auto one : p.form.each("people")) meeting.people.emplace_back(one);
    const auto made = place::propose_meeting(p.work(), meeting);
    if (made) return p.done(fmt::format("/me/steps/{}", *made), "step-proposed");
    const std::string& code = made.error().code;
    if (code == "blocked") return step_refused(p, made.error(), "/me/meetings/new");
    p.errors.add(code == "day" ? "on-day" : code, p.w(fmt::format("meeting.error.{}", code)));
  }
  return p.again(p.w("meeting.title"), meeting_form(p), {.back = "/me/steps"});
}

}  // namespace
}  // namespace meeting_pages

void add_meeting_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace meeting_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/meetings/new", "see-own", About::own_person, show_new},
                                  {post, "/me/meetings/new", "change-own", About::own_person, do_new},
                              });
}

}  // namespace onepot::web
