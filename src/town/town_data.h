#pragma once
#include <string_view>

namespace onepot::town::data {
// src/town/data, compiled in by cmake/EmbedText.cmake.
extern const std::string_view names_csv, numbers_csv;
}  // namespace onepot::town::data
