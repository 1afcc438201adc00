// The demo's password, hashed as identity hashes any other (argon2id), but with a salt that follows from the seed: the
// same seed must give the same database. It opens only the synthetic place.
#include <sodium.h>

#include "onepot/base/hash.h"
#include "onepot/town/cast.h"

namespace onepot::town {
namespace {

std::string base64(std::span<const unsigned char> bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  out.resize(out.find('\0') == std::string::npos ? out.size() : out.find('\0'));
  return out;
}

}  // namespace

Result<std::string> demo_password_hash(std::uint64_t seed) {
  constexpr std::size_t kib = 65536;  // the memory identity asks for
  constexpr unsigned passes = 2;
  if (sodium_init() < 0) return refuse("machine", "the cryptography library cannot start");
  const Digest salt = sha256(fmt::format("ashdale demo {}", seed));
  std::array<unsigned char, 32> hash{};
  static_assert(crypto_pwhash_SALTBYTES == 16);
  if (crypto_pwhash(hash.data(), hash.size(), demo_password.data(), demo_password.size(), salt.data(), passes,
                    kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return refuse("machine", "there is not memory enough to hash the demo's password");
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", kib, passes, base64(std::span(salt).first<16>()),
                     base64(hash));
}

}  // namespace onepot::town
