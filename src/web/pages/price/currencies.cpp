// Finance: currencies with their versions and groups, each explained; the workbench that makes groups from costs.
#include <fmt/format.h>

#include <cmath>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/base/csv_scan.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/workbench.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

Html state_tag(const Words& w, const std::string& state) {
  return govuk::tag({.text = w("book.state." + state), .classes = state == "live" ? "" : "govuk-tag--grey"});
}

Answer show_currencies(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("currencies.title")) + paragraph(w("currencies.lead"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("currencies.name")},
                {.text = w("currencies.version")},
                {.text = w("currencies.groups"), .format = "numeric"},
                {.text = w("currencies.state")}};
  table.first_cell_is_header = true;
  for (const auto& c : place::currencies(p.work()))
    table.rows.push_back({{.html = link("/finance/currencies/" + c.ref, c.currency.name)},
                          {.text = c.currency.version},
                          {.text = std::to_string(c.currency.groups.size()), .format = "numeric"},
                          {.html = state_tag(w, c.state)}});
  out += scrolling(w("currencies.title"), govuk::table(table));
  out += govuk::button({.text = w("design.title"), .href = "/finance/currencies/design"});
  out += link_line("/finance/tariffs", w("tariffs.title"));
  return p.show(w("currencies.title"), out, {.back = "/finance", .wide = true});
}

/// What a rule asks, in words: "nights: 1..7 and kind: personal".
std::string asked(const price::Currency& c, const price::Rule& rule) {
  std::vector<std::string> out;
  for (const auto& condition : rule.conditions)
    out.push_back(c.attributes[condition.attribute].id + " " + condition.written);
  return join(out, "; ");
}

Html groups_table(const Words& w, const price::Currency& c) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("currencies.groups.caption");
  table.head = {{.text = w("currencies.group")}, {.text = w("currencies.words")}, {.text = w("currencies.rules")}};
  table.first_cell_is_header = true;
  for (std::size_t g = 0; g < c.groups.size(); ++g) {
    std::vector<Html> rules;
    for (const auto& rule : c.rules) {
      if (rule.group != g) continue;
      const std::string what = asked(c, rule);
      rules.push_back(html::text(fmt::format("{}: {}", rule.id, what.empty() ? w("currencies.any") : what)));
    }
    const auto& group = c.groups[g];
    table.rows.push_back({{.text = group.id == group.name ? group.id : group.id + " " + group.name},
                          {.text = group.words},
                          {.html = html::plain_list(rules)}});
  }
  return scrolling(w("currencies.groups.caption"), govuk::table(table));
}

struct Outcome {
  std::string provider;
  std::int64_t people = 0;
  Pence paid_now, by_groups;
};

/// By how much each provider would be paid more or less, were each person paid for at the mean of their group.
Html outcomes_table(const Words& w, const std::vector<Outcome>& providers) {
  if (providers.empty()) return {};
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("design.who-wins");
  table.head = {{.text = w("compare.provider")},
                {.text = w("design.n"), .format = "numeric"},
                {.text = w("design.paid-now"), .format = "numeric"},
                {.text = w("design.by-groups"), .format = "numeric"},
                {.text = w("compare.difference"), .format = "numeric"},
                {.text = w("design.outcome")}};
  table.first_cell_is_header = true;
  for (const auto& p : providers) {
    const Pence more = p.by_groups - p.paid_now;
    const char* outcome = more > Pence() ? "design.wins" : more < Pence() ? "design.loses" : "design.same";
    table.rows.push_back({{.text = p.provider},
                          {.text = std::to_string(p.people), .format = "numeric"},
                          {.text = to_pounds(p.paid_now), .format = "numeric"},
                          {.text = to_pounds(p.by_groups), .format = "numeric"},
                          {.text = to_pounds(more), .format = "numeric"},
                          {.text = w(outcome)}});
  }
  return scrolling(w("design.who-wins"), govuk::table(table)) + hint_paragraph(w("design.who-wins.hint"));
}

std::vector<Outcome> reported(const json::object& report) {
  std::vector<Outcome> out;
  if (const auto* all = report.if_contains("providers"))
    for (const auto& one : all->as_array()) {
      const auto& p = one.as_object();
      out.push_back({std::string(p.at("provider").as_string()), p.at("people").to_number<std::int64_t>(),
                     Pence(p.at("paid_now").to_number<std::int64_t>()),
                     Pence(p.at("by_groups").to_number<std::int64_t>())});
    }
  return out;
}

