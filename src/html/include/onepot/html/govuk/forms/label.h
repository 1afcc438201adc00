#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Label {
  std::string text;
  Html html;
  std::string for_id;  ///< `for`; a form control fills it in itself.
  bool is_page_heading = false;
  std::string classes;
  Attributes attributes;
};
/// Nothing at all when there are no words.
void append(Html& out, const Label& options);
inline Html label(const Label& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
