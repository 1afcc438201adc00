#pragma once
// Secrets that a browser or a letter carries: session cookies, links, form tokens.
#include <string>
#include <string_view>

namespace onepot::identity {

/// 256 random bits as 43 letters of base64url. Given out once and never kept.
std::string new_token();
/// What the store keeps in its place: SHA-256 as 64 hex digits. Nothing slow is needed: 256 random bits cannot be
/// guessed.
std::string token_hash(std::string_view token);
/// True for what new_token could have made; cheap, before the store is asked.
bool looks_like_token(std::string_view text);

/// The hidden field that shows a form came from our own page: a fresh salt and an HMAC-SHA-256 of it and `purpose`,
/// keyed by the session's token. Each is different, so a compressed page does not give it away (BREACH); none is kept.
/// For visitors who are not signed in, the token is that of their anonymous cookie.
std::string csrf_token(std::string_view session_token, std::string_view purpose = "form");
/// Compared in constant time.
bool csrf_matches(std::string_view session_token, std::string_view given, std::string_view purpose = "form");

}  // namespace onepot::identity
