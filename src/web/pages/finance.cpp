// What is due, payment runs with their files, and what a provider was paid.
#include <fmt/format.h>

#include "../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/place/payments.h"
#include "onepot/store/dues.h"
#include "onepot/store/payments.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

namespace dues = store::dues;
namespace payments = store::payments;
constexpr int runs_shown = 50;
constexpr std::int64_t ms_an_hour = 3'600'000;

/// How long somebody waited, in the largest unit that says it.
std::string wait_words(const Words& w, std::int64_t ms) {
  const std::int64_t hours = ms / ms_an_hour;
  if (hours < 1) return w("wait.under-an-hour");
  return hours < 48 ? w.count("time.hours", hours) : w.count("wait.days", hours / 24);
}

Html scrolling(const std::string& name, const govuk::Table& table) {
  return html::element("div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                       govuk::table(table));
}

Answer show_finance(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("finance.title"));
  const auto due = place::what_is_due(p.work());
  Pence ready, waiting;
  long providers = 0;
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("finance.provider")},
                {.text = w("finance.visits"), .format = "numeric"},
                {.text = w("finance.due"), .format = "numeric"},
                {.text = w("finance.state")}};
  table.first_cell_is_header = true;
  for (const auto& d : due) {
    (d.ready ? ready : waiting) += d.provider.pence;
    providers += d.ready ? 1 : 0;
    const std::string state =
        d.ready ? w("finance.ready", {{"wait", wait_words(w, (p.now - d.provider.oldest_approval).count())}})
        : d.books != d.provider.pence ? w("finance.books-differ", {{"amount", pounds(d.books)}})
                                      : w("finance.no-account");
    table.rows.push_back({{.text = d.provider.name},
                          {.text = std::to_string(d.provider.visits), .format = "numeric"},
                          {.text = to_pounds(d.provider.pence), .format = "numeric"},
                          {.text = state}});
  }
  if (due.empty()) {
    out += paragraph(w("finance.nothing"));
  } else {
    out += paragraph(
        w("finance.lead", {{"amount", pounds(ready)}, {"providers", w.count("finance.providers", providers)}}));
    if (waiting > Pence()) out += paragraph(w("finance.waiting", {{"amount", pounds(waiting)}}));
    if (providers > 0) out += p.button_to("/finance/runs", w("finance.pay", {{"amount", pounds(ready)}}));
    out += scrolling(w("finance.title"), table);
  }
  out += html::element("p", {{"class", "govuk-body"}}, link("/finance/records", w("books.title")));
  Html ways;
  for (const auto& [href, id] : {std::pair("/finance/pots", "fund.link"), std::pair("/finance/savings", "claw.link"),
                                 std::pair("/rules", "rules.title"), std::pair("/review", "reviews.title"),
                                 std::pair("/finance/move-in", "moving.title")})
    ways += html::element("li", {}, link(href, w(id)));
  out += html::element("ul", {{"class", "govuk-list"}}, ways);
  out += heading2(w("finance.runs"));
  govuk::Table runs;
  runs.classes = "govuk-table--small-text-until-tablet";
  runs.head = {{.text = w("finance.date")},
               {.text = w("finance.payments"), .format = "numeric"},
               {.text = w("finance.total"), .format = "numeric"}};
  for (const auto& r : payments::runs(p.session, p.actor->place, runs_shown))
    runs.rows.push_back({{.html = link("/finance/runs/" + r.ref, to_words(r.for_date))},
                         {.text = std::to_string(r.payments), .format = "numeric"},
                         {.text = to_pounds(r.total), .format = "numeric"}});
  out += runs.rows.empty() ? paragraph(w("finance.no-runs")) : scrolling(w("finance.runs"), runs);
  return p.show(w("finance.title"), out, {.wide = true});
}

Answer do_run(Page& p) {
  const auto made = place::run_payments(p.work());
  if (!made) return p.refused(made.error(), "/finance");
  return p.done("/finance/runs/" + made->ref, "payments-made");
}

