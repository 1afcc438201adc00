#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Tag {
  std::string text;
  Html html;
  std::string classes;
  Attributes attributes;
  bool present() const { return !text.empty() || !html.empty(); }
};
void append(Html& out, const Tag& options);
inline Html tag(const Tag& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
