#include "onepot/html/govuk/page/cookie_banner.h"

#include "govuk/write.h"
#include "onepot/html/govuk/forms/button.h"

namespace onepot::html::govuk {
namespace {

void cookie_action(Html& out, const CookieBannerAction& action) {
  if (action.href.empty() || action.type == "button") {
    append(out, Button{.text = action.text,
                       .name = action.name,
                       .type = std::string(or_else(action.type, "button")),
                       .value = action.value,
                       .href = action.href,
                       .classes = action.classes,
                       .attributes = action.attributes});
    return;
  }
  out.start("a").classes("govuk-link", action.classes).attribute("href", action.href).attributes(action.attributes);
  out.end().text(action.text).close("a");
}

void cookie_message(Html& out, const CookieBannerMessage& message) {
  out.start("div").classes("govuk-cookie-banner__message", message.classes, "govuk-width-container");
  out.attribute_if("role", message.role).attributes(message.attributes).flag("hidden", message.hidden).end();
  out.markup("<div class=\"govuk-grid-row\"><div class=\"govuk-grid-column-two-thirds\">");
  if (!message.heading_text.empty() || !message.heading_html.empty()) {
    out.markup("<h2 class=\"govuk-cookie-banner__heading govuk-heading-m\">");
    content(out, message.heading_text, message.heading_html).close("h2");
  }
  out.markup("<div class=\"govuk-cookie-banner__content\">").add(message.html);
  if (message.html.empty() && !message.text.empty()) {
    out.markup("<p class=\"govuk-body\">").text(message.text).markup("</p>");
  }
  out.markup("</div></div></div>");
  if (!message.actions.empty()) {
    out.markup("<div class=\"govuk-button-group\">");
    for (const CookieBannerAction& action : message.actions) {
      cookie_action(out, action);
      out.markup(" ");
    }
    out.close("div");
  }
  out.close("div");
}

}  // namespace

void append(Html& out, const CookieBanner& options) {
  out.start("div").classes("govuk-cookie-banner", options.classes).markup(" data-nosnippet role=\"region\"");
  out.attribute("aria-label", or_else(options.aria_label, "Cookie banner")).flag("hidden", options.hidden);
  out.attributes(options.attributes).end();
  for (const CookieBannerMessage& message : options.messages) cookie_message(out, message);
  out.close("div");
}

}  // namespace onepot::html::govuk
