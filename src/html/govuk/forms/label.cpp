#include "onepot/html/govuk/forms/label.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Label& options) {
  if (options.text.empty() && options.html.empty()) return;
  if (options.is_page_heading) out.markup("<h1 class=\"govuk-label-wrapper\">");
  out.start("label").classes("govuk-label", options.classes).attributes(options.attributes);
  out.attribute_if("for", options.for_id).end();
  content(out, options.text, options.html).close("label");
  if (options.is_page_heading) out.close("h1");
}

}  // namespace onepot::html::govuk
