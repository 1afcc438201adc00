#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

/// A short piece before or after the box, such as "£" or "a week".
struct Affix {
  std::string text;
  Html html;
  std::string classes;
  Attributes attributes;
  bool present() const { return !text.empty() || !html.empty(); }
};
struct InputWrapper {
  std::string classes;
  Attributes attributes;
};
struct Input {
  std::string id;  ///< The name, unless given.
  std::string name;
  std::string type;  ///< "text" unless said otherwise.
  std::string inputmode;
  std::string value;
  bool disabled = false;
  std::string described_by;
  Label label;
  Hint hint;
  ErrorMessage error_message;
  Affix prefix;
  Affix suffix;
  FormGroup form_group;
  std::string classes;
  std::string autocomplete;
  std::string pattern;
  std::optional<bool> spellcheck;
  std::string autocapitalize;
  InputWrapper input_wrapper;
  Attributes attributes;
};
void append(Html& out, const Input& options);
inline Html input(const Input& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
