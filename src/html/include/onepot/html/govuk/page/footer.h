#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct FooterLink {
  std::string text;
  std::string href;
  Attributes attributes;
};
struct FooterSection {
  std::string title;
  int columns = 0;    ///< 0: not said.
  std::string width;  ///< A grid column's name, "full" unless said otherwise.
  std::vector<FooterLink> items;
};
struct FooterMeta {
  std::string visually_hidden_title;  ///< "Support links" unless said otherwise.
  std::string text;
  Html html;
  std::vector<FooterLink> items;
  bool present() const { return !visually_hidden_title.empty() || !text.empty() || !html.empty() || !items.empty(); }
};
/// The GOV.UK footer, with its crown and Crown copyright: for the fixtures and for a site on GOV.UK. Ours is
/// site_footer.
struct Footer {
  FooterMeta meta;
  std::vector<FooterSection> navigation;
  std::optional<Content> content_licence = Content{};  ///< The Open Government Licence unless given; nullopt: none.
  Content copyright;
  std::string container_classes;
  std::string classes;
  Attributes attributes;
};
/// The same without crown, licence and Crown copyright, for a site outside GOV.UK: `meta` and `navigation` are used.
Html site_footer(const Footer& options);
void append(Html& out, const Footer& options);
inline Html footer(const Footer& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
