#include "onepot/web/assets.h"

#include "onepot/web/embedded_files.h"

namespace onepot::web {

std::shared_ptr<const http::Assets> embedded_assets() {
  static const std::shared_ptr<const http::Assets> assets = [] {
    auto filled = std::make_shared<http::Assets>();
    for (const EmbeddedFile& file : embedded_files()) filled->add(std::string(file.path), std::string(file.bytes));
    return filled;
  }();
  return assets;
}

}  // namespace onepot::web
