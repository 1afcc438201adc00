#pragma once
// What radios, checkboxes and dates share. Not for pages.
#include "govuk/field.h"
#include "onepot/html/govuk/forms/fieldset.h"

namespace onepot::html::govuk {

/// The first one's id is the prefix alone, so that an error summary can link to it; the others are numbered from 2.
inline std::string choice_id(const std::string& own, std::string_view prefix, std::size_t number) {
  if (!own.empty()) return own;
  std::string id(prefix);
  if (number > 1) id += "-" + std::to_string(number);
  return id;
}

/// The label and hint of one choice.
template <class Item>
void choice_words(Html& out, const Item& item, std::string_view id, const std::string& hint_id,
                  std::string_view label_class, std::string_view hint_class) {
  append(out, Label{.text = item.text,
                    .html = item.html,
                    .for_id = std::string(id),
                    .classes = joined(label_class, item.label.classes),
                    .attributes = item.label.attributes});
  if (!item.hint.present()) return;
  append(out, Hint{.text = item.hint.text,
                   .html = item.hint.html,
                   .id = hint_id,
                   .classes = joined(hint_class, item.hint.classes),
                   .attributes = item.hint.attributes});
}

/// The form group, with a fieldset inside it when there is one.
inline void in_form_group(Html& out, const FormGroup& group, const Fieldset& fieldset, bool error,
                          const std::string& described_by, Html inner, std::string role = {}) {
  open_form_group(out, group, error);
  if (fieldset.present()) {
    Fieldset around = fieldset;
    around.described_by = described_by;
    if (!role.empty()) around.role = std::move(role);
    around.html = std::move(inner);
    append(out, around);
  } else {
    out.add(inner);
  }
  out.close("div");
}

}  // namespace onepot::html::govuk
