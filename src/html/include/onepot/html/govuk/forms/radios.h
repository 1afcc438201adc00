#pragma once
#include "onepot/html/govuk/forms/error_message.h"
#include "onepot/html/govuk/forms/fieldset.h"
#include "onepot/html/govuk/forms/hint.h"
#include "onepot/html/govuk/forms/label.h"

namespace onepot::html::govuk {

/// The look of an item's label; its words are the item's.
struct ItemLabel {
  std::string classes;
  Attributes attributes;
};
struct RadioItem {
  std::string text;
  Html html;
  std::string id;
  std::string value;
  ItemLabel label;
  Hint hint;
  std::string divider;          ///< Words such as "or" in place of a choice.
  std::optional<bool> checked;  ///< Unless given, whether its value is the group's.
  Html conditional;             ///< Shown only while this one is chosen.
  bool disabled = false;
  Attributes attributes;
  bool omit = false;  ///< Left out; the others keep their numbers.
};
struct Radios {
  Fieldset fieldset;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string id_prefix;  ///< The name, unless given.
  std::string name;
  std::vector<RadioItem> items;
  std::string value;
  std::string classes;
  Attributes attributes;
};
void append(Html& out, const Radios& options);
inline Html radios(const Radios& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
