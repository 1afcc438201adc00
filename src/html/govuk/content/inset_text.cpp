#include "onepot/html/govuk/content/inset_text.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const InsetText& options) {
  out.start("div").attribute_if("id", options.id).classes("govuk-inset-text", options.classes);
  out.attributes(options.attributes).end();
  content(out, options.text, options.html).close("div");
}

}  // namespace onepot::html::govuk
