#include "xml_reader.h"

#include <algorithm>
#include <map>
#include <optional>

#include "onepot/base/text.h"

namespace onepot::pay::xml {
namespace {

constexpr std::size_t most_depth = 64;
constexpr std::size_t most_elements = 20'000'000;

bool name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool name_char(char c) {
  return name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}
bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

using Spaces = std::map<std::string, std::string>;  // prefix → namespace

class Reader {
 public:
  Reader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<Element> document() {
    if (!valid_utf8(text_)) return bad("the bytes are not UTF-8");
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    if (rest().starts_with("<?xml")) {
      const auto end = text_.find("?>", at_);
      if (end == std::string_view::npos) return bad("the XML declaration is never closed");
      go(end + 2);
    }
    ONEPOT_CHECK(between());
    ONEPOT_TRY(auto root, element(Spaces{{"", ""}}, 1));
    ONEPOT_CHECK(between());
    if (at_ != text_.size()) return bad("text after the end of the document");
    return root;
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }
  void go(std::size_t to) {
    line_ += std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                        text_.begin() + static_cast<std::ptrdiff_t>(to), '\n');
    at_ = to;
  }
  tl::unexpected<Refusal> bad(std::string sentence) const {
    return refuse("bad-xml", std::move(sentence), Where{file_, line_, ""});
  }
  void blanks() {
    std::size_t to = at_;
    while (to < text_.size() && blank(text_[to])) ++to;
    go(to);
  }

  /// Blanks, comments and processing instructions.
  Result<void> between() {
    for (;;) {
      blanks();
      const bool comment = rest().starts_with("<!--");
      if (!comment && !rest().starts_with("<?")) break;
      const auto end = text_.find(comment ? "-->" : "?>", at_ + (comment ? 4 : 2));
      if (end == std::string_view::npos)
        return bad(comment ? "a comment is never closed" : "an instruction is never closed");
      go(end + (comment ? 3 : 2));
    }
    if (rest().starts_with("<!")) return bad("document types are not read; expected an element");
    return {};
  }

  Result<std::string> name() {
    std::size_t to = at_;
    if (to >= text_.size() || !name_start(text_[to])) return bad("expected a name");
    while (to < text_.size() && name_char(text_[to])) ++to;
    std::string out(text_.substr(at_, to - at_));
    at_ = to;
    return out;
  }

  Result<void> reference(std::string& out) {
    const auto end = text_.find(';', at_);
    if (end == std::string_view::npos || end - at_ > 10)
      return bad("& begins a reference that is never closed; write &amp;");
    const std::string_view inner = text_.substr(at_ + 1, end - at_ - 1);
    if (inner == "amp")
      out += '&';
    else if (inner == "lt")
      out += '<';
    else if (inner == "gt")
      out += '>';
    else if (inner == "apos")
      out += '\'';
    else if (inner == "quot")
      out += '"';
    else if (inner.starts_with('#')) {
      const bool hex = inner.starts_with("#x");
      unsigned point = 0;
      const auto digits = inner.substr(hex ? 2 : 1);
      if (digits.empty()) return bad("a reference without a number");
      for (const char c : digits) {
        const int d = c >= '0' && c <= '9'          ? c - '0'
                      : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                    : -1;
        if (d < 0) return bad("a reference that is not a number");
        point = point * (hex ? 16 : 10) + static_cast<unsigned>(d);
        if (point > 0x10ffff) return bad("a reference beyond Unicode");
      }
      if (point == 0 || (point >= 0xd800 && point <= 0xdfff)) return bad("a reference to no character");
      const auto byte = [&](unsigned b) { out += static_cast<char>(b); };
      if (point < 0x80)
        byte(point);
      else if (point < 0x800)
        byte(0xc0 | point >> 6), byte(0x80 | (point & 0x3f));
      else if (point < 0x10000)
        byte(0xe0 | point >> 12), byte(0x80 | (point >> 6 & 0x3f)), byte(0x80 | (point & 0x3f));
      else
        byte(0xf0 | point >> 18), byte(0x80 | (point >> 12 & 0x3f)), byte(0x80 | (point >> 6 & 0x3f)),
            byte(0x80 | (point & 0x3f));
    } else {
      return bad("'&" + std::string(inner) + ";' is not known");
    }
    at_ = end + 1;
    return {};
  }

