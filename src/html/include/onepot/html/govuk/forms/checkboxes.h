#pragma once
#include "onepot/html/govuk/forms/radios.h"

namespace onepot::html::govuk {

struct CheckboxItem {
  std::string text;
  Html html;
  std::string id;
  std::string name;
  std::string value;
  ItemLabel label;
  Hint hint;
  std::string divider;
  std::optional<bool> checked;  ///< Unless given, whether its value is among the group's.
  Html conditional;             ///< Shown only while this one is ticked.
  std::string behaviour;        ///< "exclusive": ticking it clears the others.
  bool disabled = false;
  Attributes attributes;
  bool omit = false;  ///< Left out; the others keep their numbers.
};
struct Checkboxes {
  std::string described_by;
  Fieldset fieldset;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string id_prefix;  ///< The name, unless given.
  std::string name;
  std::vector<CheckboxItem> items;
  std::vector<std::string> values;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Checkboxes& options);
inline Html checkboxes(const Checkboxes& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
