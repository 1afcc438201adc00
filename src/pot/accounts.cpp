#include "onepot/pot/accounts.h"

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

constexpr std::size_t name_max = 200;  // bytes; longer ones are pasted by mistake

/// The plain-text books of other programs read these as punctuation: a name with them could not be exported faithfully.
constexpr std::string_view forbidden = ";\"()[]{}|=*\\<>";

}  // namespace

std::string pot_account(std::string_view person, std::string_view stream) {
  return fmt::format("pot:{}:{}", person, stream);
}
std::string funder_account(std::string_view stream) {
  return fmt::format("funder:{}", stream);
}
std::string provider_account(std::string_view provider) {
  return fmt::format("provider:{}", provider);
}
std::string bank_account() {
  return "bank";
}

std::string fund_account(std::string_view provider) {
  return fmt::format("isf:{}", provider);
}

std::string contribution_account(std::string_view stream) {
  return fmt::format("contribution:{}", stream);
}

std::optional<std::string_view> person_of(std::string_view account) {
  constexpr std::string_view prefix = "pot:";
  if (!account.starts_with(prefix)) return std::nullopt;
  account.remove_prefix(prefix.size());
  return account.substr(0, account.find(':'));
}

bool may_overdraw(std::string_view account) {
  return !person_of(account);
}

Result<void> check_name(std::string_view what, std::string_view name) {
  const auto bad = [&](std::string_view why) {
    return refuse("bad-name", fmt::format("the {} '{}' {}", what, name.substr(0, 60), why));
  };
  if (name.empty()) return refuse("bad-name", fmt::format("the {} is empty", what));
  if (name.size() > name_max) return bad(fmt::format("is longer than {} bytes", name_max));
  // One pass: this is asked for every name of every transfer.
  const bool parts = what == "account";
  char before = ':';  // a colon at either end is an empty part
  bool ascii = true;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) return bad("holds a control character");
    if (forbidden.find(c) != std::string_view::npos) return bad("holds one of ; \" ( ) [ ] { } | = * \\ < >");
    if (!parts && (c == ':' || c == ',')) return bad("holds a colon or a comma");
    if (c == ':' && before == ':') return bad("has an empty part");
    if (c == ' ' && before == ' ') return bad("has two spaces running");
    if ((c == ' ' && before == ':') || (c == ':' && before == ' '))
      return bad("has spaces at an end, or beside a colon");
    ascii = ascii && byte < 0x80;
    before = c;
  }
  if (before == ' ') return bad("has spaces at an end, or beside a colon");
  if (before == ':') return bad("has an empty part");
  if (!ascii && !valid_utf8(name)) return bad("is not UTF-8");
  return {};
}

}  // namespace onepot::pot
