// What a person's care has cost: the person's own page, with their yes or no; the practitioner's workings; the offer.
#include "onepot/place/linked.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/store/accounts.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

/// Pounds without pence: a year's cost is not known to the penny.
std::string about(Pence amount) {
  constexpr std::int64_t pound = 100;
  return pounds(Pence((amount.count() + pound / 2) / pound * pound));
}

Html yes_or_no(const Visit& v, bool said_yes) {
  const Words& w = v.w;
  if (said_yes) return v.button_to("/me/costs", w("costs.stop"), {{"answer", "no"}}, "govuk-button--secondary");
  return html::all(govuk::inset_text({.text = w("costs.free-choice")}),
                   v.button_to("/me/costs", w("costs.yes"), {{"answer", "yes"}}));
}

Html what_it_cost(const Words& w, const place::LinkedView& view) {
  const auto& rules = place::built_in_care_rules();
  const auto& cost = *view.cost;
  Html out = html::element("p", {{"class", "govuk-heading-m"}},
                           w("costs.counted", {{"amount", about(cost.all.counted)},
                                               {"from", to_words(cost.observed.from)},
                                               {"until", to_words(cost.observed.until)}}));
  govuk::Table table;
  table.caption = w("costs.parts");
  table.head = {{.text = w("costs.what")}, {.text = w("costs.amount"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& part : cost.parts)
    table.rows.push_back(
        {{.text = rules.kinds[part.kind].words}, {.text = to_pounds(part.pence), .format = "numeric"}});
  out += govuk::table(table);
  if (cost.set_aside > Pence()) out += paragraph(w("costs.twice", {{"amount", to_pounds(cost.set_aside)}}));
  out += paragraph(w("costs.year", {{"low", about(cost.all.low)}, {"high", about(cost.all.high)}}));
  return out += paragraph(w("costs.not-a-budget"));
}

Answer show_costs(Page& p) {
  const Words& w = p.w;
  const auto view = place::linked_cost(p.work());
  Html out = heading(w("costs.title")) + paragraph(w("costs.lead"));
  if (view.said_yes) {
    if (view.cost)
      out += what_it_cost(w, view);
    else
      out += govuk::inset_text({.text = w(view.why_not == "too-little" ? "costs.too-little" : "costs.nothing")});
  }
  out += yes_or_no(p, view.said_yes);
  return p.show(w("costs.title"), out, {.back = "/me"});
}

Answer do_costs(Page& p) {
  const bool yes = p.typed("answer") == "yes";
  place::say_care_yes(p.work(), yes);
  return p.done("/me/costs", yes ? "costs-yes" : "costs-no");
}

Html workings(const Words& w, const place::LinkedView& view) {
  const auto& rules = place::built_in_care_rules();
  const auto& cost = *view.cost;
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("linked.parts");
  table.head = {{.text = w("linked.kind")},
                {.text = w("linked.side")},
                {.text = w("linked.days"), .format = "numeric"},
                {.text = w("linked.counted"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& part : cost.parts)
    table.rows.push_back({{.text = rules.kinds[part.kind].words},
                          {.text = rules.kinds[part.kind].side},
                          {.text = std::to_string(part.days), .format = "numeric"},
                          {.text = to_pounds(part.pence), .format = "numeric"}});
  Html out = scrolling(w("linked.parts"), govuk::table(table));
  govuk::Table aside;
  aside.classes = table.classes;
  aside.caption = w("linked.aside");
  aside.head = {{.text = w("linked.rule")},
                {.text = w("linked.days"), .format = "numeric"},
                {.text = w("linked.pounds"), .format = "numeric"}};
  aside.first_cell_is_header = true;
  for (const auto& a : cost.aside)
    aside.rows.push_back({{.text = a.rule},
                          {.text = std::to_string(a.days), .format = "numeric"},
                          {.text = to_pounds(a.pence), .format = "numeric"}});
  out += aside.rows.empty() ? paragraph(w("linked.aside.none")) : scrolling(w("linked.aside"), govuk::table(aside));
  Html lines;
  for (const auto& line : view.offer ? view.offer->workings : view.evidence.workings) lines += paragraph(line);
  return out += govuk::details({.summary_text = w("price.workings"), .html = lines});
}

Html offer_form(const Visit& v, const std::string& name) {
  const Words& w = v.w;
  Html inner = govuk::input({.name = "linked-contribution",
                             .inputmode = "decimal",
                             .value = v.typed("linked-contribution"),
                             .label = {.text = w("price.contribution.label")},
                             .hint = {.text = w("price.contribution.hint")},
                             .error_message = {.text = v.errors.of("linked-contribution")},
                             .prefix = {.text = "£"},
                             .classes = "govuk-input--width-5"});
  inner += govuk::button({.text = w("linked.offer", {{"name", name}}), .prevent_double_click = true});
  return v.form_to(fmt::format("/people/{}/offer/linked", v.parameter("person")), inner);
}

Answer linked_page(Page& p, bool again) {
  const Words& w = p.w;
  const auto person = store::accounts::person(p.session, p.grant.person());
  const std::string name = person ? person->known_as : "", title = w("linked.title", {{"name", name}});
  const Html out = heading(title) + linked_section(p, name);
  const Layout layout{.back = fmt::format("/people/{}", p.parameter("person"))};
  return again ? p.again(title, out, layout) : p.show(title, out, layout);
}

Answer show_linked(Page& p) {
  return linked_page(p, false);
}

Answer do_offer_linked(Page& p) {
  const std::string ref = p.parameter("person");
  const auto contribution = typed_pounds(p, "linked-contribution");
  if (!p.typed("linked-contribution").empty() && !contribution) {
    p.errors.add("linked-contribution", p.w("price.contribution.bad"));
    return linked_page(p, true);
  }
  if (const auto done = place::offer_linked(p.work(), contribution.value_or(Pence())); !done)
    return p.refused(done.error(), fmt::format("/people/{}/offer/linked", ref));
  return p.done(fmt::format("/people/{}", ref), "offered");
}

}  // namespace

Html linked_section(Page& p, const std::string& name) {
  const Words& w = p.w;
  const auto view = place::linked_cost(p.work());
  Html out = paragraph(w("linked.lead"));
  if (!view.said_yes) return out += govuk::inset_text({.text = w("linked.no-yes", {{"name", name}})});
  if (!view.cost)
    return out += govuk::inset_text({.text = w(view.why_not == "too-little" ? "linked.too-little" : "linked.nothing")});
  govuk::SummaryList list;
  const auto row = [&](const char* id, const std::string& value) {
    list.rows.push_back({.key = {.text = w(id)}, .value = {.text = value}});
  };
  const auto range = [&](Pence low, Pence high) {
    return w("price.range.value", {{"low", to_pounds(low)}, {"high", to_pounds(high)}});
  };
  row("linked.year", to_pounds(view.cost->all.year));
  row("linked.range", range(view.cost->all.low, view.cost->all.high));
  row("price.grade", view.evidence.grade
                         ? fmt::format("{}: {}", place::built_in_care_rules().grades[*view.evidence.grade].id,
                                       place::built_in_care_rules().grades[*view.evidence.grade].words)
                         : w("linked.no-grade"));
  if (view.offer) {
    row("linked.week", to_pounds(view.offer->week));
    row("linked.week-range", range(view.offer->low, view.offer->high));
    row("linked.stays", to_pounds(view.offer->stays_year));
  }
  out += govuk::summary_list(list) + workings(w, view);
  if (!view.offer)
    return out += govuk::inset_text(
               {.text = w(view.why_not == "no-evidence" ? "linked.no-evidence" : "linked.nothing-to-offer")});
  const auto assessment = store::needs::latest(p.session, p.grant.person());
  return out += assessment ? offer_form(p, name) : paragraph(w("describe.not-asked", {{"name", name}}));
}

Html linked_offer_words(const Visit& v, const store::needs::BudgetOffer& offer) {
  const Words& w = v.w;
  const Pence gross = offer.week + offer.contribution;
  Html out = paragraph(w("offer.linked.about", {{"amount", about(gross)}}));
  out += paragraph(w("offer.linked.range", {{"low", about(offer.low)}, {"high", about(offer.high)}}));
  const std::string sure = offer.grade == "A" ? "a" : offer.grade == "B" ? "b" : "c";
  return out += paragraph(w("offer.linked.sure." + sure));
}

const http::File* uploaded(Page& p, const std::string& field) {
  constexpr std::size_t most_bytes = 5'000'000;
  const auto* file = p.form.file(field);
  if (file == nullptr || file->bytes.empty()) {
    p.errors.add(field, p.w("upload.empty"));
    return nullptr;
  }
  if (file->bytes.size() <= most_bytes) return file;
  p.errors.add(field, p.w("upload.too-large"));
  return nullptr;
}

Html refusals_list(const Words& w, const Refusals& refusals) {
  constexpr std::size_t shown = 20;
  if (refusals.empty()) return {};
  std::vector<Html> lines;
  for (std::size_t i = 0; i < refusals.size() && i < shown; ++i) lines.push_back(html::text(refusals[i].text()));
  Html out = govuk::inset_text({.text = w("moving.nothing-kept")}) + html::bullets(lines);
  if (refusals.size() > shown) out += paragraph(w.count("moving.more", static_cast<long>(refusals.size() - shown)));
  return out;
}

Html link_line(std::string_view href, std::string_view words) {
  return html::element("p", {{"class", "govuk-body"}}, link(href, words));
}

void add_linked_cost_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/costs", "see-own", About::own_person, show_costs},
                                  {post, "/me/costs", "change-own", About::own_person, do_costs},
                                  {get, "/people/{person}/offer/linked", "describe-needs", About::path, show_linked},
                                  {post, "/people/{person}/offer/linked", "offer-budget", About::path, do_offer_linked},
                              });
  add_care_record_pages(routes);
  add_currency_pages(routes);
  add_tariff_pages(routes);
  add_activity_plan_pages(routes);
}

}  // namespace onepot::web
