// One function a rule of the grammar (Numscript.g4 of the reference). Newlines mean nothing.
#include "numscript/lexer.h"

namespace onepot::pot::numscript {
namespace {

using Kind = Token::Kind;
constexpr std::size_t longest_text = 1U << 20U;
constexpr int deepest = 200;

const std::set<std::string, std::less<>>& keywords() {
  static const std::set<std::string, std::less<>> words = {
      "vars",      "max",       "source", "destination", "send", "from", "up",      "to",      "remaining", "allowing",
      "unbounded", "overdraft", "oneof",  "kept",        "save", "with", "scaling", "through", "feature"};
  return words;
}

/// Digits with underscores between them.
Int whole(std::string_view digits) {
  std::string plain(digits);
  std::erase(plain, '_');
  // A leading nought would make the reader of cpp_int take octal.
  const std::size_t first = plain.find_first_not_of('0');
  return first == std::string::npos ? Int(0) : Int(plain.substr(first));
}

/// "33.333%" exactly: digits without the point, over a hundred and a ten for each digit after it.
Ratio percentage(std::string_view text) {
  text.remove_suffix(1);
  const std::size_t point = text.find('.');
  std::string digits(text);
  Int over = 100;
  if (point != std::string_view::npos) {
    digits.erase(point, 1);
    over *= boost::multiprecision::pow(Int(10), static_cast<unsigned>(text.size() - point - 1));
  }
  return Ratio(whole(digits), over);
}

class Parser {
 public:
  Parser(std::vector<Token> tokens, std::string file) : tokens_(std::move(tokens)) { script_.file = std::move(file); }

  Result<Script> program() {
    if (sign("#!")) ONEPOT_CHECK(features());
    if (word("vars")) ONEPOT_CHECK(variables());
    while (here().kind != Kind::end) {
      ONEPOT_TRY(auto statement, this->statement());
      script_.statements.push_back(std::move(statement));
    }
    return std::move(script_);
  }

 private:
  // --- tokens ---
  const Token& here() const { return tokens_[at_]; }
  const Token& next() { return tokens_[here().kind == Kind::end ? at_ : at_++]; }
  bool is_word(std::string_view w) const { return here().kind == Kind::word && here().text == w; }
  bool is_sign(std::string_view s) const { return here().kind == Kind::sign && here().text == s; }
  bool word(std::string_view w) { return is_word(w) && (++at_, true); }
  bool sign(std::string_view s) { return is_sign(s) && (++at_, true); }

  tl::unexpected<Refusal> bad(const Token& token, const std::string& expected) const {
    const bool quoted = token.kind != Kind::end;
    return refuse("parse-error",
                  fmt::format("{}{}{} does not fit here; expected {}", quoted ? "'" : "", shown(token),
                              quoted ? "'" : "", expected),
                  {script_.file, token.at.line, std::to_string(token.at.column)});
  }
  static std::string shown(const Token& token) {
    switch (token.kind) {
      case Kind::variable:
        return "$" + token.text;
      case Kind::text:
        return "\"" + token.text + "\"";
      default:
        return token.text;
    }
  }
  Result<void> need_word(std::string_view w) {
    if (!word(w)) return bad(here(), fmt::format("'{}'", w));
    return {};
  }
  Result<void> need_sign(std::string_view s) {
    if (!sign(s)) return bad(here(), fmt::format("'{}'", s));
    return {};
  }

  /// Counts how deep we are, so that hostile nesting ends in a refusal and not at the end of the stack.
  struct Deeper {
    explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
    ~Deeper() { --depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    int& depth_;
  };
  Result<void> not_too_deep() const {
    if (depth_ > deepest) return bad(here(), fmt::format("nesting no deeper than {}", deepest));
    return {};
  }

  // --- head ---
  Result<void> features() {
    ONEPOT_CHECK(need_sign("["));
    ONEPOT_CHECK(need_word("feature"));
    ONEPOT_CHECK(need_sign("("));
    while (!is_sign(")")) {
      if (here().kind != Kind::text) return bad(here(), "the name of a feature in quotes");
      const Token& name = next();
      script_.features.emplace_back(name.text, name.at);
      if (!sign(",")) break;
    }
    ONEPOT_CHECK(need_sign(")"));
    return need_sign("]");
  }

