#include "svg/draw.h"

#include <cmath>

#include "onepot/base/assert.h"
#include "onepot/html/govuk/content/details.h"
#include "onepot/html/govuk/content/table.h"

namespace onepot::html::svg {
namespace {

Html table_of(std::string_view title, const TableWords& words, const std::vector<Row>& rows) {
  govuk::Table table{
      .caption = std::string(title), .caption_classes = "govuk-visually-hidden", .first_cell_is_header = true};
  for (const std::string& heading : words.headings) {
    table.head.push_back({.text = heading, .format = table.head.empty() ? "" : "numeric"});
  }
  for (const Row& row : rows) {
    govuk::TableRow cells;
    for (const std::string& cell : row) cells.push_back({.text = cell, .format = cells.empty() ? "" : "numeric"});
    table.rows.push_back(std::move(cells));
  }
  // Reachable by keyboard, because it scrolls sideways where the page is narrow.
  Html out;
  out.markup("<section class=\"op-scroll\" tabindex=\"0\"").attribute("aria-label", title).end();
  govuk::append(out, table);
  out.close("section");
  return out;
}

}  // namespace

Html& place(Html& out, Literal name, double value) {
  ONEPOT_ASSERT(std::isfinite(value) && std::fabs(value) < 1e9);
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  out.markup(" ").markup(name).markup("=\"");
  if (tenths < 0) out.markup("-");
  const std::int64_t size = tenths < 0 ? -tenths : tenths;
  out.number(size / 10);
  if (size % 10 != 0) out.markup(".").number(size % 10);
  return out.markup("\"");
}

void line(Html& out, std::string_view css_class, double x1, double y1, double x2, double y2) {
  out.start("line").attribute("class", css_class);
  place(out, "x1", x1);
  place(out, "y1", y1);
  place(out, "x2", x2);
  place(out, "y2", y2).markup("/>");
}

void label(Html& out, std::string_view css_class, double x, double y, std::string_view anchor, std::string_view words) {
  out.start("text").attribute("class", css_class);
  place(out, "x", x);
  place(out, "y", y).attribute("text-anchor", anchor).end().text(words).close("text");
}

std::vector<std::string> broken(std::string_view words, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t length = 0;  // characters, not bytes, of the last line
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, space);
    words.remove_prefix(std::min(space + 1, words.size()));
    std::size_t size = 0;
    for (const char c : word) size += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    if (!lines.back().empty() && length + 1 + size > width) {
      lines.emplace_back();
      length = 0;
    }
    if (!lines.back().empty()) lines.back() += ' ', ++length;
    lines.back() += word;
    length += size;
  }
  return lines;
}

Html figure(std::string_view title, std::string_view note, double width, double height, const Html& drawing,
            const TableWords& table, const std::vector<Row>& rows) {
  for (const Row& row : rows) ONEPOT_ASSERT(row.size() == table.headings.size());
  Html out;
  out.reserve(drawing.size() + 2048 + rows.size() * 160);
  out.markup("<figure class=\"op-chart\"><figcaption class=\"op-chart__title\">").text(title).close("figcaption");
  out.markup("<svg class=\"op-chart__picture\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" focusable=\"false\"");
  out.attribute("aria-label", title).markup(" viewBox=\"0 0 ");
  out.number(std::lround(width)).markup(" ").number(std::lround(height)).markup("\">").add(drawing).close("svg");
  if (!note.empty()) out.markup("<p class=\"op-chart__note\">").text(note).close("p");
  Html figures = table_of(title, table, rows);
  if (table.opens.empty()) {
    out.add(figures);
  } else {
    govuk::append(out, govuk::Details{.summary_text = table.opens, .html = std::move(figures)});
  }
  return out.close("figure");
}

}  // namespace onepot::html::svg
