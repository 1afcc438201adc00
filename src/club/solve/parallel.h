#pragma once
// Tasks side by side, each writing only to its own place, so that the answer does not depend on how many threads there
// are.
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace onepot::club {

/// Runs task(0) … task(count − 1) on at most `threads` threads.
inline void in_parallel(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) task(i);
  };
  std::vector<std::thread> pool;
  for (unsigned t = 1; t < std::min<std::size_t>(threads, count); ++t) pool.emplace_back(work);
  work();
  for (auto& thread : pool) thread.join();
}

}  // namespace onepot::club
