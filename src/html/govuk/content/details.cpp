#include "onepot/html/govuk/content/details.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Details& options) {
  out.start("details").attribute_if("id", options.id).classes("govuk-details", options.classes);
  out.attributes(options.attributes).flag("open", options.open).end();
  out.markup("<summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">");
  content(out, options.summary_text, options.summary_html);
  out.markup("</span></summary><div class=\"govuk-details__text\">");
  content(out, options.text, options.html).markup("</div></details>");
}

}  // namespace onepot::html::govuk
