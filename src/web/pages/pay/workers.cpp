// A person who employs: which agreements those are, and the hours of each worker in a pay period, as a file for the
// payroll bureau. Onepot runs no payroll.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/place/invoices.h"
#include "onepot/store/agreements.h"
#include "onepot/web/pieces.h"
#include "pay.h"

namespace onepot::web {
namespace {

std::string workers_base(const Page& p) {
  return p.parameter("person").empty() ? "/me" : "/people/" + p.parameter("person");
}

/// from and until of the address; the last four whole weeks where they are not days, or the wrong way round.
Period pay_period(const Page& p) {
  const Date monday = week_of(p.today());
  const auto from = parse_date(p.request.query.get("from")), until = parse_date(p.request.query.get("until"));
  constexpr std::int64_t longest = 400;
  if (from && until && *from <= *until && *until - *from <= longest) return {*from, *until};
  return {monday - 28, monday - 1};
}

Html employing(const Page& p) {
  const Words& w = p.w;
  Html out = heading2(w("workers.which"));
  bool any = false;
  for (const auto& a : store::agreements::of_person(p.session, p.grant.person(), p.today())) {
    if (a.person != p.grant.person()) continue;  // a club's: nobody employs alone there
    any = true;
    const bool is = store::invoices::employs(p.session, a.id);
    out += paragraph(is ? w("workers.employs", {{"provider", a.provider_name}})
                        : w("workers.does-not", {{"provider", a.provider_name}}));
    out += p.button_to(
        workers_base(p) + "/workers/employs",
        is ? w("workers.say-not", {{"provider", a.provider_name}}) : w("workers.say", {{"provider", a.provider_name}}),
        {{"agreement", a.ref}, {"employs", is ? "no" : "yes"}}, "govuk-button--secondary");
  }
  if (!any) out += paragraph(w("workers.no-agreement"));
  return out;
}

Html period_form(const Page& p, Period period) {
  const Words& w = p.w;
  Html inner = govuk::input({.name = "from",
                             .type = "date",
                             .value = to_iso(period.from),
                             .label = {.text = w("workers.from")},
                             .classes = "govuk-input--width-10"});
  inner += govuk::input({.name = "until",
                         .type = "date",
                         .value = to_iso(period.until),
                         .label = {.text = w("workers.until")},
                         .classes = "govuk-input--width-10"});
  inner += govuk::button({.text = w("workers.show"), .classes = "govuk-button--secondary"});
  return html::element("form", {{"method", "get"}, {"action", workers_base(p) + "/workers"}, {"novalidate", ""}},
                       inner);
}

Answer show_workers(Page& p) {
  const Words& w = p.w;
  const Period period = pay_period(p);
  Html out = heading(w("workers.title")) + paragraph(w("workers.lead"));
  out += heading2(w("workers.hours"));
  out += period_form(p, period);
  const auto rows = place::worker_hours(p.work(), period);
  if (rows.empty()) {
    out += paragraph(w("workers.none"));
  } else {
    govuk::Table table;
    table.classes = "govuk-table--small-text-until-tablet";
    table.head = {{.text = w("workers.worker")},
                  {.text = w("workers.day-hours"), .format = "numeric"},
                  {.text = w("workers.night-hours"), .format = "numeric"},
                  {.text = w("workers.pay"), .format = "numeric"},
                  {.text = w("workers.waiting"), .format = "numeric"}};
    table.first_cell_is_header = true;
    for (const auto& r : rows)
      table.rows.push_back({{.text = r.worker},
                            {.text = to_decimal(r.day), .format = "numeric"},
                            {.text = to_decimal(r.night), .format = "numeric"},
                            {.text = to_pounds(r.pence), .format = "numeric"},
                            {.text = to_decimal(r.waiting_day + r.waiting_night), .format = "numeric"}});
    out += scrolling(w("workers.hours"), govuk::table(table));
    out += govuk::button({.text = w("workers.file"),
                          .href = fmt::format("{}/workers/csv?from={}&until={}", workers_base(p), to_iso(period.from),
                                              to_iso(period.until))});
    out += hint_paragraph(w("workers.file.hint"));
  }
  out += employing(p);
  return p.show(w("workers.title"), out, {.back = workers_base(p) + "/visits"});
}

Answer do_employs(Page& p) {
  const std::string here = workers_base(p) + "/workers";
  if (const auto done = place::say_employs(p.work(), p.typed("agreement"), p.typed("employs") == "yes"); !done)
    return p.refused(done.error(), here);
  return p.done(here, "saved");
}

Answer download_hours(Page& p) {
  const Period period = pay_period(p);
  return download(place::payroll_csv(place::worker_hours(p.work(), period), period), "text/csv; charset=utf-8",
                  fmt::format("hours-{}-{}.csv", to_iso(period.from), to_iso(period.until)));
}

}  // namespace

void add_worker_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/workers", "employ-workers", About::own_person, show_workers},
                                  {post, "/me/workers/employs", "employ-workers", About::own_person, do_employs},
                                  {get, "/me/workers/csv", "employ-workers", About::own_person, download_hours},
                                  {get, "/people/{person}/workers", "employ-workers", About::path, show_workers},
                                  {post, "/people/{person}/workers/employs", "employ-workers", About::path, do_employs},
                                  {get, "/people/{person}/workers/csv", "employ-workers", About::path, download_hours},
                              });
}

}  // namespace onepot::web
