#include "onepot/http/response.h"

namespace onepot::http {
namespace response_detail {
namespace {

std::string without_controls(std::string_view value) {
  std::string out(value);
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return out;
}

}  // namespace
}  // namespace response_detail

Response& Response::set(std::string name, std::string_view value) {
  headers.set(std::move(name), response_detail::without_controls(value));
  return *this;
}

Response& Response::add(std::string name, std::string_view value) {
  headers.add(std::move(name), response_detail::without_controls(value));
  return *this;
}

Response bytes(std::string content, std::string_view type, int status) {
  Response out{.status = status, .body = std::move(content)};
  out.set("Content-Type", type);
  return out;
}

Response html(std::string page, int status) {
  return bytes(std::move(page), "text/html; charset=utf-8", status);
}

Response plain(std::string text, int status) {
  return bytes(std::move(text), "text/plain; charset=utf-8", status);
}

Response see_other(std::string_view location) {
  Response out{.status = 303};
  out.set("Location", location);
  return out;
}

Response not_allowed(const std::vector<Method>& allowed) {
  auto out = plain("Method not allowed\n", 405);
  std::string list;
  for (const auto method : allowed) {
    if (!list.empty()) list += ", ";
    list += to_text(method);
  }
  out.set("Allow", list);
  return out;
}

Response try_again(int seconds) {
  auto out = plain("Busy: try again in a moment\n", 503);
  out.set("Retry-After", std::to_string(seconds));
  return out;
}

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace onepot::http
