#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Legend {
  std::string text;
  Html html;
  bool is_page_heading = false;
  std::string classes;
  bool present() const { return !text.empty() || !html.empty(); }
};
struct Fieldset {
  Legend legend;
  std::string described_by;
  std::string classes;
  std::string role;
  Attributes attributes;
  Html html;  ///< What the fieldset holds; a form control fills it in itself.
  bool present() const { return legend.present() || !described_by.empty() || !classes.empty() || !attributes.empty(); }
};
void append(Html& out, const Fieldset& options);
inline Html fieldset(const Fieldset& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
