#pragma once
// How accounts are named, and what a name says. Money moves from one account to another; in the account it leaves it
// counts minus, where it arrives plus, so that all accounts together are always nought – in total and in each stream.
//
//   funder:STREAM         where a stream's money comes from; it goes below nought by what it gave
//   pot:PERSON:STREAM     one stream of a person's pot
//   provider:REF          what a provider has earned and not yet been paid
//   bank                  what has gone out through the bank
//   isf:REF               what the holder of individual service funds paid out as people instructed
//   contribution:STREAM   what people paid a funder of their contributions, where it pays gross
//
// Other names are allowed: segments between colons, without two spaces running and without ; " ( ) [ ] { } | = *.
#include <optional>
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot::pot {

std::string pot_account(std::string_view person, std::string_view stream);
std::string funder_account(std::string_view stream);
std::string provider_account(std::string_view provider);
std::string bank_account();
std::string fund_account(std::string_view provider);
std::string contribution_account(std::string_view stream);

/// The PERSON of pot:PERSON or pot:PERSON:STREAM; nothing for other accounts.
std::optional<std::string_view> person_of(std::string_view account);

/// Whether a new account may go below nought. A pot may not: nobody can spend or promise what is not there.
bool may_overdraw(std::string_view account);

/// Refused ("bad-name") with what is wrong. `what` names the thing in the sentence: "account", "stream", "purpose".
/// An account's segments are separated by colons; a stream and a purpose have none.
Result<void> check_name(std::string_view what, std::string_view name);

}  // namespace onepot::pot