  Result<void> variables() {
    ONEPOT_CHECK(need_sign("{"));
    while (!sign("}")) {
      if (here().kind != Kind::word || keywords().contains(here().text))
        return bad(here(), "a type (account, asset, number, monetary, portion or string), or '}'");
      const Token& type = next();
      if (here().kind != Kind::variable) return bad(here(), "a variable such as $amount");
      const Token& name = next();
      Variable variable{type.at, type.text, name.text, {}};
      if (sign("=")) {
        ONEPOT_TRY(auto origin, expression());
        variable.origin = std::move(origin);
      }
      script_.variables.push_back(std::move(variable));
    }
    return {};
  }

  // --- statements ---
  Result<Statement> statement() {
    Statement out;
    out.at = here().at;
    if (word("send")) {
      out.kind = Statement::Kind::send;
      ONEPOT_CHECK(sent(out));
      ONEPOT_CHECK(need_sign("("));
      ONEPOT_CHECK(need_word("source"));
      ONEPOT_CHECK(need_sign("="));
      ONEPOT_TRY(out.source, source());
      ONEPOT_CHECK(need_word("destination"));
      ONEPOT_CHECK(need_sign("="));
      ONEPOT_TRY(out.destination, destination());
      ONEPOT_CHECK(need_sign(")"));
      return out;
    }
    if (word("save")) {
      out.kind = Statement::Kind::save;
      ONEPOT_CHECK(sent(out));
      ONEPOT_CHECK(need_word("from"));
      ONEPOT_TRY(auto account, expression());
      out.account = std::move(account);
      return out;
    }
    if (!begins_call()) return bad(here(), "'send', 'save' or a function such as set_tx_meta(…)");
    out.kind = Statement::Kind::call;
    ONEPOT_TRY(out.what, call());
    return out;
  }

  /// What is sent or saved: a monetary, or [ASSET *].
  Result<void> sent(Statement& out) {
    if (is_sign("[")) {
      const std::size_t start = at_++;
      ONEPOT_TRY(auto asset, primary());
      if (sign("*")) {
        out.all = true;
        out.what = std::move(asset);
        return need_sign("]");
      }
      at_ = start;
    }
    ONEPOT_TRY(out.what, expression());
    return {};
  }

  // --- sources ---
  Result<Source> source() {
    const Deeper deeper(depth_);
    ONEPOT_CHECK(not_too_deep());
    Source out;
    out.at = here().at;
    if (word("max")) {
      out.kind = Source::Kind::capped;
      ONEPOT_TRY(auto cap, expression());
      out.limit = std::move(cap);
      ONEPOT_CHECK(need_word("from"));
      ONEPOT_TRY(auto from, source());
      out.from.push_back(std::move(from));
      return out;
    }
    if (word("oneof")) {
      out.kind = Source::Kind::one_of;
      ONEPOT_CHECK(need_sign("{"));
      do {
        ONEPOT_TRY(auto from, source());
        out.from.push_back(std::move(from));
      } while (!sign("}"));
      return out;
    }
    if (sign("{")) return block();
    ONEPOT_TRY(auto address, expression());
    return account_source(std::move(out), std::move(address));
  }

