#pragma once
#include <string>
#include <string_view>

namespace onepot::http {

/// The bytes as a gzip file (RFC 1952). Level 1 (fast) to 9 (small).
std::string gzip(std::string_view bytes, int level);
/// Reads an Accept-Encoding header: gzip or * with a weight above nought.
bool accepts_gzip(std::string_view accept_encoding);
/// True for text, JSON, SVG and scripts; false for pictures and what is packed already.
bool is_compressible(std::string_view content_type);

}  // namespace onepot::http
