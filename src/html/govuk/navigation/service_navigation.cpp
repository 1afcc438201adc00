#include "onepot/html/govuk/navigation/service_navigation.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void item_words(Html& out, const ServiceNavigationItem& item) {
  const bool marked = item.active || item.current;
  // Strong, so that the current item shows even where a reader's own colours replace ours.
  if (marked) out.markup("<strong class=\"govuk-service-navigation__active-fallback\">");
  content(out, item.text, item.html);
  if (marked) out.markup("</strong>");
}

void navigation_item(Html& out, const ServiceNavigationItem& item) {
  const bool marked = item.active || item.current;
  out.start("li")
      .classes("govuk-service-navigation__item", marked ? "govuk-service-navigation__item--active" : "")
      .end();
  const std::string_view current = !marked ? "" : item.current ? "page" : "true";
  if (!item.href.empty()) {
    out.markup("<a class=\"govuk-service-navigation__link\"").attribute("href", item.href);
    out.attribute_if("aria-current", current).attributes(item.attributes).end();
    item_words(out, item);
    out.close("a");
  } else if (!item.text.empty() || !item.html.empty()) {
    out.markup("<span class=\"govuk-service-navigation__text\"").attribute_if("aria-current", current).end();
    item_words(out, item);
    out.close("span");
  }
  out.close("li");
}

void service_name(Html& out, const ServiceNavigation& options) {
  if (options.service_name.empty()) return;
  out.markup("<span class=\"govuk-service-navigation__service-name\">");
  if (options.service_url.empty()) {
    out.markup("<span class=\"govuk-service-navigation__text\">").text(options.service_name).markup("</span>");
  } else {
    out.start("a").attribute("href", options.service_url).markup(" class=\"govuk-service-navigation__link\">");
    out.text(options.service_name).close("a");
  }
  out.markup("</span>");
}

void navigation(Html& out, const ServiceNavigation& options) {
  const ServiceNavigationSlots& slots = options.slots;
  if (options.navigation.empty() && slots.navigation_start.empty() && slots.navigation_end.empty()) return;
  const std::string_view button = or_else(options.menu_button_text, "Menu");
  const std::string_view id = or_else(options.navigation_id, "navigation");
  out.start("nav").attribute("aria-label", or_else(options.navigation_label, button));
  out.classes("govuk-service-navigation__wrapper", options.navigation_classes).end();
  if (options.collapse_navigation_on_mobile.value_or(options.navigation.size() > 1)) {
    out.markup("<button type=\"button\" class=\"govuk-service-navigation__toggle govuk-js-service-navigation-toggle\"");
    out.attribute("aria-controls", id);
    if (options.menu_button_label != button) out.attribute_if("aria-label", options.menu_button_label);
    out.markup(" hidden aria-hidden=\"true\">").text(button).close("button");
  }
  out.markup("<ul class=\"govuk-service-navigation__list\"").attribute("id", id).end().add(slots.navigation_start);
  for (const ServiceNavigationItem& item : options.navigation) navigation_item(out, item);
  out.add(slots.navigation_end).markup("</ul></nav>");
}

}  // namespace

void append(Html& out, const ServiceNavigation& options) {
  const ServiceNavigationSlots& slots = options.slots;
  // With a name or a slot it is a region of its own; otherwise the nav inside is landmark enough.
  const bool region = !options.service_name.empty() || !slots.start.empty() || !slots.end.html.empty();
  if (region) {
    out.start("section").attribute("aria-label", options.aria_label);
  } else {
    out.start("div");
  }
  out.classes("govuk-service-navigation", options.classes).markup(" data-module=\"govuk-service-navigation\"");
  out.attributes(options.attributes).end().start("div");
  out.classes("govuk-width-container", slots.end.inline_align ? "govuk-service-navigation__inlining-container" : "")
      .end();
  out.add(slots.start).markup("<div class=\"govuk-service-navigation__container\">");
  service_name(out, options);
  navigation(out, options);
  out.close("div").add(slots.end.html).close("div");
  region ? out.close("section") : out.close("div");
}

}  // namespace onepot::html::govuk
