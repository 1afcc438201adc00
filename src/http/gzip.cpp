#include "onepot/http/gzip.h"

#include <zlib.h>

#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/http/fields.h"

namespace onepot::http {
namespace gzip_detail {
namespace {

/// A compressor kept by each thread and reset: its 256 KiB are not asked for and cleared anew for every page.
class Deflater {
 public:
  Deflater() = default;
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() {
    if (level_ != 0) deflateEnd(&stream_);
  }
  z_stream& ready(int level) {
    if (level == level_) {
      ONEPOT_ASSERT(deflateReset(&stream_) == Z_OK);
      return stream_;
    }
    if (level_ != 0) deflateEnd(&stream_);
    stream_ = {};
    constexpr int gzip_window = 15 + 16;
    ONEPOT_ASSERT(deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    level_ = level;
    return stream_;
  }

 private:
  z_stream stream_{};
  int level_ = 0;
};

}  // namespace
}  // namespace gzip_detail

std::string gzip(std::string_view bytes, int level) {
  ONEPOT_ASSERT(level >= 1 && level <= 9);
  ONEPOT_ASSERT(bytes.size() < (1ULL << 31U));
  static thread_local gzip_detail::Deflater deflater;
  auto& stream = deflater.ready(level);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  // zlib reads through a pointer to non-const and does not write through it.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ONEPOT_ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  return out;
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  for (const auto& part : split_text(accept_encoding, ',')) {
    const std::string_view item = part;
    const auto name = trim(item.substr(0, item.find(';')));
    const bool gzip_named = same_name(name, "gzip") || same_name(name, "x-gzip");
    if (!gzip_named && name != "*") continue;
    const auto weight = item.find("q=");
    const bool refused = weight != std::string_view::npos &&
                         trim(item.substr(weight + 2)).find_first_not_of("0.") == std::string_view::npos;
    if (gzip_named) return !refused;
    any = !refused;
  }
  return any;
}

bool is_compressible(std::string_view content_type) {
  const auto type = trim(content_type.substr(0, content_type.find(';')));
  return type.starts_with("text/") || type == "application/json" || type == "application/javascript" ||
         type == "application/xml" || type == "image/svg+xml" || type == "application/manifest+json" ||
         type.ends_with("+json") || type.ends_with("+xml");
}

}  // namespace onepot::http
