#pragma once
#include "onepot/html/govuk/common.h"
#include "onepot/html/govuk/content/tag.h"

namespace onepot::html::govuk {

struct PhaseBanner {
  std::string text;
  Html html;
  Tag tag;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const PhaseBanner& options);
inline Html phase_banner(const PhaseBanner& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
