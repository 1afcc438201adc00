#include "onepot/identity/token.h"

#include <array>
#include <span>

#include "onepot/base/hash.h"
#include "sodium_ready.h"

namespace onepot::identity {
namespace token_detail {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t token_letters = 43;
using Signed = std::array<unsigned char, salt_bytes + crypto_auth_hmacsha256_BYTES>;

std::string base64url(std::span<const unsigned char> bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // the C string's end
  return out;
}

/// Fills what follows the salt with the HMAC of salt and purpose.
void sign(Signed& out, std::string_view session_token, std::string_view purpose) {
  const auto key = sha256(session_token);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, out.data(), salt_bytes);
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
  crypto_auth_hmacsha256_final(&state, out.data() + salt_bytes);
}

}  // namespace
}  // namespace token_detail

std::string new_token() {
  sodium_ready();
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return token_detail::base64url(bytes);
}

std::string token_hash(std::string_view token) {
  return to_hex(sha256(token));
}

bool looks_like_token(std::string_view text) {
  return text.size() == token_detail::token_letters && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

std::string csrf_token(std::string_view session_token, std::string_view purpose) {
  sodium_ready();
  token_detail::Signed bytes{};
  randombytes_buf(bytes.data(), token_detail::salt_bytes);
  token_detail::sign(bytes, session_token, purpose);
  return token_detail::base64url(bytes);
}

bool csrf_matches(std::string_view session_token, std::string_view given, std::string_view purpose) {
  sodium_ready();
  token_detail::Signed claimed{};
  std::size_t size = 0;
  const char* end = nullptr;
  if (sodium_base642bin(claimed.data(), claimed.size(), given.data(), given.size(), nullptr, &size, &end,
                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size != claimed.size() || end != given.data() + given.size())
    return false;
  token_detail::Signed expected = claimed;
  token_detail::sign(expected, session_token, purpose);
  return sodium_memcmp(claimed.data(), expected.data(), expected.size()) == 0;
}

}  // namespace onepot::identity
