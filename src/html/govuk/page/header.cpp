#include "onepot/html/govuk/page/header.h"

#include "govuk/page/logo.h"
#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Header& options) {
  out.start("div").classes("govuk-header", options.classes).attributes(options.attributes).end();
  out.start("div")
      .classes("govuk-header__container", or_else(options.container_classes, "govuk-width-container"))
      .end();
  out.markup("<div class=\"govuk-header__logo\"><a").attribute("href", or_else(options.homepage_url, "//gov.uk"));
  out.markup(" class=\"govuk-header__homepage-link\">");
  logo(out, "govuk-header__logotype", true, "GOV.UK");
  if (!options.product_name.empty()) {
    out.markup(" <span class=\"govuk-header__product-name\">").text(options.product_name).markup("</span>");
  }
  out.markup("</a></div></div></div>");
}

}  // namespace onepot::html::govuk
