#include "onepot/html/govuk/navigation/pagination.h"

#include "govuk/write.h"

namespace onepot::html::govuk {
namespace {

constexpr Literal arrow_previous =
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--prev\" xmlns=\"http://www.w3.org/2000/svg\" "
    "height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path "
    "d=\"m6.5938-0.0078125"
    "-6.7266 6.7266 6.7441 6.4062 "
    "1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z\"></path></svg>";
constexpr Literal arrow_next =
    "<svg class=\"govuk-pagination__icon govuk-pagination__icon--next\" xmlns=\"http://www.w3.org/2000/svg\" "
    "height=\"13\" width=\"15\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 15 13\"><path "
    "d=\"m8.107-0.0078125"
    "-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 "
    "6.7441-6.4062-6.7246-6.7266z\"></path></svg>";

/// `block`: without page numbers the two links are large, one above the other.
void arrow_link(Html& out, const PaginationLink& link, bool previous, bool block) {
  const Literal type = previous ? Literal("prev") : Literal("next");
  out.markup("<div class=\"govuk-pagination__")
      .markup(type)
      .markup("\"><a class=\"govuk-link govuk-pagination__link\"");
  out.attribute("href", link.href).markup(" rel=\"").markup(type).markup("\"").attributes(link.attributes).end();
  if (block || previous) out.markup(previous ? arrow_previous : arrow_next).markup(" ");
  out.start("span").classes("govuk-pagination__link-title",
                            block && link.label_text.empty() ? "govuk-pagination__link-title--decorated" : "");
  out.end();
  if (!link.text.empty() || !link.html.empty()) {
    content(out, link.text, link.html);
  } else {
    out.markup(previous ? Literal("Previous") : Literal("Next"))
        .markup("<span class=\"govuk-visually-hidden\"> page</span>");
  }
  out.close("span");
  if (block && !link.label_text.empty()) {
    out.markup(" <span class=\"govuk-visually-hidden\">:</span> <span class=\"govuk-pagination__link-label\">");
    out.text(link.label_text).close("span");
  }
  if (!block && !previous) out.markup(" ").markup(arrow_next);
  out.markup("</a></div>");
}

void page_item(Html& out, const PaginationItem& item) {
  out.start("li").classes("govuk-pagination__item", item.current ? "govuk-pagination__item--current" : "",
                          item.ellipsis ? "govuk-pagination__item--ellipsis" : "");
  out.end();
  if (item.ellipsis) {
    out.markup("&ctdot;</li>");
    return;
  }
  out.markup("<a class=\"govuk-link govuk-pagination__link\"").attribute("href", item.href);
  if (item.visually_hidden_text.empty()) {
    out.markup(" aria-label=\"Page ").text(item.number).markup("\"");
  } else {
    out.attribute("aria-label", item.visually_hidden_text);
  }
  if (item.current) out.markup(" aria-current=\"page\"");
  out.attributes(item.attributes).end().text(item.number).markup("</a></li>");
}

}  // namespace

void append(Html& out, const Pagination& options) {
  const bool has_previous = !options.previous.href.empty();
  const bool has_next = !options.next.href.empty();
  const bool block = options.items.empty() && (has_previous || has_next);
  out.start("nav").classes("govuk-pagination", block ? "govuk-pagination--block" : "", options.classes);
  out.attribute("aria-label", or_else(options.landmark_label, "Pagination")).attributes(options.attributes).end();
  if (has_previous) arrow_link(out, options.previous, true, block);
  if (!options.items.empty()) {
    out.markup("<ul class=\"govuk-pagination__list\">");
    for (const PaginationItem& item : options.items) {
      if (item.ellipsis || !item.number.empty()) page_item(out, item);
    }
    out.close("ul");
  }
  if (has_next) arrow_link(out, options.next, false, block);
  out.close("nav");
}

}  // namespace onepot::html::govuk
