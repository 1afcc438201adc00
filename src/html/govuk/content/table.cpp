#include "onepot/html/govuk/content/table.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void spans(Html& out, const TableCell& cell) {
  if (cell.colspan > 0) out.attribute("colspan", cell.colspan);
  if (cell.rowspan > 0) out.attribute("rowspan", cell.rowspan);
  content(out.attributes(cell.attributes).end(), cell.text, cell.html);
}

void head_row(Html& out, const TableRow& head) {
  out.markup("<thead class=\"govuk-table__head\"><tr class=\"govuk-table__row\">");
  for (const TableCell& cell : head) {
    const std::string format = cell.format.empty() ? std::string() : "govuk-table__header--" + cell.format;
    out.markup("<th scope=\"col\"").classes("govuk-table__header", format, cell.classes);
    spans(out, cell);
    out.close("th");
  }
  out.markup("</tr></thead>");
}

void body_row(Html& out, const TableRow& row, bool first_is_header) {
  out.markup("<tr class=\"govuk-table__row\">");
  for (std::size_t i = 0; i < row.size(); ++i) {
    const TableCell& cell = row[i];
    if (i == 0 && first_is_header) {
      out.markup("<th scope=\"row\"").classes("govuk-table__header", cell.classes);
      spans(out, cell);
      out.close("th");
    } else {
      const std::string format = cell.format.empty() ? std::string() : "govuk-table__cell--" + cell.format;
      out.start("td").classes("govuk-table__cell", format, cell.classes);
      spans(out, cell);
      out.close("td");
    }
  }
  out.markup("</tr>");
}

}  // namespace

void append(Html& out, const Table& options) {
  out.start("table").classes("govuk-table", options.classes).attributes(options.attributes).end();
  if (!options.caption.empty()) {
    out.start("caption").classes("govuk-table__caption", options.caption_classes).end();
    out.text(options.caption).close("caption");
  }
  if (!options.head.empty()) head_row(out, options.head);
  out.markup("<tbody class=\"govuk-table__body\">");
  for (const TableRow& row : options.rows) body_row(out, row, options.first_cell_is_header);
  out.markup("</tbody></table>");
}

}  // namespace onepot::html::govuk
