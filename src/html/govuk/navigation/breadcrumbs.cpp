#include "onepot/html/govuk/navigation/breadcrumbs.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Breadcrumbs& options) {
  out.start("nav").classes("govuk-breadcrumbs", options.classes,
                           options.collapse_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : "");
  out.attributes(options.attributes).attribute("aria-label", options.label_text).end();
  out.markup("<ol class=\"govuk-breadcrumbs__list\">");
  for (const Breadcrumb& item : options.items) {
    if (item.href.empty()) {
      out.markup("<li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">");
      content(out, item.text, item.html);
    } else {
      out.markup("<li class=\"govuk-breadcrumbs__list-item\"><a class=\"govuk-breadcrumbs__link\"");
      out.attribute("href", item.href).attributes(item.attributes).end();
      content(out, item.text, item.html).close("a");
    }
    out.close("li");
  }
  out.markup("</ol></nav>");
}

}  // namespace onepot::html::govuk
