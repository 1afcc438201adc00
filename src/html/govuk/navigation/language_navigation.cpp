#include "onepot/html/govuk/navigation/language_navigation.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

void current_language(Html& out, const Language& item) {
  out.start("span").classes("govuk-language-navigation__text", item.classes).markup(" aria-current=\"true\"");
  out.attribute_if("lang", item.lang).attribute_if("dir", item.dir).attributes(item.attributes).end();
  content(out, item.text, item.html).close("span");
}

void other_language(Html& out, const Language& item) {
  out.start("a").classes("govuk-language-navigation__link", item.classes).attribute("href", item.href);
  out.markup(" rel=\"alternate\"").attribute_if("lang", item.lang);
  out.attribute_if("hreflang", or_else(item.href_lang, item.lang)).attribute_if("dir", item.dir);
  content(out.attributes(item.attributes).end(), item.text, item.html);
  if (!item.language_description_text.empty()) {
    out.markup("<span class=\"govuk-visually-hidden\"> ").text(item.language_description_text).markup("</span>");
  }
  out.close("a");
}

}  // namespace

void append(Html& out, const LanguageNavigation& options) {
  out.start("nav").classes("govuk-language-navigation", options.classes).attributes(options.attributes);
  out.attribute("aria-label", options.aria_label).markup("><ul class=\"govuk-language-navigation__list\">");
  for (const Language& item : options.items) {
    out.markup("<li class=\"govuk-language-navigation__list-item\">");
    item.current || item.href.empty() ? current_language(out, item) : other_language(out, item);
    out.close("li");
  }
  out.markup("</ul></nav>");
}

}  // namespace onepot::html::govuk
