#include "onepot/html/parts/slots.h"

namespace onepot::html {

Html slots(std::string_view name, const std::vector<Slot>& times) {
  Html out;
  out.reserve(times.size() * 192);
  out.markup("<ul class=\"op-slots\">");
  for (const Slot& slot : times) {
    out.markup("<li>");
    if (slot.gone) {
      out.markup("<span class=\"op-slots__gone\">").text(slot.words).close("span");
    } else {
      out.markup("<button type=\"submit\" class=\"govuk-button govuk-button--secondary\" data-module=\"govuk-button\"");
      out.attribute("name", name).attribute("value", slot.value).end().text(slot.words).close("button");
    }
    out.close("li");
  }
  out.close("ul");
  return out;
}

}  // namespace onepot::html
