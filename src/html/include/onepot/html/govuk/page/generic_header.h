#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

/// The header for a site that is not on GOV.UK: ours.
struct GenericHeader {
  std::string logo_text;
  Html logo_html;
  std::string url;  ///< "/" unless said otherwise.
  std::string container_classes;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const GenericHeader& options);
inline Html generic_header(const GenericHeader& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
