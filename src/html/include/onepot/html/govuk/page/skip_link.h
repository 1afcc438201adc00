#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

struct SkipLink {
  std::string text;
  Html html;
  std::string href;  ///< "#content" unless said otherwise.
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const SkipLink& options);
inline Html skip_link(const SkipLink& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
