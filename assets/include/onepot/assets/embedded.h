#pragma once
// The styles, the script and the pictures, as they were when this binary was built.
#include <span>
#include <string_view>

namespace onepot::assets {

struct File {
  std::string_view path;  ///< "/assets/site.css"
  std::string_view bytes;
};

std::span<const File> embedded();

}  // namespace onepot::assets
