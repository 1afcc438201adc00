#include "period.h"

#include <fmt/format.h>

#include "onepot/html/govuk.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

Date first_of_month(Date day) {
  const auto ymd = day.ymd();
  return Date(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), 1);
}

/// The public money's year begins on 6 April for tax and on 1 April for councils: this is the councils'.
Date first_of_year(Date day) {
  const int year = static_cast<int>(day.ymd().year());
  const Date april(year, 4, 1);
  return day < april ? Date(year - 1, 4, 1) : april;
}

}  // namespace

Period period_asked(Page& p, Period otherwise) {
  const auto& query = p.request.query;
  const auto from = parse_date(query.get("from")), until = parse_date(query.get("until"));
  if (from && until && *from <= *until) return {*from, *until};
  if (!query.has("from-day")) return otherwise;
  for (const auto* end : {"from", "until"})
    for (const auto* part : {"day", "month", "year"}) {
      const std::string name = fmt::format("{}-{}", end, part);
      p.form.fields.add(name, std::string(query.get(name)));
    }
  const auto first = typed_day(p, "from"), last = typed_day(p, "until");
  if (!first) p.errors.add("from-day", p.w("period.bad"));
  if (!last) p.errors.add("until-day", p.w("period.bad"));
  if (first && last && *last < *first) p.errors.add("until-day", p.w("period.backwards"));
  return p.errors.empty() ? Period{*first, *last} : otherwise;
}

std::string period_query(Period period) {
  return fmt::format("from={}&until={}", to_iso(period.from), to_iso(period.until));
}

Html period_form(const Page& p, const std::string& action, Period period) {
  const Words& w = p.w;
  const Date today = p.today(), month = first_of_month(today);
  const Date last_month = add_months(month, -1);
  const std::pair<std::string, Period> often[] = {
      {w("period.this-month"), {month, today}},
      {w("period.last-month"), {last_month, month - 1}},
      {w("period.three-months"), {add_months(month, -2), today}},
      {w("period.year"), {first_of_year(today), today}},
  };
  Html list;
  for (const auto& [words, days] : often)
    list += html::element("li", {}, link(fmt::format("{}?{}", action, period_query(days)), words));
  Html inner = day_input(p, "from", w("period.from"), "", period.from);
  inner += day_input(p, "until", w("period.until"), "", period.until);
  inner += govuk::button({.text = w("period.show"), .classes = "govuk-button--secondary"});
  Html form;
  form.start("form").attribute("method", "get").attribute("action", action).flag("novalidate").end();
  form.add(inner).close("form");
  return html::element("div", {{"class", "op-no-print"}}, html::element("ul", {{"class", "govuk-list"}}, list),
                       govuk::details({.summary_text = w("period.other"), .html = form, .open = !p.errors.empty()}));
}

}  // namespace onepot::web
