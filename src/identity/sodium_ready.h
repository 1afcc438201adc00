#pragma once
#include <sodium.h>

#include "onepot/base/assert.h"

namespace onepot::identity {

/// libsodium chooses its instructions and opens its random source once.
inline void sodium_ready() {
  static const bool ready = sodium_init() >= 0;
  ONEPOT_ASSERT(ready);
}

}  // namespace onepot::identity
