#include "onepot/http/form.h"

#include "onepot/base/text.h"
#include "onepot/http/address.h"

namespace onepot::http {
namespace form_detail {
namespace {

tl::unexpected<Refusal> bad(const char* why) {
  return refuse("bad-form", why);
}

bool is_text(std::string_view value) {
  return value.find('\0') == std::string_view::npos && valid_utf8(value);
}

}  // namespace
}  // namespace form_detail

const File* Form::file(std::string_view name) const {
  for (const auto& f : files)
    if (f.field == name) return &f;
  return nullptr;
}

Result<Fields> parse_urlencoded(std::string_view text, std::size_t most) {
  Fields out;
  while (!text.empty()) {
    const auto end = std::min(text.find('&'), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), true);
    auto value = equals == std::string_view::npos ? std::string() : percent_decode(part.substr(equals + 1), true);
    if (!name || !value) return form_detail::bad("a '%' in a form is followed by two hexadecimal digits");
    if (!form_detail::is_text(*name) || !form_detail::is_text(*value))
      return form_detail::bad("the text of a form is UTF-8");
    if (out.all().size() == most) return form_detail::bad("the form has more fields than a form may have");
    out.add(std::move(*name), std::move(*value));
  }
  return out;
}

std::string to_urlencoded(const Fields& fields) {
  std::string out;
  for (const auto& field : fields.all()) {
    if (!out.empty()) out += '&';
    out += percent_encode(field.name) + "=" + percent_encode(field.value);
  }
  return out;
}

Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits) {
  const auto kind = trim(content_type.substr(0, content_type.find(';')));
  if (same_name(kind, "application/x-www-form-urlencoded")) {
    Form out;
    ONEPOT_TRY(out.fields, parse_urlencoded(body, limits.fields));
    return out;
  }
  if (same_name(kind, "multipart/form-data"))
    return parse_multipart(body, header_parameter(content_type, "boundary").value_or(""), limits);
  if (kind.empty() && body.empty()) return Form{};
  return refuse("unsupported-form", "a form is sent as application/x-www-form-urlencoded or multipart/form-data");
}

}  // namespace onepot::http
