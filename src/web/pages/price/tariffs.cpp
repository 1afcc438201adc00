// Finance: tariffs from draft to shadow to live, with what each would do beside the one in force.
#include <fmt/format.h>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/workbench.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

/// A tariff of needs has the first six, one of activity the first two and what it wants of the last four.
constexpr std::array tariff_files{"tariff.json",     "prices.csv", "rates.csv", "streams.csv", "evidence.csv",
                                  "adjustments.csv", "mff.csv",    "pods.csv",  "terms.csv"};
constexpr std::size_t tariff_files_needed = 2;
constexpr std::int64_t weeks_shown = 52;

Html add_form(Page& p) {
  const Words& w = p.w;
  Html inner;
  for (const auto* name : tariff_files) {
    const std::string field = split_text(name, '.').front();
    inner += govuk::file_upload({.name = field,
                                 .label = {.text = name},
                                 .hint = {.text = w(fmt::format("tariffs.file.{}", field))},
                                 .error_message = {.text = p.errors.of(field)}});
  }
  inner += govuk::button({.text = w("tariffs.send"), .prevent_double_click = true});
  return heading2(w("tariffs.add")) + paragraph(w("tariffs.add.lead")) + p.upload_form_to("/finance/tariffs", inner);
}

Html tariffs_content(Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("tariffs.title")) + paragraph(w("tariffs.lead")) + refusals_list(w, refusals);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("currencies.name")},
                {.text = w("currencies.version")},
                {.text = w("tariffs.currency")},
                {.text = w("currencies.state")}};
  table.first_cell_is_header = true;
  for (const auto& t : place::tariffs(p.work()))
    table.rows.push_back({{.html = link("/finance/tariffs/" + t.ref, t.name)},
                          {.text = t.version},
                          {.text = t.currency_name},
                          {.text = w("book.state." + t.state)}});
  out += scrolling(w("tariffs.title"), govuk::table(table));
  out += link_line("/finance/currencies", w("currencies.title"));
  return out += add_form(p);
}

Answer show_tariffs(Page& p) {
  return p.show(p.w("tariffs.title"), tariffs_content(p, {}), {.back = "/finance", .wide = true});
}

Answer do_add(Page& p) {
  price::Folder folder{"tariff", {}};
  Refusals refusals;
  for (std::size_t i = 0; i < tariff_files.size(); ++i) {
    const std::string field = split_text(tariff_files[i], '.').front();
    if (i >= tariff_files_needed && p.form.file(field) == nullptr) continue;
    if (const auto* file = uploaded(p, field)) folder.files.emplace(tariff_files[i], file->bytes);
  }
  if (p.errors.empty()) {
    const auto done = place::add_tariff(p.work(), folder);
    if (done) return p.done("/finance/tariffs/" + *done, "tariff-added");
    refusals.push_back(done.error());
    p.errors.add("tariff", p.w("upload.bad"));
  }
  return p.again(p.w("tariffs.title"), tariffs_content(p, refusals), {.back = "/finance", .wide = true});
}

Html prices(const Words& w, const place::ShownTariff& t) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("tariffs.prices");
  table.head = {{.text = w("currencies.group")},
                {.text = w("tariffs.price"), .format = "numeric"},
                {.text = w("tariffs.per")},
                {.text = w("currencies.source")}};
  table.first_cell_is_header = true;
  const auto& groups = t.currency->groups;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (!t.needs->prices[g]) continue;
    const auto& rate = t.needs->rates[t.needs->prices[g]->rate];
    table.rows.push_back(
        {{.text = groups[g].id + " " + groups[g].name},
         {.text = to_pounds(rate.amount), .format = "numeric"},
         {.text = rate.per},
         {.text = fmt::format("{} ({}, {})", rate.source, rate.year, t.needs->grades[rate.evidence].id)}});
  }
  Html out = scrolling(w("tariffs.prices"), govuk::table(table));
  govuk::Table adjust;
  adjust.classes = table.classes;
  adjust.caption = w("tariffs.adjustments");
  adjust.head = {{.text = w("tariffs.adjustment")}, {.text = w("currencies.words")}, {.text = w("currencies.source")}};
  adjust.first_cell_is_header = true;
  for (const auto& a : t.needs->adjustments)
    adjust.rows.push_back({{.text = a.id}, {.text = a.words}, {.text = a.source}});
  return out += adjust.rows.empty() ? Html() : scrolling(w("tariffs.adjustments"), govuk::table(adjust));
}

