#pragma once
// Passwords, kept as argon2id (RFC 9106) by libsodium. Slow on purpose: call from the server's slow lane, never from
// the threads that answer pages.
#include <span>
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot::identity {

/// What one hash costs. libsodium's interactive class: 64 MiB and two passes, about a tenth of a second; above the
/// least that OWASP's Password Storage Cheat Sheet asks of argon2id (19 MiB, two passes). Tests may take less.
struct HashCost {
  unsigned long long passes = 2;
  std::size_t memory_bytes = 64U * 1024 * 1024;
};

/// "$argon2id$v=19$m=65536,t=2,p=1$salt$hash", with a salt of its own. Refuses ("machine") when the memory is not to be
/// had.
Result<std::string> hash_password(std::string_view password, const HashCost& cost = {});
/// Whether it is that password. False as well for what is no argon2id hash.
bool verify_password(std::string_view encoded, std::string_view password);
/// As slow as verify_password and always false: for a name that nobody has, so that time does not tell who has an
/// account.
bool verify_nobody(std::string_view password, const HashCost& cost = {});
/// True when it was made at another cost than today's: hash anew at the next sign-in.
bool needs_rehash(std::string_view encoded, const HashCost& cost = {});

/// A new password must have 10 to 200 characters, be UTF-8, and be none that a guesser tries first: common words, rows
/// of keys, one character over and over, or one of `own` (their name, e-mail address, the name of the place) with a few
/// digits. Nothing is asked about capitals, digits or marks, and none expires: three random words are better (NCSC's
/// advice). Codes: "password-short", "password-long", "password-common", "password-own", "password-text".
Result<void> check_new_password(std::string_view password, std::span<const std::string> own = {});

}  // namespace onepot::identity
