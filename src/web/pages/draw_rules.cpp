// Which money pays first: the place's dated rules, a rule tried on made-up balances, and dated.
#include "onepot/place/draw_rules.h"

#include <fmt/format.h>

#include "draw_rules.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

constexpr Pence tried_at_first(10'000);

std::string stream_words(std::string_view code) {
  for (const auto& kind : pot::known_streams())
    if (kind.code == code) return std::string(kind.name);
  return category_words(code);
}

Html script_of(const Words& w, const std::string& script) {
  return govuk::details(
      {.summary_text = w("draw.script.open"),
       .html = html::element(
           "div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", w("draw.script")}},
           html::element("pre", {}, html::element("code", {}, script)))});
}

Html rules_there_are(Page& p) {
  const Words& w = p.w;
  Html out;
  const auto rules = place::draw_rules(p.work());
  if (rules.empty()) return paragraph(w("draw.none"));
  bool current = false;  // the first that has begun is in force
  for (const auto& rule : rules) {
    const bool begun = rule.from <= p.today();
    const std::string state = !begun ? w("draw.to-come") : current ? w("draw.past") : w("draw.in-force");
    current = current || begun;
    out += html::element("h3", {{"class", "govuk-heading-s"}}, rule.name);
    govuk::SummaryList facts;
    facts.rows = {{.key = {.text = w("draw.from")},
                   .value = {.text = w("draw.from.said", {{"date", to_words(rule.from)}, {"state", state}})}},
                  {.key = {.text = w("draw.remainder")}, .value = {.text = w("draw.remainder." + rule.remainder)}},
                  {.key = {.text = w("draw.by")},
                   .value = {.text = rule.decided_by.empty() ? w("draw.by.nobody") : rule.decided_by}}};
    if (const auto tried = place::try_draw_rule(p.work(), rule.script, Pence(), "support", {}))
      facts.rows.push_back({.key = {.text = w("draw.order")}, .value = {.html = streams_in_order(tried->order)}});
    out += govuk::summary_list(facts);
    out += script_of(w, rule.script);
  }
  return out;
}

std::vector<std::string> purposes_known() {
  std::set<std::string> all = {"support"};
  for (const auto& kind : pot::known_streams())
    for (const auto& purpose : list_of(kind.purposes))
      if (purpose != "*") all.insert(purpose);
  return {all.begin(), all.end()};
}

std::string balance_field(std::string_view code) {
  return fmt::format("balance-{}", code);
}

Html try_form(Page& p, const std::string& script) {
  const Words& w = p.w;
  Html inner = words_input(p, "script", w("draw.script"), w("draw.script.hint"), typed_or(p, "script", script), 18);
  inner += pounds_input(p, "amount", w("draw.amount"), w("draw.amount.hint"), typed_or(p, "amount", "250"));
  govuk::Select purpose{.name = "purpose", .value = typed_or(p, "purpose", "personal-care")};
  purpose.label = {.text = w("draw.purpose")};
  for (const auto& each : purposes_known()) purpose.items.push_back({.value = each, .text = category_words(each)});
  inner += govuk::select(purpose);
  Html balances =
      html::element("legend", {{"class", "govuk-fieldset__legend govuk-fieldset__legend--s"}}, w("draw.balances"));
  for (const auto& kind : pot::known_streams())
    balances += pounds_input(p, balance_field(kind.code), std::string(kind.name), "",
                             typed_or(p, balance_field(kind.code), to_decimal(tried_at_first)));
  inner += html::element("fieldset", {{"class", "govuk-fieldset"}}, balances);
  inner += govuk::button({.text = w("draw.try")});
  return p.form_to("/finance/draw-rules/try", inner);
}

Html whole_page(Page& p, const std::string& script) {
  const Words& w = p.w;
  Html out = heading(w("draw.title"));
  out += paragraph(w("draw.lead"));
  out += paragraph(w("draw.lead.law"));
  out += html::element("p", {{"class", "govuk-body"}}, w("draw.lead.savings") + " ",
                       link("/savings", w("draw.to-savings")));
  out += heading2(w("draw.rules"));
  out += rules_there_are(p);
  out += heading2(w("draw.new"));
  out += paragraph(w("draw.new.lead"));
  return out += try_form(p, script);
}

std::string script_now(Page& p) {
  const auto rule = store::draw_rules::in_force(p.session, p.actor->place, p.today());
  return rule ? rule->script : std::string();
}

Answer show_draw_rules(Page& p) {
  return p.show(p.w("draw.title"), whole_page(p, script_now(p)), {.back = "/finance"});
}

