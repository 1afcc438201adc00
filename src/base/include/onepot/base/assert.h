#pragma once
// Assertions for what only we can cause. They stay on in release: a wrong penny is worse than a stopped program.
#include <cstdio>
#include <cstdlib>

namespace onepot::detail {
[[noreturn]] inline void assertion_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, what);
  std::abort();
}
}  // namespace onepot::detail

#define ONEPOT_ASSERT(condition) \
  (static_cast<bool>(condition) ? void() : ::onepot::detail::assertion_failed(#condition, __FILE__, __LINE__))
