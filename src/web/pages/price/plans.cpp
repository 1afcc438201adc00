// Finance: activity plans paid in advance, and their settlement by what was really done.
#include <fmt/format.h>

#include "../../routes.h"
#include "../pay/pay.h"
#include "onepot/base/csv.h"
#include "onepot/base/text.h"
#include "onepot/html/govuk.h"
#include "onepot/html/write.h"
#include "onepot/place/workbench.h"
#include "onepot/web/pieces.h"
#include "price.h"

namespace onepot::web {
namespace {

namespace books = store::price_books;
constexpr int plans_shown = 50;
const Layout wide{.back = "/finance/plan", .wide = true};

Html plan_form(Page& p) {
  const Words& w = p.w;
  govuk::Select tariff;
  tariff.name = "tariff";
  tariff.label.text = w("activity.tariff");
  tariff.error_message.text = p.errors.of("tariff");
  tariff.value = p.typed("tariff");
  for (const auto& t : place::tariffs(p.work()))
    if (t.state == "live") tariff.items.push_back({.value = t.ref, .text = t.name + " " + t.version});
  auto pay = one_of(p, "pay", w("activity.pay"), typed_or(p, "pay", "twelfths"), 'm');
  for (const auto* one : {"twelfths", "expected"})
    pay.items.push_back({.text = w(fmt::format("activity.pay.{}", one)), .value = one});
  Html inner = line_input(p, "name", w("activity.name"), "", p.typed("name")) + govuk::select(tariff) +
               line_input(p, "year", w("activity.year"), w("activity.year.hint"), typed_or(p, "year", "2026-04-01"),
                          "govuk-input--width-10") +
               govuk::radios(pay) + file_input(p, "expected", w("activity.expected"), w("activity.expected.hint")) +
               govuk::button({.text = w("activity.make"), .prevent_double_click = true});
  return heading2(w("activity.new")) + p.upload_form_to("/finance/plan", inner);
}

Html plans_content(Page& p, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(w("activity.title")) + paragraph(w("activity.lead")) + refusals_list(w, refusals);
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("currencies.name")},
                {.text = w("activity.year")},
                {.text = w("activity.total"), .format = "numeric"},
                {.text = w("activity.runs"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& plan : books::plans(p.session, p.actor->place, plans_shown))
    table.rows.push_back(
        {{.html = link("/finance/plan/" + plan.ref, plan.name)},
         {.text = to_words(plan.year_from)},
         {.text = to_pounds(plan.total), .format = "numeric"},
         {.text = std::to_string(books::settlements(p.session, plan.id).size()), .format = "numeric"}});
  out += table.rows.empty() ? paragraph(w("activity.none")) : scrolling(w("activity.title"), govuk::table(table));
  return out += plan_form(p);
}

Answer show_plans(Page& p) {
  return p.show(p.w("activity.title"), plans_content(p, {}), {.back = "/finance", .wide = true});
}

Answer do_plan(Page& p) {
  const Words& w = p.w;
  Refusals refusals;
  if (p.typed("name").empty()) p.errors.add("name", w("activity.name.empty"));
  const auto year = parse_date(p.typed("year"));
  if (!year || year->ymd().day() != std::chrono::day(1)) p.errors.add("year", w("activity.year.bad"));
  const auto tariff = place::tariff(p.work(), p.typed("tariff"));
  if (!tariff || tariff->state != "live") p.errors.add("tariff", w("activity.tariff.bad"));
  const auto* file = uploaded(p, "expected");
  if (p.errors.empty()) {
    price::PlanOptions options;
    options.year = *year;
    options.pay = p.typed("pay") == "expected" ? price::PlanOptions::Pay::expected : price::PlanOptions::Pay::twelfths;
    const auto made = place::make_plan(p.work(), p.typed("name"), *tariff, file->bytes,
                                       file->name.empty() ? "expected.csv" : file->name, options);
    if (made) return p.done("/finance/plan/" + *made, "plan-made");
    refusals = made.error();
    p.errors.add("expected", w("upload.bad"));
  }
  return p.again(w("activity.title"), plans_content(p, refusals), {.back = "/finance", .wide = true});
}

Html settle_form(Page& p, const books::Plan& plan, std::size_t runs) {
  const Words& w = p.w;
  auto how = one_of(p, "how", w("settle.how"), typed_or(p, "how", "look"), 'm');
  for (const auto* one : {"look", "post"})
    how.items.push_back({.text = w(fmt::format("settle.how.{}", one)),
                         .value = one,
                         .hint = {.text = w(fmt::format("settle.how.{}.hint", one))}});
  Html inner = file_input(p, "actual", w("settle.actual"), w("settle.actual.hint")) +
               line_input(p, "through", w("settle.through"), w("settle.through.hint"), p.typed("through"),
                          "govuk-input--width-10") +
               govuk::radios(how);
  inner += html::hidden("runs", std::to_string(runs));
  inner += govuk::button({.text = w("settle.button"), .prevent_double_click = true});
  return heading2(w("settle.title")) + p.upload_form_to("/finance/plan/" + plan.ref + "/settle", inner);
}

Html months_table(const Words& w, const price::Reconciled& r) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("settle.months");
  table.head = {{.text = w("settle.month")},
                {.text = w("settle.plan"), .format = "numeric"},
                {.text = w("settle.posted"), .format = "numeric"},
                {.text = w("settle.done"), .format = "numeric"},
                {.text = w("settle.adjustment"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& m : r.months)
    table.rows.push_back({{.text = m.month},
                          {.text = to_pounds(m.plan), .format = "numeric"},
                          {.text = to_pounds(m.posted), .format = "numeric"},
                          {.text = to_pounds(m.actual), .format = "numeric"},
                          {.text = to_pounds(m.adjustments), .format = "numeric"}});
  Html out = scrolling(w("settle.months"), govuk::table(table));
  std::vector<Html> notes;
  for (const auto& warning : r.warnings) notes.push_back(html::text(warning));
  return out += notes.empty() ? Html() : html::bullets(notes);
}

}  // namespace

Html plan_content(Page& p, const books::Plan& plan, const Refusals& refusals) {
  const Words& w = p.w;
  Html out = heading(plan.name) + refusals_list(w, refusals);
  out += paragraph(w("activity.said", {{"amount", to_pounds(plan.total)}, {"name", plan.by}}));
  out += link_line("/finance/plan/" + plan.ref + "/file", w("activity.download"));
  out += paying_section(p, plan);
  const auto runs = books::settlements(p.session, plan.id);
  out += heading2(w("activity.runs"));
  govuk::Table posted;
  posted.classes = "govuk-table--small-text-until-tablet";
  posted.head = {
      {.text = w("activity.run")}, {.text = w("care.when")}, {.text = w("activity.amount"), .format = "numeric"}};
  posted.first_cell_is_header = true;
  Pence paid = plan.total;
  for (const auto& run : runs) {
    paid += run.total;
    posted.rows.push_back({{.html = link(fmt::format("/finance/plan/{}/runs/{}", plan.ref, run.run),
                                         w("activity.run.n", {{"n", std::to_string(run.run)}}))},
                           {.text = w("book.from", {{"day", to_words(date_of(run.made_at))}, {"name", run.by}})},
                           {.text = to_pounds(run.total), .format = "numeric"}});
  }
  out += runs.empty() ? paragraph(w("activity.no-runs"))
                      : govuk::table(posted) + paragraph(w("activity.settled", {{"amount", to_pounds(paid)}}));
  return out += settle_form(p, plan, runs.size());
}

namespace {

Answer show_plan(Page& p) {
  const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan"));
  return plan ? p.show(plan->name, plan_content(p, *plan, {}), wide) : nothing_here(p);
}

Answer show_file(Page& p) {
  const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan"));
  return plan ? download(plan->csv, "text/csv; charset=utf-8", "activity.csv") : nothing_here(p);
}

Answer show_run_file(Page& p) {
  if (const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan")))
    for (const auto& run : books::settlements(p.session, plan->id))
      if (std::to_string(run.run) == p.parameter("run"))
        return download(run.csv, "text/csv; charset=utf-8", fmt::format("adjustments-{}.csv", run.run));
  return nothing_here(p);
}

Answer do_settle(Page& p) {
  const Words& w = p.w;
  const auto plan = books::plan(p.session, p.actor->place, p.parameter("plan"));
  if (!plan) return nothing_here(p);
  const std::string base = "/finance/plan/" + plan->ref;
  Refusals refusals;
  if (const auto* file = uploaded(p, "actual")) {
    const std::string name = file->name.empty() ? "actual.csv" : file->name;
    if (p.typed("how") == "post") {
      const auto done = place::post_settlement(p.work(), *plan, file->bytes, name, p.typed("through"),
                                               typed_whole(p, "runs", 0, 1'000'000).value_or(-1));
      if (done) return p.done(base, "run-posted");
      if (done.error().front().code == "taken") return p.refused(done.error().front(), base);
      refusals = done.error();
    } else {
      const auto looked = place::settle(p.work(), *plan, file->bytes, name, p.typed("through"));
      if (looked) {
        Html out = heading(w("settle.looked")) + paragraph(w("settle.looked.lead")) + months_table(w, *looked);
        if (looked->unpriced + looked->late > 0)
          out += paragraph(w("settle.left-out",
                             {{"unpriced", std::to_string(looked->unpriced)}, {"late", std::to_string(looked->late)}}));
        const auto runs = books::settlements(p.session, plan->id).size();
        return {p.page(w("settle.looked"), out + settle_form(p, *plan, runs), {.back = base, .wide = true}), false};
      }
      refusals = looked.error();
    }
    p.errors.add("actual", w("upload.bad"));
  }
  return p.again(plan->name, plan_content(p, *plan, refusals), wide);
}

}  // namespace

void add_activity_plan_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(),
                {
                    {get, "/finance/plan", "price-money", About::nothing, show_plans},
                    {post, "/finance/plan", "price-money", About::nothing, do_plan},
                    {get, "/finance/plan/{plan}", "price-money", About::nothing, show_plan},
                    {get, "/finance/plan/{plan}/file", "price-money", About::nothing, show_file},
                    {get, "/finance/plan/{plan}/runs/{run}", "price-money", About::nothing, show_run_file},
                    {post, "/finance/plan/{plan}/settle", "price-money", About::nothing, do_settle},
                });
  add_plan_paying_pages(routes);
}

}  // namespace onepot::web
