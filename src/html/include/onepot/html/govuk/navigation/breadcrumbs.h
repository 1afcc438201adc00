#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Breadcrumb {
  std::string text;
  Html html;
  std::string href;  ///< None for the page one is on.
  Attributes attributes;
};
struct Breadcrumbs {
  std::vector<Breadcrumb> items;
  bool collapse_on_mobile = false;
  std::string label_text = "Breadcrumb";
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Breadcrumbs& options);
inline Html breadcrumbs(const Breadcrumbs& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
