// Who is around a person, what each may see, and who looked.
#include "onepot/place/sharing.h"

#include <fmt/format.h>

#include <chrono>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/store/accounts.h"

namespace onepot::web {
namespace {

constexpr const char* purposes[] = {"needs", "plan", "pot", "approve", "challenge"};

std::string moment(Instant at) {
  const std::string iso = to_iso(at);
  return to_words(date_of(at)) + ", " + iso.substr(11, 5);
}

Answer show_around(Page& p) {
  const Words& w = p.w;
  const auto view = place::see_around(p.work());
  Html out = heading(w("around.title"));
  out += paragraph(w("around.lead"));
  for (const auto& a : view.around) {
    Html inner = html::element("h2", {{"class", "govuk-heading-m"}}, a.name);
    inner += paragraph(w(fmt::format("around.kind.{}", a.kind), {{"words", a.words}}));
    govuk::Checkboxes boxes;
    boxes.fieldset.legend = {.text = w("around.may-see", {{"name", a.name}}), .classes = "govuk-fieldset__legend--s"};
    boxes.id_prefix = "may-" + a.account_ref;
    boxes.name = "may";
    boxes.values = a.purposes;
    for (const auto* purpose : purposes)
      if (!(a.kind == "practitioner" &&
            (std::string_view(purpose) == "approve" || std::string_view(purpose) == "challenge")))
        boxes.items.push_back({.text = w(fmt::format("around.may.{}", purpose)), .value = purpose});
    Html form = govuk::checkboxes(boxes);
    form += html::hidden("account", a.account_ref);
    form += govuk::button({.text = w("account.save"), .classes = "govuk-button--secondary"});
    inner += p.form_to("/me/people/consent", form);
    inner += p.button_to("/me/people/end", w("around.end", {{"name", a.name}}), {{"account", a.account_ref}},
                         "govuk-button--warning");
    out += html::element("section", {{"class", "op-card"}}, inner);
  }
  if (view.around.empty()) out += paragraph(w("around.nobody"));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/people/invite", w("around.invite")));
  govuk::Checkboxes open;
  open.fieldset.legend = {.text = w("around.open"), .classes = "govuk-fieldset__legend--m"};
  open.hint.text = w("around.open.hint");
  open.name = "open";
  open.values = view.open;
  open.items = {{.text = w("around.open.evaluation"), .value = "evaluation"},
                {.text = w("around.open.story"), .value = "story"}};
  out += p.form_to("/me/people/open", govuk::checkboxes(open) + govuk::button({.text = w("account.save"),
                                                                               .classes = "govuk-button--secondary"}));
  out += html::element("p", {{"class", "govuk-body"}}, link("/me/looked", w("around.looked")));
  return p.show(w("around.title"), out, {.back = "/me"});
}

Answer do_consent(Page& p) {
  std::vector<std::string> may;
  for (const auto purpose : p.form.each("may")) may.emplace_back(purpose);
  if (const auto done = place::choose_consents(p.work(), p.form.text("account"), may); !done)
    return p.refused(done.error(), "/me/people");
  return p.done("/me/people", "saved");
}

Answer do_open(Page& p) {
  std::vector<std::string> may;
  for (const auto purpose : p.form.each("open")) may.emplace_back(purpose);
  place::choose_open_consents(p.work(), may);
  return p.done("/me/people", "saved");
}

Answer do_end(Page& p) {
  if (const auto done = place::end_relationship(p.work(), p.form.text("account")); !done)
    return p.refused(done.error(), "/me/people");
  return p.done("/me/people", "relationship-ended");
}

Html invite_form(const Visit& v) {
  const Words& w = v.w;
  Html inner = govuk::input({.name = "sign-in",
                             .value = v.typed("sign-in"),
                             .label = {.text = w("invite.sign-in")},
                             .hint = {.text = w("invite.sign-in.hint")},
                             .error_message = {.text = v.errors.of("sign-in")},
                             .classes = "govuk-input--width-20",
                             .spellcheck = false,
                             .autocapitalize = "none"});
  inner += govuk::input({.name = "words",
                         .value = v.typed("words"),
                         .label = {.text = w("invite.words")},
                         .hint = {.text = w("invite.words.hint")},
                         .classes = "govuk-input--width-20"});
  inner += govuk::button({.text = w("invite.button")});
  return heading(w("invite.title")) + paragraph(w("invite.lead")) + v.form_to("/me/people/invite", inner);
}

Answer show_invite(Page& p) {
  return p.show(p.w("invite.title"), invite_form(p), {.back = "/me/people"});
}

Answer do_invite(Page& p) {
  if (const auto done = place::name_supporter(p.work(), p.typed("sign-in"), p.typed("words")); !done) {
    p.errors.add("sign-in", p.w("invite.nobody"));
    return p.again(p.w("invite.title"), invite_form(p), {.back = "/me/people"});
  }
  return p.done("/me/people", "supporter-named");
}

Answer show_looked(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("looked.title"));
  out += paragraph(w("looked.lead"));
  const auto looks = place::see_looks(p.work());
  if (looks.empty()) {
    out += paragraph(w("looked.nobody"));
  } else {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.caption = w("looked.caption");
    table.head = {{.text = w("looked.when")}, {.text = w("looked.who")}, {.text = w("looked.what")}};
    for (const auto& look : looks) {
      const std::string who = look.words.empty() ? look.name : fmt::format("{} ({})", look.name, look.words);
      Html what = html::text(w(fmt::format("looked.action.{}", look.action)));
      if (look.outcome == "refused")
        what += html::element("strong", {{"class", "govuk-tag govuk-tag--red"}}, w("looked.refused"));
      table.rows.push_back({{.text = moment(look.at)}, {.text = who}, {.html = what}});
    }
    out += govuk::table(table);
  }
  return p.show(w("looked.title"), out, {.back = "/me/people"});
}

}  // namespace

void add_sharing_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/people", "see-own", About::own_person, show_around},
                                  {post, "/me/people/consent", "change-own", About::own_person, do_consent},
                                  {post, "/me/people/open", "change-own", About::own_person, do_open},
                                  {post, "/me/people/end", "change-own", About::own_person, do_end},
                                  {get, "/me/people/invite", "see-own", About::own_person, show_invite},
                                  {post, "/me/people/invite", "change-own", About::own_person, do_invite},
                                  {get, "/me/looked", "see-own", About::own_person, show_looked},
                              });
}

}  // namespace onepot::web
