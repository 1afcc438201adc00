#include "onepot/html/html.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "onepot/base/assert.h"
#include "onepot/html/url.h"

namespace onepot::html {
namespace {

// One table look-up a byte; runs without a special character are appended whole.
constexpr std::array<bool, 256> special = [] {
  std::array<bool, 256> table{};
  for (const char c : {'&', '<', '>', '"', '\''}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

constexpr std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return "&#39;";
  }
}

bool holds_address(std::string_view name) {
  return name == "href" || name == "src" || name == "action" || name == "formaction" || name == "xlink:href" ||
         name == "poster" || name == "cite" || name == "data";
}

bool lawful_name(std::string_view name) {
  if (name.empty() || name.starts_with("on") || name == "style" || name == "srcdoc") return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == ':';
  });
}

}  // namespace

Html& Html::text(std::string_view words) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!special[static_cast<unsigned char>(words[at])]) continue;
    markup_.append(words, from, at - from);
    markup_.append(escape_of(words[at]));
    from = at + 1;
  }
  markup_.append(words, from, words.size() - from);
  return *this;
}

Html& Html::number(std::int64_t value) {
  std::array<char, 24> digits{};
  const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return bytes({digits.data(), static_cast<std::size_t>(done.ptr - digits.data())});
}

Html& Html::attribute(Literal name, std::int64_t value) {
  return bytes(" ").bytes(name.view()).bytes("=\"").number(value).bytes("\"");
}

Html& Html::pair(std::string_view name, std::string_view value) {
  bytes(" ").bytes(name).bytes("=\"");
  text(holds_address(name) ? href(value) : value);
  return bytes("\"");
}

Html& Html::classes(Literal base, std::string_view extra, std::string_view more) {
  bytes(" class=\"").bytes(base.view());
  for (const std::string_view names : {extra, more}) {
    if (!names.empty()) bytes(" ").text(names);
  }
  return bytes("\"");
}

Html& Html::attributes(const Attributes& list) {
  for (const Attribute& attribute : list) {
    ONEPOT_ASSERT(lawful_name(attribute.name));
    if (attribute.boolean) {
      bytes(" ").bytes(attribute.name);
    } else {
      pair(attribute.name, attribute.value);
    }
  }
  return *this;
}

Html& Html::open(Literal tag, std::initializer_list<AttributeView> attributes) {
  start(tag);
  for (const AttributeView& attribute : attributes) pair(attribute.name.view(), attribute.value);
  return end();
}

Html text(std::string_view words) {
  Html out;
  out.text(words);
  return out;
}

Html trusted(std::string_view markup) {
  Html out;
  out.markup_ = markup;
  return out;
}

Html operator+(Html left, const Html& right) {
  left.add(right);
  return left;
}

}  // namespace onepot::html
