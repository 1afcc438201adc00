#pragma once
// The styles, the script and the pictures of assets/, as they were when this binary was built (assets/build.mjs writes
// the code behind this).
#include <span>
#include <string_view>

namespace onepot::web {

struct EmbeddedFile {
  std::string_view path;  ///< "/assets/onepot.css"
  std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace onepot::web
