#pragma once
// Randomness from a seed only: xoshiro256** seeded by splitmix64 (Blackman and Vigna 2018; public domain method).
// The draws below are our own so that a seed gives the same town on every standard library.
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "onepot/base/assert.h"

namespace onepot {

class Random {
 public:
  using result_type = std::uint64_t;
  explicit Random(std::uint64_t seed);
  /// A stream of its own for a named part, so that one part's draws do not move another's.
  Random fork(std::uint64_t salt) const;
  std::uint64_t next();
  std::uint64_t operator()() { return next(); }
  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return ~0ULL; }
  /// Uniform in [0, n), n > 0, without bias.
  std::uint64_t below(std::uint64_t n);
  /// Uniform in [low, high], both included.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// Uniform in [0, 1): statistics only, never money.
  double unit();
  /// True with probability numerator/denominator.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) { return below(denominator) < numerator; }
  /// Standard normal (Marsaglia polar): statistics only.
  double normal();
  /// Index drawn in proportion to the weights.
  std::size_t weighted(std::span<const std::int64_t> weights);
  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }
  template <class C>
  const auto& pick(const C& items) {
    ONEPOT_ASSERT(!std::empty(items));
    return items[below(std::size(items))];
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace onepot
