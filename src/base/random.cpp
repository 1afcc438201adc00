#include "onepot/base/random.h"

#include <bit>
#include <cmath>

namespace onepot {
namespace {

std::uint64_t splitmix(std::uint64_t& x) {
  x += 0x9e3779b97f4a7c15ULL;
  std::uint64_t z = x;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed) {
  for (auto& word : state_) word = splitmix(seed);
}

Random Random::fork(std::uint64_t salt) const {
  std::uint64_t mixed = state_[0] ^ std::rotl(state_[2], 17) ^ (salt * 0x9e3779b97f4a7c15ULL);
  return Random(splitmix(mixed));
}

std::uint64_t Random::next() {
  const std::uint64_t out = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return out;
}

std::uint64_t Random::below(std::uint64_t n) {
  ONEPOT_ASSERT(n > 0);
  const std::uint64_t reject = (0 - n) % n;
  for (;;) {
    const std::uint64_t draw = next();
    if (draw >= reject) return draw % n;
  }
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  ONEPOT_ASSERT(low <= high);
  return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

double Random::unit() {
  return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::normal() {
  for (;;) {
    const double u = 2 * unit() - 1, v = 2 * unit() - 1;
    const double s = u * u + v * v;
    if (s > 0 && s < 1) return u * std::sqrt(-2 * std::log(s) / s);
  }
}

std::size_t Random::weighted(std::span<const std::int64_t> weights) {
  std::uint64_t sum = 0;
  for (const auto w : weights) {
    ONEPOT_ASSERT(w >= 0);
    sum += static_cast<std::uint64_t>(w);
  }
  std::uint64_t draw = below(sum);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto w = static_cast<std::uint64_t>(weights[i]);
    if (draw < w) return i;
    draw -= w;
  }
  ONEPOT_ASSERT(false);
  return 0;
}

}  // namespace onepot
