#include "onepot/html/govuk/content/panel.h"

#include "govuk/write.h"
#include "onepot/html/govuk/forms/button.h"

namespace onepot::html::govuk {
namespace {

void panel_action(Html& out, const PanelAction& action) {
  if (action.href.empty() || action.type == "button") {
    append(out, Button{.text = action.text,
                       .type = std::string(or_else(action.type, "button")),
                       .href = action.href,
                       .classes = joined("govuk-button--inverse", action.classes),
                       .attributes = action.attributes});
    return;
  }
  out.start("a").classes("govuk-link govuk-link--inverse", action.classes).attribute("href", action.href);
  out.attributes(action.attributes).end().text(action.text).close("a");
}

}  // namespace

void append(Html& out, const Panel& options) {
  const bool interruption = options.classes.find("govuk-panel--interruption") != std::string::npos;
  out.start("div").classes("govuk-panel", interruption ? "" : "govuk-panel--confirmation", options.classes);
  out.attributes(options.attributes).end();
  start_heading(out, options.heading_level).markup(" class=\"govuk-panel__title\">");
  content(out, options.title_text, options.title_html);
  close_heading(out, options.heading_level);
  if (!options.text.empty() || !options.html.empty()) {
    out.markup("<div class=\"govuk-panel__body\">");
    content(out, options.text, options.html).close("div");
  }
  if (interruption && options.actions.present()) {
    out.start("div").classes("govuk-panel__actions", options.actions.classes).attributes(options.actions.attributes);
    out.end();
    if (!options.actions.items.empty()) {
      out.markup("<div class=\"govuk-button-group\">");
      for (const PanelAction& action : options.actions.items) {
        panel_action(out, action);
        out.markup(" ");
      }
      out.close("div");
    }
    out.close("div");
  }
  out.close("div");
}

}  // namespace onepot::html::govuk