/// The first of a long list, or those whose unit is looked for.
Html activity_prices(Page& p, const price::ActivityTariff& t) {
  const Words& w = p.w;
  constexpr std::size_t shown = 100;
  const std::string unit(p.request.query.get("unit"));
  Html inner = line_input(p, "unit", w("tariffs.unit"), w("tariffs.unit.hint"), unit, "govuk-input--width-10");
  inner += govuk::button({.text = w("tariffs.unit.button"), .classes = "govuk-button--secondary"});
  Html out = heading2(w("tariffs.prices")) +
             html::element("form", {{"method", "get"}, {"action", p.request.path}, {"novalidate", ""}}, inner);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("tariffs.prices");
  table.head = {
      {.text = w("currencies.group")}, {.text = w("tariffs.pod")}, {.text = w("tariffs.price"), .format = "numeric"}};
  table.first_cell_is_header = true;
  std::size_t found = 0;
  for (std::uint32_t g = 0; g < t.groups.size(); ++g)
    for (std::uint32_t pod = 0; pod < t.pods.size(); ++pod) {
      const auto& price = t.price(g, pod);
      if (!price || !std::string_view(t.groups[g]).starts_with(unit)) continue;
      if (++found <= shown)
        table.rows.push_back(
            {{.text = t.groups[g]}, {.text = t.pods[pod]}, {.text = to_pounds(price->price), .format = "numeric"}});
    }
  out += scrolling(w("tariffs.prices"), govuk::table(table));
  return out += found > shown
                    ? paragraph(w("tariffs.more", {{"shown", std::to_string(shown)}, {"n", std::to_string(found)}}))
                    : Html();
}

Html beside(Page& p, const place::ShownTariff& t) {
  const Words& w = p.w;
  Html out = heading2(w("beside.title")) + paragraph(w("beside.lead"));
  const auto b = place::beside_the_live_one(p.work(), t);
  if (!b) return out += govuk::inset_text({.text = b.error().sentence});
  constexpr std::int64_t few = 10;
  if (b->people < few) return out += govuk::inset_text({.text = w("beside.too-few")});
  const Pence now_year = b->now_week * weeks_shown, then_year = b->then_week * weeks_shown;
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("beside.now")}, .value = {.text = to_pounds(now_year)}},
               {.key = {.text = w("beside.then")}, .value = {.text = to_pounds(then_year)}},
               {.key = {.text = w("beside.change")}, .value = {.text = to_pounds(then_year - now_year)}}};
  if (b->not_priced > 0)
    list.rows.push_back({.key = {.text = w("beside.not-priced")}, .value = {.text = std::to_string(b->not_priced)}});
  const std::string typed(p.request.query.get("block"));
  const auto block = parse_pence(typed);
  if (block)
    list.rows.push_back({.key = {.text = w("beside.block")},
                         .value = {.text = w("beside.block.said", {{"block", to_pounds(*block)},
                                                                   {"change", to_pounds(then_year - *block)}})}});
  out += govuk::summary_list(list);
  govuk::Table table;
  table.caption = w("beside.who");
  table.head = {{.text = w("beside.band")}, {.text = w("shift.people"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& band : b->bands)
    table.rows.push_back(
        {{.text = w(band.words_id)},
         {.text = band.hidden ? w("shift.hidden") : w("shift.about", {{"n", std::to_string(band.about)}}),
          .format = "numeric"}});
  out += govuk::table(table);
  Html inner = govuk::input({.name = "block",
                             .inputmode = "decimal",
                             .value = typed,
                             .label = {.text = w("beside.block.label")},
                             .hint = {.text = w("beside.block.hint")},
                             .error_message = {.text = !typed.empty() && !block ? w("price.contribution.bad") : ""},
                             .prefix = {.text = "£"},
                             .classes = "govuk-input--width-10"});
  inner += govuk::button({.text = w("beside.block.button"), .classes = "govuk-button--secondary"});
  return out +=
         html::element("form", {{"method", "get"}, {"action", "/finance/tariffs/" + t.ref}, {"novalidate", ""}}, inner);
}

Answer tariff_page(Page& p, bool again) {
  const Words& w = p.w;
  const auto t = place::tariff(p.work(), p.parameter("book"));
  if (!t) return nothing_here(p);
  Html out = heading(t->name);
  govuk::SummaryList list;
  list.rows = {
      {.key = {.text = w("currencies.version")}, .value = {.text = t->version}},
      {.key = {.text = w("currencies.state")}, .value = {.text = w("book.state." + t->state)}},
      {.key = {.text = w("tariffs.currency")},
       .value = {.html = t->currency && !t->book ? link("/finance/currencies/" + t->currency->id, t->currency_name)
                                                 : html::text(t->currency_name)}},
      {.key = {.text = w("tariffs.days")},
       .value = {.text =
                     w("terms.period", {{"from", to_words(t->period.from)}, {"until", to_words(t->period.until)}})}}};
  out += govuk::summary_list(list);
  if (t->state == "draft" || t->state == "shadow") out += govuk::inset_text({.text = w("tariffs.moves-nothing")});
  if (t->book && t->needs) out += beside(p, *t);
  if (t->activity) out += compare_form(p, *t);
  if (t->book) out += steps_of(p, *t->book, "/finance/tariffs/" + t->ref);
  out += t->needs ? prices(w, *t) : activity_prices(p, *t->activity);
  const Layout layout{.back = "/finance/tariffs", .wide = true};
  return again ? p.again(t->name, out, layout) : p.show(t->name, out, layout);
}

Answer show_tariff(Page& p) {
  return tariff_page(p, false);
}

Answer do_tariff_step(Page& p) {
  return take_step(p, p.parameter("book"), "/finance/tariffs/" + p.parameter("book"), tariff_page);
}

}  // namespace

