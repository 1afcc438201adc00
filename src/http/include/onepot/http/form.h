#pragma once
// What a browser sends when a form is submitted: application/x-www-form-urlencoded and multipart/form-data (RFC 7578).
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "onepot/base/result.h"
#include "onepot/http/fields.h"

namespace onepot::http {

/// A picture, a recording or a table that somebody chose. `name` is what they called it: never a path to trust.
struct File {
  std::string field;
  std::string name;
  std::string type;  ///< as the browser says; not checked
  std::string bytes;
};

struct Form {
  Fields fields;  ///< text, always well-formed UTF-8, without NUL
  std::vector<File> files;
  /// The first value of a field; empty when there is none.
  std::string_view text(std::string_view name) const { return fields.get(name); }
  bool has(std::string_view name) const { return fields.has(name); }
  std::vector<std::string_view> each(std::string_view name) const { return fields.each(name); }
  /// The file chosen in that field, or nullptr. A file field left empty is no file.
  const File* file(std::string_view name) const;
};

struct FormLimits {
  std::size_t fields = 1000;
  std::size_t part_header_bytes = 4096;
};

/// `a=1&b=two+words`. Refuses a broken %-escape, text that is not UTF-8, NUL, too many fields (code "bad-form").
Result<Fields> parse_urlencoded(std::string_view text, std::size_t most = 1000);
/// A whole multipart body, by the boundary from its content type. Refuses what is cut short or has a nameless part.
Result<Form> parse_multipart(std::string_view body, std::string_view boundary, const FormLimits& limits = {});
/// Either, by content type. Another type is refused with "unsupported-form"; no type and no body is an empty form.
Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits = {});
/// `name=value&…`, each side percent-encoded: for links that carry a query.
std::string to_urlencoded(const Fields& fields);

/// A parameter of a header such as `multipart/form-data; boundary=x` or `form-data; name="a"`; nullopt when absent.
std::optional<std::string> header_parameter(std::string_view header, std::string_view name);

}  // namespace onepot::http
