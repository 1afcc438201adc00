#pragma once
#include <string_view>

namespace onepot::town::data {
// src/town/data, and the place's draw rule of rules/draw; compiled in by cmake/EmbedText.cmake.
extern const std::string_view names_csv, numbers_csv, draw_rule_num;
}  // namespace onepot::town::data
