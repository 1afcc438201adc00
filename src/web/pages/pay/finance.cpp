// What is due, payment runs with their files, and where the rest of a finance officer's day is.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/place/payments.h"
#include "onepot/place/statements.h"
#include "onepot/store/bank.h"
#include "onepot/store/dues.h"
#include "onepot/store/payments.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

namespace dues = store::dues;
namespace payments = store::payments;
constexpr int runs_shown = 50;
std::string state_words(const Page& p, const place::DueView& d) {
  const Words& w = p.w;
  switch (d.state) {
    case place::DueState::ready:
      return w("finance.ready", {{"wait", wait_words(w, (p.now - d.provider.oldest_approval).count())}});
    case place::DueState::no_account:
      return w("finance.no-account");
    case place::DueState::does_not_fit:
      return w("finance.does-not-fit");
    case place::DueState::came_back:
      return w("finance.came-back");
    case place::DueState::credit:
      return w("finance.credit");
    case place::DueState::books_differ:
      break;
  }
  return w("finance.books-differ", {{"amount", pounds(d.books)}});
}

/// What came back and what is unmatched, each with where to go.
Html what_the_bank_says(Page& p) {
  const Words& w = p.w;
  const long back = std::ssize(store::bank::not_mended(p.session));
  Html out = heading2(w("bank.title"));
  govuk::SummaryList list;
  const auto row = [&](const std::string& key, const std::string& value, const char* href, const std::string& words) {
    list.rows.push_back({.key = {.text = key},
                         .value = {.text = value},
                         .actions = {.items = {{.text = words, .href = href, .visually_hidden_text = key}}}});
  };
  row(w("bank.returns"), back == 0 ? w("bank.returns.none") : w.count("bank.returns.open", back), "/finance/returns",
      w("bank.returns.enter"));
  const bool any = !store::statements::all(p.session, p.actor->place, 1).empty();
  const auto open = any ? place::open_items(p.work()) : place::OpenItems();
  row(w("bank.unmatched"),
      !any ? w("bank.no-statement")
           : w("bank.unmatched.said", {{"bank", std::to_string(open.in_the_bank.size())},
                                       {"books", std::to_string(open.in_the_books.size())}}),
      "/finance/statements", w("bank.statements.open"));
  const auto loaded = store::bank::weight_table_loaded(p.session);
  row(w("bank.weights"),
      loaded ? w("bank.weights.loaded", {{"date", to_words(date_of(*loaded))}}) : w("bank.weights.none"),
      "/finance/weights", w("bank.weights.load"));
  return out += govuk::summary_list(list);
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
    const bool is_ready = d.state == place::DueState::ready;
    if (d.state != place::DueState::credit) (is_ready ? ready : waiting) += d.provider.pence;
    providers += is_ready ? 1 : 0;
    table.rows.push_back({{.text = d.provider.name},
                          {.text = std::to_string(d.provider.visits), .format = "numeric"},
                          {.text = to_pounds(d.provider.pence), .format = "numeric"},
                          {.text = state_words(p, d)}});
  }
  if (due.empty()) {
    out += paragraph(w("finance.nothing"));
  } else {
    out += paragraph(
        w("finance.lead", {{"amount", pounds(ready)}, {"providers", w.count("finance.providers", providers)}}));
    if (waiting > Pence()) out += paragraph(w("finance.waiting", {{"amount", pounds(waiting)}}));
    if (providers > 0) out += p.button_to("/finance/runs", w("finance.pay", {{"amount", pounds(ready)}}));
    out += scrolling(w("finance.title"), govuk::table(table));
  }
  out += html::element("p", {{"class", "govuk-body"}}, link("/finance/records", w("books.title")));
  out += what_the_bank_says(p);
  Html ways;
  for (const auto& [href, id] :
       {std::pair("/finance/pots", "fund.link"), std::pair("/finance/savings", "claw.link"),
        std::pair("/rules", "rules.title"), std::pair("/review", "reviews.title"),
        std::pair("/finance/move-in", "moving.title"), std::pair("/finance/closing", "closing.title"),
        std::pair("/finance/limits", "limits.title"), std::pair("/finance/draw-rules", "draw.title"),
        std::pair("/finance/currencies", "currencies.title"), std::pair("/finance/tariffs", "tariffs.title"),
        std::pair("/finance/plan", "activity.title"), std::pair("/finance/care-records", "care.title"),
        std::pair("/finance/cost-shift", "shift.title")})
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
  out += runs.rows.empty() ? paragraph(w("finance.no-runs")) : scrolling(w("finance.runs"), govuk::table(runs));
  return p.show(w("finance.title"), out, {.wide = true});
}

Answer do_run(Page& p) {
  const auto made = place::run_payments(p.work());
  if (!made) return p.refused(made.error(), "/finance");
  return p.done("/finance/runs/" + made->ref, "payments-made");
}

Answer show_run(Page& p) {
  const Words& w = p.w;
  const auto run = dues::run(p.session, p.actor->place, p.parameter("run"));
  if (!run) return nothing_here(p);
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
  const auto returned = store::bank::returns_of_run(p.session, run->id);
  // Runs from before Onepot have no letter for each payment.
  const bool letters = !figures->paid.empty() && store::bank::out(p.session, figures->paid.front().end_to_end);
  for (const auto& paid : figures->paid)
    table.rows.push_back({{.text = paid.provider_name},
                          {.text = std::to_string(paid.visits), .format = "numeric"},
                          {.text = to_pounds(paid.pence), .format = "numeric"},
                          {.text = returned.contains(paid.end_to_end)
                                       ? w("bank.came-back-on", {{"date", to_words(returned.at(paid.end_to_end).on)}})
                                       : wait_words(w, paid.longest_ms)},
                          letters
                              ? govuk::TableCell{.html = link("/finance/payments/" + paid.end_to_end, paid.end_to_end)}
                              : govuk::TableCell{.text = paid.end_to_end}});
  out += scrolling(w("finance.payments"), govuk::table(table));
  return p.show(w("run.title", {{"date", to_words(run->for_date)}}), out, {.back = "/finance", .wide = true});
}

Answer download_run(Page& p) {
  const auto run = dues::run(p.session, p.actor->place, p.parameter("run"));
  if (!run) return nothing_here(p);
  const bool xml = run->format.starts_with("pain");
  return download(payments::file_of(p.session, run->id), xml ? "application/xml" : "text/plain; charset=utf-8",
                  fmt::format("payments-{}.{}", to_iso(run->for_date), xml ? "xml" : "txt"));
}

}  // namespace

void add_finance_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance", "see-finance", About::nothing, show_finance},
                                  {post, "/finance/runs", "run-payments", About::nothing, do_run},
                                  {get, "/finance/runs/{run}", "see-finance", About::nothing, show_run},
                                  {get, "/finance/runs/{run}/file", "see-finance", About::nothing, download_run},
                              });
  add_bank_pages(routes);
  add_remittance_pages(routes);
}

}  // namespace onepot::web
