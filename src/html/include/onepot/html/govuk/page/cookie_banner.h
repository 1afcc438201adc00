#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct CookieBannerAction {
  std::string text;
  std::string type;
  std::string href;
  std::string name;
  std::string value;
  std::string classes;
  Attributes attributes;
};
struct CookieBannerMessage {
  std::string heading_text;
  Html heading_html;
  std::string text;
  Html html;
  std::vector<CookieBannerAction> actions;
  bool hidden = false;
  std::string role;
  std::string classes;
  Attributes attributes;
};
struct CookieBanner {
  std::string aria_label;  ///< "Cookie banner" unless said otherwise.
  bool hidden = false;
  std::vector<CookieBannerMessage> messages;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const CookieBanner& options);
inline Html cookie_banner(const CookieBanner& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
