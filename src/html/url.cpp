#include "onepot/html/url.h"

#include <algorithm>
#include <array>
#include <string>

namespace onepot::html {

bool safe_url(std::string_view address) {
  while (!address.empty() && address.front() == ' ') address.remove_prefix(1);
  const bool control = std::any_of(address.begin(), address.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
  if (control) return false;
  const std::size_t mark = address.find_first_of(":/?#");
  if (mark == std::string_view::npos || address[mark] != ':') return true;
  std::string scheme(address.substr(0, mark));
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  constexpr std::array<std::string_view, 4> allowed{"http", "https", "mailto", "tel"};
  return std::find(allowed.begin(), allowed.end(), scheme) != allowed.end();
}

}  // namespace onepot::html
