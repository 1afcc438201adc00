#pragma once
// Cookies (RFC 6265), read and written. Values may be any bytes: what a cookie cannot carry is percent-encoded.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "onepot/http/fields.h"

namespace onepot::http {

enum class SameSite { strict, lax, none };

struct Cookie {
  std::string name;  ///< letters, digits, '-' and '_'
  std::string value;
  std::string path = "/";
  /// How long the browser keeps it; without one, until it is closed.
  std::optional<std::chrono::seconds> max_age = {};
  bool http_only = true;
  bool secure = true;  ///< false only where the place is served without TLS (a demonstration on loopback)
  SameSite same_site = SameSite::lax;
};

/// The value of a Set-Cookie header.
std::string to_set_cookie(const Cookie& cookie);
/// The Set-Cookie header that makes a browser forget the cookie.
std::string to_forget_cookie(std::string_view name, bool secure = true);
/// Reads a Cookie header; parts that are no cookie are passed over, as RFC 6265 asks of servers.
Fields parse_cookies(std::string_view header);

}  // namespace onepot::http
