// What anybody may read without signing in: the front page, "what could I get?", accessibility, privacy.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/place/price_book.h"
#include "onepot/web/sign_in.h"

namespace onepot::web {
namespace {

Answer show_front(Page& p) {
  const Words& w = p.w;
  Html out = html::element("h1", {{"class", "govuk-heading-xl"}}, w("front.title"));
  out += html::element("p", {{"class", "govuk-body-l"}}, w("front.lead"));
  out += govuk::button({.text = w("front.start"), .href = "/what-could-i-get", .is_start_button = true});
  Html steps;
  for (const auto* step : {"price", "pot", "plan", "club", "buy", "pay", "learn", "spread"})
    steps += html::element("li", {}, html::element("strong", {}, w(fmt::format("front.step.{}", step))), " ",
                           w(fmt::format("front.step.{}.text", step)));
  out += heading2(w("front.how"));
  out += html::element("ol", {{"class", "govuk-list govuk-list--number"}}, steps);
  out += heading2(w("front.have-account"));
  out += html::element("p", {{"class", "govuk-body"}},
                       link(p.actor ? home_of(*p.actor) : "/sign-in", w(p.actor ? "front.go-on" : "nav.sign-in")));
  return p.show(w("front.title"), out);
}

/// A form's answers as the guide's, by the names in its file.
price::Answers answers_of(const Visit& v) {
  price::Answers a;
  bool* const fields[] = {&a.needs_help_at_home, &a.wants_to_get_out,           &a.long_term_health,
                          &a.complex_health,     &a.works_or_wants_to,          &a.home_does_not_fit,
                          &a.wants_own_home,     &a.helped_by_family_or_friend, &a.is_family_or_friend,
                          &a.renting_or_would};
  const auto& names = price::answer_names();
  for (const auto ticked : v.form.each("about"))
    for (std::size_t i = 0; i < names.size() && i < std::size(fields); ++i)
      if (names[i] == ticked) *fields[i] = true;
  return a;
}

Html questions(const Visit& v) {
  govuk::Checkboxes boxes;
  boxes.fieldset.legend = {.text = v.w("could.question"), .classes = "govuk-fieldset__legend--m"};
  boxes.hint.text = v.w("could.hint");
  boxes.name = "about";
  for (const auto& name : price::answer_names()) {
    std::string id = name;
    std::ranges::replace(id, '_', '-');
    boxes.items.push_back({.text = v.w(fmt::format("could.{}", id)), .value = name});
  }
  for (const auto ticked : v.form.each("about")) boxes.values.emplace_back(ticked);
  Html inner = govuk::checkboxes(boxes);
  inner += govuk::button({.text = v.w("could.button")});
  return v.form_to("/what-could-i-get", inner);
}

Answer show_could(Page& p) {
  Html out = heading(p.w("could.title"));
  out += paragraph(p.w("could.lead"));
  out += questions(p);
  return p.show(p.w("could.title"), out, {.back = "/"});
}

Answer do_could(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("could.answer.title"));
  out += paragraph(w("could.answer.lead"));
  for (const auto& x : price::could_get(place::built_in_price_book().guide, answers_of(p))) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}}, x.title);
    card += paragraph(p.is_easy() ? x.easy : x.words);
    if (!p.is_easy())
      card +=
          html::element("p", {{"class", "govuk-body"}}, html::element("strong", {}, w("could.right")), " ", x.right);
    if (x.low && x.high) {
      card += paragraph(w("could.range", {{"low", pounds(*x.low)}, {"high", pounds(*x.high)}, {"per", x.per}}));
      if (!p.is_easy()) card += hint_paragraph(w("could.range.source", {{"source", x.range_source}}));
    }
    card += govuk::details({.summary_text = w("could.law"), .text = x.basis});
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  out += heading2(w("could.next"));
  out += paragraph(w("could.next.text"));
  out += govuk::button({.text = w("could.next.button"), .href = p.actor ? home_of(*p.actor) : "/join"});
  out += html::element("p", {{"class", "govuk-body"}}, link("/what-could-i-get", w("could.again")));
  // Nothing that was ticked is kept or put in an address: the answer is this page and nowhere else.
  return p.show(w("could.answer.title"), out, {.back = "/what-could-i-get"});
}

Answer show_text_page(Page& p, const char* name, std::initializer_list<const char*> parts) {
  Html out = heading(p.w(fmt::format("{}.title", name)));
  for (const auto* part : parts) out += paragraph(p.w(fmt::format("{}.{}", name, part)));
  return p.show(p.w(fmt::format("{}.title", name)), out, {.back = "/"});
}

Answer show_accessibility(Page& p) {
  return show_text_page(p, "accessibility", {"what", "how", "missing", "tell"});
}
Answer show_privacy(Page& p) {
  return show_text_page(p, "privacy", {"who", "looked", "keeps", "cookies", "change"});
}

}  // namespace

void add_front_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/", "open-page", About::nothing, show_front},
                                  {get, "/what-could-i-get", "open-page", About::nothing, show_could},
                                  {post, "/what-could-i-get", "open-page", About::nothing, do_could},
                                  {get, "/accessibility", "open-page", About::nothing, show_accessibility},
                                  {get, "/privacy", "open-page", About::nothing, show_privacy},
                              });
}

}  // namespace onepot::web
