#include "onepot/pot/accounts.h"

#include "onepot/base/text.h"

namespace onepot::pot {
namespace {

constexpr std::size_t name_max = 200;  // bytes; longer ones are pasted by mistake

/// The plain-text books of other programs read these as punctuation: a name with them could not be exported faithfully.
constexpr std::string_view forbidden = ";\"()[]{}|=*\\<>";

}  // namespace

std::string pot_account(std::string_view person, std::string_view stream) { return fmt::format("pot:{}:{}", person, stream); }
std::string funder_account(std::string_view stream) { return fmt::format("funder:{}", stream); }
std::string provider_account(std::string_view provider) { return fmt::format("provider:{}", provider); }
std::string bank_account() { return "bank"; }

std::optional<std::string_view> person_of(std::string_view account) {
  constexpr std::string_view prefix = "pot:";
  if (!account.starts_with(prefix)) return std::nullopt;
  account.remove_prefix(prefix.size());
  return account.substr(0, account.find(':'));
}

bool may_overdraw(std::string_view account) { return !person_of(account); }

Result<void> check_name(std::string_view what, std::string_view name) {
  const auto bad = [&](std::string_view why) {
    return refuse("bad-name", fmt::format("the {} '{}' {}", what, name.substr(0, 60), why));
  };
  if (name.empty()) return refuse("bad-name", fmt::format("the {} is empty", what));
  if (name.size() > name_max) return bad(fmt::format("is longer than {} bytes", name_max));
  if (!valid_utf8(name)) return bad("is not UTF-8");
  if (name.find_first_of(forbidden) != std::string_view::npos) return bad("holds one of ; \" ( ) [ ] { } | = * \\ < >");
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return bad("holds a control character");
  if (name.find("  ") != std::string_view::npos || trim(name) != name) return bad("has spaces at an end, or two running");
  if (what != "account" && name.find_first_of(":,") != std::string_view::npos) return bad("holds a colon or a comma");
  for (const auto& segment : split_text(name, ':'))
    if (segment.empty() || trim(segment) != segment) return bad("has an empty part, or spaces beside a colon");
  return {};
}

}  // namespace onepot::pot