  Result<void> attributes(Element& e) {
    for (;;) {
      const std::size_t before = at_;
      blanks();
      if (at_ >= text_.size()) return bad("a tag is never closed");
      if (text_[at_] == '>' || text_[at_] == '/') return {};
      if (at_ == before) return bad("expected a blank between attributes");
      ONEPOT_TRY(auto key, name());
      blanks();
      if (at_ >= text_.size() || text_[at_] != '=') return bad("expected = after the attribute " + key);
      ++at_;
      blanks();
      if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\''))
        return bad("expected a quoted value of the attribute " + key);
      const char quote = text_[at_++];
      std::string value;
      while (at_ < text_.size() && text_[at_] != quote) {
        if (text_[at_] == '<') return bad("< stands in an attribute");
        if (text_[at_] == '&') {
          ONEPOT_CHECK(reference(value));
          continue;
        }
        value += text_[at_];
        go(at_ + 1);
      }
      if (at_ >= text_.size()) return bad("the value of the attribute " + key + " is never closed");
      ++at_;
      if (std::ranges::any_of(e.attributes, [&](const auto& a) { return a.first == key; }))
        return bad("the attribute " + key + " stands twice");
      e.attributes.emplace_back(std::move(key), std::move(value));
    }
  }

  Result<Element> element(const Spaces& outer, std::size_t depth) {
    if (depth > most_depth) return bad(fmt::format("elements stand deeper than {}", most_depth));
    if (++elements_ > most_elements) return bad("there are too many elements");
    if (!rest().starts_with('<')) return bad("expected an element");
    Element e;
    e.line = line_;
    ++at_;
    ONEPOT_TRY(const auto written, name());
    ONEPOT_CHECK(attributes(e));
    std::optional<Spaces> own;  // copied only where a namespace is declared
    for (const auto& [key, value] : e.attributes)
      if (key == "xmlns" || key.starts_with("xmlns:")) {
        if (!own) own = outer;
        (*own)[key.size() > 5 ? key.substr(6) : ""] = value;
      }
    const Spaces& spaces = own ? *own : outer;
    const auto colon = written.find(':');
    const std::string prefix = colon == std::string::npos ? "" : written.substr(0, colon);
    e.name = colon == std::string::npos ? written : written.substr(colon + 1);
    const auto space = spaces.find(prefix);
    if (space == spaces.end()) return bad("the prefix " + prefix + " has no namespace");
    e.space = space->second;
    if (rest().starts_with("/>")) {
      at_ += 2;
      return e;
    }
    if (!rest().starts_with('>')) return bad("expected > at the end of the tag " + written);
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) return bad("the element " + written + " is never closed");
      if (text_[at_] == '&') {
        ONEPOT_CHECK(reference(e.text));
      } else if (text_[at_] != '<') {
        const auto end = std::min(text_.find_first_of("<&", at_), text_.size());
        e.text += text_.substr(at_, end - at_);
        go(end);
      } else if (rest().starts_with("</")) {
        at_ += 2;
        ONEPOT_TRY(const auto closing, name());
        if (closing != written) return bad("</" + closing + "> closes <" + written + ">");
        blanks();
        if (!rest().starts_with('>')) return bad("expected > after </" + closing);
        ++at_;
        return e;
      } else if (rest().starts_with("<![CDATA[")) {
        const auto end = text_.find("]]>", at_);
        if (end == std::string_view::npos) return bad("CDATA is never closed");
        e.text += text_.substr(at_ + 9, end - at_ - 9);
        go(end + 3);
      } else if (rest().starts_with("<!--") || rest().starts_with("<?") || rest().starts_with("<!")) {
        ONEPOT_CHECK(between());
      } else {
        ONEPOT_TRY(auto child, element(spaces, depth + 1));
        e.children.push_back(std::move(child));
      }
    }
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  long line_ = 1;
  std::size_t elements_ = 0;
};

}  // namespace

Result<Element> parse(std::string_view text, const std::string& file) {
  return Reader(text, file).document();
}

}  // namespace onepot::pay::xml
