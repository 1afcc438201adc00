#pragma once
// Html is a buffer of safe markup. What goes in decides, by its type, how it goes in:
//   words that come from anywhere   -> escaped, always
//   markup written in our source    -> Literal, which only accepts a string known when compiled
//   other Html                      -> as it is
//   trusted("…")                    -> the one unescaped way for anything else; grep for it
// Addresses (href, src, action, …) pass a list of allowed schemes in url.h whichever way they are written.
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace onepot::html {

/// A piece of markup, or a tag's or attribute's name, that stands in the source: no outside data can reach it.
class Literal {
 public:
  template <std::size_t N>
  consteval Literal(const char (&characters)[N]) : view_(characters, N - 1) {}  // NOLINT: implicit on purpose
  constexpr std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

/// An attribute kept in a component's options. Without a value it is a boolean attribute: {"hidden"}.
struct Attribute {
  std::string name;
  std::string value;
  bool boolean = false;
  Attribute(std::string attribute_name, std::string attribute_value)
      : name(std::move(attribute_name)), value(std::move(attribute_value)) {}
  explicit Attribute(std::string attribute_name) : name(std::move(attribute_name)), boolean(true) {}
};
using Attributes = std::vector<Attribute>;

/// An attribute for the time of one call; its words are not copied. A boolean attribute is written with `flag`.
struct AttributeView {
  Literal name;
  std::string_view value;
};

class Html {
 public:
  Html() = default;

  bool empty() const { return markup_.empty(); }
  std::size_t size() const { return markup_.size(); }
  std::string_view view() const& { return markup_; }
  /// The finished markup, moved out.
  std::string take() && { return std::move(markup_); }
  void reserve(std::size_t bytes) { markup_.reserve(bytes); }

  // Content
  Html& markup(Literal literal) { return bytes(literal.view()); }
  /// Words, escaped for text and for a quoted attribute value alike.
  Html& text(std::string_view words);
  Html& number(std::int64_t value);
  Html& add(const Html& other) { return bytes(other.markup_); }
  Html& operator+=(const Html& other) { return add(other); }

  // Elements: start("div").attribute("id", id).end() … close("div"). A void element has no close.
  Html& start(Literal tag) { return bytes("<").bytes(tag.view()); }
  Html& end() { return bytes(">"); }
  Html& close(Literal tag) { return bytes("</").bytes(tag.view()).bytes(">"); }
  /// The whole opening tag: open("p", {{"class", "govuk-body"}}).
  Html& open(Literal tag, std::initializer_list<AttributeView> attributes = {});

  // Attributes of the tag that is being written
  /// name="value", even when the value is empty. An address outside the allowed schemes is written as "#".
  Html& attribute(Literal name, std::string_view value) { return pair(name.view(), value); }
  Html& attribute(Literal name, std::int64_t value);
  /// Written only when there is a value.
  Html& attribute_if(Literal name, std::string_view value) { return value.empty() ? *this : pair(name.view(), value); }
  /// A boolean attribute, written when `on`.
  Html& flag(Literal name, bool on = true) { return on ? bytes(" ").bytes(name.view()) : *this; }
  /// class="base extra", where the extra names may be empty.
  Html& classes(Literal base, std::string_view extra = {}, std::string_view more = {});
  /// Attributes chosen at run time. Their names are checked: a name that is not a plain word, or one that would run a
  /// script ("onclick"), is a fault of ours.
  Html& attributes(const Attributes& list);

  friend Html trusted(std::string_view markup);

 private:
  Html& bytes(std::string_view piece) {
    markup_.append(piece);
    return *this;
  }
  Html& pair(std::string_view name, std::string_view value);

  std::string markup_;
};

/// Escaped words as Html.
Html text(std::string_view words);
/// Markup from somewhere that is known to be safe (a message file of ours, a picture made by us). Never from a person.
Html trusted(std::string_view markup);
Html operator+(Html left, const Html& right);

/// What may stand inside an element: Html as it is, words escaped.
template <class T>
concept Child = std::same_as<std::remove_cvref_t<T>, Html> || std::convertible_to<T, std::string_view>;

inline void put(Html& out, const Html& child) {
  out.add(child);
}
inline void put(Html& out, std::string_view words) {
  out.text(words);
}

/// Children one after the other: all("Read ", link(…), " first.").
template <Child... Children>
Html all(const Children&... children) {
  Html out;
  (put(out, children), ...);
  return out;
}

/// Elements that hold nothing and have no closing tag (HTML standard, 13.1.2).
constexpr bool is_void(std::string_view tag) {
  return tag == "br" || tag == "hr" || tag == "img" || tag == "input";
}

/// An element with its children: element("p", {{"class", "govuk-body"}}, "Hello ", name).
template <Child... Children>
Html element(Literal tag, std::initializer_list<AttributeView> attributes, const Children&... children) {
  Html out;
  out.open(tag, attributes);
  (put(out, children), ...);
  if (!is_void(tag.view())) out.close(tag);
  return out;
}

}  // namespace onepot::html

namespace onepot {
using html::Html;
}
