#pragma once
// A file of episodes as the commands open it.
#include <optional>

#include "onepot/price/stream.h"

namespace onepot::cli {

/// The input of a command as a Read; "-" is standard input. It lives as long as the Read.
Result<price::Read> input_of(const std::string& path);
/// The layout named, or none when the name is empty.
Result<std::optional<price::Layout>> layout_at(const std::string& path);

}  // namespace onepot::cli
