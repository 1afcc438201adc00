#include "onepot/html/govuk/content/notification_banner.h"

#include "govuk/write.h"

namespace onepot::html::govuk {

void append(Html& out, const NotificationBanner& options) {
  const bool success = options.type == "success";
  const std::string_view title_id = or_else(options.title_id, "govuk-notification-banner-title");
  out.start("div").classes("govuk-notification-banner", success ? "govuk-notification-banner--success" : "",
                           options.classes);
  // Success is said at once (alert); anything else is a landmark to go to.
  out.attribute("role", or_else(options.role, success ? "alert" : "region")).attribute("aria-labelledby", title_id);
  out.markup(" data-module=\"govuk-notification-banner\"");
  if (options.disable_auto_focus) out.attribute("data-disable-auto-focus", yes_no(*options.disable_auto_focus));
  out.attributes(options.attributes).markup("><div class=\"govuk-notification-banner__header\">");
  start_heading(out, options.title_heading_level).markup(" class=\"govuk-notification-banner__title\"");
  out.attribute("id", title_id).end();
  content(out, or_else(options.title_text, success ? "Success" : "Important"), options.title_html);
  close_heading(out, options.title_heading_level).markup("</div><div class=\"govuk-notification-banner__content\">");
  if (!options.html.empty()) {
    out.add(options.html);
  } else if (!options.text.empty()) {
    out.markup("<p class=\"govuk-notification-banner__heading\">").text(options.text).markup("</p>");
  }
  out.markup("</div></div>");
}

}  // namespace onepot::html::govuk
