#include "onepot/html/govuk/page/skip_link.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const SkipLink& options) {
  out.start("a").attribute("href", or_else(options.href, "#content")).classes("govuk-skip-link", options.classes);
  out.attributes(options.attributes).markup(" data-module=\"govuk-skip-link\">");
  content(out, options.text, options.html).close("a");
}

}  // namespace onepot::html::govuk
