#pragma once
// The everyday words of a page: headings, paragraphs, links, lists, columns, forms. Words are escaped.
#include <span>
#include <string_view>
#include <vector>

#include "onepot/html/html.h"

namespace onepot::html {

enum class Size { s, m, l, xl };

/// <h1>…<h6> with the look of `size`; the level is the page's outline, the size how large it is.
Html heading(int level, std::string_view words, Size size);
inline Html h1(std::string_view words) {
  return heading(1, words, Size::l);
}
inline Html h2(std::string_view words) {
  return heading(2, words, Size::m);
}
inline Html h3(std::string_view words) {
  return heading(3, words, Size::s);
}
/// A heading with an id, to link to.
Html heading(int level, std::string_view words, Size size, std::string_view id);

template <Child... Children>
Html p(const Children&... children) {
  return element("p", {{"class", "govuk-body"}}, children...);
}
template <Child... Children>
Html lead(const Children&... children) {
  return element("p", {{"class", "govuk-body-l"}}, children...);
}
template <Child... Children>
Html small(const Children&... children) {
  return element("p", {{"class", "govuk-body-s"}}, children...);
}
template <Child... Children>
Html hint_line(const Children&... children) {
  return element("p", {{"class", "govuk-hint"}}, children...);
}
template <Child... Children>
Html strong(const Children&... children) {
  return element("strong", {}, children...);
}
template <Child... Children>
Html div(std::string_view classes, const Children&... children) {
  return element("div", {{"class", classes}}, children...);
}
/// Words that only a screen reader says.
inline Html visually_hidden(std::string_view words) {
  return element("span", {{"class", "govuk-visually-hidden"}}, words);
}

/// A link in running text. `hidden_words` say to a screen reader what "Change" changes.
Html link(std::string_view href, std::string_view words, std::string_view hidden_words = {});
Html link(std::string_view href, const Html& content);

Html bullets(const std::vector<Html>& items);
Html numbers(const std::vector<Html>& items);
/// A list without bullets, for links and cards.
Html plain_list(const std::vector<Html>& items);

/// The page's usual column: two thirds wide on a desk, the whole width on a phone.
template <Child... Children>
Html two_thirds(const Children&... children) {
  return div("govuk-grid-row", div("govuk-grid-column-two-thirds", children...));
}
template <Child... Children>
Html full_width(const Children&... children) {
  return div("govuk-grid-row", div("govuk-grid-column-full", children...));
}
/// Columns side by side on a desk, one above the other on a phone. Two or three.
Html columns(const std::vector<Html>& parts);
/// Buttons and links beside each other.
Html button_group(const std::vector<Html>& buttons);
Html section_break();

struct Form {
  std::string action;
  std::string method = "post";
  std::string csrf;        ///< The token of the session; needed for every post.
  bool multipart = false;  ///< For files.
  std::string id;
  std::string classes;
};
/// A form whose errors we show ourselves (novalidate), with the token that proves it is ours.
Html form(const Form& options, const Html& content);
Html hidden(std::string_view name, std::string_view value);

}  // namespace onepot::html
