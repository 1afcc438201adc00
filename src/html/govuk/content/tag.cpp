#include "onepot/html/govuk/content/tag.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Tag& options) {
  out.start("strong").classes("govuk-tag", options.classes).attributes(options.attributes).end();
  content(out, options.text, options.html).close("strong");
}

}  // namespace onepot::html::govuk
