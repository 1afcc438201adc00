// What a club's step changes for those who work there: told or asked, with the hours day by day, and answered.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/buy/agreement.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"
#include "steps.h"

namespace onepot::web {

Html hours_table(const Words& w, const store::agreement_changes::Change& change) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("changes.hours");
  table.caption_classes = "govuk-table__caption--s";
  table.first_cell_is_header = true;
  const bool nights = std::ranges::any_of(
      change.parts, [](const auto& part) { return part.night > Hours() || part.night_before > Hours(); });
  table.head = {{.text = w("changes.days")},
                {.text = w("changes.people"), .format = "numeric"},
                {.text = w("changes.day"), .format = "numeric"}};
  if (nights) table.head.push_back({.text = w("changes.night"), .format = "numeric"});
  table.head.push_back({.text = w("changes.week"), .format = "numeric"});
  const auto cell = [&](const std::string& now, const std::string& before) {
    return govuk::TableCell{
        .html = html::all(now, Html().markup("<br>"),
                          html::element("span", {{"class", "govuk-hint"}}, w("changes.was", {{"before", before}}))),
        .format = "numeric"};
  };
  for (const auto& part : change.parts) {
    const Pence now = buy::week_cost({change.day_rate, change.night_rate, part.day, part.night}),
                before = buy::week_cost({change.day_rate, change.night_rate, part.day_before, part.night_before});
    std::vector<govuk::TableCell> row = {
        {.text = part.until ? w("step.days", {{"from", to_words(part.from)}, {"until", to_words(*part.until)}})
                            : w("stretch.from", {{"from", to_words(part.from)}})},
        {.text = std::to_string(part.people), .format = "numeric"},
        cell(hours_words(w, part.day), hours_words(w, part.day_before))};
    if (nights) row.push_back(cell(hours_words(w, part.night), hours_words(w, part.night_before)));
    row.push_back(cell(to_pounds(now), to_pounds(before)));
    table.rows.push_back(std::move(row));
  }
  return html::element("div",
                       {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", table.caption}},
                       govuk::table(table));
}

namespace change_pages {
namespace {

using store::agreement_changes::Change;

Html one_change(const Visit& v, const Change& c) {
  const Words& w = v.w;
  const bool waits = c.status == "asked" && c.answer_by >= v.today();
  const std::string state = c.status == "asked" && !waits ? "over" : c.status;
  Html out = heading2(w(fmt::format("changes.{}.title", c.kind), {{"name", c.about_name}, {"home", c.club_name}}));
  out += govuk::inset_text({.text = w("changes.state." + state, {{"date", to_words(c.answer_by)}})});
  out += hours_table(w, c);
  if (!c.words.empty()) out += paragraph(w("changes.you-wrote", {{"words", c.words}}));
  if (waits) {
    const std::string field = "words-" + c.ref;
    Html inner;
    inner += html::hidden("change", c.ref);
    inner += words_input(v, field, w("changes.words"), w("changes.words.hint"), v.typed(field), 2);
    Html buttons;
    for (const auto& [answer, classes] : {std::pair{"yes", ""}, {"no", "govuk-button--secondary"}}) {
      govuk::Button made;
      made.html = html::all(w(fmt::format("changes.say.{}", answer)), html::visually_hidden(": " + c.club_name));
      made.name = "answer";
      made.value = answer;
      made.classes = classes;
      made.prevent_double_click = true;
      buttons += govuk::button(made);
    }
    out += v.form_to("/provider/changes", inner + html::div("govuk-button-group", buttons));
  }
  return out + html::element("p", {{"class", "govuk-body"}},
                             link("/agreements/" + c.agreement_ref, w("changes.agreement", {{"home", c.club_name}})));
}

Html all_changes(Page& p) {
  const Words& w = p.w;
  const auto changes = place::see_changes(p.work());
  Html out = heading(w("changes.title"));
  out += paragraph(w("changes.lead"));
  if (changes.empty()) out += paragraph(w("changes.none"));
  for (const auto& c : changes) out += one_change(p, c);
  return out;
}

Answer show_changes(Page& p) {
  return p.show(p.w("changes.title"), all_changes(p), {.back = "/provider"});
}

Answer do_changes(Page& p) {
  const std::string answer = p.typed("answer"), ref = p.typed("change");
  if (answer != "yes" && answer != "no")
    return step_refused(p, {"answer", p.w("changes.sorry.answer"), {}}, "/provider/changes");
  const auto said =
      place::answer_change(p.work(), ref, answer == "yes", p.typed("words-" + ref), place::built_in_price_book());
  if (said) return p.done("/provider/changes", answer == "no" ? "change-no" : "change-yes");
  if (said.error().code != "words") return step_refused(p, said.error(), "/provider/changes");
  p.errors.add("words-" + ref, p.w("step.words.error"));
  return p.again(p.w("changes.title"), all_changes(p), {.back = "/provider"});
}

}  // namespace
}  // namespace change_pages

void add_change_pages(std::vector<Route>& routes) {
  using enum http::Method;
  using namespace change_pages;
  routes.insert(routes.end(), {
                                  {get, "/provider/changes", "own-provider", About::own_provider, show_changes},
                                  {post, "/provider/changes", "own-provider", About::own_provider, do_changes},
                              });
}

}  // namespace onepot::web
