#include "numscript/value.h"

#include "onepot/base/text.h"

namespace onepot::pot::numscript {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Int digits_of(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');  // a leading nought would mean octal
  return first == std::string_view::npos ? Int(0) : Int(std::string(digits.substr(first)));
}

/// A sign and digits, nothing else.
std::optional<Int> whole_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!all_digits(text)) return {};
  Int out = digits_of(text);
  return negative ? Int(-out) : out;
}

Result<Value> number(const Script& script, Place at, const std::string& text) {
  if (auto whole = whole_number(text)) return std::move(*whole);
  return fault(script, at, "invalid-number-literal", fmt::format("'{}' is not a whole number", text));
}

Result<Value> asset(const Script& script, Place at, const std::string& text) {
  if (is_asset_name(text)) return Asset{text};
  return fault(script, at, "invalid-asset", fmt::format("'{}' is not an asset; expected one such as GBP/2", text));
}

Result<Value> monetary(const Script& script, Place at, const std::string& text) {
  const auto parts = split_text(text, ' ');
  if (parts.size() != 2)
    return fault(script, at, "invalid-monetary-literal",
                 fmt::format("'{}' is not an amount; expected an asset and a number, such as GBP/2 100", text));
  ONEPOT_TRY(const Value amount, number(script, at, parts[1]));
  ONEPOT_TRY(const Value unit, asset(script, at, parts[0]));
  return Monetary{std::get<Asset>(unit).name, std::get<Int>(amount)};
}

/// "12.5%" or "1/8".
Result<Value> portion(const Script& script, Place at, const std::string& text) {
  const auto bad = [&](std::string_view why) {
    return fault(script, at, "bad-portion-parsing",
                 fmt::format("'{}' is not a portion ({}); expected one such as 1/3 or 12.5%", text, why));
  };
  Int over, under;
  const std::string_view all(text);
  if (all.ends_with('%')) {
    const auto parts = split_text(all.substr(0, all.size() - 1), '.');
    if (parts.size() > 2 || !std::ranges::all_of(parts, all_digits)) return bad("its form");
    over = digits_of(join(parts, ""));
    under = 100 * boost::multiprecision::pow(Int(10), static_cast<unsigned>(parts.size() == 2 ? parts[1].size() : 0));
  } else {
    const auto parts = split_text(text, '/');
    if (parts.size() != 2) return bad("its form");
    // One blank may stand on each side of the stroke.
    std::string_view left = parts[0], right = parts[1];
    if (!left.empty() && (left.back() == ' ' || left.back() == '\t')) left.remove_suffix(1);
    if (!right.empty() && (right.front() == ' ' || right.front() == '\t')) right.remove_prefix(1);
    if (!all_digits(left) || !all_digits(right)) return bad("its form");
    over = digits_of(left);
    under = digits_of(right);
    if (under == 0) return bad("it divides by nought");
  }
  if (over > under) return bad("it is more than the whole");
  return Ratio(over, under);
}

}  // namespace

tl::unexpected<Refusal> fault(const Script& script, Place at, std::string kind, std::string sentence) {
  return refuse(std::move(kind), std::move(sentence), {script.file, at.line, std::to_string(at.column)});
}

std::string to_text(const Value& value) {
  struct Show {
    std::string operator()(const Text& v) const { return v.value; }
    std::string operator()(const Asset& v) const { return v.name; }
    std::string operator()(const Account& v) const { return v.name; }
    std::string operator()(const Int& v) const { return v.str(); }
    std::string operator()(const Monetary& v) const { return v.asset + " " + v.amount.str(); }
    std::string operator()(const Ratio& v) const {
      return boost::multiprecision::numerator(v).str() + "/" + boost::multiprecision::denominator(v).str();
    }
  };
  return std::visit(Show(), value);
}

Result<Value> value_of(const Script& script, Place at, std::string_view type, const std::string& text) {
  if (type == "string") return Text{text};
  if (type == "number") return number(script, at, text);
  if (type == "asset") return asset(script, at, text);
  if (type == "monetary") return monetary(script, at, text);
  if (type == "portion") return portion(script, at, text);
  if (type == "account") {
    if (is_account_name(text)) return Account{text};
    return fault(script, at, "invalid-account-name",
                 fmt::format("'{}' is not the name of an account; expected one such as pot:pete", text));
  }
  return fault(
      script, at, "invalid-type",
      fmt::format("there is no type '{}'; expected account, asset, number, monetary, portion or string", type));
}

bool is_account_name(std::string_view name) {
  bool empty = true;  // of the segment at hand
  for (const char c : name) {
    if (c == ':') {
      if (empty) return false;
      empty = true;
      continue;
    }
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!fits) return false;
    empty = false;
  }
  return !empty;
}

bool is_asset_name(std::string_view name) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::size_t at = 0;
  if (name.empty() || !upper(name[0])) return false;
  while (at < name.size() && (upper(name[at]) || digit(name[at]))) ++at;
  if (at > 17) return false;
  if (at < name.size() && name[at] == '_') {
    const std::size_t from = ++at;
    while (at < name.size() && upper(name[at])) ++at;
    if (at == from || at - from > 16) return false;
  }
  if (at < name.size() && name[at] == '/') {
    const std::size_t from = ++at;
    while (at < name.size() && digit(name[at])) ++at;
    if (at == from || at - from > 6) return false;
  }
  return at == name.size();
}

}  // namespace onepot::pot::numscript
