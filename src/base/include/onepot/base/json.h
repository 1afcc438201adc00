#pragma once
// Boost.JSON with refusals that name line and column, and a printer that people can read.
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "onepot/base/result.h"

namespace onepot::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// Parses one document; the refusal names the file, line and column of the first bad byte.
Result<value> parse(std::string_view text, std::string file);
/// Two-space indentation, members in order, a newline at the end.
std::string pretty(const value& v);

}  // namespace onepot::json
