#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct BackLink {
  std::string text;  ///< "Back" unless said otherwise.
  Html html;
  std::string href;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const BackLink& options);
inline Html back_link(const BackLink& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
