#include "onepot/html/govuk/content/warning_text.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const WarningText& options) {
  out.start("div").classes("govuk-warning-text", options.classes).attributes(options.attributes).end();
  out.markup("<span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!</span> ");
  out.markup("<strong class=\"govuk-warning-text__text\"><span class=\"govuk-visually-hidden\">");
  out.text(or_else(options.icon_fallback_text, "Warning")).markup("</span> ");
  content(out, options.text, options.html).markup("</strong></div>");
}

}  // namespace onepot::html::govuk