Html steps_of(Page& p, const store::price_books::Book& book, const std::string& base) {
  const Words& w = p.w;
  Html out = heading2(w("book.steps"));
  govuk::SummaryList list;
  list.rows.push_back(
      {.key = {.text = w("book.state.draft")},
       .value = {.text = w("book.from", {{"day", to_words(date_of(book.made_at))}, {"name", book.by}})}});
  for (const auto& s : book.states)
    list.rows.push_back({.key = {.text = w("book.state." + s.state)},
                         .value = {.text = w("book.from", {{"day", to_words(s.from)}, {"name", s.by}})}});
  out += govuk::summary_list(list);
  const std::string last = book.states.empty() ? "draft" : book.states.back().state;
  const char* next = last == "draft" ? "shadow" : last == "shadow" ? "live" : last == "live" ? "ended" : nullptr;
  if (next == nullptr) return out;
  Html inner =
      day_input(p, "from", w(fmt::format("book.next.{}", next)), w(fmt::format("book.next.{}.hint", next)), p.today());
  inner += html::hidden("state", next);
  inner += govuk::button({.text = w(fmt::format("book.next.{}", next)), .prevent_double_click = true});
  return out += p.form_to(base + "/state", inner);
}

Answer take_step(Page& p, const std::string& ref, const std::string& base, Answer (*again)(Page&, bool)) {
  const auto from = typed_day(p, "from");
  if (!from) {
    p.errors.add("from-day", p.w("means.from.bad"));
    return again(p, true);
  }
  const auto done = place::say_state(p.work(), ref, p.typed("state"), *from);
  if (done) return p.done(base, "step-taken");
  if (done.error().where.column.empty()) return p.refused(done.error(), base);
  p.errors.add("from-day", done.error().sentence);
  return again(p, true);
}

void add_tariff_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/finance/tariffs", "see-finance", About::nothing, show_tariffs},
                    {post, "/finance/tariffs", "price-money", About::nothing, do_add},
                    {get, "/finance/tariffs/{book}", "see-finance", About::nothing, show_tariff},
                    {post, "/finance/tariffs/{book}/state", "price-money", About::nothing, do_tariff_step},
                });
  add_compare_pages(routes);
}

}  // namespace onepot::web
