#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace onepot {

std::string_view trim(std::string_view text);
/// Parts between separators, empty ones kept: split_text("a||b", '|') has three.
std::vector<std::string> split_text(std::string_view text, char separator);
/// Lists in files: parts between '|', trimmed, empty ones left out.
std::vector<std::string> list_of(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
/// "Pete, Sam and Ali".
std::string and_list(const std::vector<std::string>& parts);
/// True for well-formed UTF-8 (no overlong forms, no surrogates).
bool valid_utf8(std::string_view bytes);

}  // namespace onepot
