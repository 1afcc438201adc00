#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct ErrorSummaryItem {
  std::string text;
  Html html;
  std::string href;  ///< "#id" of the field.
  Attributes attributes;
};
struct ErrorSummary {
  std::string title_text;
  Html title_html;
  std::string description_text;
  Html description_html;
  std::vector<ErrorSummaryItem> error_list;
  std::optional<bool> disable_auto_focus;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const ErrorSummary& options);
inline Html error_summary(const ErrorSummary& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