Answer no_such_run(Page& p) {
  const Words& w = p.w;
  return {p.page(w("error.missing.title"), heading(w("error.missing.title")) + paragraph(w("error.missing.text")),
                 {.status = 404}),
          false};
}

Answer show_run(Page& p) {
  const Words& w = p.w;
  const auto run = dues::run(p.session, p.actor->place, p.parameter("run"));
  if (!run) return no_such_run(p);
  Html out = heading(w("run.title", {{"date", to_words(run->for_date)}}));
  govuk::SummaryList list;
  list.rows = {{.key = {.text = w("finance.total")}, .value = {.text = to_pounds(run->total)}},
               {.key = {.text = w("finance.payments")}, .value = {.text = std::to_string(run->payments)}},
               {.key = {.text = w("run.format")}, .value = {.text = run->format}}};
  const auto figures = place::run_figures(p.work(), run->id, run->ref);
  if (figures->any_wait)
    list.rows.push_back({.key = {.text = w("run.waits")},
                         .value = {.text = w("run.waits.said", {{"shortest", wait_words(w, figures->shortest_ms)},
                                                                {"middle", wait_words(w, figures->middle_ms)},
                                                                {"longest", wait_words(w, figures->longest_ms)}})}});
  out += govuk::summary_list(list);
  out += govuk::button({.text = w("run.file"), .href = fmt::format("/finance/runs/{}/file", run->ref)});
  out += paragraph(w("run.once"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("finance.provider")},
                {.text = w("finance.visits"), .format = "numeric"},
                {.text = w("finance.total"), .format = "numeric"},
                {.text = w("run.wait")},
                {.text = w("run.id")}};
  table.first_cell_is_header = true;
  for (const auto& paid : figures->paid)
    table.rows.push_back({{.text = paid.provider_name},
                          {.text = std::to_string(paid.visits), .format = "numeric"},
                          {.text = to_pounds(paid.pence), .format = "numeric"},
                          {.text = wait_words(w, paid.longest_ms)},
                          {.text = paid.end_to_end}});
  out += scrolling(w("finance.payments"), table);
  return p.show(w("run.title", {{"date", to_words(run->for_date)}}), out, {.back = "/finance", .wide = true});
}

Answer download_run(Page& p) {
  const auto run = dues::run(p.session, p.actor->place, p.parameter("run"));
  if (!run) return no_such_run(p);
  http::Response response =
      http::bytes(payments::file_of(p.session, run->id),
                  run->format.starts_with("pain") ? "application/xml" : "text/plain; charset=utf-8");
  response.set("Content-Disposition", fmt::format("attachment; filename=\"payments-{}.{}\"", to_iso(run->for_date),
                                                  run->format.starts_with("pain") ? "xml" : "txt"));
  response.set("Cache-Control", "no-store").set("X-Content-Type-Options", "nosniff");
  return {std::move(response), true};
}

Answer show_paid(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("paid.title"));
  std::vector<html::Card> all;  // cards, not a table: this is read on a phone
  for (const auto& paid : dues::paid_to(p.session, place::ProviderId{p.grant.subject().id}, runs_shown))
    all.push_back({.title = to_words(paid.for_date),
                   .facts = {{w("finance.total"), to_pounds(paid.pence)},
                             {w("finance.visits"), std::to_string(paid.visits)},
                             {w("run.wait"), wait_words(w, paid.longest_ms)}}});
  out += all.empty() ? paragraph(w("paid.nothing")) : html::cards(all);
  return p.show(w("paid.title"), out);
}

}  // namespace

void add_finance_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance", "see-finance", About::nothing, show_finance},
                                  {post, "/finance/runs", "run-payments", About::nothing, do_run},
                                  {get, "/finance/runs/{run}", "see-finance", About::nothing, show_run},
                                  {get, "/finance/runs/{run}/file", "see-finance", About::nothing, download_run},
                                  {get, "/provider/payments", "own-provider", About::own_provider, show_paid},
                              });
}

}  // namespace onepot::web
