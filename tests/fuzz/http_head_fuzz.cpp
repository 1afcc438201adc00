// Whatever the bytes: a head that is accepted has no second reading; an address that is accepted does not climb;
// cookies are read or passed over.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/http/address.h"
#include "onepot/http/cookie.h"
#include "onepot/http/form.h"
#include "onepot/http/gzip.h"
#include "onepot/http/head.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (http::check_head(text) == 0) {
    ONEPOT_ASSERT(text.ends_with("\r\n\r\n"));
    ONEPOT_ASSERT(std::count(text.begin(), text.end(), '\r') == std::count(text.begin(), text.end(), '\n'));
    ONEPOT_ASSERT(text.find("\n ") == text.npos && text.find('\0') == text.npos);
  }
  if (const auto address = http::parse_target(text)) {
    ONEPOT_ASSERT(valid_utf8(address->path) && address->path.find("/../") == std::string::npos &&
                  !address->path.ends_with("/.."));
  }
  const auto cookies = http::parse_cookies(text);
  for (const auto& cookie : cookies.all()) ONEPOT_ASSERT(!cookie.name.empty());
  static_cast<void>(http::accepts_gzip(text));
  static_cast<void>(http::header_parameter(text, "boundary"));
  return 0;
}
