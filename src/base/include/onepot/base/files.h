#pragma once
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot {

/// The whole file; "-" is standard input.
Result<std::string> read_file(const std::string& path);
/// Written beside itself, synced and renamed: there is never half a file. "-" is standard output.
Result<void> write_file(const std::string& path, std::string_view bytes);

}  // namespace onepot
