#include "onepot/base/ids.h"

#include "onepot/base/hash.h"

namespace onepot {

std::string uuid7(Instant when, Random& random) {
  const auto ms = static_cast<std::uint64_t>(when.time_since_epoch().count());
  const std::uint64_t a = random.next(), b = random.next();
  std::array<unsigned char, 16> bytes{};
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(ms >> (40 - 8 * i));
  for (std::size_t i = 6; i < 8; ++i) bytes[i] = static_cast<unsigned char>(a >> (8 * (i - 6)));
  for (std::size_t i = 8; i < 16; ++i) bytes[i] = static_cast<unsigned char>(b >> (8 * (i - 8)));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string hex = to_hex(bytes);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) hex.insert(at, "-");
  return hex;
}

}  // namespace onepot
