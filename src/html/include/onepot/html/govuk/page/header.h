#pragma once
#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

/// The GOV.UK header, with its crown: only for a site on GOV.UK. Ours is generic_header.
struct Header {
  std::string homepage_url;  ///< "//gov.uk" unless said otherwise.
  std::string product_name;
  std::string container_classes;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Header& options);
inline Html header(const Header& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