  /// After '{': portions with 'from', or sources in order.
  Result<Source> block() {
    Source out;
    out.at = tokens_[at_ - 1].at;
    out.kind = Source::Kind::in_order;
    while (!sign("}")) {
      const bool simple = !is_word("max") && !is_word("oneof") && !is_sign("{");
      if (!simple && out.kind == Source::Kind::in_order) {
        ONEPOT_TRY(auto from, source());
        out.from.push_back(std::move(from));
        continue;
      }
      Share share{here().at, {}};
      if (!word("remaining")) {
        ONEPOT_TRY(auto value, expression());
        share.portion = std::move(value);
      }
      const bool is_share = is_word("from");
      if (out.from.empty() && is_share) out.kind = Source::Kind::shares;
      if (is_share != (out.kind == Source::Kind::shares))
        return bad(here(), is_share ? "a source; portions stand in a block of their own" : "'from'");
      if (is_share) {
        ++at_;
        ONEPOT_TRY(auto from, source());
        out.shares.push_back(std::move(share));
        out.from.push_back(std::move(from));
      } else {
        if (!share.portion) return bad(here(), "'from'");
        Source one;
        one.at = share.at;
        ONEPOT_TRY(one, account_source(std::move(one), std::move(*share.portion)));
        out.from.push_back(std::move(one));
      }
    }
    return out;
  }

  Result<Source> account_source(Source out, Expr address) {
    out.kind = Source::Kind::account;
    out.address = std::move(address);
    if (sign("\\")) {
      ONEPOT_TRY(auto color, expression());
      out.color = std::move(color);
    }
    if (!word("allowing")) return out;
    if (word("unbounded")) {
      out.overdraft = Source::Overdraft::unbounded;
      ONEPOT_CHECK(need_word("overdraft"));
      return out;
    }
    out.overdraft = Source::Overdraft::up_to;
    if (!word("overdraft")) return bad(here(), "'unbounded overdraft' or 'overdraft up to'");
    ONEPOT_CHECK(need_word("up"));
    ONEPOT_CHECK(need_word("to"));
    ONEPOT_TRY(auto limit, expression());
    out.limit = std::move(limit);
    return out;
  }

  // --- destinations ---
  Result<Destination> destination() {
    const Deeper deeper(depth_);
    ONEPOT_CHECK(not_too_deep());
    Destination out;
    out.at = here().at;
    const bool one_of = word("oneof");
    if (one_of && !is_sign("{")) return bad(here(), "'{'");
    if (!sign("{")) {
      out.kind = Destination::Kind::account;
      ONEPOT_TRY(auto account, expression());
      out.account = std::move(account);
      return out;
    }
    if (one_of || is_word("max")) {
      out.kind = one_of ? Destination::Kind::one_of : Destination::Kind::in_order;
      while (word("max")) {
        ONEPOT_TRY(auto cap, expression());
        out.caps.push_back(std::move(cap));
        ONEPOT_TRY(auto to, kept_or_destination());
        out.to.push_back(std::move(to));
      }
      ONEPOT_CHECK(need_word("remaining"));
      ONEPOT_TRY(auto rest, kept_or_destination());
      out.to.push_back(std::move(rest));
      ONEPOT_CHECK(need_sign("}"));
      return out;
    }
    out.kind = Destination::Kind::shares;
    do {
      Share share{here().at, {}};
      if (!word("remaining")) {
        ONEPOT_TRY(auto portion, expression());
        share.portion = std::move(portion);
      }
      ONEPOT_TRY(auto to, kept_or_destination());
      out.shares.push_back(std::move(share));
      out.to.push_back(std::move(to));
    } while (!sign("}"));
    return out;
  }

  Result<Destination> kept_or_destination() {
    if (is_word("kept")) {
      Destination kept;
      kept.at = next().at;
      return kept;
    }
    if (!word("to")) return bad(here(), "'to' or 'kept'");
    return destination();
  }

  // --- expressions: a sign before, then /, then + and - ---
  Result<Expr> expression() {
    ONEPOT_TRY(auto left, quotient());
    while (is_sign("+") || is_sign("-")) {
      const Token& op = next();
      ONEPOT_TRY(auto right, quotient());
      const auto kind = op.text == "+" ? Expr::Kind::add : Expr::Kind::subtract;
      ONEPOT_TRY(left, joined(kind, std::move(left), std::move(right)));
    }
    return left;
  }

  Result<Expr> quotient() {
    ONEPOT_TRY(auto left, primary());
    while (sign("/")) {
      ONEPOT_TRY(auto right, primary());
      ONEPOT_TRY(left, joined(Expr::Kind::divide, std::move(left), std::move(right)));
    }
    return left;
  }

