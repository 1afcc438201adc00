#pragma once
// Small steps the components share. Not for pages.
#include <string_view>

#include "onepot/html/govuk/common.h"

namespace onepot::html::govuk {

inline Html& content(Html& out, std::string_view text, const Html& html) {
  return html.empty() ? out.text(text) : out.add(html);
}
inline Html& content(Html& out, const Content& words) {
  return content(out, words.text, words.html);
}

/// "a b", either may be empty.
inline std::string joined(std::string_view a, std::string_view b) {
  std::string out(a);
  if (!out.empty() && !b.empty()) out += ' ';
  return out += b;
}

inline std::string_view or_else(const std::string& value, std::string_view fallback) {
  return value.empty() ? fallback : std::string_view(value);
}

/// <h2 …> and </h2> where the level is an option.
inline Html& start_heading(Html& out, int level) {
  return out.markup("<h").number(level);
}
inline Html& close_heading(Html& out, int level) {
  return out.markup("</h").number(level).markup(">");
}

/// data-i18n.KEY="…", when there are words; data-i18n.KEY.RULE="…" for each plural rule.
inline Html& i18n(Html& out, Literal attribute, std::string_view message) {
  return out.attribute_if(attribute, message);
}
inline Html& i18n(Html& out, std::string_view attribute, const Plurals& messages) {
  for (const auto& [rule, message] : messages) {
    out.attributes({Attribute(std::string(attribute) + "." + rule, message)});
  }
  return out;
}

inline std::string_view yes_no(bool value) {
  return value ? "true" : "false";
}

}  // namespace onepot::html::govuk
