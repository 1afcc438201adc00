#include "govuk/field.h"

namespace onepot::html::govuk {

std::string hint_and_error(Html& out, std::string described_by, std::string_view id_prefix, const Hint& hint,
                           const ErrorMessage& error) {
  if (hint.present()) {
    Hint with_id = hint;
    with_id.id = std::string(id_prefix) + "-hint";
    described_by = joined(described_by, with_id.id);
    append(out, with_id);
  }
  if (error.present()) {
    ErrorMessage with_id = error;
    with_id.id = std::string(id_prefix) + "-error";
    described_by = joined(described_by, with_id.id);
    append(out, with_id);
  }
  return described_by;
}

}  // namespace onepot::html::govuk
