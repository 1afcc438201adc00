#include "onepot/html/govuk/page/phase_banner.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const PhaseBanner& options) {
  out.start("div").classes("govuk-phase-banner govuk-width-container", options.classes).attributes(options.attributes);
  out.markup("><p class=\"govuk-phase-banner__content\">");
  append(out, Tag{.text = options.tag.text,
                  .html = options.tag.html,
                  .classes = joined("govuk-phase-banner__content__tag", options.tag.classes)});
  out.markup(" <span class=\"govuk-phase-banner__text\">");
  content(out, options.text, options.html).markup("</span></p></div>");
}

}  // namespace onepot::html::govuk
