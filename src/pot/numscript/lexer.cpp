#include "numscript/lexer.h"

namespace onepot::pot::numscript {
namespace {

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_segment(char c) {
  return is_lower(c) || is_upper(c) || is_digit(c) || c == '_' || c == '-';
}

class Lexer {
 public:
  Lexer(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<std::vector<Token>> all() {
    while (true) {
      ONEPOT_CHECK(pass_over());
      if (at_ == text_.size()) {
        out_.push_back({Token::Kind::end, "the end of the program", place_});
        return std::move(out_);
      }
      ONEPOT_CHECK(next());
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step(std::size_t count) {
    for (; count > 0; --count, ++at_) {
      // A column is a character, not a byte: what continues a UTF-8 sequence does not count.
      if (text_[at_] == '\n')
        place_ = {place_.line + 1, 1};
      else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U)
        ++place_.column;
    }
  }

  tl::unexpected<Refusal> bad(std::string sentence) const {
    return refuse("parse-error", std::move(sentence), {file_, place_.line, std::to_string(place_.column)});
  }

  Result<void> pass_over() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        step(1);
      } else if (peek() == '/' && peek(1) == '/') {
        while (at_ < text_.size() && peek() != '\n') step(1);
      } else if (peek() == '/' && peek(1) == '*') {
        const std::size_t end = end_of_comment();
        if (end == std::string_view::npos) return bad("this comment is not closed; expected */");
        step(end - at_);
      } else {
        break;
      }
    }
    return {};
  }

  /// Comments may hold comments; one whose inner ones are not closed ends at its first */.
  std::size_t end_of_comment() const {
    std::size_t depth = 0;
    for (std::size_t i = at_; i + 1 < text_.size(); ++i) {
      if (text_[i] == '/' && text_[i + 1] == '*') {
        ++depth;
        ++i;
      } else if (text_[i] == '*' && text_[i + 1] == '/') {
        ++i;
        if (--depth == 0) return i + 1;
      }
    }
    const std::size_t first = text_.find("*/", at_ + 2);
    return first == std::string_view::npos ? first : first + 2;
  }

  template <class Belongs>
  std::size_t run_of(std::size_t from, Belongs&& belongs) const {
    std::size_t count = 0;
    while (from + count < text_.size() && belongs(text_[from + count])) ++count;
    return count;
  }

  void take(Token::Kind kind, std::size_t length, std::size_t skip = 0) {
    out_.push_back({kind, std::string(text_.substr(at_ + skip, length - skip)), place_});
    step(length);
  }

  /// $name: how many characters, or nought.
  std::size_t variable_length() const {
    if (peek() != '$') return 0;
    const std::size_t head = run_of(at_ + 1, [](char c) { return is_lower(c) || c == '_'; });
    if (head == 0) return 0;
    return 1 + head + run_of(at_ + 1 + head, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
  }

  Result<void> next() {
    const char c = peek();
    if (is_lower(c)) {
      const std::size_t head = run_of(at_, is_lower);
      take(Token::Kind::word, head + run_of(at_ + head, [](char o) { return is_lower(o) || o == '_'; }));
      return {};
    }
    if (is_upper(c)) {
      std::size_t length = run_of(at_, [](char o) { return is_upper(o) || is_digit(o); });
      if (peek(length) == '/')
        if (const std::size_t scale = run_of(at_ + length + 1, is_digit); scale > 0) length += 1 + scale;
      take(Token::Kind::asset, length);
      return {};
    }
    if (is_digit(c)) return number();
    if (c == '"') return quoted();
    if (c == '$') {
      const std::size_t length = variable_length();
      if (length == 0) return bad("a variable's name is missing; expected $ and small letters, such as $amount");
      take(Token::Kind::variable, length, 1);
      return {};
    }
    if (c == '@' || c == ':') return account_part();
    if (c == '#' && peek(1) == '!') {
      take(Token::Kind::sign, 2);
      return {};
    }
    if (std::string_view("()[]{},=*+-/\\").find(c) != std::string_view::npos) {
      take(Token::Kind::sign, 1);
      return {};
    }
    return bad("this character begins nothing that Numscript knows");
  }

  Result<void> number() {
    const std::size_t whole = run_of(at_, is_digit);
    std::size_t part = 0;
    if (peek(whole) == '.') part = run_of(at_ + whole + 1, is_digit);
    const std::size_t decimal = whole + (part > 0 ? 1 + part : 0);
    if (peek(decimal) == '%') {
      take(Token::Kind::percentage, decimal + 1);
      return {};
    }
    std::size_t length = whole;  // 1_000: underscores stand between digits
    while (peek(length) == '_' && is_digit(peek(length + 1))) length += 1 + run_of(at_ + length + 1, is_digit);
    take(Token::Kind::number, length);
    return {};
  }

  /// A backslash keeps a quote inside; the text is kept as written, as the reference keeps it.
  Result<void> quoted() {
    std::size_t last = 0;  // the last quote that could close it
    for (std::size_t i = 1; at_ + i < text_.size(); ++i) {
      const char c = peek(i);
      if (c == '\r' || c == '\n') break;
      if (c != '"') continue;
      last = i;
      if (peek(i - 1) != '\\' || i == 1) break;
    }
    if (last == 0) return bad("this text is not closed on its line; expected \"");
    out_.push_back({Token::Kind::text, std::string(text_.substr(at_ + 1, last - 1)), place_});
    step(last + 1);
    return {};
  }

  Result<void> account_part() {
    take(Token::Kind::sign, 1);
    if (const std::size_t length = variable_length(); length > 0) {
      take(Token::Kind::account_variable, length, 1);
      return {};
    }
    const std::size_t length = run_of(at_, is_segment);
    if (length == 0) return bad("an account's name is missing; expected letters, digits, _ or -, such as @pot:pete");
    take(Token::Kind::account_part, length);
    return {};
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  Place place_;
  std::vector<Token> out_;
};

}  // namespace

Result<std::vector<Token>> tokens_of(std::string_view text, const std::string& file) {
  return Lexer(text, file).all();
}

}  // namespace onepot::pot::numscript
