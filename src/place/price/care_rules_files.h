#pragma once
#include <string_view>

namespace onepot::place::care_rules_files {
// Compiled in by cmake/EmbedText.cmake.
extern const std::string_view care_kinds, care_evidence;
}  // namespace onepot::place::care_rules_files
