#pragma once
// The address a request asks for, and percent-encoding (RFC 3986).
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/result.h"
#include "onepot/http/fields.h"

namespace onepot::http {

/// Bytes with %XX undone; nullopt for a broken escape. With `plus_is_space`, as forms are written.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
/// Everything but letters, digits and -._~ escaped: safe in a path segment and in a query.
std::string percent_encode(std::string_view text);

struct Address {
  std::string path;  ///< decoded UTF-8, begins with '/' (or is "*"); no "." or ".." segment, no escaped '/', no control
  Fields query;
};
/// Reads the target of a request line: "/a/b?c=d", "http://host/a", "*". Refuses what Address does not allow.
Result<Address> parse_target(std::string_view target);

}  // namespace onepot::http