Html judged(const Words& w, const std::string& report) {
  const auto read = json::parse(report, "report");
  if (!read || !read->is_object()) return {};
  const auto& o = read->as_object();
  const auto percent = [&](const char* name) {
    const auto* v = o.if_contains(name);
    return v == nullptr ? std::string("–") : fmt::format("{:.1f} %", v->to_number<double>() * 100);
  };
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("design.explained")}, .value = {.text = percent("riv_train")}},
               {.key = {.text = w("design.explained-others")}, .value = {.text = percent("riv_holdout")}},
               {.key = {.text = w("design.stability")},
                .value = {.text = fmt::format("{:.2f}", o.at("stability").to_number<double>())}}};
  return govuk::summary_list(list) + outcomes_table(w, reported(o));
}

Answer currency_page(Page& p, bool again) {
  const Words& w = p.w;
  const auto c = place::currency(p.work(), p.parameter("book"));
  if (!c) return nothing_here(p);
  const std::string base = "/finance/currencies/" + c->ref;
  Html out = heading(c->currency.name);
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("currencies.version")}, .value = {.text = c->currency.version}},
               {.key = {.text = w("currencies.state")}, .value = {.html = state_tag(w, c->state)}},
               {.key = {.text = w("currencies.source")}, .value = {.text = c->currency.source}}};
  out += govuk::summary_list(list);
  if (c->book && !c->book->report.empty()) out += heading2(w("design.judged")) + judged(w, c->book->report);
  out += paragraph(w("currencies.never"));
  out += groups_table(w, c->currency);
  if (c->book) out += steps_of(p, *c->book, base);
  const Layout layout{.back = "/finance/currencies", .wide = true};
  return again ? p.again(c->currency.name, out, layout) : p.show(c->currency.name, out, layout);
}

Answer show_currency(Page& p) {
  return currency_page(p, false);
}

Answer do_step(Page& p) {
  return take_step(p, p.parameter("book"), "/finance/currencies/" + p.parameter("book"), currency_page);
}

// The workbench
// ---------------------------------------------------------------------------------------------------------

Html send_form(Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("design.title")) + paragraph(w("design.lead")) + refusals_list(w, refusals);
  Html inner = govuk::file_upload({.name = "costs",
                                   .label = {.text = w("design.file")},
                                   .hint = {.text = w("design.file.hint")},
                                   .error_message = {.text = p.errors.of("costs")},
                                   .attributes = {{"accept", ".csv,text/csv"}}});
  inner += govuk::button({.text = w("design.send"), .prevent_double_click = true});
  return out += p.upload_form_to("/finance/currencies/design", inner);
}

Answer show_send(Page& p) {
  return p.show(p.w("design.title"), send_form(p, {}), {.back = "/finance/currencies"});
}

Answer do_send(Page& p) {
  Refusals refusals;
  if (const auto* file = uploaded(p, "costs")) {
    const std::string name = file->name.empty() ? "costs.csv" : file->name;
    const auto opened = csv::Scanner::open(file->bytes, name);
    if (opened && opened->header().size() >= 2 && valid_utf8(file->bytes)) {
      const std::string ref = p.work().new_ref();
      store::price_books::keep_upload(p.session, p.actor->place, p.actor->account, {ref, name, file->bytes}, p.now);
      return p.done("/finance/currencies/design/" + ref);
    }
    refusals.push_back(
        opened
            ? Refusal{"missing-column", "expected a column of costs and others that may divide people", {name, 1, ""}}
            : opened.error());
    p.errors.add("costs", p.w("upload.bad"));
  }
  return p.again(p.w("design.title"), send_form(p, refusals), {.back = "/finance/currencies"});
}

place::DesignChoice chosen(const Page& p) {
  constexpr std::int64_t least_group = 5, most_group = 100'000, most_groups = 60;
  place::DesignChoice out;
  out.cost = p.typed("cost");
  for (const auto one : p.form.each("by"))
    if (one != out.cost) out.by.emplace_back(one);
  for (const auto one : p.form.each("never-less")) out.never_less.emplace_back(one);
  out.least = static_cast<std::size_t>(typed_whole(p, "least", least_group, most_group).value_or(30));
  out.most = static_cast<std::size_t>(typed_whole(p, "most", 2, most_groups).value_or(12));
  out.provider = p.typed("provider");
  out.paid = p.typed("paid");
  return out;
}

