#include "onepot/http/address.h"

#include "onepot/base/text.h"
#include "onepot/http/form.h"

namespace onepot::http {
namespace address_detail {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

tl::unexpected<Refusal> bad(const char* why) {
  return refuse("bad-address", why);
}

/// The part after scheme and host of "http://host/a"; targets that begin otherwise are left alone.
std::string_view without_host(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !same_name(target.substr(0, scheme.size()), scheme)) continue;
    const auto rest = target.substr(scheme.size());
    const auto slash = rest.find_first_of("/?");
    return slash == std::string_view::npos ? std::string_view("/") : rest.substr(slash);
  }
  return target;
}

}  // namespace
}  // namespace address_detail

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = address_detail::hex(text[i + 1]);
      const int low = address_detail::hex(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (address_detail::unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

Result<Address> parse_target(std::string_view target) {
  using address_detail::bad;
  if (target == "*") return Address{"*", {}};
  const auto local = address_detail::without_host(target);
  const bool had_host = local.data() != target.data();
  target = local;
  const auto question = target.find('?');
  const auto raw_path = had_host && question == 0 ? std::string_view("/") : target.substr(0, question);
  if (raw_path.empty() || raw_path.front() != '/') return bad("an address begins with '/'");
  if (target.find('#') != std::string_view::npos) return bad("'#' is not sent to a server");

  auto path = percent_decode(raw_path);
  if (!path) return bad("a '%' is followed by two hexadecimal digits");
  if (!valid_utf8(*path)) return bad("an address is UTF-8");
  // An escaped slash would be one segment to the sender and two to a router: neither reading is safe.
  if (std::count(path->begin(), path->end(), '/') != std::count(raw_path.begin(), raw_path.end(), '/'))
    return bad("a segment of an address holds no '/'");
  for (const char c : *path)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\')
      return bad("an address holds no control characters");
  for (std::size_t from = 1; from <= path->size();) {
    const auto end = std::min(path->find('/', from), path->size());
    const auto segment = std::string_view(*path).substr(from, end - from);
    if (segment == "." || segment == "..") return bad("an address holds no '.' or '..' segment");
    from = end + 1;
  }

  Address out;
  if (question != std::string_view::npos) {
    ONEPOT_TRY(out.query, parse_urlencoded(target.substr(question + 1)));
  }
  out.path = std::move(*path);
  return out;
}

}  // namespace onepot::http
