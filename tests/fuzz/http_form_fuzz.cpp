// Whatever the bytes, a form is read or refused; text that is read is UTF-8, and written it reads the same again.
#include "onepot/base/assert.h"
#include "onepot/base/text.h"
#include "onepot/http/form.h"

using namespace onepot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto fields = http::parse_urlencoded(text)) {
    for (const auto& field : fields->all()) ONEPOT_ASSERT(valid_utf8(field.name) && valid_utf8(field.value));
    const auto again = http::parse_urlencoded(http::to_urlencoded(*fields));
    // A nameless field without a value is written as "=", which is a field again.
    ONEPOT_ASSERT(again.has_value() && again->all() == fields->all());
  } else {
    ONEPOT_ASSERT(fields.error().code == "bad-form");
  }
  // The first line is the content type, the rest the body.
  const auto end = std::min(text.find('\n'), size);
  const auto form = http::parse_form(text.substr(0, end), text.substr(std::min(end + 1, size)));
  if (form)
    for (const auto& field : form->fields.all()) ONEPOT_ASSERT(valid_utf8(field.name) && valid_utf8(field.value));
  return 0;
}
