#include "onepot/html/govuk/page/feedback.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Feedback& options) {
  out.start("div")
      .classes("govuk-feedback govuk-width-container", options.classes)
      .attributes(options.attributes)
      .end();
  out.markup("<div class=\"govuk-grid-row\"><div class=\"govuk-grid-column-two-thirds\">");
  start_heading(out, options.heading_level).markup(" class=\"govuk-feedback__title\">");
  content(out, options.title_text, options.title_html);
  close_heading(out, options.heading_level);
  if (!options.html.empty()) {
    out.markup("<div class=\"govuk-feedback__body\">").add(options.html).close("div");
  } else if (!options.text.empty()) {
    out.markup("<div class=\"govuk-feedback__body\"><p class=\"govuk-body\">").text(options.text).markup("</p></div>");
  }
  out.markup("</div></div></div>");
}

}  // namespace onepot::html::govuk
