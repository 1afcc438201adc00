#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

struct SelectItem {
  std::optional<std::string> value;  ///< The text, unless given.
  std::string text;
  std::optional<bool> selected;  ///< Unless given, whether its value is the select's.
  bool disabled = false;
  Attributes attributes;
};
struct Select {
  std::string id;  ///< The name, unless given.
  std::string name;
  std::vector<SelectItem> items;
  std::string value;
  bool disabled = false;
  std::string described_by;
  Label label;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Select& options);
inline Html select(const Select& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