Html date_form(Page& p, const std::string& script) {
  const Words& w = p.w;
  Html inner;
  inner += html::hidden("script", script);
  if (!p.errors.of("script").empty()) inner += paragraph(p.errors.of("script"));
  inner += line_input(p, "name", w("draw.name"), w("draw.name.hint"), p.typed("name"));
  auto remainder = one_of(p, "remainder", w("draw.remainder"), p.typed("remainder"));
  remainder.hint = {.text = w("draw.remainder.hint")};
  for (const auto rule : {pot::Remainder::carried, pot::Remainder::largest, pot::Remainder::first})
    remainder.items.push_back({.text = w(fmt::format("draw.remainder.{}", pot::to_string(rule))),
                               .value = std::string(pot::to_string(rule))});
  inner += govuk::radios(remainder);
  inner += day_input(p, "from", w("draw.from"), w("draw.from.hint"), std::nullopt);
  inner += govuk::button({.text = w("draw.date")});
  return p.form_to("/finance/draw-rules", inner);
}

Answer try_rule(Page& p) {
  const Words& w = p.w;
  const std::string script(p.form.text("script"));
  const auto amount = typed_pounds(p, "amount");
  if (!amount || *amount == Pence()) p.errors.add("amount", w("draw.amount.error"));
  std::vector<pot::Purse> purses;
  for (const auto& kind : pot::known_streams()) {
    const auto there = typed_pounds(p, balance_field(kind.code));
    if (!there) p.errors.add(balance_field(kind.code), w("draw.balance.error", {{"stream", std::string(kind.name)}}));
    purses.push_back({{std::string(kind.code), list_of(kind.purposes), {}, {}}, there.value_or(Pence())});
  }
  if (!p.errors.empty()) return p.again(w("draw.title"), whole_page(p, script), {.back = "/finance"});
  const auto tried = place::try_draw_rule(p.work(), script, *amount, p.typed("purpose"), purses);
  if (!tried) {
    const bool lacking = tried.error().code == "missing-funds" && tried.error().where.file.empty();
    p.errors.add(lacking ? "amount" : "script", tried.error().text());
    return p.again(w("draw.title"), whole_page(p, script), {.back = "/finance"});
  }
  Html out = heading(w("draw.tried"));
  out +=
      paragraph(w("draw.tried.lead", {{"amount", pounds(*amount)}, {"purpose", category_words(p.typed("purpose"))}}));
  if (!tried->draw.by_rule) out += govuk::inset_text({.text = w("draw.tried.law", {{"why", tried->draw.why_not}})});
  govuk::Table table;
  table.caption = w("draw.tried.caption");
  table.head = {{.text = w("draw.stream")}, {.text = w("draw.drawn"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& part : tried->draw.drawn)
    table.rows.push_back({{.text = stream_words(part.stream)}, {.text = to_pounds(part.amount), .format = "numeric"}});
  out += govuk::table(table);
  out += heading2(w("draw.order"));
  out += streams_in_order(tried->order);
  out += script_of(w, script);
  out += heading2(w("draw.date.title"));
  out += paragraph(w("draw.date.lead"));
  out += date_form(p, script);
  out += heading2(w("draw.again"));
  out += try_form(p, script);
  return p.show(w("draw.tried"), out, {.back = "/finance/draw-rules"});
}

Answer date_rule(Page& p) {
  const Words& w = p.w;
  place::NewDrawRule rule{p.typed("name"), std::string(p.form.text("script")), {}, typed_day(p, "from")};
  if (const auto remainder = pot::parse_remainder(p.typed("remainder"))) rule.remainder = *remainder;
  const auto dated = place::date_draw_rule(p.work(), rule);
  if (dated) return p.done("/finance/draw-rules", "rule-dated");
  p.errors.add(dated.error().where.column, dated.error().sentence);
  Html out = heading(w("draw.date.title"));
  out += paragraph(w("draw.date.lead"));
  out += script_of(w, rule.script);
  out += date_form(p, rule.script);
  return p.again(w("draw.date.title"), out, {.back = "/finance/draw-rules"});
}

}  // namespace

Html streams_in_order(const std::vector<std::string>& streams) {
  Html items;
  for (const auto& code : streams) items += html::element("li", {}, stream_words(code));
  return html::element("ol", {{"class", "govuk-list govuk-list--number"}}, items);
}

Html money_order(const Words& w, const std::vector<std::string>& streams) {
  if (streams.size() < 2) return {};
  return html::all(html::element("p", {{"class", "govuk-body"}}, w("pot.order")), streams_in_order(streams));
}

void add_draw_rule_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/draw-rules", "see-finance", About::nothing, show_draw_rules},
                                  {post, "/finance/draw-rules/try", "see-finance", About::nothing, try_rule},
                                  {post, "/finance/draw-rules", "change-rules", About::nothing, date_rule},
                              });
}

}  // namespace onepot::web
