// A person's statement: what came in, what was spent with whom, what is promised, what is left. To read and to print.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/html/parts/card.h"
#include "onepot/place/records.h"
#include "period.h"

namespace onepot::web {
namespace {

using Kind = pot::Statement::Kind;

std::string statement_address(const Page& p) {
  return p.parameter("person").empty() ? "/me/statement" : fmt::format("/people/{}/statement", p.parameter("person"));
}

Period period_of_statement(Page& p) {
  const auto ymd = p.today().ymd();
  return period_asked(p, {Date(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), 1), p.today()});
}

Html flow_list(const Words& w, const pot::MoneyFlow& flow) {
  govuk::SummaryList list;
  const auto row = [&](const char* id, Pence amount) {
    list.rows.push_back({.key = {.text = w(id)}, .value = {.text = to_pounds(amount)}});
  };
  row("statement.opening", flow.opening);
  row("statement.came-in", flow.came_in);
  row("statement.spent", flow.spent);
  if (flow.given_back != Pence()) row("statement.given-back", flow.given_back);
  row("statement.closing", flow.closing);
  row("statement.promised", flow.promised);
  row("statement.free", flow.closing - flow.promised);
  return govuk::summary_list(list);
}

std::string other_words(const Words& w, const place::StatementView& view, const pot::Statement::Line& line) {
  if (const auto name = view.names.find(line.other); name != view.names.end()) return name->second;
  return line.kind == Kind::came_in ? w("statement.from-public") : w("statement.to-public");
}

Html lines_table(const Words& w, const place::StatementView& view) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("statement.lines");
  table.head = {{.text = w("statement.day")},
                {.text = w("statement.what")},
                {.text = w("statement.in"), .format = "numeric"},
                {.text = w("statement.out"), .format = "numeric"}};
  for (const auto& line : view.statement.lines) {
    if (line.kind == Kind::held_anew) {  // neither in nor out
      const std::string said = w("statement.line.held-anew",
                                 {{"amount", to_pounds(line.amount)}, {"how", w("statement.held." + line.holding)}});
      table.rows.push_back({{.text = to_words(line.booked)}, {.text = said}, {}, {}});
      continue;
    }
    const bool in = line.kind == Kind::came_in || line.kind == Kind::came_back;
    const char* what = line.kind == Kind::came_in     ? "statement.line.came-in"
                       : line.kind == Kind::spent     ? "statement.line.spent"
                       : line.kind == Kind::came_back ? "statement.line.came-back"
                                                      : "statement.line.given-back";
    table.rows.push_back({{.text = to_words(line.booked)},
                          {.text = w(what, {{"who", other_words(w, view, line)}})},
                          {.text = in ? to_pounds(line.amount) : "", .format = "numeric"},
                          {.text = in ? "" : to_pounds(line.amount), .format = "numeric"}});
  }
  return html::element(
      "div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", w("statement.lines")}},
      govuk::table(table));
}

Html spent_table(const Words& w, const place::StatementView& view) {
  govuk::Table table;
  table.caption = w("statement.with");
  table.head = {{.text = w("statement.who")}, {.text = w("statement.spent"), .format = "numeric"}};
  for (const auto& with : view.statement.spent_with) {
    const auto name = view.names.find(with.account);
    table.rows.push_back({{.text = name == view.names.end() ? w("statement.somebody") : name->second},
                          {.text = to_pounds(with.amount), .format = "numeric"}});
  }
  return govuk::table(table);
}

Html streams_part(const Words& w, const place::StatementView& view) {
  Html out = heading2(w("statement.streams"));
  for (const auto& stream : view.statement.streams) {
    const auto name = view.stream_names.find(stream.stream);
    out += html::element("h3", {{"class", "govuk-heading-s"}},
                         name == view.stream_names.end() ? stream.stream : name->second);
    out += flow_list(w, stream.flow);
  }
  return out;
}

Answer show_statement(Page& p) {
  const Words& w = p.w;
  const Period period = period_of_statement(p);
  const auto view = place::see_statement(p.work(), period);
  const bool own = p.parameter("person").empty();
  const std::string here = statement_address(p), query = period_query(period);
  const std::string title = w("statement.title", {{"from", to_words(period.from)}, {"until", to_words(period.until)}});
  Html out = heading(title);
  out += paragraph(w("statement.of", {{"name", view.known_as}, {"place", view.place_name}}));
  out += period_form(p, here, period);
  if (!view.first_day) {
    out += paragraph(w("statement.nothing-ever"));
  } else {
    out += flow_list(w, view.statement.all);
    if (!view.statement.spent_with.empty()) out += spent_table(w, view);
    out += view.statement.lines.empty() ? paragraph(w("statement.nothing")) : lines_table(w, view);
    const bool streams = p.request.query.get("streams") == "yes";
    if (streams) out += streams_part(w, view);
    Html links = html::element("li", {},
                               link(fmt::format("{}?{}{}", here, query, streams ? "" : "&streams=yes"),
                                    w(streams ? "statement.streams.close" : "statement.streams.open")));
    if (own) {
      links +=
          html::element("li", {}, link(fmt::format("/me/statement/file?{}&format=xlsx", query), w("statement.xlsx")));
      links +=
          html::element("li", {}, link(fmt::format("/me/statement/file?{}&format=csv", query), w("statement.csv")));
    }
    out += html::element("div", {{"class", "op-no-print"}}, html::element("ul", {{"class", "govuk-list"}}, links),
                         paragraph(w("statement.print")));
  }
  if (own) out += html::element("p", {{"class", "govuk-body op-no-print"}}, w("statement.only-public"));
  Layout layout{.back = own ? "/me/pot" : fmt::format("/people/{}", p.parameter("person"))};
  if (!p.errors.empty()) layout.status = 422;
  return p.show(title, out, layout);
}

Answer download_statement(Page& p) {
  const Period period = period_of_statement(p);
  const auto view = place::see_statement(p.work(), period);
  const auto sheets = pot::sheets_of(view.statement, view.names);
  const bool xlsx = p.request.query.get("format") == "xlsx";
  Result<std::string> bytes = xlsx ? place::to_xlsx(sheets, period.until) : pot::to_csv(sheets.back());
  if (!bytes) return p.refused(bytes.error(), "/me/statement");
  return {attachment(*std::move(bytes), xlsx, fmt::format("my-money-{}-{}", to_iso(period.from), to_iso(period.until))),
          true};
}

}  // namespace

http::Response attachment(std::string bytes, bool xlsx, const std::string& name) {
  http::Response response =
      http::bytes(std::move(bytes), xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                                         : "text/csv; charset=utf-8");
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}.{}\"", name, xlsx ? "xlsx" : "csv"));
  response.set("Cache-Control", "no-store").set("X-Content-Type-Options", "nosniff");
  return response;
}

void add_statement_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/me/statement", "see-own", About::own_person, show_statement},
                                  {get, "/me/statement/file", "see-own", About::own_person, download_statement},
                                  {get, "/people/{person}/statement", "see-pot", About::path, show_statement},
                              });
}

}  // namespace onepot::web
