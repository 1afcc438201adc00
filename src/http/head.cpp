#include "onepot/http/head.h"

#include "onepot/base/text.h"
#include "onepot/http/fields.h"

namespace onepot::http {
namespace head_detail {
namespace {

constexpr auto npos = std::string_view::npos;

/// RFC 9110 section 5.6.2: what names and methods are made of.
bool is_token(std::string_view text) {
  static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.find(c) != npos;
  });
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

int check_request_line(std::string_view line, std::size_t most_target_bytes, bool& is_1_1) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == npos || first == last) return 400;
  const auto target = line.substr(first + 1, last - first - 1);
  if (target.size() > most_target_bytes) return 414;
  if (!is_token(line.substr(0, first)) || target.empty() || target.find_first_of(" \t") != npos) return 400;
  const auto version = line.substr(last + 1);
  if (version.size() != 8 || !version.starts_with("HTTP/")) return 400;
  is_1_1 = version == "HTTP/1.1";
  return is_1_1 || version == "HTTP/1.0" ? 0 : 505;
}

bool is_length(std::string_view value) {
  return !value.empty() && value.size() <= 18 &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Seen {
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
};

int check_header(std::string_view line, Seen& seen) {
  // A name that begins with a space would continue the line before it (obs-fold); one that ends with a space is read
  // as part of the name by some and not by others. Neither is a token.
  const auto colon = line.find(':');
  if (colon == npos || !is_token(line.substr(0, colon))) return 400;
  const auto name = line.substr(0, colon);
  const auto value = trim(line.substr(colon + 1));
  if (same_name(name, "host")) {
    if (++seen.hosts > 1 || value.find_first_of(" \t,/@\\") != npos) return 400;
  } else if (same_name(name, "content-length")) {
    if (++seen.lengths > 1 || !is_length(value)) return 400;
  } else if (same_name(name, "transfer-encoding")) {
    if (++seen.codings > 1) return 400;
    if (!same_name(value, "chunked")) return 501;
  } else if (same_name(name, "expect")) {
    if (!same_name(value, "100-continue")) return 417;
  }
  return 0;
}

}  // namespace
}  // namespace head_detail

int check_head(std::string_view head, std::size_t most_headers, std::size_t most_target_bytes) {
  using namespace head_detail;
  if (!head.ends_with("\r\n\r\n")) return 400;
  head.remove_suffix(2);
  Seen seen;
  bool is_1_1 = false;
  std::size_t headers = 0;
  for (bool first = true; !head.empty(); first = false) {
    const auto end = head.find("\r\n");
    if (end == npos) return 400;
    const auto line = head.substr(0, end);
    head.remove_prefix(end + 2);
    if (has_control(line)) return 400;  // a CR or LF of its own among them
    if (!first && ++headers > most_headers) return 431;
    if (const int status = first ? check_request_line(line, most_target_bytes, is_1_1) : check_header(line, seen);
        status != 0)
      return status;
  }
  if (seen.codings > 0 && (seen.lengths > 0 || !is_1_1)) return 400;
  if (is_1_1 && seen.hosts == 0) return 400;
  return 0;
}

}  // namespace onepot::http
