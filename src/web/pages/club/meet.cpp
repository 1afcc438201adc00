// People who look for somebody to live with: both say yes first.
#include <fmt/format.h>

#include "../../routes.h"
#include "club.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "steps.h"

namespace onepot::web {
namespace meet_pages {
namespace {

Html answer_buttons(const Visit& v, const place::Somebody& one) {
  const Words& w = v.w;
  Html inner;
  inner += html::hidden("person", one.ref);
  const auto button = [&](const char* answer, const char* classes) {
    const std::string text = w(fmt::format("meet.say.{}", answer));
    govuk::Button made;
    made.html = html::all(text, html::visually_hidden(": " + one.known_as));
    made.name = "answer";
    made.value = answer;
    made.classes = classes;
    made.prevent_double_click = true;
    inner += govuk::button(made);
  };
  if (one.my_answer != "yes") button("yes", "");
  if (one.my_answer != "not-now") button("not-now", "govuk-button--secondary");
  button("never", "govuk-button--warning");
  return v.form_to("/me/meet", html::div("govuk-button-group", inner));
}

html::Card somebody_card(const Visit& v, const place::Somebody& one) {
  const Words& w = v.w;
  html::Card card;
  card.title = one.known_as;
  card.heading_level = 3;
  card.line = one.hello;
  card.facts.push_back({w("meet.areas"), join(one.areas, ", ")});
  if (!one.interests.empty()) card.facts.push_back({w("meet.interests"), join(one.interests, ", ")});
  if (one.both_said_yes)
    card.tags = govuk::tag({.text = w("meet.both"), .classes = "govuk-tag--green"});
  else if (one.my_answer == "yes")
    card.tags = govuk::tag({.text = w("meet.you-said-yes"), .classes = "govuk-tag--blue"});
  else if (one.my_answer == "not-now")
    card.tags = govuk::tag({.text = w("meet.you-said-not-now"), .classes = "govuk-tag--grey"});
  card.actions = answer_buttons(v, one);
  return card;
}

/// Those for whom `belongs` holds, under a heading; nothing where there are none.
template <class Belongs>
Html group(const Visit& v, const place::MeetView& view, const char* title, const Belongs& belongs) {
  std::vector<html::Card> all;
  for (const auto& one : view.people)
    if (belongs(one)) all.push_back(somebody_card(v, one));
  return all.empty() ? Html() : heading2(v.w(title)) + html::cards(all);
}

Answer show_meet(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_meet(p.work());
  Html out = heading(w("meet.title"));
  out += paragraph(w("meet.lead"));
  out += my_blocks(p);
  if (!view.open) {
    out += govuk::inset_text({.text = w("meet.closed")});
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/home/wish", w("meet.write-hello")));
  } else {
    const Html both = group(p, view, "meet.both.title", [](const auto& s) { return s.both_said_yes; });
    out += both;
    if (!both.empty()) {
      out += paragraph(w("meet.both.next"));
      out += find_button(p);
      out += html::element("p", {{"class", "govuk-body"}}, link("/me/meetings/new", w("meeting.propose")));
    }
    out += group(p, view, "meet.new.title", [](const auto& s) { return s.my_answer.empty(); });
    out += group(p, view, "meet.waiting.title", [](const auto& s) { return s.my_answer == "yes" && !s.both_said_yes; });
    out += group(p, view, "meet.not-now.title", [](const auto& s) { return s.my_answer == "not-now"; });
    if (view.people.empty()) out += paragraph(w("meet.nobody"));
    if (view.more) out += hint_paragraph(w("meet.more"));
  }
  if (!view.never.empty()) {
    Html inner = paragraph(w("meet.never.lead"));
    for (const auto& one : view.never)
      inner += html::element("p", {{"class", "govuk-body"}}, html::element("strong", {}, one.known_as)) +
               p.button_to("/me/meet", w("meet.take-back", {{"name", one.known_as}}),
                           {{"person", one.ref}, {"answer", ""}}, "govuk-button--secondary");
    out += govuk::details({.summary_text = w("meet.never.title"), .html = inner});
  }
  return p.show(w("meet.title"), out, {.back = "/me/home", .wide = false});
}

Answer do_meet(Page& p) {
  const std::string answer = p.typed("answer");
  if (const auto done = place::answer_somebody(p.work(), p.typed("person"), answer); !done) {
    Html out = heading(p.w("meet.title")) + paragraph(p.w("meet.gone"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/meet", p.w("meet.look-again")));
    return {p.page(p.w("meet.title"), out, {.back = "/me/meet", .status = 422}), false};
  }
  return p.done("/me/meet", answer.empty() ? "meet-taken-back" : fmt::format("meet-{}", answer));
}

}  // namespace
}  // namespace meet_pages

void add_meet_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/meet", "see-own", About::own_person, meet_pages::show_meet},
                                  {post, "/me/meet", "change-own", About::own_person, meet_pages::do_meet},
                              });
}

}  // namespace onepot::web
