#include "onepot/html/govuk/forms/error_message.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const ErrorMessage& options) {
  out.start("p").attribute_if("id", options.id).classes("govuk-error-message", options.classes);
  out.attributes(options.attributes).end();
  if (!options.visually_hidden_text.empty()) {
    out.markup("<span class=\"govuk-visually-hidden\">").text(options.visually_hidden_text).markup(":</span> ");
  }
  content(out, options.text, options.html).close("p");
}

}  // namespace onepot::html::govuk
