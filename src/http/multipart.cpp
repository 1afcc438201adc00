// multipart/form-data (RFC 7578 over RFC 2046), as browsers write it: every line ends in CRLF, no nesting.
#include "onepot/base/text.h"
#include "onepot/http/form.h"

namespace onepot::http {
namespace multipart_detail {
namespace {

constexpr auto npos = std::string_view::npos;

tl::unexpected<Refusal> bad(const char* why) {
  return refuse("bad-form", why);
}

struct PartHead {
  std::string name;
  std::string file_name;
  std::string type;
  bool is_file = false;
};

/// WHATWG's form submission writes '"', CR and LF in names as %22, %0D and %0A, and leaves every other '%' alone.
std::string unescape_name(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto three = text.substr(i, 3);
    if (same_name(three, "%22"))
      out += '"', i += 2;
    else if (same_name(three, "%0D"))
      out += '\r', i += 2;
    else if (same_name(three, "%0A"))
      out += '\n', i += 2;
    else
      out += text[i];
  }
  return out;
}

/// Some browsers have sent the whole path, with slashes of either kind: only what stands after the last is a name.
std::string base_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  return std::string(slash == npos ? name : name.substr(slash + 1));
}

Result<PartHead> parse_part_head(std::string_view lines) {
  PartHead out;
  bool named = false;
  while (!lines.empty()) {
    const auto end = std::min(lines.find("\r\n"), lines.size());
    const auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 2, lines.size()));
    const auto colon = line.find(':');
    if (colon == npos || colon == 0) return bad("each part of a form has headers of the form 'name: value'");
    const auto value = trim(line.substr(colon + 1));
    if (same_name(line.substr(0, colon), "content-disposition")) {
      if (!same_name(trim(value.substr(0, value.find(';'))), "form-data"))
        return bad("each part of a form is form-data");
      const auto file_name = header_parameter(value, "filename");
      out.name = unescape_name(header_parameter(value, "name").value_or(""));
      out.is_file = file_name.has_value();
      out.file_name = base_name(unescape_name(file_name.value_or("")));
      named = !out.name.empty();
    } else if (same_name(line.substr(0, colon), "content-type")) {
      out.type = std::string(value);
    }
  }
  if (!named) return bad("each part of a form has a name");
  for (const auto* text : {&out.name, &out.file_name, &out.type})
    if (!valid_utf8(*text) || text->find('\0') != npos) return bad("the names in a form are UTF-8");
  return out;
}

}  // namespace
}  // namespace multipart_detail

std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
  auto at = header.find(';');
  while (at != std::string_view::npos) {
    header.remove_prefix(at + 1);
    const auto equals = header.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto found = trim(header.substr(0, equals));
    header.remove_prefix(equals + 1);
    std::string value;
    std::size_t i = 0;
    while (i < header.size() && (header[i] == ' ' || header[i] == '\t')) ++i;
    if (i < header.size() && header[i] == '"') {
      for (++i; i < header.size() && header[i] != '"'; ++i) {
        // A backslash is kept unless it hides a quote: old browsers sent Windows paths as they were.
        if (header[i] == '\\' && i + 1 < header.size() && (header[i + 1] == '"' || header[i + 1] == '\\')) ++i;
        value += header[i];
      }
    } else {
      value = std::string(trim(header.substr(0, std::min(header.find(';'), header.size()))));
    }
    if (same_name(found, name)) return value;
    at = header.find(';', std::min(i, header.size()));
  }
  return std::nullopt;
}

Result<Form> parse_multipart(std::string_view body, std::string_view boundary, const FormLimits& limits) {
  using namespace multipart_detail;
  if (boundary.empty() || boundary.size() > 70) return bad("a form in parts has a boundary of 1 to 70 characters");
  const std::string first = "--" + std::string(boundary);
  const std::string next = "\r\n" + first;
  if (!body.starts_with(first)) return bad("a form in parts begins with its boundary");
  body.remove_prefix(first.size());

  Form out;
  for (std::size_t parts = 0;; ++parts) {
    if (body.starts_with("--")) return out;
    if (!body.starts_with("\r\n")) return bad("a boundary ends its line");
    if (parts == limits.fields) return bad("the form has more fields than a form may have");
    body.remove_prefix(2);
    const auto head_end = body.find("\r\n\r\n");
    if (head_end == npos) return bad("the form was cut short");
    if (head_end > limits.part_header_bytes) return bad("the headers of a part are too long");
    ONEPOT_TRY(auto head, parse_part_head(body.substr(0, head_end)));
    body.remove_prefix(head_end + 4);
    // An empty part may end at once: the CRLF that ends its headers is not the one that begins the boundary.
    const auto end = body.find(next);
    if (end == npos) return bad("the form was cut short");
    const auto content = body.substr(0, end);
    body.remove_prefix(end + next.size());
    if (!head.is_file) {
      if (!valid_utf8(content) || content.find('\0') != npos) return bad("the text of a form is UTF-8");
      out.fields.add(std::move(head.name), std::string(content));
    } else if (!head.file_name.empty() || !content.empty()) {
      out.files.push_back(
          {std::move(head.name), std::move(head.file_name), std::move(head.type), std::string(content)});
    }
  }
}

}  // namespace onepot::http
