#include "onepot/base/hash.h"

#include <openssl/evp.h>

#include <memory>

#include "onepot/base/assert.h"

namespace onepot {
namespace {

struct Free {
  void operator()(EVP_MD* p) const { EVP_MD_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
};

/// The method is looked up once; each thread has its own place to work.
const EVP_MD* sha256_method() {
  static const std::unique_ptr<EVP_MD, Free> method(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  ONEPOT_ASSERT(method != nullptr);
  return method.get();
}

}  // namespace

Digest sha256(std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  Digest out{};
  ONEPOT_ASSERT(EVP_DigestInit_ex2(context.get(), sha256_method(), nullptr) == 1 &&
                EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                EVP_DigestFinal_ex(context.get(), out.data(), nullptr) == 1);
  return out;
}

std::string to_hex(std::span<const unsigned char> bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const unsigned char b : bytes) {
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

}  // namespace onepot
