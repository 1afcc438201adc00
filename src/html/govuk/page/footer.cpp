#include "onepot/html/govuk/page/footer.h"

#include "govuk/page/logo.h"
#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

constexpr Literal licence_picture =
    "<svg aria-hidden=\"true\" focusable=\"false\" class=\"govuk-footer__licence-logo\" "
    "xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 483.2 195.7\" height=\"17\" width=\"41\">"
    "<path fill=\"currentColor\" d=\""
    "M421.5 142.8V.1l-50.7 32.3v161.1h112.4v-50.7zm-122.3-9.6A47.12 47.12 0 0 1 221 97.8c0-26 21.1-47.1 47.1-47.1 1"
    "6.7 0 31.4 8.7 39.7 21.8l42.7-27.2A97.63 97.63 0 0 0 268.1 0c-36.5 0-68.3 20.1-85.1 49.7A98 98 0 0 0 97.8 0C43"
    ".9 0 0 43.9 0 97.8s43.9 97.8 97.8 97.8c36.5 0 68.3-20.1 85.1-49.7a97.76 97.76 0 0 0 149.6 25.4l19.4 22.2h3v-87"
    ".8h-80l24.3 27.5zM97.8 145c-26 0-47.1-21.1-47.1-47.1s21.1-47.1 47.1-47.1 47.2 21 47.2 47S123.8 145 97.8 145"
    "\" /></svg>";
constexpr Literal open_licence =
    "All content is available under the <a class=\"govuk-footer__link\" "
    "href=\"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/\" rel=\"license\">Open "
    "Government Licence v3.0</a>, except where otherwise stated";
constexpr Literal copyright_link =
    "<div class=\"govuk-footer__meta-item\"><a class=\"govuk-footer__link govuk-footer__copyright-logo\" "
    "href=\"https://www.nationalarchives.gov.uk/information-management/re-using-public-sector-information/"
    "uk-government-licensing-framework/crown-copyright/\">";

void footer_link(Html& out, const FooterLink& link) {
  out.markup("<a class=\"govuk-footer__link\"").attribute("href", link.href).attributes(link.attributes).end();
  out.text(link.text).close("a");
}

void sections(Html& out, const std::vector<FooterSection>& navigation) {
  if (navigation.empty()) return;
  out.markup("<div class=\"govuk-footer__navigation\">");
  for (const FooterSection& section : navigation) {
    out.markup("<div class=\"govuk-footer__section govuk-grid-column-").text(or_else(section.width, "full"));
    out.markup("\"><h2 class=\"govuk-footer__heading govuk-heading-m\">").text(section.title).close("h2");
    if (!section.items.empty()) {
      out.markup("<ul class=\"govuk-footer__list");
      if (section.columns > 0) out.markup(" govuk-footer__list--columns-").number(section.columns);
      out.markup("\">");
      for (const FooterLink& link : section.items) {
        if (link.href.empty() || link.text.empty()) continue;
        out.markup("<li class=\"govuk-footer__list-item\">");
        footer_link(out, link);
        out.close("li");
      }
      out.close("ul");
    }
    out.close("div");
  }
  out.markup("</div><hr class=\"govuk-footer__section-break\">");
}

void meta_links(Html& out, const FooterMeta& meta) {
  if (!meta.present()) return;
  out.markup("<h2 class=\"govuk-visually-hidden\">")
      .text(or_else(meta.visually_hidden_title, "Support links"))
      .close("h2");
  if (!meta.items.empty()) {
    out.markup("<ul class=\"govuk-footer__inline-list\">");
    for (const FooterLink& link : meta.items) {
      out.markup("<li class=\"govuk-footer__inline-list-item\">");
      footer_link(out, link);
      out.close("li");
    }
    out.close("ul");
  }
  if (!meta.text.empty() || !meta.html.empty()) {
    out.markup("<div class=\"govuk-footer__meta-custom\">");
    content(out, meta.text, meta.html).close("div");
  }
}

void open_footer(Html& out, const Footer& options) {
  out.start("div").classes("govuk-footer", options.classes).attributes(options.attributes).end();
  out.start("div").classes("govuk-width-container", options.container_classes).end();
}

}  // namespace

void append(Html& out, const Footer& options) {
  open_footer(out, options);
  logo(out, "govuk-footer__crown", false, {});
  sections(out, options.navigation);
  out.markup("<div class=\"govuk-footer__meta\"><div class=\"govuk-footer__meta-item govuk-footer__meta-item--grow\">");
  meta_links(out, options.meta);
  if (options.content_licence) {
    out.markup(licence_picture).markup(" <span class=\"govuk-footer__licence-description\">");
    options.content_licence->present() ? content(out, *options.content_licence) : out.markup(open_licence);
    out.close("span");
  }
  out.close("div").markup(copyright_link);
  options.copyright.present() ? content(out, options.copyright) : out.markup("\u00a9 Crown copyright");
  out.markup("</a></div></div></div></div>");
}

Html site_footer(const Footer& options) {
  Html out;
  open_footer(out, options);
  sections(out, options.navigation);
  out.markup("<div class=\"govuk-footer__meta\"><div class=\"govuk-footer__meta-item govuk-footer__meta-item--grow\">");
  meta_links(out, options.meta);
  out.markup("</div></div></div></div>");
  return out;
}

}  // namespace onepot::html::govuk
