#include "onepot/html/govuk/forms/error_summary.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const ErrorSummary& options) {
  out.start("div").classes("govuk-error-summary", options.classes);
  if (options.disable_auto_focus) out.attribute("data-disable-auto-focus", yes_no(*options.disable_auto_focus));
  out.attributes(options.attributes).markup(" data-module=\"govuk-error-summary\">");
  // The alert is a child of the element that takes focus, so that what it says is not lost to the focus change.
  out.markup("<div role=\"alert\"><h2 class=\"govuk-error-summary__title\">");
  content(out, options.title_text, options.title_html);
  out.markup("</h2><div class=\"govuk-error-summary__body\">");
  if (!options.description_text.empty() || !options.description_html.empty()) {
    out.markup("<p>");
    content(out, options.description_text, options.description_html).markup("</p>");
  }
  if (!options.error_list.empty()) {
    out.markup("<ul class=\"govuk-list govuk-error-summary__list\">");
    for (const ErrorSummaryItem& item : options.error_list) {
      out.markup("<li>");
      if (!item.href.empty()) out.start("a").attribute("href", item.href).attributes(item.attributes).end();
      content(out, item.text, item.html);
      if (!item.href.empty()) out.close("a");
      out.markup("</li>");
    }
    out.markup("</ul>");
  }
  out.markup("</div></div></div>");
}

}  // namespace onepot::html::govuk
