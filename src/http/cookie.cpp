#include "onepot/http/cookie.h"

#include <fmt/format.h>

#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/http/address.h"

namespace onepot::http {
namespace cookie_detail {
namespace {

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace
}  // namespace cookie_detail

std::string to_set_cookie(const Cookie& cookie) {
  ONEPOT_ASSERT(cookie_detail::is_name(cookie.name));
  ONEPOT_ASSERT(cookie.path.find_first_of(";\r\n") == std::string::npos);
  std::string out = cookie.name + "=" + percent_encode(cookie.value) + "; Path=" + cookie.path;
  if (cookie.max_age) out += fmt::format("; Max-Age={}", cookie.max_age->count());
  if (cookie.http_only) out += "; HttpOnly";
  if (cookie.secure) out += "; Secure";
  switch (cookie.same_site) {
    case SameSite::strict:
      return out + "; SameSite=Strict";
    case SameSite::lax:
      return out + "; SameSite=Lax";
    case SameSite::none:
      return out + "; SameSite=None";
  }
  return out;
}

std::string to_forget_cookie(std::string_view name, bool secure) {
  return to_set_cookie({.name = std::string(name), .value = "", .max_age = std::chrono::seconds(0), .secure = secure});
}

Fields parse_cookies(std::string_view header) {
  Fields out;
  while (!header.empty()) {
    const auto end = std::min(header.find(';'), header.size());
    const auto part = trim(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    auto value = trim(part.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    // A cookie of another program on the same host may hold a '%' of its own: it is kept as it came.
    out.add(std::string(trim(part.substr(0, equals))), percent_decode(value).value_or(std::string(value)));
  }
  return out;
}

}  // namespace onepot::http
