#include "onepot/html/write.h"

#include "onepot/base/assert.h"

namespace onepot::html {
namespace {

constexpr std::string_view heading_class(Size size) {
  switch (size) {
    case Size::xl:
      return "govuk-heading-xl";
    case Size::l:
      return "govuk-heading-l";
    case Size::m:
      return "govuk-heading-m";
    default:
      return "govuk-heading-s";
  }
}

Html list(Literal tag, std::string_view classes, const std::vector<Html>& items) {
  Html out;
  out.open(tag, {{"class", classes}});
  for (const Html& item : items) out.markup("<li>").add(item).close("li");
  out.close(tag);
  return out;
}

}  // namespace

Html heading(int level, std::string_view words, Size size) {
  return heading(level, words, size, {});
}

Html heading(int level, std::string_view words, Size size, std::string_view id) {
  ONEPOT_ASSERT(level >= 1 && level <= 6);
  Html out;
  out.markup("<h").number(level).attribute_if("id", id).attribute("class", heading_class(size)).end().text(words);
  out.markup("</h").number(level).end();
  return out;
}

Html link(std::string_view href, std::string_view words, std::string_view hidden_words) {
  Html out;
  out.markup("<a class=\"govuk-link\"").attribute("href", href).end().text(words);
  if (!hidden_words.empty()) out.markup("<span class=\"govuk-visually-hidden\"> ").text(hidden_words).close("span");
  out.close("a");
  return out;
}

Html link(std::string_view href, const Html& content) {
  Html out;
  out.markup("<a class=\"govuk-link\"").attribute("href", href).end().add(content).close("a");
  return out;
}

Html bullets(const std::vector<Html>& items) {
  return list("ul", "govuk-list govuk-list--bullet", items);
}
Html numbers(const std::vector<Html>& items) {
  return list("ol", "govuk-list govuk-list--number", items);
}
Html plain_list(const std::vector<Html>& items) {
  return list("ul", "govuk-list", items);
}

Html columns(const std::vector<Html>& parts) {
  ONEPOT_ASSERT(parts.size() == 2 || parts.size() == 3);
  const std::string_view width = parts.size() == 2 ? "govuk-grid-column-one-half" : "govuk-grid-column-one-third";
  Html out;
  out.markup("<div class=\"govuk-grid-row\">");
  for (const Html& part : parts) out.open("div", {{"class", width}}).add(part).close("div");
  out.close("div");
  return out;
}

Html button_group(const std::vector<Html>& buttons) {
  Html out;
  out.markup("<div class=\"govuk-button-group\">");
  for (const Html& button : buttons) out.add(button).markup(" ");
  out.close("div");
  return out;
}

Html section_break() {
  Html out;
  out.markup("<hr class=\"govuk-section-break govuk-section-break--l govuk-section-break--visible\">");
  return out;
}

Html form(const Form& options, const Html& content) {
  ONEPOT_ASSERT(options.method == "get" || (options.method == "post" && !options.csrf.empty()));
  Html out;
  out.reserve(content.size() + 256);
  out.start("form").attribute("action", options.action).attribute("method", options.method);
  out.attribute_if("id", options.id).attribute_if("class", options.classes);
  if (options.multipart) out.markup(" enctype=\"multipart/form-data\"");
  out.markup(" novalidate>");
  if (!options.csrf.empty()) out.add(hidden("csrf", options.csrf));
  out.add(content).close("form");
  return out;
}

Html hidden(std::string_view name, std::string_view value) {
  Html out;
  out.markup("<input type=\"hidden\"").attribute("name", name).attribute("value", value).end();
  return out;
}

}  // namespace onepot::html
