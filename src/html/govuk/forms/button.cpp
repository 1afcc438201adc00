#include "onepot/html/govuk/forms/button.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const Button& options) {
  if (options.href.empty()) {
    out.start("button").attribute("type", or_else(options.type, "submit"));
    out.attribute_if("value", options.value).attribute_if("name", options.name);
    if (options.disabled) out.markup(" disabled aria-disabled=\"true\"");
    if (options.prevent_double_click) {
      out.attribute("data-prevent-double-click", yes_no(*options.prevent_double_click));
    }
  } else {
    out.start("a").attribute("href", options.href).markup(" role=\"button\" draggable=\"false\"");
  }
  out.classes("govuk-button", options.classes, options.is_start_button ? "govuk-button--start" : "");
  out.markup(" data-module=\"govuk-button\"").attributes(options.attributes).attribute_if("id", options.id).end();
  // A start button lays its parts out with flexbox, which drops the spaces between elements: a span keeps them.
  const bool wrap = options.is_start_button && !options.html.empty();
  if (wrap) out.markup("<span>");
  content(out, options.text, options.html);
  if (wrap) out.markup("</span>");
  if (options.is_start_button) {
    out.markup(
        "<svg class=\"govuk-button__start-icon\" xmlns=\"http://www.w3.org/2000/svg\" width=\"17.5\" height=\"19\" "
        "viewBox=\"0 0 33 40\" aria-hidden=\"true\" focusable=\"false\">"
        "<path fill=\"currentColor\" d=\"M0 0h13l20 20-20 20H0l20-20z\"/></svg>");
  }
  options.href.empty() ? out.close("button") : out.close("a");
}

}  // namespace onepot::html::govuk
