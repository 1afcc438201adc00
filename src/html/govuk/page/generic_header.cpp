#include "onepot/html/govuk/page/generic_header.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const GenericHeader& options) {
  out.start("div").classes("govuk-generic-header", options.classes).attributes(options.attributes).end();
  out.start("div").classes("govuk-generic-header__container",
                           or_else(options.container_classes, "govuk-width-container"));
  out.end().markup("<div class=\"govuk-generic-header__logo\">").start("a");
  out.attribute("href", or_else(options.url, "/")).markup(" class=\"govuk-generic-header__homepage-link\">");
  content(out, options.logo_text, options.logo_html).markup("</a></div></div></div>");
}

}  // namespace onepot::html::govuk
