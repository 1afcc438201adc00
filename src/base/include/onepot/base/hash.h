#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace onepot {

using Digest = std::array<unsigned char, 32>;
/// SHA-256 (FIPS 180-4), by OpenSSL, which uses the processor's own instructions for it where there are any.
Digest sha256(std::string_view bytes);
std::string to_hex(std::span<const unsigned char> bytes);

}  // namespace onepot
