#pragma once
#include "onepot/html/govuk/forms/input.h"

namespace onepot::html::govuk {

struct PasswordButton {
  std::string classes;
};
struct PasswordInput {
  std::string id;  ///< The name, unless given.
  std::string name;
  std::string value;
  bool disabled = false;
  std::string described_by;
  Label label;
  Hint hint;
  ErrorMessage error_message;
  FormGroup form_group;
  std::string classes;
  std::string autocomplete;  ///< "current-password" unless said otherwise.
  Attributes attributes;
  std::string show_password_text;
  std::string hide_password_text;
  std::string show_password_aria_label_text;
  std::string hide_password_aria_label_text;
  std::string password_shown_announcement_text;
  std::string password_hidden_announcement_text;
  PasswordButton button;
};
void append(Html& out, const PasswordInput& options);
inline Html password_input(const PasswordInput& options) {
  Html out;
  append(out, options);
  return out;
}

}  // namespace onepot::html::govuk
