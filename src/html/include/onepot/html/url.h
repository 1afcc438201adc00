#pragma once
#include <string_view>

namespace onepot::html {

/// True for an address that is safe to follow or load: http, https, mailto, tel, or one without a scheme (relative,
/// "#part", "//host"). Control characters make it unsafe, because browsers drop them ("java\nscript:").
bool safe_url(std::string_view address);

/// The address when it is safe, else "#".
inline std::string_view href(std::string_view address) {
  return safe_url(address) ? address : std::string_view("#");
}

}  // namespace onepot::html
