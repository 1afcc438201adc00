#include "onepot/html/parts/approve.h"

namespace onepot::html {

Html approve(const Approve& options) {
  Html out;
  out.markup("<div class=\"op-approve\"><button type=\"submit\" class=\"govuk-button op-approve__button\" ");
  out.markup("data-module=\"govuk-button\" data-prevent-double-click=\"true\"").attribute_if("id", options.id);
  out.attribute_if("name", options.name).attribute_if("value", options.value).end();
  out.markup(
      "<svg class=\"op-approve__tick\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 36 36\" "
      "aria-hidden=\"true\" ");
  out.markup(
      "focusable=\"false\"><path d=\"M7 19l8 8L30 9\" fill=\"none\" stroke=\"currentColor\" "
      "stroke-width=\"5\"/></svg>");
  out.markup("<span>").text(options.text).markup("</span></button>");
  if (!options.other.empty()) out.markup("<p class=\"op-approve__other\">").add(options.other).close("p");
  return out.close("div");
}

}  // namespace onepot::html
