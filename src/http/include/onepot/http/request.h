#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/result.h"
#include "onepot/http/fields.h"
#include "onepot/http/form.h"

namespace onepot::http {

enum class Method { get, head, post, put, patch, del, options };
/// "GET".
std::string_view to_text(Method method);
/// nullopt for a method that the server does not know.
std::optional<Method> parse_method(std::string_view text);

struct Request {
  Method method = Method::get;
  std::string target = "/";  ///< as it was sent. May hold personal data: never logged
  std::string path = "/";    ///< decoded, checked UTF-8
  Fields query;
  Headers headers;
  Fields cookies;
  std::string body;
  std::string remote;   ///< the caller's address; the proxy's word for it where Options::trust_forwarded
  bool secure = false;  ///< the proxy says that it came over TLS
  /// The submitted form, urlencoded or multipart. Refusals: "bad-form", "unsupported-form".
  Result<Form> form() const { return parse_form(headers.get("content-type"), body); }
};

}  // namespace onepot::http
