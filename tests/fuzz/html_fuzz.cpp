// Whatever words come: none opens a tag or ends an attribute, and no address gets through whose scheme, read as a
// browser reads it (control characters dropped), is not on the list.
#include <algorithm>

#include "onepot/base/assert.h"
#include "onepot/html/govuk.h"
#include "onepot/html/html.h"
#include "onepot/html/url.h"

using namespace onepot;

namespace {

std::string scheme_as_browsers_read_it(std::string_view address) {
  std::string kept;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t' || c == '\n' || c == '\r' || (kept.empty() && byte <= 0x20)) continue;
    if (c == ':') return kept;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (kept.empty() || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'))) return {};
    kept += static_cast<char>(letter ? (c | 0x20) : c);
  }
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view words(reinterpret_cast<const char*>(data), size);
  const std::string escaped = html::text(words).take();
  ONEPOT_ASSERT(escaped.find_first_of("<>\"'") == std::string::npos);
  const std::string scheme = scheme_as_browsers_read_it(words);
  if (html::safe_url(words) && !scheme.empty()) {
    ONEPOT_ASSERT(scheme == "http" || scheme == "https" || scheme == "mailto" || scheme == "tel");
  }
  const std::string link = govuk::back_link({.text = std::string(words), .href = std::string(words)}).take();
  ONEPOT_ASSERT(std::count(link.begin(), link.end(), '<') == 2);
  return 0;
}
