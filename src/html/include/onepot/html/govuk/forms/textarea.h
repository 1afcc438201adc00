#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

struct Textarea {
  std::string id;  ///< The name, unless given.
  std::string name;
  std::optional<bool> spellcheck;
  int rows = 5;
  std::string value;
  bool disabled = false;
  std::string described_by;
  Label label;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string classes;
  std::string autocomplete;
  Attributes attributes;
};
void append(Html& out, const Textarea& options);
inline Html textarea(const Textarea& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
