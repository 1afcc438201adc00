// Whatever the bytes, a form in parts is read or refused; what was read is never more than what was sent.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/http/form.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto form = http::parse_multipart(body, "b", {.fields = 20, .part_header_bytes = 200});
  if (!form) {
    ONEPOT_ASSERT(form.error().code == "bad-form");
    return 0;
  }
  std::size_t bytes = 0;
  for (const auto& field : form->fields.all()) {
    ONEPOT_ASSERT(!field.name.empty() && valid_utf8(field.name) && valid_utf8(field.value));
    bytes += field.name.size() + field.value.size();
  }
  for (const auto& file : form->files) {
    ONEPOT_ASSERT(!file.field.empty() && valid_utf8(file.name) && file.name.find('/') == std::string::npos);
    bytes += file.field.size() + file.name.size() + file.bytes.size();
  }
  ONEPOT_ASSERT(bytes <= size && form->fields.all().size() + form->files.size() <= 20);
  return 0;
}
