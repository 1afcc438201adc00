#include "onepot/html/govuk/navigation/back_link.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const BackLink& options) {
  out.start("a").attribute("href", or_else(options.href, "#")).classes("govuk-back-link", options.classes);
  content(out.attributes(options.attributes).end(), or_else(options.text, "Back"), options.html).close("a");
}

}  // namespace onepot::html::govuk
