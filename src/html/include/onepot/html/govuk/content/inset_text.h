#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct InsetText {
  std::string text;
  Html html;
  std::string id;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const InsetText& options);
inline Html inset_text(const InsetText& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
