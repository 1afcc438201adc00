#include "onepot/html/govuk/content/tabs.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void panel_id(Html& out, const Tabs& options, const TabItem& item, std::size_t number) {
  if (!item.id.empty()) {
    out.text(item.id);
  } else {
    out.text(options.id_prefix).markup("-").number(static_cast<std::int64_t>(number));
  }
}

}  // namespace

void append(Html& out, const Tabs& options) {
  out.start("div").attribute_if("id", options.id).classes("govuk-tabs", options.classes).attributes(options.attributes);
  out.markup(" data-module=\"govuk-tabs\"><h2 class=\"govuk-tabs__title\">");
  out.text(or_else(options.title, "Contents")).close("h2");
  if (!options.items.empty()) {
    out.markup("<ul class=\"govuk-tabs__list\">");
    for (std::size_t i = 0; i < options.items.size(); ++i) {
      const TabItem& item = options.items[i];
      if (item.omit) continue;
      out.start("li").classes("govuk-tabs__list-item", i == 0 ? "govuk-tabs__list-item--selected" : "").end();
      out.markup("<a class=\"govuk-tabs__tab\" href=\"#");
      panel_id(out, options, item, i + 1);
      out.markup("\"").attributes(item.attributes).end().text(item.label).markup("</a></li>");
    }
    out.close("ul");
  }
  for (std::size_t i = 0; i < options.items.size(); ++i) {
    const TabItem& item = options.items[i];
    if (item.omit) continue;
    out.start("div").classes("govuk-tabs__panel", i > 0 ? "govuk-tabs__panel--hidden" : "").markup(" id=\"");
    panel_id(out, options, item, i + 1);
    out.markup("\"").attributes(item.panel.attributes).end().add(item.panel.html);
    if (item.panel.html.empty() && !item.panel.text.empty()) {
      out.markup("<p class=\"govuk-body\">").text(item.panel.text).markup("</p>");
    }
    out.close("div");
  }
  out.close("div");
}

}  // namespace onepot::html::govuk
