// What finance decides about the books: months that are closed, and how far an account may go. Both with their history.
#include "onepot/place/book_rules.h"

#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/web/pieces.h"

namespace onepot::web {
namespace {

constexpr std::size_t reason_max = 500;

Date last_of_month_before(Date day) {
  const auto ymd = day.ymd();
  return Date(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), 1) - 1;
}

Html scrolling_table(const std::string& name, const govuk::Table& table) {
  return html::element("div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
                       govuk::table(table));
}

Html closings_page(Page& p) {
  const Words& w = p.w;
  const auto closings = place::see_closings(p.work());
  Html out = heading(w("closing.title"));
  out += paragraph(closings.closed_until ? w("closing.until", {{"date", to_words(*closings.closed_until)}})
                                         : w("closing.never"));
  out += paragraph(w("closing.lead"));
  Html inner = day_input(p, "until", w("closing.day"), w("closing.day.hint"), last_of_month_before(p.today()));
  inner += words_input(p, "note", w("closing.note"), w("closing.note.hint"), typed_or(p, "note", ""), 2);
  inner += govuk::button({.text = w("closing.close"), .classes = "govuk-button--warning"});
  out += p.form_to("/finance/closing", inner);
  out += heading2(w("closing.history"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("closing.closed-until")},
                {.text = w("rules.when")},
                {.text = w("rules.who")},
                {.text = w("closing.note")},
                {.text = w("closing.rows"), .format = "numeric"}};
  table.first_cell_is_header = true;
  for (const auto& c : closings.all)
    table.rows.push_back({{.text = to_words(c.until)},
                          {.text = to_words(date_of(c.at))},
                          {.text = c.by},
                          {.text = c.note},
                          {.text = std::to_string(c.rows), .format = "numeric"}});
  out += table.rows.empty() ? paragraph(w("closing.nothing")) : scrolling_table(w("closing.history"), table);
  return out;
}

Answer show_closings(Page& p) {
  return p.show(p.w("closing.title"), closings_page(p), {.back = "/finance", .wide = true});
}

Answer do_close(Page& p) {
  const Words& w = p.w;
  const auto until = typed_day(p, "until");
  const std::string note = p.typed("note");
  if (!until) p.errors.add("until-day", w("closing.day.wrong"));
  if (note.size() > reason_max) p.errors.add("note", w("rules.too-long"));
  if (p.errors.empty()) {
    const auto closed = place::close_books(p.work(), *until, note);
    if (closed) return p.done("/finance/closing", "books-closed");
    p.errors.add("until-day", w(closed.error().code == "not-over"         ? "closing.not-over"
                                : closed.error().code == "closed-already" ? "closing.already"
                                                                          : "closing.day.wrong"));
  }
  return p.again(w("closing.title"), closings_page(p), {.back = "/finance", .wide = true});
}

std::string limit_words(const Words& w, const std::optional<Pence>& pence) {
  return pence ? pounds(*pence) : w("limits.none");
}

Html limits_page(Page& p) {
  const Words& w = p.w;
  Html out = heading(w("limits.title"));
  out += paragraph(w("limits.lead"));
  out += paragraph(w("limits.usual"));
  out += html::element("p", {{"class", "govuk-body"}}, link("/finance/records", w("limits.to-accounts")));
  Html inner = line_input(p, "account", w("limits.account"), w("limits.account.hint"), typed_or(p, "account", ""));
  inner += pounds_input(p, "below", w("limits.below"), w("limits.below.hint"), typed_or(p, "below", ""));
  inner += pounds_input(p, "highest", w("limits.highest"), w("limits.highest.hint"), typed_or(p, "highest", ""));
  inner += words_input(p, "why", w("limits.why"), w("limits.why.hint"), typed_or(p, "why", ""), 2);
  inner += govuk::button({.text = w("limits.change")});
  out += p.form_to("/finance/limits", inner);
  out += heading2(w("limits.history"));
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.head = {{.text = w("limits.account")},
                {.text = w("limits.from")},
                {.text = w("limits.lowest"), .format = "numeric"},
                {.text = w("limits.most"), .format = "numeric"},
                {.text = w("rules.who")},
                {.text = w("limits.why")}};
  table.first_cell_is_header = true;
  for (const auto& change : place::see_limits(p.work()))
    table.rows.push_back({{.text = change.account},
                          {.text = to_words(change.from)},
                          {.text = limit_words(w, change.limit.lowest), .format = "numeric"},
                          {.text = limit_words(w, change.limit.highest), .format = "numeric"},
                          {.text = change.by},
                          {.text = change.why}});
  out += table.rows.empty() ? paragraph(w("limits.nothing")) : scrolling_table(w("limits.history"), table);
  return out;
}

Answer show_limits(Page& p) {
  return p.show(p.w("limits.title"), limits_page(p), {.back = "/finance", .wide = true});
}

Answer do_limit(Page& p) {
  const Words& w = p.w;
  pot::Limit limit;
  const std::string account = p.typed("account"), why = p.typed("why");
  if (!p.typed("below").empty()) {
    const auto below = typed_pounds(p, "below");
    if (below)
      limit.lowest = -*below;
    else
      p.errors.add("below", w("limits.amount.wrong"));
  }
  if (!p.typed("highest").empty()) {
    limit.highest = typed_pounds(p, "highest");
    if (!limit.highest) p.errors.add("highest", w("limits.amount.wrong"));
  }
  if (account.empty()) p.errors.add("account", w("limits.account.wrong"));
  if (why.empty()) p.errors.add("why", w("limits.why.missing"));
  if (why.size() > reason_max) p.errors.add("why", w("rules.too-long"));
  if (p.errors.empty()) {
    const auto changed = place::change_limit(p.work(), account, limit, why);
    if (changed) return p.done("/finance/limits", "limit-changed");
    p.errors.add("account", w(changed.error().code == "unknown-account" ? "limits.account.unknown"
                              : changed.error().code == "period-closed" ? "limits.closed"
                                                                        : "limits.account.wrong"));
  }
  return p.again(w("limits.title"), limits_page(p), {.back = "/finance", .wide = true});
}

}  // namespace

void add_book_rules_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/closing", "keep-books", About::nothing, show_closings},
                                  {post, "/finance/closing", "keep-books", About::nothing, do_close},
                                  {get, "/finance/limits", "keep-books", About::nothing, show_limits},
                                  {post, "/finance/limits", "keep-books", About::nothing, do_limit},
                              });
}

}  // namespace onepot::web
