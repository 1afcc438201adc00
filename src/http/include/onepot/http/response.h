#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "onepot/http/cookie.h"
#include "onepot/http/fields.h"
#include "onepot/http/request.h"

namespace onepot::http {

struct Response {
  int status = 200;
  Headers headers;  ///< not Content-Length, Date, Connection, Vary for gzip: the server writes those
  std::string body;
  /// When set, sent instead of `body` without copying it.
  std::shared_ptr<const std::string> shared = {};
  /// The pattern that matched, "/pot/{id}": the only thing about the address that is logged or counted.
  std::string route = {};
  /// False keeps gzip off this response whatever its type.
  bool may_compress = true;

  /// Replaces a header. Control characters are left out of the value: nobody can write a second header through it.
  Response& set(std::string name, std::string_view value);
  Response& add(std::string name, std::string_view value);
  Response& cookie(const Cookie& c) { return add("Set-Cookie", to_set_cookie(c)); }
};

/// HTML, UTF-8.
Response html(std::string page, int status = 200);
Response plain(std::string text, int status = 200);
/// Any bytes of any type.
Response bytes(std::string content, std::string_view type, int status = 200);
/// 303: after a form was taken, look there.
Response see_other(std::string_view location);
/// 405 with Allow.
Response not_allowed(const std::vector<Method>& allowed);
/// 503 with Retry-After.
Response try_again(int seconds);

/// A job too slow for the pool that answers pages (argon2id, a big export): run on the slow lane, at most
/// Options::slow_threads at once and Options::slow_waiting in line; beyond that 503 with Retry-After.
/// The Request that the handler was given outlives the job.
struct Deferred {
  std::function<Response()> job;
  std::string route = {};  ///< for the log when the lane is full
};

using Reply = std::variant<Response, Deferred>;
/// Called on the handler pool, by several threads at once. An exception is answered with 500.
using Handler = std::function<Reply(const Request&)>;

/// "Not Found".
std::string_view reason(int status);

}  // namespace onepot::http