Html choose_form(Page& p, const store::price_books::Upload& upload) {
  const Words& w = p.w;
  const auto header = csv::Scanner::open(upload.body, upload.name)->header();
  const bool again = p.request.method == http::Method::post;
  govuk::Select cost;
  cost.name = "cost";
  cost.label.text = w("design.cost");
  cost.error_message.text = p.errors.of("cost");
  cost.value = again ? p.typed("cost") : std::ranges::find(header, "cost") != header.end() ? "cost" : header.front();
  govuk::Checkboxes by, never;
  by.name = "by";
  by.fieldset.legend = {.text = w("design.by"), .classes = "govuk-fieldset__legend--m"};
  by.hint.text = w("design.by.hint");
  by.error_message.text = p.errors.of("by");
  never.name = "never-less";
  never.fieldset.legend = {.text = w("design.never-less"), .classes = "govuk-fieldset__legend--m"};
  never.hint.text = w("design.never-less.hint");
  never.error_message.text = p.errors.of("never-less");
  govuk::Select provider, paid;
  for (auto [select, name] : {std::pair(&provider, "provider"), std::pair(&paid, "paid")}) {
    select->name = name;
    select->label.text = w(fmt::format("design.{}", name));
    select->hint.text = w(fmt::format("design.{}.hint", name));
    select->value = p.typed(name);
    select->items.push_back({.value = "", .text = w(fmt::format("design.{}.none", name))});
  }
  for (const auto& column : header) {
    provider.items.push_back({.value = column, .text = column});
    paid.items.push_back({.value = column, .text = column});
    cost.items.push_back({.value = column, .text = column});
    by.items.push_back({.text = column, .value = column});
    never.items.push_back({.text = column, .value = column});
    if (!again && column != cost.value) by.values.push_back(column);
  }
  if (again) {
    for (const auto one : p.form.each("by")) by.values.emplace_back(one);
    for (const auto one : p.form.each("never-less")) never.values.emplace_back(one);
  }
  Html inner = govuk::select(cost) + govuk::checkboxes(by) + govuk::checkboxes(never);
  inner += line_input(p, "least", w("design.least"), w("design.least.hint"), typed_or(p, "least", "30"),
                      "govuk-input--width-5");
  inner +=
      line_input(p, "most", w("design.most"), w("design.most.hint"), typed_or(p, "most", "12"), "govuk-input--width-5");
  inner += govuk::select(provider) + govuk::select(paid);
  inner += govuk::button({.text = w("design.make"), .prevent_double_click = true});
  return p.form_to("/finance/currencies/design/" + upload.ref, inner);
}

Answer choose_page(Page& p, const store::price_books::Upload& upload, const Refusals& refusals, bool again) {
  Html out = heading(p.w("design.choose")) + paragraph(p.w("design.of", {{"name", upload.name}}));
  out += refusals_list(p.w, refusals) + choose_form(p, upload);
  const Layout layout{.back = "/finance/currencies/design"};
  return again ? p.again(p.w("design.choose"), out, layout) : p.show(p.w("design.choose"), out, layout);
}

Answer show_choose(Page& p) {
  const auto upload = store::price_books::upload(p.session, p.actor->account, p.parameter("upload"));
  return upload ? choose_page(p, *upload, {}, false) : nothing_here(p);
}

std::string rounded_pounds(double pence) {
  return to_pounds(Pence(std::llround(pence)));
}

Html publish_form(Page& p, const std::string& upload, const place::DesignChoice& choice) {
  const Words& w = p.w;
  Html inner = line_input(p, "name", w("design.name"), w("design.name.hint"), p.typed("name"), "govuk-input--width-20");
  const auto hidden = [&](std::string_view name, std::string_view value) { inner += html::hidden(name, value); };
  hidden("cost", choice.cost);
  for (const auto& one : choice.by) hidden("by", one);
  for (const auto& one : choice.never_less) hidden("never-less", one);
  hidden("least", std::to_string(choice.least));
  hidden("most", std::to_string(choice.most));
  hidden("provider", choice.provider);
  hidden("paid", choice.paid);
  inner += govuk::button({.text = w("design.publish"), .prevent_double_click = true});
  return p.form_to("/finance/currencies/design/" + upload + "/publish", inner);
}

