#include "onepot/html/govuk/content/accordion.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void accordion_id(Html& out, const Accordion& options, Literal part, std::int64_t number) {
  out.markup(" id=\"").text(options.id).markup(part).number(number).markup("\"");
}

void section(Html& out, const Accordion& options, const AccordionItem& item, std::int64_t number) {
  out.start("div").classes("govuk-accordion__section", item.expanded ? "govuk-accordion__section--expanded" : "").end();
  out.markup("<div class=\"govuk-accordion__section-header\">");
  start_heading(out, options.heading_level).markup(" class=\"govuk-accordion__section-heading\">");
  out.markup("<span class=\"govuk-accordion__section-button\"");
  accordion_id(out, options, "-heading-", number);
  content(out.end(), item.heading).markup("</span>");
  close_heading(out, options.heading_level);
  if (item.summary.present()) {
    out.markup("<div class=\"govuk-accordion__section-summary govuk-body\"");
    accordion_id(out, options, "-summary-", number);
    content(out.end(), item.summary).close("div");
  }
  out.close("div").start("div");
  accordion_id(out, options, "-content-", number);
  out.markup(" class=\"govuk-accordion__section-content\">").add(item.content.html);
  if (item.content.html.empty() && !item.content.text.empty()) {
    out.markup("<p class=\"govuk-body\">").text(item.content.text).markup("</p>");
  }
  out.markup("</div></div>");
}

}  // namespace

void append(Html& out, const Accordion& options) {
  out.start("div").classes("govuk-accordion", options.classes).markup(" data-module=\"govuk-accordion\"");
  out.attribute("id", options.id);
  i18n(out, "data-i18n.hide-all-sections", options.hide_all_sections_text);
  i18n(out, "data-i18n.hide-section", options.hide_section_text);
  i18n(out, "data-i18n.hide-section-aria-label", options.hide_section_aria_label_text);
  i18n(out, "data-i18n.show-all-sections", options.show_all_sections_text);
  i18n(out, "data-i18n.show-section", options.show_section_text);
  i18n(out, "data-i18n.show-section-aria-label", options.show_section_aria_label_text);
  if (options.remember_expanded) out.attribute("data-remember-expanded", yes_no(*options.remember_expanded));
  out.attributes(options.attributes).end();
  std::int64_t number = 0;
  for (const AccordionItem& item : options.items) {
    ++number;
    if (!item.omit) section(out, options, item, number);
  }
  out.close("div");
}

}  // namespace onepot::html::govuk
