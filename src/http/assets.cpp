#include "onepot/http/assets.h"

#include <filesystem>

#include "onepot/base/files.h"
#include "onepot/base/hash.h"
#include "onepot/http/gzip.h"

namespace onepot::http {

std::string_view type_by_ending(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 17> types{{
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".csv", "text/csv; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".pdf", "application/pdf"},
  }};
  for (const auto& [ending, type] : types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

void Assets::add(std::string path, std::string content) {
  Asset asset{.type = std::string(type_by_ending(path)), .version = to_hex(sha256(content)).substr(0, 16)};
  if (is_compressible(asset.type)) {
    auto packed = gzip(content, 9);
    if (packed.size() < content.size()) asset.gzipped = std::make_shared<const std::string>(std::move(packed));
  }
  asset.bytes = std::make_shared<const std::string>(std::move(content));
  by_path_.insert_or_assign(std::move(path), std::move(asset));
}

Result<void> Assets::add_folder(const std::string& folder, const std::string& prefix) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  if (error) return refuse("machine", "the folder cannot be read: " + error.message(), {.file = folder});
  for (; walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    if (walk->is_regular_file()) {
      ONEPOT_TRY(auto content, read_file(walk->path().string()));
      add(prefix + walk->path().lexically_relative(folder).generic_string(), std::move(content));
    }
    if (error) return refuse("machine", "the folder cannot be read: " + error.message(), {.file = folder});
  }
  return {};
}

const Asset* Assets::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &found->second;
}

std::string Assets::address(std::string_view path) const {
  const auto* asset = find(path);
  return asset == nullptr ? std::string(path) : std::string(path) + "?v=" + asset->version;
}

std::optional<Response> Assets::respond(const Request& request) const {
  const auto* asset = find(request.path);
  if (asset == nullptr) return std::nullopt;
  if (request.method != Method::get && request.method != Method::head) {
    auto refused = not_allowed({Method::get, Method::head});
    refused.route = "(asset)";
    return refused;
  }
  const bool packed = asset->gzipped != nullptr && accepts_gzip(request.headers.get("accept-encoding"));
  const auto etag = "\"" + asset->version + (packed ? "-gz\"" : "\"");
  Response out{.shared = packed ? asset->gzipped : asset->bytes, .route = "(asset)", .may_compress = false};
  out.headers.add("Content-Type", asset->type);
  out.headers.add("ETag", etag);
  // An address with the version of these very bytes never changes its meaning; any other is asked about again.
  const bool pinned = request.query.get("v") == asset->version;
  out.headers.add("Cache-Control", pinned ? "public, max-age=31536000, immutable" : "public, no-cache");
  out.headers.add("X-Content-Type-Options", "nosniff");
  if (asset->gzipped != nullptr) out.headers.add("Vary", "Accept-Encoding");
  if (packed) out.headers.add("Content-Encoding", "gzip");
  if (const auto known = request.headers.get("if-none-match");
      known == "*" || known.find(etag) != std::string_view::npos) {
    out.status = 304;
    out.shared = nullptr;
  }
  return out;
}

}  // namespace onepot::http
