#include "onepot/web/assets.h"

namespace onepot::web {

std::shared_ptr<const http::Assets> embedded_assets() {
  static const auto assets = std::make_shared<const http::Assets>();
  return assets;
}

}  // namespace onepot::web
