#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct Hint {
  std::string text;
  Html html;
  std::string id;
  std::string classes;
  Attributes attributes;
  bool present() const { return !text.empty() || !html.empty(); }
};
void append(Html& out, const Hint& options);
inline Html hint(const Hint& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