Answer made_page(Page& p, const store::price_books::Upload& upload, const place::DesignChoice& choice,
                 const place::Designed& made, bool again) {
  const Words& w = p.w;
  const auto& d = made.design;
  Html out = heading(w("design.made")) + paragraph(w("design.of", {{"name", upload.name}}));
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("design.people")},
                .value = {.text = w("design.people.said",
                                    {{"train", std::to_string(d.train)}, {"others", std::to_string(d.holdout)}})}},
               {.key = {.text = w("design.explained")}, .value = {.text = fmt::format("{:.1f} %", d.riv_train * 100)}},
               {.key = {.text = w("design.explained-others")},
                .value = {.text = d.riv_holdout ? fmt::format("{:.1f} %", *d.riv_holdout * 100) : "–"}},
               {.key = {.text = w("design.stability")}, .value = {.text = fmt::format("{:.2f}", d.stability)}}};
  out += govuk::summary_list(list);
  out += paragraph(w("design.stability.hint"));
  if (d.riv_holdout && *d.riv_holdout <= 0) out += govuk::warning_text({.text = w("design.explains-nothing")});
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("currencies.groups.caption");
  table.head = {{.text = w("currencies.group")},
                {.text = w("design.who")},
                {.text = w("design.n"), .format = "numeric"},
                {.text = w("design.mean"), .format = "numeric"},
                {.text = w("design.mean-others"), .format = "numeric"},
                {.text = w("design.cv"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& g : d.groups)
    table.rows.push_back({{.text = g.id},
                          {.text = g.rule},
                          {.text = std::to_string(g.people), .format = "numeric"},
                          {.text = rounded_pounds(g.mean), .format = "numeric"},
                          {.text = g.holdout_people > 0 ? rounded_pounds(g.holdout_mean) : "–", .format = "numeric"},
                          {.text = fmt::format("{:.2f}", g.cv), .format = "numeric"}});
  out += scrolling(w("currencies.groups.caption"), govuk::table(table));
  std::vector<Outcome> providers;
  for (const auto& one : made.providers)
    providers.push_back({one.provider, static_cast<std::int64_t>(one.people), one.paid_now, one.by_groups});
  out += outcomes_table(w, providers);
  out += heading2(w("design.publish")) + publish_form(p, upload.ref, choice);
  out += link_line("/finance/currencies/design/" + upload.ref, w("design.other-columns"));
  const Layout layout{.back = "/finance/currencies/design/" + upload.ref, .wide = true};
  return again ? p.again(w("design.made"), out, layout) : p.show(w("design.made"), out, layout);
}

Answer make_groups(Page& p, bool publish) {
  const auto upload = store::price_books::upload(p.session, p.actor->account, p.parameter("upload"));
  if (!upload) return p.refused({"taken", p.w("design.gone")}, "/finance/currencies/design");
  const auto choice = chosen(p);
  const auto made = place::design_groups(upload->body, upload->name, choice);
  if (!made) {
    p.errors.add("by", made.error().size() == 1 ? made.error().front().sentence : p.w("upload.bad"));
    return choose_page(p, *upload, made.error(), true);
  }
  if (!publish) return made_page(p, *upload, choice, *made, false);
  const auto done = place::publish_design(p.work(), upload->ref, p.typed("name"), choice);
  if (done) return p.done("/finance/currencies/" + *done, "draft-published");
  if (done.error().where.column.empty()) return p.refused(done.error(), "/finance/currencies/design");
  p.errors.add("name", done.error().sentence);
  return made_page(p, *upload, choice, *made, true);
}

Answer do_make(Page& p) {
  return make_groups(p, false);
}
Answer do_publish(Page& p) {
  return make_groups(p, true);
}

}  // namespace

void add_currency_pages(std::vector<Route>& routes) {
  using enum http::Method;
  constexpr auto about = About::nothing;
  routes.insert(routes.end(),
                {
                    {get, "/finance/currencies", "see-finance", about, show_currencies},
                    {get, "/finance/currencies/design", "price-money", about, show_send},
                    {post, "/finance/currencies/design", "price-money", about, do_send},
                    {get, "/finance/currencies/design/{upload}", "price-money", about, show_choose},
                    {post, "/finance/currencies/design/{upload}", "price-money", about, do_make},
                    {post, "/finance/currencies/design/{upload}/publish", "price-money", about, do_publish},
                    {get, "/finance/currencies/{book}", "see-finance", about, show_currency},
                    {post, "/finance/currencies/{book}/state", "price-money", about, do_step},
                });
}

}  // namespace onepot::web
