#pragma once
#include <memory>

#include "onepot/http/assets.h"

namespace onepot::web {
/// The style sheets, scripts and pictures that were compiled in, below /assets/.
std::shared_ptr<const http::Assets> embedded_assets();
}  // namespace onepot::web
