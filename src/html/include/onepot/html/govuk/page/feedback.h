#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Feedback {
  std::string title_text;
  Html title_html;
  int heading_level = 2;
  std::string text;
  Html html;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Feedback& options);
inline Html feedback(const Feedback& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
