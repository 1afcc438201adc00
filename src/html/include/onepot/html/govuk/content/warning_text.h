#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct WarningText {
  std::string text;
  Html html;
  std::string icon_fallback_text;  ///< "Warning" unless said otherwise.
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const WarningText& options);
inline Html warning_text(const WarningText& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
