#include "wire.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "onepot/base/text.h"
#include "onepot/http/gzip.h"

namespace onepot::http {
namespace wire_detail {
namespace {

/// RFC 9110 section 5.6.7; made once a second for each thread.
std::string_view http_date() {
  static thread_local std::time_t made = 0;
  static thread_local std::string text;
  const auto now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> out{};
    text.assign(out.data(), std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
  }
  return text;
}

}  // namespace
}  // namespace wire_detail

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string head_of(const Response& response, std::size_t body_bytes, bool keep_alive) {
  std::string head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason(response.status), wire_detail::http_date());
  for (const auto& field : response.headers.all())
    head.append(field.name).append(": ").append(field.value).append("\r\n");
  if (has_body(response.status)) head += fmt::format("Content-Length: {}\r\n", body_bytes);
  // HTTP/1.0 callers that asked to keep the connection look for the words; to others they say nothing new.
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

void compress(const Request& request, Response& response, int level, std::size_t from) {
  if (level == 0 || !response.may_compress || response.shared || !has_body(response.status)) return;
  if (response.body.size() < from || response.headers.has("content-encoding")) return;
  if (!is_compressible(response.headers.get("content-type"))) return;
  response.headers.add("Vary", "Accept-Encoding");
  if (!accepts_gzip(request.headers.get("accept-encoding"))) return;
  response.body = gzip(response.body, level);
  response.headers.add("Content-Encoding", "gzip");
}

void believe_proxy(Request& request) {
  // The last address is the one that our proxy saw; those before it are what the caller said of itself.
  const auto list = request.headers.get("x-forwarded-for");
  const auto comma = list.rfind(',');
  const auto last = trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
  if (!last.empty()) request.remote = std::string(last);
  request.secure = same_name(request.headers.get("x-forwarded-proto"), "https");
}

}  // namespace onepot::http
