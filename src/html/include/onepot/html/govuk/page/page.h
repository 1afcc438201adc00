#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

/// The frame of a page, as the published page template draws it, for a site outside GOV.UK: no crown, no GOV.UK
/// header, no inline script (a content security policy can forbid those; the module script says that scripts run).
struct Page {
  std::string lang = "en";
  std::string title;
  std::string html_classes;  ///< "large-print", "easy-read": modes a person chose.
  std::string body_classes;
  std::string theme_colour = "#0b3d3a";
  std::vector<std::string> stylesheets;
  std::vector<std::string> module_scripts;
  std::string icon;  ///< Address of the icon; none when empty.
  Html head;         ///< More in <head>.
  std::string skip_link_text = "Skip to main content";
  Html body_start;      ///< Before everything, such as a cookie banner.
  Html header;          ///< generic_header, service_navigation, phase_banner.
  Html before_content;  ///< back_link or breadcrumbs.
  Html content;
  std::string main_classes;
  std::string container_classes;
  Html footer;
  Html body_end;
};
void append(Html& out, const Page& options);
/// The whole document, "<!DOCTYPE html>" first.
inline Html page(const Page& options) {
  Html out;
  out.reserve(16384);
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
