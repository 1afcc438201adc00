#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct NotificationBanner {
  std::string text;
  Html html;
  std::string title_text;
  Html title_html;
  int title_heading_level = 2;
  std::string type;  ///< "success", or nothing.
  std::string role;
  std::string title_id;
  std::optional<bool> disable_auto_focus;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const NotificationBanner& options);
inline Html notification_banner(const NotificationBanner& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
