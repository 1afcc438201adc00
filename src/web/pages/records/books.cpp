// The place's books for finance people: sums of a period on the page, the whole as a workbook or as CSV.
#include <fmt/format.h>

#include "../../routes.h"
#include "onepot/html/govuk.h"
#include "onepot/place/records.h"
#include "onepot/pot/stream.h"
#include "period.h"

namespace onepot::web {
namespace {

/// As the sheets call themselves, in the order of pot::BookSheets.
constexpr std::pair<std::string_view, std::string_view> book_files[] = {{"Ledger", "books.ledger"},
                                                                        {"Accounts", "books.accounts"},
                                                                        {"Streams", "books.streams"},
                                                                        {"Payments", "books.payments"},
                                                                        {"People", "books.people"}};

Period period_of_books(Page& p) {
  const auto ymd = p.today().ymd();
  return period_asked(p, {Date(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), 1), p.today()});
}

Html streams_table(const Words& w, const pot::Sheet& sheet) {
  govuk::Table table;
  table.classes = "govuk-table--small-text-until-tablet";
  table.caption = w("books.streams");
  table.first_cell_is_header = true;
  table.head = {{.text = w("books.stream")}};
  for (const auto* id : {"statement.opening", "statement.came-in", "statement.spent", "statement.given-back",
                         "statement.closing", "statement.promised"})
    table.head.push_back({.text = w(id), .format = "numeric"});
  for (const auto& row : sheet.rows) {
    const auto& code = std::get<std::string>(row[0]);
    const auto known = std::ranges::find(pot::known_streams(), code, &pot::StreamKind::code);
    govuk::TableRow cells = {{.text = known == pot::known_streams().end() ? code : std::string(known->name)}};
    for (std::size_t i = 1; i < row.size(); ++i)
      cells.push_back({.text = to_pounds(std::get<Pence>(row[i])), .format = "numeric"});
    table.rows.push_back(std::move(cells));
  }
  return html::element(
      "div", {{"class", "op-scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", w("books.streams")}},
      govuk::table(table));
}

Answer show_books(Page& p) {
  const Words& w = p.w;
  const Period period = period_of_books(p);
  Html out = heading(w("books.title"));
  out += paragraph(w("books.lead", {{"from", to_words(period.from)}, {"until", to_words(period.until)}}));
  out += period_form(p, "/finance/records", period);
  const auto streams = place::see_stream_sums(p.work(), period);
  out += streams.rows.empty() ? paragraph(w("books.nothing")) : streams_table(w, streams);
  const std::string query = period_query(period);
  out += govuk::button({.text = w("books.xlsx"), .href = fmt::format("/finance/records/file?{}&format=xlsx", query)});
  out += heading2(w("books.csv"));
  Html list;
  for (const auto& [name, words] : book_files)
    list += html::element("li", {},
                          link(fmt::format("/finance/records/file?{}&format=csv&what={}", query, name), w(words)));
  out += html::element("ul", {{"class", "govuk-list"}}, list);
  out += paragraph(w("books.refs"));
  Layout layout{.back = "/finance", .wide = true};
  if (!p.errors.empty()) layout.status = 422;
  return p.show(w("books.title"), out, layout);
}

Answer download_books(Page& p) {
  const Period period = period_of_books(p);
  const auto& names = pot::BookSheets::names;
  const auto asked = std::ranges::find(names, p.request.query.get("what"));
  const place::BooksFile file{.xlsx = p.request.query.get("format") == "xlsx",
                              .sheet = asked == names.end() ? names.front() : *asked};
  auto bytes = place::see_books_file(p.work(), period, file);
  if (!bytes) return p.refused(bytes.error(), "/finance/records");
  http::Response response =
      attachment({}, file.xlsx,
                 fmt::format("{}-{}-{}", file.xlsx ? "books" : file.sheet, to_iso(period.from), to_iso(period.until)));
  response.shared = *std::move(bytes);
  return {std::move(response), true};
}

}  // namespace

void add_books_pages(std::vector<Route>& routes) {
  using enum http::Method;
  routes.insert(routes.end(), {
                                  {get, "/finance/records", "see-finance", About::nothing, show_books},
                                  {get, "/finance/records/file", "see-finance", About::nothing, download_books, nullptr,
                                   nullptr, true},
                              });
}

}  // namespace onepot::web
