#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Details {
  std::string summary_text;
  Html summary_html;
  std::string text;
  Html html;
  std::string id;
  bool open = false;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Details& options);
inline Html details(const Details& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
