#include "onepot/html/govuk/forms/fieldset.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Fieldset& options) {
  out.start("fieldset").classes("govuk-fieldset", options.classes).attribute_if("role", options.role);
  out.attribute_if("aria-describedby", options.described_by).attributes(options.attributes).end();
  if (options.legend.present()) {
    out.start("legend").classes("govuk-fieldset__legend", options.legend.classes).end();
    if (options.legend.is_page_heading) out.markup("<h1 class=\"govuk-fieldset__heading\">");
    content(out, options.legend.text, options.legend.html);
    if (options.legend.is_page_heading) out.close("h1");
    out.close("legend");
  }
  out.add(options.html).close("fieldset");
}

}  // namespace onepot::html::govuk
