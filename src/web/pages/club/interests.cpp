// People who like the same: a hello, and both say yes first.
#include "onepot/place/interests.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {
namespace interest_pages {
namespace {

Html somebody(const Visit& v, const place::LikeMinded& one) {
  const Words& w = v.w;
  html::Card card;
  card.title = one.known_as;
  card.heading_level = 2;
  card.line = one.hello;
  card.facts = {{w("interests.shared"), join(one.shared, ", ")}, {w("interests.near"), one.area_name}};
  if (one.both_said_yes)
    card.tags = govuk::tag({.text = w("meet.both"), .classes = "govuk-tag--green"});
  else if (one.my_answer == "yes")
    card.tags = govuk::tag({.text = w("meet.you-said-yes"), .classes = "govuk-tag--blue"});
  else if (one.my_answer == "not-now")
    card.tags = govuk::tag({.text = w("meet.you-said-not-now"), .classes = "govuk-tag--grey"});
  Html inner;
  inner += html::hidden("person", one.ref);
  Html buttons;
  for (const auto& [answer, classes] :
       {std::pair{"yes", ""}, {"not-now", "govuk-button--secondary"}, {"never", "govuk-button--warning"}}) {
    if (one.my_answer == answer) continue;
    govuk::Button made;
    made.html = html::all(w(fmt::format("interests.say.{}", answer)), html::visually_hidden(": " + one.known_as));
    made.name = "answer";
    made.value = answer;
    made.classes = classes;
    made.prevent_double_click = true;
    buttons += govuk::button(made);
  }
  card.actions = v.form_to("/me/interests/answer", inner + html::div("govuk-button-group", buttons));
  return html::cards({card});
}

Html hello_form(const Visit& v, const store::interests::Hello& mine) {
  const Words& w = v.w;
  Html inner = line_input(v, "interests", w("interests.mine"), w("interests.mine.hint"),
                          typed_or(v, "interests", join(mine.interests, ", ")));
  inner += words_input(v, "hello", w("interests.hello"), w("interests.hello.hint"), typed_or(v, "hello", mine.hello));
  govuk::Radios open;
  open.name = "open";
  open.value = v.form.has("interests") ? v.typed("open") : mine.open ? "yes" : "no";
  open.fieldset.legend = {.text = w("interests.open"), .classes = "govuk-fieldset__legend--s"};
  open.items = {{.text = w("interests.open.yes"), .value = "yes"}, {.text = w("interests.open.no"), .value = "no"}};
  inner += govuk::radios(open);
  inner += govuk::button({.text = w("living.save"), .prevent_double_click = true});
  return v.form_to("/me/interests", inner);
}

Html content(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_interests(p.work());
  Html out = heading(w("interests.title"));
  out += paragraph(w("interests.lead"));
  if (view.mine.open && p.errors.empty()) {
    bool any_met = false;
    for (const auto& one : view.people) any_met = any_met || one.both_said_yes;
    if (any_met) out += html::element("p", {{"class", "govuk-body"}}, link("/me/meetings/new", w("meeting.propose")));
    for (const auto& one : view.people) out += somebody(p, one);
    if (view.people.empty()) out += paragraph(w("interests.nobody"));
    out += html::element("p", {{"class", "govuk-body"}}, link("/me/outings", w("outings.title")));
    out += govuk::details({.summary_text = w("interests.change"), .html = hello_form(p, view.mine)});
    return out;
  }
  return out + hello_form(p, view.mine);
}

Answer show(Page& p) {
  return p.show(p.w("interests.title"), content(p), {.back = "/me"});
}

Answer do_save(Page& p) {
  store::interests::Hello hello;
  for (const auto& part : split_text(p.typed("interests"), ','))
    if (!trim(part).empty()) hello.interests.emplace_back(trim(part));
  hello.hello = p.typed("hello");
  hello.open = p.typed("open") == "yes";
  if (const auto done = place::save_interests(p.work(), hello); !done) {
    p.errors.add(done.error().code, p.w(fmt::format("interests.error.{}", done.error().code)));
    return p.again(p.w("interests.title"), content(p), {.back = "/me"});
  }
  return p.done("/me/interests", "saved");
}

Answer do_answer(Page& p) {
  const std::string answer = p.typed("answer");
  if (const auto done = place::answer_like_minded(p.work(), p.typed("person"), answer); !done)
    return step_refused(p, {"not-there", p.w("interests.gone"), {}}, "/me/interests");
  return p.done("/me/interests", answer.empty() ? "meet-taken-back" : fmt::format("interests-{}", answer));
}

}  // namespace
}  // namespace interest_pages

void add_interest_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace interest_pages;
  routes.insert(routes.end(), {
                                  {get, "/me/interests", "see-own", About::own_person, show},
                                  {post, "/me/interests", "change-own", About::own_person, do_save},
                                  {post, "/me/interests/answer", "change-own", About::own_person, do_answer},
                              });
}

}  // namespace onepot::web
