#pragma once
// Style sheets, scripts and pictures, served from memory: gzipped once, with an ETag, cached for ever by version.
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "onepot/base/result.h"
#include "onepot/http/request.h"
#include "onepot/http/response.h"

namespace onepot::http {

struct Asset {
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const std::string> gzipped;  ///< null where it is no smaller
  std::string type;
  std::string version;  ///< 16 hex digits of the SHA-256 of its bytes
};

class Assets {
 public:
  /// `path` as in an address: "/assets/site.css". The type is told by the ending.
  void add(std::string path, std::string bytes);
  /// Every file below `folder`, as `prefix` + its path from there. Refuses a folder that cannot be read.
  Result<void> add_folder(const std::string& folder, const std::string& prefix);
  const Asset* find(std::string_view path) const;
  /// "/assets/site.css?v=0123456789abcdef": what a page links to. The path itself when there is no such asset.
  std::string address(std::string_view path) const;
  /// The answer to GET or HEAD, 304 and 405 included; nothing when there is no such asset.
  std::optional<Response> respond(const Request& request) const;
  std::size_t size() const { return by_path_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, Asset, Hash, std::equal_to<>> by_path_;
};

/// "text/css; charset=utf-8" for "x.css"; "application/octet-stream" where the ending is not known.
std::string_view type_by_ending(std::string_view path);

}  // namespace onepot::http
