#include "onepot/html/govuk/page/page.h"

#include "govuk/write.h"
#include "onepot/html/govuk/page/skip_link.h"

namespace onepot::html::govuk {
namespace {

void head(Html& out, const Page& options) {
  out.markup("<head><meta charset=\"utf-8\"><title>").text(options.title).markup("</title>");
  out.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">");
  out.markup("<meta name=\"theme-color\"").attribute("content", options.theme_colour).end();
  if (!options.icon.empty()) out.markup("<link rel=\"icon\"").attribute("href", options.icon).end();
  for (const std::string& sheet : options.stylesheets) {
    out.markup("<link rel=\"stylesheet\"").attribute("href", sheet).end();
  }
  for (const std::string& script : options.module_scripts) {
    out.markup("<script type=\"module\"").attribute("src", script).markup("></script>");
  }
  out.add(options.head).close("head");
}

}  // namespace

void append(Html& out, const Page& options) {
  out.markup("<!DOCTYPE html>\n<html").attribute("lang", options.lang);
  out.classes("govuk-template", options.html_classes).end();
  head(out, options);
  out.start("body").classes("govuk-template__body", options.body_classes).end().add(options.body_start);
  append(out, SkipLink{.text = options.skip_link_text, .href = "#main-content"});
  // The way back stands inside the header, so that all of the page is in some landmark.
  if (!options.header.empty() || !options.before_content.empty()) {
    out.markup("<header class=\"govuk-template__header\">").add(options.header);
    if (!options.before_content.empty()) {
      out.start("div").classes("govuk-width-container", options.container_classes).end().add(options.before_content);
      out.close("div");
    }
    out.close("header");
  }
  out.start("div").classes("govuk-width-container", options.container_classes).end();
  out.start("main").classes("govuk-main-wrapper", options.main_classes).markup(" id=\"main-content\">");
  out.add(options.content).markup("</main></div>");
  if (!options.footer.empty())
    out.markup("<footer class=\"govuk-template__footer\">").add(options.footer).close("footer");
  out.add(options.body_end).markup("</body></html>\n");
}

}  // namespace onepot::html::govuk
