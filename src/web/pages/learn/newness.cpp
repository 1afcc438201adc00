// What is new about a provider's support, and how anybody can know: the provider says it, everybody reads it on its
// page, and the evaluator has all of it on one.
#include "onepot/place/newness.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "evaluations.h"
#include "onepot/html/govuk.h"
#include "onepot/learn/four_tests.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace newness_pages {
namespace {

std::string kind_words(const Words& w, std::string_view kind) {
  return w(fmt::format("library.kind.{}", kind));
}

Html own_content(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("newness.title")) + paragraph(w("newness.lead"));
  const auto said = place::what_we_do_that_is_new(p.work());
  for (const auto& s : said) {
    Html card = html::element("h2", {{"class", "govuk-heading-m"}}, kind_words(w, s.kind));
    card += paragraph(s.words);
    card += s.evidence.empty() ? hint_paragraph(w("newness.claim"))
                               : paragraph(w("newness.known", {{"words", s.evidence}}));
    card +=
        p.button_to("/provider/new/take-back", w("newness.take-back"), {{"newness", s.ref}}, "govuk-button--secondary");
    out += html::element("section", {{"class", "op-card"}}, card);
  }
  auto kind = one_of(p, "kind", w("newness.kind"), p.typed("kind"));
  for (const auto one : learn::newnesses)
    kind.items.push_back({.text = kind_words(w, learn::name_of(one)), .value = std::string(learn::name_of(one))});
  Html inner = govuk::radios(kind);
  inner += words_input(p, "words", w("newness.words"), w("newness.words.hint"), p.typed("words"));
  inner += words_input(p, "evidence", w("newness.evidence"), w("newness.evidence.hint"), p.typed("evidence"));
  inner += govuk::button({.text = w("newness.button"), .prevent_double_click = true});
  return out + heading2(w("newness.add")) + p.form_to("/provider/new", inner);
}

Answer show_own_newness(Page& p) {
  return p.show(p.w("newness.title"), own_content(p), {.back = "/provider"});
}

Answer do_say(Page& p) {
  const auto done = place::say_what_is_new(p.work(), {p.typed("kind"), p.typed("words"), p.typed("evidence")});
  if (done) return p.done("/provider/new", "newness-said");
  const std::string& code = done.error().code;
  p.errors.add(code == "enough" ? "words" : code, p.w("newness.error." + code));
  return p.again(p.w("newness.title"), own_content(p), {.back = "/provider"});
}

Answer do_take_back_newness(Page& p) {
  if (const auto done = place::take_back_newness(p.work(), p.typed("newness")); !done)
    return p.refused(done.error(), "/provider/new");
  return p.done("/provider/new", "newness-back");
}

Answer show_everybodys(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("newness.all")) + paragraph(w("newness.all.lead"));
  const auto said = place::what_is_new_here(p.work());
  if (said.empty())
    return p.show(w("newness.all"), out + paragraph(w("newness.none")), {.back = "/evaluations/four-tests"});
  govuk::Table table;
  table.caption = w("newness.all");
  table.caption_classes = "govuk-visually-hidden";
  table.first_cell_is_header = true;
  table.head = {{.text = w("newness.who")},
                {.text = w("library.kinds")},
                {.text = w("newness.what")},
                {.text = w("newness.how")}};
  for (const auto& s : said)
    table.rows.push_back({{.html = link("/providers/" + s.provider_ref, s.provider_name)},
                          {.text = kind_words(w, s.kind)},
                          {.text = s.words},
                          {.text = s.evidence.empty() ? w("newness.claim") : s.evidence}});
  return p.show(w("newness.all"), out + wide_table(w("newness.all"), table),
                {.back = "/evaluations/four-tests", .wide = true});
}

}  // namespace
}  // namespace newness_pages

Html newness_as_others_see_it(const Page& page, place::ProviderId provider) {
  const Words& w = page.w;
  const auto said = store::newness::of_provider(page.session, provider);
  if (said.empty()) return {};
  Html out = heading2(w("newness.public"));
  govuk::SummaryList list;
  for (const auto& s : said)
    list.rows.push_back(
        {.key = {.text = newness_pages::kind_words(w, s.kind)},
         .value = {.html =
                       html::all(paragraph(s.words),
                                 s.evidence.empty() ? hint_paragraph(w("newness.claim"))
                                                    : hint_paragraph(w("newness.known", {{"words", s.evidence}})))}});
  return out + govuk::summary_list(list);
}

void add_newness_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace newness_pages;
  routes.insert(routes.end(),
                {
                    {get, "/provider/new", "own-provider", About::own_provider, show_own_newness},
                    {post, "/provider/new", "own-provider", About::own_provider, do_say},
                    {post, "/provider/new/take-back", "own-provider", About::own_provider, do_take_back_newness},
                    {get, "/evaluations/newness", "see-evaluation", About::nothing, show_everybodys},
                });
}

}  // namespace onepot::web
