#pragma once
// When people could begin together.
#include <cstdint>
#include <vector>

#include "onepot/club/casual.h"

namespace onepot::club {

/// Minutes at which something could begin, as separate ascending stretches with both ends included.
struct Starts {
  std::vector<std::pair<std::int64_t, std::int64_t>> stretches;
  bool empty() const { return stretches.empty(); }
  std::int64_t first() const { return stretches.front().first; }
};

/// When something of `minutes` could begin inside any of these windows that falls on `day`.
Starts starts_on(const std::vector<Window>& windows, const Day& day, std::int64_t minutes);
Starts common(const Starts& a, const Starts& b);
/// Without the beginnings that would run into `busy`, a window on the same day.
Starts without(const Starts& a, const Window& busy, std::int64_t minutes);
/// Whether a window on `mine` also holds on the day of the other: the same day, or weekly and falling on that date.
bool falls_on(const Day& mine, const Day& other);

}  // namespace onepot::club
