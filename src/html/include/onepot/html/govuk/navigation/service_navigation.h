#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct ServiceNavigationItem {
  std::string text;
  Html html;
  std::string href;
  bool current = false;  ///< The page one is on.
  bool active = false;   ///< The section one is in.
  Attributes attributes;
};
struct ServiceNavigationEnd {
  Html html;
  bool inline_align = false;  ///< Beside the navigation instead of under it.
};
struct ServiceNavigationSlots {
  Html start;
  ServiceNavigationEnd end;
  Html navigation_start;
  Html navigation_end;
};
struct ServiceNavigation {
  std::string service_name;
  std::string service_url;
  std::vector<ServiceNavigationItem> navigation;
  ServiceNavigationSlots slots;
  std::string aria_label = "Service information";
  std::string menu_button_text;  ///< "Menu" unless said otherwise.
  std::string menu_button_label;
  std::string navigation_label;
  std::string navigation_id;  ///< "navigation" unless said otherwise.
  std::string navigation_classes;
  std::optional<bool> collapse_navigation_on_mobile;  ///< Unless given: when there is more than one item.
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const ServiceNavigation& options);
inline Html service_navigation(const ServiceNavigation& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
