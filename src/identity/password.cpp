#include "onepot/identity/password.h"

#include <array>

#include "sodium_ready.h"

namespace onepot::identity {

Result<std::string> hash_password(std::string_view password, const HashCost& cost) {
  sodium_ready();
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return refuse("machine", "there is not enough memory to keep a password safely just now");
  return std::string(out.data());
}

bool verify_password(std::string_view encoded, std::string_view password) {
  sodium_ready();
  // libsodium would take argon2i and scrypt too: nothing of ours was ever kept so.
  if (encoded.size() >= crypto_pwhash_STRBYTES || !encoded.starts_with(crypto_pwhash_argon2id_STRPREFIX)) return false;
  std::array<char, crypto_pwhash_STRBYTES> text{};
  std::copy(encoded.begin(), encoded.end(), text.begin());
  return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
}

bool verify_nobody(std::string_view password, const HashCost& cost) {
  sodium_ready();
  std::array<unsigned char, 32> out{};
  constexpr std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  const int done = crypto_pwhash(out.data(), out.size(), password.data(), password.size(), salt.data(), cost.passes,
                                 cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  sodium_memzero(out.data(), out.size());
  return done > 0;  // libsodium answers 0 or -1
}

bool needs_rehash(std::string_view encoded, const HashCost& cost) {
  sodium_ready();
  return crypto_pwhash_str_needs_rehash(std::string(encoded).c_str(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace onepot::identity
