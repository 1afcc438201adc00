#include "onepot/html/govuk/forms/hint.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Hint& options) {
  out.start("div").attribute_if("id", options.id).classes("govuk-hint", options.classes);
  out.attributes(options.attributes).end();
  content(out, options.text, options.html).close("div");
}

}  // namespace onepot::html::govuk