  Result<Expr> joined(Expr::Kind kind, Expr left, Expr right) const {
    Expr out{kind, left.at};
    out.parts.push_back(std::move(left));
    out.parts.push_back(std::move(right));
    return grown(std::move(out));
  }

  /// 1 + 1 + 1 … grows as a tree, without nesting in the text; it is as deep all the same.
  Result<Expr> grown(Expr out) const {
    for (const Expr& part : out.parts) out.height = std::max(out.height, part.height + 1);
    if (out.height > deepest) return bad(here(), fmt::format("an expression no deeper than {}", deepest));
    return out;
  }

  bool begins_call() const {
    if (here().kind != Kind::word || tokens_[at_ + 1].kind != Kind::sign || tokens_[at_ + 1].text != "(") return false;
    return here().text == "overdraft" || !keywords().contains(here().text);
  }

  Result<Expr> call() {
    const Token& name = next();
    Expr out{Expr::Kind::call, name.at, name.text};
    ++at_;  // (
    if (sign(")")) return out;
    do {
      ONEPOT_TRY(auto argument, expression());
      out.parts.push_back(std::move(argument));
    } while (sign(","));
    ONEPOT_CHECK(need_sign(")"));
    return grown(std::move(out));
  }

  Result<Expr> primary() {
    const Deeper deeper(depth_);
    ONEPOT_CHECK(not_too_deep());
    if (begins_call()) return call();
    const Token& token = here();
    Expr out{Expr::Kind::number, token.at, token.text};
    if (is_plain(token.kind)) {
      ++at_;
      if (token.kind == Kind::variable) out.kind = Expr::Kind::variable;
      if (token.kind == Kind::asset) out.kind = Expr::Kind::asset;
      if (token.kind == Kind::text) out.kind = Expr::Kind::text;
      if (token.kind == Kind::number) out.number = whole(token.text);
      if (token.kind == Kind::percentage) {
        out.kind = Expr::Kind::portion;
        out.portion = percentage(token.text);
      }
      return out;
    }
    if (is_sign("@")) return account();
    if (sign("-")) {
      ONEPOT_TRY(auto operand, primary());
      out.kind = Expr::Kind::negative;
      out.parts.push_back(std::move(operand));
      return grown(std::move(out));
    }
    if (sign("(")) {
      ONEPOT_TRY(auto inner, expression());
      ONEPOT_CHECK(need_sign(")"));
      return inner;
    }
    if (sign("[")) {
      // The asset is one value: in [USD/2 -5] the sign belongs to the amount.
      out.kind = Expr::Kind::monetary;
      ONEPOT_TRY(auto asset, primary());
      ONEPOT_TRY(auto amount, expression());
      ONEPOT_CHECK(need_sign("]"));
      out.parts.push_back(std::move(asset));
      out.parts.push_back(std::move(amount));
      return grown(std::move(out));
    }
    return bad(token, "a value, such as @account, [GBP/2 100], 1/3, $variable or \"text\"");
  }

  static bool is_plain(Kind kind) {
    return kind == Kind::variable || kind == Kind::asset || kind == Kind::text || kind == Kind::number ||
           kind == Kind::percentage;
  }

  Result<Expr> account() {
    Expr out{Expr::Kind::account, here().at};
    do {
      ++at_;  // @ or :
      const Token& part = next();
      out.parts.push_back(
          {part.kind == Kind::account_variable ? Expr::Kind::variable : Expr::Kind::text, part.at, part.text});
    } while (is_sign(":"));
    return out;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Script script_;
};

}  // namespace

Result<Program> parse(std::string_view text, std::string file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.size() > longest_text)
    return refuse("parse-error", "the program is longer than 1 MiB", {std::move(file), 1, "1"});
  ONEPOT_TRY(auto tokens, tokens_of(text, file));
  ONEPOT_TRY(auto script, Parser(std::move(tokens), std::move(file)).program());
  return Program(std::make_shared<const Script>(std::move(script)));
}

}  // namespace onepot::pot::numscript
