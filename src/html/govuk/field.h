#pragma once
// What every form control begins with: the group's box, the hint and the error message, and the list of their ids for
// aria-describedby. Not for pages.
#include "govuk/write.h"
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

inline void open_form_group(Html& out, const FormGroup& group, bool error) {
  out.start("div")
      .classes("govuk-form-group", error ? "govuk-form-group--error" : "", group.classes)
      .attributes(group.attributes)
      .end();
}

/// Writes hint and error message; gives `described_by` with their ids added.
std::string hint_and_error(Html& out, std::string described_by, std::string_view id_prefix, const Hint& hint,
                           const ErrorMessage& error);

}  // namespace onepot::html::govuk
